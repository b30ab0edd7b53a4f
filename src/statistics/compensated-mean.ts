/**
 * Means that do not wobble in the last digit. The sum is Neumaier's (1974): what each addition loses is kept beside it; a
 * correction pass then adds the mean of the residuals, which leaves n equal values with exactly that value as their mean.
 * Without it, points that sit on the mean fall to one side of it by rounding alone and make runs that are not there.
 */

/** The mean of some finite values, in their unit, to the last bit or nearly so; NaN for none. */
export function compensatedMean(values: ArrayLike<number>): number {
  const n = values.length
  if (n === 0) return Number.NaN
  const first = sumLess(0, values) / n
  return first + sumLess(first, values) / n
}

/** Neumaier's sum of the values, each less `offset`. */
function sumLess(offset: number, values: ArrayLike<number>): number {
  let sum = 0
  let lost = 0
  for (let i = 0; i < values.length; i++) {
    const value = (values[i] as number) - offset
    const next = sum + value
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum
    sum = next
  }
  return sum + lost
}
