/**
 * Sample quantiles by the nine definitions of Hyndman and Fan (1996), for rules that name another than type 7. For p and n
 * values, types 1–3 step, types 4–9 interpolate at position np + m. Spreadsheets: QUARTILE.INC is 7, QUARTILE.EXC is 6.
 */
import { quantile7 } from './quantile.ts'

export type QuantileType = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9

/** m of the interpolating types, for a position np + m counted from 1. */
const shift: Readonly<Record<4 | 5 | 6 | 8 | 9, (p: number) => number>> = {
  4: () => 0,
  5: () => 0.5,
  6: p => p,
  8: p => (p + 1) / 3,
  9: p => p / 4 + 3 / 8,
}

/** The p-quantile of an ascending sample, in its units; NaN of an empty one. Throws for a p outside [0, 1]. */
export function quantile(sorted: ArrayLike<number>, p: number, type: QuantileType = 7): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`Found the share ${p}; expected from 0 to 1.`)
  const n = sorted.length
  if (n === 0) return Number.NaN
  if (type === 7) return quantile7(sorted, p)
  // Counted from 1, and held to the sample.
  const at = (place: number) => sorted[Math.min(n, Math.max(1, place)) - 1] as number
  // A position that is whole but for rounding is whole, or 0.1 × 30 would step past 3.
  const position = type === 3 ? n * p - 0.5 : n * p + (type <= 2 ? 0 : shift[type as 4](p))
  const below = Math.floor(position + 4 * Number.EPSILON * Math.max(1, position))
  const rest = Math.max(0, position - below)
  const part = rest < 4 * Number.EPSILON * Math.max(1, position) ? 0 : rest
  if (type === 1) return at(part > 0 ? below + 1 : below)
  if (type === 2) return part > 0 ? at(below + 1) : (at(below) + at(below + 1)) / 2
  if (type === 3) return at(part > 0 || below % 2 !== 0 ? below + 1 : below)
  return at(below) + (at(below + 1) - at(below)) * part
}
