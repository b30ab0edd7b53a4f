/** From when to when powers were there in cases, as their events say. */
import { sql } from 'kysely'
import type { CompiledRegime } from '../regimes/compiled.ts'
import { differences } from '../regimes/compile-states.ts'
import { stateOf } from '../regimes/draft.ts'
import type { Effect } from '../regimes/model.ts'
import { courseOf } from '../regimes/standing.ts'
import { foldStored } from './case-store.ts'
import type { Desk } from './desk-store.ts'
import { readEvents } from './event-store.ts'
import type { PastEvent, Rules, Standing } from './fold.ts'
import type { Case } from './model.ts'
import { type PowersChanged, type PowerSpan, spansOf } from './power-spans.ts'

interface Ruled {
  readonly found: Case
  readonly compiled: CompiledRegime
}

/**
 * Powers of the stages of cases, with the days on which they were there: also until a court quashed what brought them. A case in
 * which an event was corrected, or that changed its rules, is folded anew, for what its events say that followed is no longer so.
 */
export async function powerSpans(
  desk: Desk,
  cases: readonly Ruled[],
): Promise<(caseId: string) => readonly PowerSpan[]> {
  const ids = cases.map(({ found }) => found.id)
  const { rows } = await sql<{ readonly id: string; readonly on: string; readonly effects: readonly Effect[] }>`
    select case_id as id, effective as on, effects from case_event
    where case_id = any(${ids}::uuid[])
      and jsonb_path_exists(effects, '$[*] ? (@.kind == "power-begins" || @.kind == "power-ends")')
    order by effective, sequence`.execute(desk.store.db)
  const told = Map.groupBy(rows, ({ id }) => id)
  const anew = await changedSince(desk, ids)
  const spans = new Map<string, readonly PowerSpan[]>()
  for (const { found, compiled } of cases) {
    const { route } = found.state
    const changes = anew.has(found.id)
      ? await foldedChanges(desk, found.id)
      : (told.get(found.id) ?? []).map(one => ({ ...one, compiled, route }))
    spans.set(found.id, spansOf(changes))
  }
  return caseId => spans.get(caseId) ?? []
}

/** Cases of which an event was corrected, or that changed their rules. */
async function changedSince({ store }: Desk, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await store.db
    .selectFrom('case_event')
    .select('case_id')
    .distinct()
    .where(sql<boolean>`case_id = any(${[...ids]}::uuid[])`)
    .where(({ eb, or }) => or([eb('corrects', 'is not', null), eb('kind', '=', 'migrated')]))
    .execute()
  return new Set(rows.map(({ case_id }) => case_id))
}

async function foldedChanges(desk: Desk, id: string): Promise<readonly PowersChanged[]> {
  const { folded, rules } = await foldStored(desk, await readEvents(desk.store, id))
  if (!folded.accepted) throw new Error(`Event ${folded.at.sequence} cannot be folded: ${folded.refusal.words}`)
  return folded.past.map(one => changeBy(rules, one))
}

/** What of the powers changed between two standings of a case; by other rules all of them do. */
function changeBy(rules: Rules, { effective, before, after }: PastEvent): PowersChanged {
  const at = ({ state, calendars }: Standing) => {
    const compiled = rules(state.pin.hash, calendars)
    return { compiled, state: stateOf(courseOf(compiled, state), state) }
  }
  const [left, entered] = [before && at(before), at(after)]
  const same = before?.state.pin.hash === after.state.pin.hash
  const effects = same
    ? differences(left?.state ?? null, entered.state)
    : [...(left ? differences(left.state, nothing) : []), ...differences(null, entered.state)]
  return { on: effective, effects, compiled: entered.compiled, route: after.state.route }
}

const nothing = { phase: 'before', duties: [], powers: [] } as const
