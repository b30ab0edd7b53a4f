/** What falls due in all cases that somebody may see: who owes what to whom, by when. */
import { eachCase } from '../casework/case-store.ts'
import { today, withActor, type Working } from '../casework/desk-store.ts'
import { agendaOf, type AgendaItem, type AgendaWindow, byUrgency } from '../casework/duty-agenda.ts'
import { rolesHeld } from '../casework/grants.ts'
import { matterOf } from '../casework/matter-store.ts'
import type { Case } from '../casework/model.ts'
import { rulesOf } from '../casework/policy-store.ts'
import { readAnswers } from '../casework/written-store.ts'
import type { RecordKind } from '../evidence/model.ts'
import { dayFromIso } from '../regimes/day.ts'
import { hasLeave, seenBy } from '../casework/eyes-store.ts'
import type { Ruled } from './case-view.ts'
import { type Asking, kindShown } from './cases.ts'
import { type DutyFilter, windowOf } from './duty-filter.ts'

export interface ListedDuty {
  readonly ruled: Ruled
  readonly item: AgendaItem
  /** The reader holds the role that owes it. */
  readonly mine: boolean
}

export interface DutyList {
  readonly kind: RecordKind
  readonly window: AgendaWindow
  /** Overdue first, then by day. */
  readonly duties: readonly ListedDuty[]
}

/**
 * Duties of the filter's window, by its regime and organisation; owner and `mine` are left to the page, which offers what else
 * there is. What a file marks as not public is for those with leave in the case.
 */
export function listedDuties({ desk, actor }: Asking, filter: DutyFilter): Promise<DutyList> {
  return withActor(desk, actor, async working => {
    const kind = kindShown(working)
    const window = windowOf(filter.span, dayFromIso(today(desk)))
    const duties: ListedDuty[] = []
    const { regime, organisation } = filter
    const asked = {
      ...(await seenBy(working)),
      recordKind: kind,
      ...(regime === null ? {} : { regime }),
      ...(organisation === null ? {} : { organisation }),
    }
    const cases: Case[] = []
    for await (const found of eachCase(working, asked)) cases.push(found)
    const writtenIn = await readAnswers(desk, cases)
    for (const found of cases) {
      const ruled = { found, compiled: await rulesOf(desk, found) }
      const items = agendaOf(ruled.compiled, found.state, window, writtenIn(found.id)).filter(
        // What is about one organisation of an area is not another's.
        one => organisation === null || one.organisation === undefined || one.organisation === organisation,
      )
      if (items.length > 0) duties.push(...(await dutiesSeen(working, ruled, items)))
    }
    return { kind, window, duties: duties.toSorted((a, b) => byUrgency(a.item, b.item)) }
  })
}

async function dutiesSeen(
  working: Working,
  ruled: Ruled,
  items: readonly AgendaItem[],
): Promise<readonly ListedDuty[]> {
  const { found, compiled } = ruled
  const inside = await hasLeave(working, found)
  const held = rolesHeld(working.actor, await matterOf(working, compiled.regime, found.organisations))
  return items
    .filter(item => inside || item.public !== false)
    .map(item => ({ ruled, item, mine: item.owner !== null && held.includes(item.owner) }))
}
