/** Duties that ask staff side, councils, the public or others: what shows that each was done, and where nothing does. Pure. */
import type { CompiledRegime } from '../../regimes/compiled.ts'
import type { CaseState } from '../../regimes/model.ts'
import type { Duty } from '../../regimes/people-schema.ts'
import { courseOf } from '../../regimes/standing.ts'
import type { WrittenEvent } from '../model.ts'
import { type Consultation, isAfterwards } from './consultation.ts'
import type { StoredRecord } from './record.ts'

/** What was written in a case. */
export interface Engagement {
  /** Events that count. */
  readonly events: readonly Pick<WrittenEvent, 'effects'>[]
  /** In their latest versions. */
  readonly consultations: readonly StoredRecord<Consultation>[]
  /** The day (ISO) by which a consultation has begun, or is still to come. */
  readonly on: string
}

/** Duties of the rules that ask somebody, by their ids. */
export function engagementDuties(
  { regime }: CompiledRegime,
  route: string | null,
): readonly (readonly [string, Duty])[] {
  return Object.entries(regime.duties).filter(
    ([, duty]) => duty.engagement !== undefined && (duty.route === undefined || duty.route === route),
  )
}

/**
 * Duties that ask somebody, have been owed in a case, and of which neither an event nor a consultation in its time shows that
 * they were done; in the order of the file.
 */
export function unheldDuties(
  compiled: CompiledRegime,
  state: CaseState,
  { events, consultations, on }: Engagement,
): readonly Duty[] {
  const effects = events.flatMap(one => one.effects)
  const here = courseOf(compiled, state).states.get(state.state)?.duties ?? []
  const owed = new Set(here.map(({ id }) => id))
  const done = new Set(state.done)
  for (const effect of effects) {
    if (effect.kind === 'duty-begins') owed.add(effect.duty)
    if (effect.kind === 'duty-done') done.add(effect.duty)
  }
  const held = consultations.filter(one => one.body.from <= on && !isAfterwards(one))
  return engagementDuties(compiled, state.route).flatMap(([id, duty]) =>
    owed.has(id) && !done.has(id) && !held.some(({ body }) => asks(duty, body)) ? [duty] : [],
  )
}

/** Whether a consultation asks whom a duty asks. Who the others are, no record says: of them the event tells, where there is one. */
function asks({ engagement, 'done-by': doneBy }: Duty, { with: whom }: Consultation): boolean {
  return engagement === true || (engagement === whom && (whom !== 'others' || doneBy === undefined))
}
