/** What falls due in all cases that somebody may see: who owes what to whom, by when. */
import { eachCase } from '../casework/case-store.ts'
import { today, withActor, type Working } from '../casework/desk-store.ts'
import { agendaOf, type AgendaItem, type AgendaWindow, byUrgency } from '../casework/duty-agenda.ts'
import { rolesHeld } from '../casework/grants.ts'
import { matterOf } from '../casework/matter-store.ts'
import type { Case } from '../casework/model.ts'
import { rulesOf } from '../casework/policy-store.ts'
import { seenAcross } from '../casework/records/eyes.ts'
import type { StoredRecord } from '../casework/records/record.ts'
import { reviewKind } from '../casework/records/review.ts'
import { sustainCheckKind } from '../casework/records/sustain-check.ts'
import { readAnswers, type Written } from '../casework/written-store.ts'
import { restingIn } from '../casework/transfers/transfer-store.ts'
import type { RecordKind } from '../evidence/model.ts'
import { dayFromIso, isoFromDay } from '../regimes/day.ts'
import { hasLeave, seenBy } from '../casework/eyes-store.ts'
import type { Ruled } from './case-view.ts'
import { type Asking, kindShown, type NextDeadline } from './cases.ts'
import { type DutyFilter, windowOf } from './duty-filter.ts'
import { roleTitle } from './event-words.ts'

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
    const resting = await restingIn(working, kind)
    for (const found of cases) {
      const ruled = { found, compiled: await rulesOf(desk, found), resting }
      const inside = await hasLeave(working, found)
      const items = seenAgenda(ruled, window, writtenIn(found.id), inside).filter(
        // What is about one organisation of an area is not another's.
        item => organisation === null || whoseDuty({ ruled, item }).includes(organisation),
      )
      if (items.length > 0) duties.push(...(await dutiesSeen(working, ruled, items)))
    }
    return { kind, window, duties: duties.toSorted((a, b) => byUrgency(a.item, b.item)) }
  })
}

/** Of each case by its id what is longest overdue, or else due next within a year: the first of its duties. */
export async function nextDuties(asking: Asking, regime: string | null): Promise<ReadonlyMap<string, NextDeadline>> {
  const { duties } = await listedDuties(asking, { span: 'year', regime, organisation: null, owner: null, mine: false })
  const next = new Map<string, NextDeadline>()
  for (const { ruled, item } of duties) {
    const { found, compiled } = ruled
    if (item.kind === 'period' || next.has(found.id)) continue
    const ownerTitle = item.owner === null ? null : roleTitle(compiled.regime, item.owner)
    next.set(found.id, { title: item.title, due: isoFromDay(item.due), overdue: item.overdue === true, ownerTitle })
  }
  return next
}

/** Codes of the organisations that a duty is about: one of the case, or all. */
export function whoseDuty({ ruled: { found }, item }: Pick<ListedDuty, 'ruled' | 'item'>): readonly string[] {
  return item.organisation === undefined ? found.organisations : [item.organisation]
}

/** By what kind of record it shows that a thing was done, or put off. */
const shownBy: Partial<Record<AgendaItem['kind'], string>> = {
  review: reviewKind.kind,
  'after-exit': sustainCheckKind.kind,
}

/**
 * What a reader may know to fall due: by the records and rules that are for them. Where what would show it done is not for
 * them, they are not told that it is overdue.
 */
function seenAgenda(
  { found, compiled }: Ruled,
  window: AgendaWindow,
  { records, published, events }: Written,
  inside: boolean,
): readonly AgendaItem[] {
  const seen = seenAcross(inside, records, published)
  const unseen = new Set(records.filter(one => !seen.includes(one)).map(({ kind }) => kind))
  // What was published by itself was written for those who work on the case, and is for everybody.
  const isOpen = ({ id, version }: StoredRecord) => published.some(one => one.id === id && one.version === version)
  const shown = seen.map(one => (isOpen(one) ? { ...one, audience: 'public' as const } : one))
  return agendaOf(compiled, found.state, window, { records: shown, events }).filter(
    item =>
      (inside || item.public !== false) && !(item.overdue === true && unseen.has(shownBy[item.kind] ?? 'no record')),
  )
}

async function dutiesSeen(
  working: Working,
  ruled: Ruled,
  items: readonly AgendaItem[],
): Promise<readonly ListedDuty[]> {
  const { found, compiled } = ruled
  const heldFor = async (codes: readonly string[]) =>
    rolesHeld(working.actor, await matterOf(working, compiled.regime, codes))
  const held = await heldFor(found.organisations)
  const whose = new Set(items.flatMap(({ organisation }) => organisation ?? []))
  const ofOne = new Map(await Promise.all([...whose].map(async code => [code, await heldFor([code])] as const)))
  return items.map(item => {
    const { owner, organisation } = item
    const mine = owner !== null && held.includes(owner)
    // Whoever acts for one organisation of an area owes nothing that is another's.
    return {
      ruled,
      item,
      mine: mine && (organisation === undefined || ofOne.get(organisation)?.includes(owner) === true),
    }
  })
}
