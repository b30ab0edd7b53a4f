/** Events as written that still count: a later one has not corrected them. Pure. */
import type { WrittenEvent } from './model.ts'

export function stillCounting(written: readonly WrittenEvent[]): readonly WrittenEvent[] {
  const corrected = new Set(written.map(one => one.corrects))
  return written.filter(one => one.kind !== 'annulled' && !corrected.has(one.sequence))
}
