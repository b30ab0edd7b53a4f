/**
 * What an organisation took over from those it came from. A regime is a decision about one organisation, and nothing says that
 * it passes to whoever absorbs that one: some successors were told that it did, some that it did not, of most nothing is
 * published. So a stay of a predecessor is told beside the successor, under the predecessor's own name, and never counted as
 * the successor's: it takes no place, settles no test, and is not "in". It is told only where it was, or may have been, open
 * when the predecessor became part of the successor: what had ended before then was never anybody else's.
 */
import { isoWords } from '../evidence/period-words.ts'
import type { Succession } from '../evidence/model.ts'
import type { Snapshot } from '../evidence/snapshot.ts'
import { placementsOf, standingOn, type Placement } from './placements.ts'
import { successorsOf } from './successors.ts'

export interface PredecessorStay {
  readonly regime: string
  /** The predecessor, as it was then. */
  readonly code: string
  readonly name: string
  /** When it became part of the successor, as the first step on the way there says it (ISO); null where no file does. */
  readonly absorbed: string | null
  /** Whether it is known to have been in then; if not, it may have been. */
  readonly wasIn: boolean
}

/** Stays of all predecessors, however far back, that were or may have been open when they ended as organisations of their own. */
export function predecessorStays(
  snapshot: Snapshot,
  placements: readonly Placement[],
  code: string,
  day: string,
): readonly PredecessorStay[] {
  return ancestors(snapshot, code, day).flatMap(({ predecessor, date }): readonly PredecessorStay[] => {
    const end = date ?? day
    const open = placementsOf(placements, predecessor).flatMap(one => {
      const standing = standingOn(one, end)
      return standing === 'out' ? [] : [{ regime: one.regime, wasIn: standing === 'in' }]
    })
    const name = snapshot.organisations.get(predecessor)?.name ?? predecessor
    return [...Map.groupBy(open, one => one.regime)].map(([regime, own]) => ({
      regime,
      code: predecessor,
      name,
      absorbed: date,
      wasIn: own.some(one => one.wasIn),
    }))
  })
}

/** "Was in Watch as Old Trust (RZZ), which became part of it on 1 October 2014; nothing says that this passed to it." */
export function predecessorWords({ code, name, absorbed, wasIn }: PredecessorStay, title: string): string {
  const was = wasIn ? 'Was in' : 'Was put into, and may still have been in,'
  const when = absorbed === null ? 'on a day that no file gives' : `on ${isoWords(absorbed)}`
  return `${was} ${title} as ${name} (${code}), which became part of it ${when}; nothing here says that this passed to it.`
}

/** Codes of organisations that have passed to another by a day, as `successorsOf` counts it: what they owed is its to do. */
export function passedTo(snapshot: Snapshot, code: string, day: string): readonly string[] {
  const before = ancestors(snapshot, code, day).map(({ predecessor }) => predecessor)
  return before.filter(one => successorsOf(snapshot, one, day).includes(code))
}

/** Successions that lead to an organisation by a day, the nearest first; a file may lead in a circle, so each code counts once. */
export function ancestors(snapshot: Snapshot, code: string, day: string): readonly Succession[] {
  const found: Succession[] = []
  const seen = new Set([code])
  for (let codes = [code]; codes.length > 0; ) {
    const steps = codes.flatMap(one => snapshot.organisations.get(one)?.predecessors ?? [])
    const next = steps.filter(step => (step.date === null || step.date <= day) && !seen.has(step.predecessor))
    for (const { predecessor } of next) seen.add(predecessor)
    found.push(...next.filter((step, index) => next.findIndex(one => one.predecessor === step.predecessor) === index))
    codes = next.map(step => step.predecessor)
  }
  return found
}
