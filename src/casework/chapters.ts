/** The chapters of a case: a case that goes to other rules begins a new one, and what happened before stays in its own. Pure. */
import type { CompiledRegime } from '../regimes/compiled.ts'
import type { CaseState } from '../regimes/model.ts'
import { countingEvents, inOrder } from './counting.ts'
import { foldEvents, type FoldedEvent, type Rules } from './fold.ts'

export interface Chapter {
  readonly compiled: CompiledRegime
  /** Where the case stood at its end. */
  readonly state: CaseState
}

/** Chapters in their order, the one that runs last. Throws where the events cannot be folded. */
export function chaptersOf(rules: Rules, events: readonly FoldedEvent[]): readonly Chapter[] {
  const counting = countingEvents(events)
  const ends = counting.flatMap(({ event }, index) => (event.kind === 'migrated' ? [index] : []))
  return [...ends, counting.length].map(end => {
    const folded = foldEvents(rules, counting.slice(0, end))
    if (!folded.accepted) throw new Error(`Event ${folded.at.sequence} cannot be folded: ${folded.refusal.words}`)
    const { state, calendars } = folded.standing
    return { compiled: rules(state.pin.hash, calendars), state }
  })
}

/** Which chapter each event stands in, from 0, by its number; the event that ends a chapter is its last. */
export function chapterNumbers(events: readonly FoldedEvent[]): ReadonlyMap<number, number> {
  let chapter = 0
  const numbers = new Map<number, number>()
  for (const { sequence, event } of inOrder(events)) {
    numbers.set(sequence, chapter)
    if (event.kind === 'migrated') chapter++
  }
  return numbers
}
