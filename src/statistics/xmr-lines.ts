/**
 * The lines of an XmR chart (individual values and moving ranges; Wheeler). With ȳ the mean and R̄ the mean moving range,
 * the process limits are ȳ ± 2.66·R̄, which is three sigma: σ is R̄/1.128 for a range of two, and 3/1.128 is 2.66 as NHS
 * England rounds it. Limits of use: values in time order, independent but for special causes; they are not cut at 0 or 100%.
 */
import { compensatedMean } from './compensated-mean.ts'

/** Lines as numbers in the metric's unit; NaN where one cannot be computed, so that no comparison with it holds. */
export interface Lines {
  readonly mean: number
  readonly lowerLimit: number
  readonly upperLimit: number
  readonly lowerNear: number
  readonly upperNear: number
  readonly lowerOne: number
  readonly upperOne: number
}

/** The mean and the pairs of lines about it: `distance` is three sigma, `near` two. */
export function linesAbout(mean: number, distance: number, near: number): Lines {
  const one = distance / 3
  return {
    mean,
    lowerLimit: mean - distance,
    upperLimit: mean + distance,
    lowerNear: mean - near,
    upperNear: mean + near,
    lowerOne: mean - one,
    upperOne: mean + one,
  }
}

/** Ranges above 3.267·R̄ (the upper limit of a chart of ranges, D4 for two) are themselves special causes. */
export const rangeLimit = 3.267

/** Process limits stand 2.66 mean moving ranges from the mean. */
export const limitFactor = 2.66

/** The ranges between values that follow one another; NaN where either is missing. Length n, the first NaN. */
export function movingRanges(values: ArrayLike<number>): Float64Array {
  const ranges = new Float64Array(values.length)
  for (let i = 0; i < values.length; i++)
    ranges[i] = i === 0 ? Number.NaN : Math.abs((values[i] as number) - (values[i - 1] as number))
  return ranges
}

/** The values that are not NaN. */
export function knownOf(values: Float64Array): Float64Array {
  return values.filter(value => !Number.isNaN(value))
}

/** The mean range, in the metric's unit, once ranges beyond 3.267 times it are left out in one pass; NaN where none stays. */
export function screenedMeanRange(ranges: Float64Array, keep: 'at-most' | 'below'): { mean: number; removed: number } {
  const all = compensatedMean(ranges)
  const limit = rangeLimit * all
  const kept = ranges.filter(range => (keep === 'below' ? range < limit : range <= limit))
  return kept.length === ranges.length
    ? { mean: all, removed: 0 }
    : { mean: compensatedMean(kept), removed: ranges.length - kept.length }
}
