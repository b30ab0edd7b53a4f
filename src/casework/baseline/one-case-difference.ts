/**
 * Difference in differences for one organisation against a few: its change less the mean change of the others. One treated unit
 * leaves clustered errors nothing to go by, so the interval takes the spread of the others' own changes as what chance does
 * to anybody (Donald and Lang 2007; Conley and Taber 2011): ± t(n − 1) · s · √(1 + 1/n). It holds where changes are about
 * normal and alike in spread; with three others it is wide, and should be.
 */
import { differenceInDifferences, type PanelRow } from '../../statistics/difference-in-differences.ts'
import { tQuantile } from '../../statistics/distributions.ts'

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
  const rows = [own, ...others].flatMap(([before, since], unit): PanelRow[] => [
    { unit, time: 0, y: before, treated: unit === 0, post: false },
    { unit, time: 1, y: since, treated: unit === 0, post: true },
  ])
  const estimate = differenceInDifferences(rows).effect.estimate
  const changes = others.map(([before, since]) => since - before)
  const mean = changes.reduce((sum, change) => sum + change, 0) / count
  const spread = Math.sqrt(changes.reduce((sum, change) => sum + (change - mean) ** 2, 0) / (count - 1))
  const half = tQuantile((1 + level) / 2, count - 1) * spread * Math.sqrt(1 + 1 / count)
  return { estimate, interval: [estimate - half, estimate + half], level, others: count }
}
