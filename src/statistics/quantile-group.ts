/** Which fifth, tenth or other share of equal size each value stands in. */
import { countLess } from './competition-rank.ts'

/**
 * Group of each value among `groups`, by competition rank r of n: ⌊(r − 1) groups / n⌋ + 1, so that ties stay together.
 * `first` says which end is group 1. NaN is missing, is not counted, and gives null.
 */
export function quantileGroups(
  values: readonly number[],
  groups: number,
  first: 'highest' | 'lowest' = 'highest',
): readonly (number | null)[] {
  if (!Number.isInteger(groups) || groups < 1)
    throw new RangeError(`The number of groups is ${groups}; expected a whole number from 1.`)
  const keys = first === 'highest' ? values.map(value => -value) : values
  const sorted = Float64Array.from(keys.filter(key => !Number.isNaN(key))).sort()
  return keys.map(key => (Number.isNaN(key) ? null : Math.floor((countLess(sorted, key) * groups) / sorted.length) + 1))
}
