/**
 * Quantiles by linear interpolation (Hyndman and Fan's type 7; QUARTILE.INC in a spreadsheet): the value at position
 * (n − 1)p of the sorted sample, counting from 0, interpolated between its neighbours.
 */
export function quantile7(sorted: ArrayLike<number>, p: number): number {
  const n = sorted.length
  if (n === 0) return Number.NaN
  const position = (n - 1) * p
  const below = Math.floor(position)
  const low = sorted[below] as number
  const high = sorted[Math.min(below + 1, n - 1)] as number
  return low + (high - low) * (position - below)
}
