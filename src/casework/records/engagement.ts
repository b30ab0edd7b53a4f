/** Duties that ask staff side, councils, the public or others: what shows that each was done, and where nothing does. Pure. */
import type { CompiledRegime } from '../../regimes/compiled.ts'
import type { CaseState } from '../../regimes/model.ts'
import type { Duty } from '../../regimes/people-schema.ts'
import type { WrittenEvent } from '../model.ts'
import type { Span } from '../stage-changes.ts'
import { type Consultation, toldInTime } from './consultation.ts'
import type { StoredRecord } from './record.ts'

/** What was written in a case. */
export interface Engagement {
  /** Events that count. */
  readonly events: readonly Pick<WrittenEvent, 'effects'>[]
  /** When duties were owed, by their ids. */
  readonly owed: ReadonlyMap<string, readonly Span[]>
  /** Each in its versions, the first one first. */
  readonly consultations: readonly (readonly StoredRecord<Consultation>[])[]
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
 * Duties that ask somebody, have been owed in a case, and of which neither an event nor a public consultation that was told in
 * time, on days on which they were owed, shows that they were done; in the order of the file.
 */
export function unheldDuties(
  compiled: CompiledRegime,
  state: CaseState,
  { events, owed, consultations, on }: Engagement,
): readonly Duty[] {
  const effects = events.flatMap(one => one.effects)
  const done = new Set([...state.done, ...effects.flatMap(one => (one.kind === 'duty-done' ? [one.duty] : []))])
  const held = consultations.flatMap(versions => toldInTime(versions) ?? []).filter(({ from }) => from <= on)
  return engagementDuties(compiled, state.route).flatMap(([id, duty]) => {
    const spans = owed.get(id) ?? []
    const shown = held.some(one => asks(duty, one) && spans.some(span => meet(one, span)))
    return spans.length === 0 || done.has(id) || shown ? [] : [duty]
  })
}

/** Whether a consultation asks whom a duty asks. Where the rules name an event for somebody in particular, such as a meeting, that alone tells. */
function asks({ engagement, 'done-by': doneBy }: Duty, { with: whom }: Consultation): boolean {
  return engagement === true || (engagement === whom && doneBy === undefined)
}

function meet({ from, until }: Consultation, span: Span): boolean {
  return span.from <= until && (span.ended === null || from < span.ended)
}
