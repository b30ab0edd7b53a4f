/** What came and went with the stages of cases, as their events say. */
import { sql } from 'kysely'
import { differences } from '../regimes/compile-states.ts'
import { stateOf } from '../regimes/draft.ts'
import type { Effect } from '../regimes/model.ts'
import { courseOf } from '../regimes/standing.ts'
import { foldStored } from './case-store.ts'
import type { RuledCase } from './conflicts.ts'
import type { Desk } from './desk-store.ts'
import { changedSince } from './effects-store.ts'
import { readEvents } from './event-store.ts'
import type { PastEvent, Rules, Standing } from './fold.ts'
import type { StageChange } from './stage-changes.ts'

/**
 * Duties and powers that began and ended in cases, by case, in the order of the days: also by what a court quashed later. A case
 * in which an event was corrected or written down late, or that changed its rules, is folded anew, for what its events say that
 * followed is no longer so.
 * @param asKnownAt Instant (ISO) up to which events count; all do where it is left out.
 */
export async function stageChanges(
  desk: Desk,
  cases: readonly RuledCase[],
  asKnownAt?: string,
): Promise<(caseId: string) => readonly StageChange[]> {
  const ids = cases.map(({ found }) => found.id)
  const known = asKnownAt === undefined ? sql<boolean>`true` : sql<boolean>`known_at <= ${asKnownAt}`
  const { rows } = await sql<{ readonly id: string; readonly on: string; readonly effects: readonly Effect[] }>`
    select case_id as id, effective as on, effects from case_event
    where case_id = any(${ids}::uuid[]) and ${known} and jsonb_path_exists(effects, '$[*] ? (@.kind like_regex "^(power|duty)-(begins|ends)$")')
    order by effective, sequence`.execute(desk.store.db)
  const told = Map.groupBy(rows, ({ id }) => id)
  const anew = await changedSince(desk, ids)
  const changes = new Map<string, readonly StageChange[]>()
  for (const { found, compiled } of cases) {
    const { route } = found.state
    const own = anew.has(found.id)
      ? await foldedChanges(desk, found.id, asKnownAt)
      : (told.get(found.id) ?? []).map(one => ({ ...one, compiled, route }))
    changes.set(found.id, own)
  }
  return caseId => changes.get(caseId) ?? []
}

async function foldedChanges(desk: Desk, id: string, asKnownAt?: string): Promise<readonly StageChange[]> {
  const { folded, rules } = await foldStored(desk, await readEvents(desk.store, id, asKnownAt))
  if (!folded.accepted) throw new Error(`Event ${folded.at.sequence} cannot be folded: ${folded.refusal.words}`)
  return folded.past.map(one => changeBy(rules, one))
}

/** What changed between two standings of a case; by other rules all does. */
function changeBy(rules: Rules, { effective, before, after }: PastEvent): StageChange {
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
