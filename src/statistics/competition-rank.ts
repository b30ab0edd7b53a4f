/**
 * Competition ranks ("1, 1, 3"): one more than the number of strictly better values, so ties share the best place.
 */

/** Index of the first element of an ascending array that is not less than `value`: how many are strictly less. */
export function countLess(ascending: ArrayLike<number>, value: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ascending[middle] as number) < value) low = middle + 1
    else high = middle
  }
  return low
}

/** How many elements of an ascending array are less than or equal to `value`. */
export function countAtMost(ascending: ArrayLike<number>, value: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ascending[middle] as number) <= value) low = middle + 1
    else high = middle
  }
  return low
}

/** Competition rank of each value, 1 for the best. Returns as many ranks as values. */
export function competitionRanks(values: readonly number[], better: 'high' | 'low'): number[] {
  const keys = better === 'low' ? values : values.map(value => -value)
  const ascending = Float64Array.from(keys).sort()
  return keys.map(key => countLess(ascending, key) + 1)
}
