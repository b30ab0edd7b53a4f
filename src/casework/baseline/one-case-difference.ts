/**
 * Difference in differences for one organisation against a few: its change less the mean change of the others. One treated unit
 * leaves clustered errors nothing to go by, so the interval takes the spread of the others' own changes as what chance does
 * to anybody (Donald and Lang 2007; Conley and Taber 2011): ± t(n − 1) · s · √(1 + 1/n). It holds where changes are about
 * normal and alike in spread; with three others it is wide, and should be.
 */
import { tQuantile } from '../../statistics/distributions.ts'
import { meanInterval } from '../../statistics/mean-interval.ts'

/** Before and since. */
export type Pair = readonly [before: number, since: number]

export interface OneCaseDifference {
  readonly estimate: number
  readonly interval: readonly [number, number]
  readonly level: number
  /** How many others it rests on. */
  readonly others: number
}

/** Throws RangeError for fewer than two others: one tells nothing of chance. */
export function oneCaseDifference(own: Pair, others: readonly Pair[], level = 0.95): OneCaseDifference {
  const count = others.length
  if (count < 2) throw new RangeError(`Found ${count} others; expected at least 2.`)
  const { value: mean, standardDeviation: spread } = meanInterval(others.map(([before, since]) => since - before))
  const estimate = own[1] - own[0] - (mean ?? Number.NaN)
  const half = tQuantile((1 + level) / 2, count - 1) * (spread ?? Number.NaN) * Math.sqrt(1 + 1 / count)
  return { estimate, interval: [estimate - half, estimate + half], level, others: count }
}
