/** What is done about extreme z-scores before dispersion is measured, so that true outliers do not widen the funnel. */
import { countAtMost, countLess } from './competition-rank.ts'
import { quantile7 } from './quantile.ts'

/**
 * Winsorising: each value below the quantile `share` or above `1 − share` (type 7) is pulled in to it. NaN stays NaN and
 * takes no part. Source: Spiegelhalter et al. (2012), "Statistical methods for healthcare regulation", §4.
 */
export function winsorise(values: readonly number[], share: number): number[] {
  const sorted = Float64Array.from(values.filter(value => !Number.isNaN(value))).sort()
  const low = quantile7(sorted, share)
  const high = quantile7(sorted, 1 - share)
  return values.map(value => (value < low ? low : value > high ? high : value))
}

/**
 * Truncating: NaN for every value in the lowest or highest of 1/share groups of equal size. The group of a value with
 * rank r (ties share their mean rank) among N is ⌊r (1/share) / (N + 1)⌋. Source: the SHMI methodology's 10% truncation.
 * NaN takes no part, and N counts it only where `total` says so.
 */
export function truncate(values: readonly number[], share: number, total?: number): number[] {
  if (share === 0) return [...values]
  const sorted = Float64Array.from(values.filter(value => !Number.isNaN(value))).sort()
  const groups = 1 / share
  const size = total ?? sorted.length
  return values.map(value => {
    if (Number.isNaN(value)) return value
    const rank = (countLess(sorted, value) + countAtMost(sorted, value) + 1) / 2
    const group = Math.floor((rank * groups) / (size + 1))
    return group === 0 || group === groups - 1 ? Number.NaN : value
  })
}
