/** Confidence interval of a mean. */
import { compensatedSum } from './compensated-sum.ts'
import { tQuantile } from './distributions.ts'
import { estimate, type IntervalEstimate, type IntervalOptions } from './interval.ts'

export interface MeanEstimate extends IntervalEstimate {
  readonly sum: number
  readonly count: number
  /** With n − 1; null for fewer than two values. */
  readonly standardDeviation: number | null
}

/** Mean ∓ t(n − 1) s/√n. NaN is a missing value and is left out; fewer than two values give no interval. */
export function meanInterval(values: readonly number[], options: IntervalOptions = {}): MeanEstimate {
  const known = values.filter(value => !Number.isNaN(value))
  const count = known.length
  const sum = compensatedSum(known)
  const mean = sum / count
  const variance = compensatedSum(known.map(value => (value - mean) ** 2)) / (count - 1)
  const found = estimate(mean, options, "Student's t-distribution", level => {
    const reach = tQuantile(1 - (100 - level) / 200, count - 1) * Math.sqrt(variance / count)
    return [mean - reach, mean + reach]
  })
  return { ...found, sum, count, standardDeviation: count > 1 ? Math.sqrt(variance) : null }
}
