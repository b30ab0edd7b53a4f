/** Events that still count: a later one has not corrected them, and they are not themselves what struck one out. Pure. */
import type { WrittenEvent } from './model.ts'

/** Events as written that still count, in their order. */
export function stillCounting(written: readonly WrittenEvent[]): readonly WrittenEvent[] {
  return uncorrected(written).filter(({ kind }) => kind !== 'annulled')
}

/** Events that no other one of them corrects, in their order. */
export function uncorrected<Event extends Pick<WrittenEvent, 'sequence' | 'corrects'>>(
  events: readonly Event[],
): readonly Event[] {
  const corrected = new Set(events.map(({ corrects }) => corrects))
  return events.filter(({ sequence }) => !corrected.has(sequence))
}
