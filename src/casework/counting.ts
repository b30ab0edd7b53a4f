/**
 * Events that count, in the order in which they took effect, whatever the order in which they were written: a later one has not
 * corrected them, and they are not themselves what struck one out. Pure.
 */
import { compare } from '../evidence/compare.ts'
import type { Act } from './acts.ts'

/** What this needs of a written event. */
interface Ordered {
  readonly sequence: number
  /** As it was written down; its kind alone is read. */
  readonly event: unknown
  /** ISO day. */
  readonly effective: string
  readonly corrects: number | null
}

/**
 * The events that count, in the order in which they took effect, then in that in which they were written; what stands in
 * place of another event stands in its place on the day too.
 */
export function countingEvents<Event extends Ordered>(events: readonly Event[]): readonly Event[] {
  const corrected = new Set(events.map(({ corrects }) => corrects))
  return inOrder(events).filter(({ sequence, event }) => !corrected.has(sequence) && kindOf(event) !== 'annulled')
}

/** Whether an event, of all in the order in which they were written, corrects one or took effect before one that was written earlier. */
export function isRetold(events: readonly Ordered[]): boolean {
  return events.some(
    ({ corrects, effective }, index) => corrects !== null || effective < (events[index - 1]?.effective ?? effective),
  )
}

/** As `countingEvents`, with those that no longer count in their places. */
export function inOrder<Event extends Ordered>(events: readonly Event[]): readonly Event[] {
  const places = new Map<number, number>()
  for (const { sequence, corrects } of events)
    places.set(sequence, corrects === null ? sequence : (places.get(corrects) ?? sequence))
  const placeOf = ({ sequence }: Event) => places.get(sequence) ?? sequence
  return events.toSorted(
    (a, b) => beginsWith(a) - beginsWith(b) || compare(a.effective, b.effective) || placeOf(a) - placeOf(b),
  )
}

/** The opening comes first, whatever day is asked: what would be before it, the engine refuses. */
function beginsWith({ event }: Ordered): number {
  return kindOf(event) === 'open' ? 0 : 1
}

function kindOf(event: unknown): Act['kind'] | undefined {
  return (event as Partial<Act> | null)?.kind
}
