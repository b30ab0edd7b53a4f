/**
 * Where a value stands among its peers: (r − 1)/(n − 1) with r the competition rank, 1 for the best. So 0 is the best,
 * 1 the worst of n (when alone there), and the number is the share of the others that do strictly better. A position is
 * relative: someone is always in the worst tenth, however good everyone is, and it says nothing of how far apart they are.
 */
import { competitionRanks } from './competition-rank.ts'

/**
 * The position of each value, null for a missing one, which is not counted among the peers. The only known value stands at
 * 0. O(n log n).
 */
export function percentilePositions(values: readonly (number | null)[], better: 'high' | 'low'): (number | null)[] {
  const at = values.findIndex(value => Number.isNaN(value))
  if (at >= 0) throw new RangeError(`Row ${at + 1}: found NaN; expected a number, or null where it is missing.`)
  const known = values.filter(value => value !== null)
  const ranks = competitionRanks(known, better)
  let next = 0
  return values.map(value => {
    if (value === null) return null
    const rank = ranks[next++] as number
    return known.length > 1 ? (rank - 1) / (known.length - 1) : 0
  })
}
