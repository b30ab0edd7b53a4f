/**
 * Where a person might rebase: the start of a shift that has lasted. It only suggests; Making Data Count is plain that
 * limits are never redrawn by themselves, and a rebase needs a known cause, recorded as its reason. Suggested where at least
 * `lasting` points up to the latest are on one side of the mean: the long run is itself the evidence that a new level holds.
 */
import { compensatedMean } from './compensated-mean.ts'
import type { SpcSeries } from './spc-model.ts'

export interface RebaseSuggestion {
  /** The first point of the shift: where the new phase would begin. */
  readonly date: string
  readonly direction: 'above' | 'below'
  /** Points in the shift so far. */
  readonly points: number
  readonly meanBefore: number
  readonly meanSince: number
  /** The chance that a run so long ends the chart where nothing changed: 2·½^points. */
  readonly chance: number
  /** What to ask before it is confirmed. */
  readonly question: string
}

/** A suggestion for a chart whose latest phase ends in a lasting shift (12 points unless told), or null. */
export function suggestRebase(series: SpcSeries, lasting = 12): RebaseSuggestion | null {
  if (series.display === 'run-chart') return null
  const live = series.points.filter(({ value, ghost }) => value !== null && !ghost)
  const last = live.at(-1)
  if (last === undefined || last.mean === null) return null
  const phase = live.filter(point => point.phase === last.phase)
  const side = (i: number) => Math.sign((phase[i]?.value as number) - (last.mean as number))
  let start = phase.length
  while (start > 0 && side(start - 1) !== 0 && side(start - 1) === side(phase.length - 1)) start--
  const points = phase.length - start
  const earlier = live.slice(0, live.length - points)
  if (points < lasting || earlier.length === 0) return null
  const direction = side(phase.length - 1) > 0 ? 'above' : 'below'
  const { date } = phase[start] as { date: string }
  return {
    date,
    direction,
    points,
    meanBefore: compensatedMean(
      earlier.filter(one => start === 0 || one.phase === last.phase).map(one => one.value as number),
    ),
    meanSince: compensatedMean(phase.slice(start).map(one => one.value as number)),
    chance: 2 * 0.5 ** points,
    question: `The last ${points} points, from ${date}, are all ${direction} the mean. Is there a known change at that time that will last? If so, rebase there and write down what it was.`,
  }
}
