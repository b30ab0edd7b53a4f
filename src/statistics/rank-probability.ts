/**
 * How sure a place in a league table is: estimates are drawn again from normal distributions with their standard errors and
 * ranked each time (Goldstein and Spiegelhalter 1996). Assumes errors that are independent and about normal, and that the
 * estimates are those to be compared as they stand: extreme ones among many are partly luck (shrink them first).
 */
import { countLess } from './competition-rank.ts'
import { normalCdf } from './distributions.ts'
import { normalDraws } from './normal-draws.ts'
import { seededRandom } from './random.ts'

export interface Estimate {
  readonly value: number
  /** In the units of the value; 0 for one that is known exactly. */
  readonly standardError: number
}

export interface RankProbability {
  /** Chance of each rank that occurred, best first; they sum to 1. */
  readonly ranks: ReadonlyMap<number, number>
  readonly meanRank: number
  /** Ranks between which the middle of the replicates lies. */
  readonly likely: readonly [number, number]
}

export interface RankOptions {
  readonly better: 'high' | 'low'
  /** The same seed gives the same chances; their Monte Carlo error is at most 0.5/√replicates. */
  readonly seed: string
  readonly replicates?: number
  readonly level?: number
}

/** Drawn ranks that are kept at once: 800 MB of them. */
const mostRanks = 2e8

/** The chances of each estimate's competition rank, 1 for the best. O(replicates × n log n). */
export function rankProbabilities(estimates: readonly Estimate[], options: RankOptions): RankProbability[] {
  const { better, seed, replicates = 10_000, level = 0.95 } = options
  requireEstimates(estimates)
  if (!(level > 0 && level < 1)) throw new RangeError(`Found the level ${level}; expected between 0 and 1.`)
  const n = estimates.length
  if (n * replicates > mostRanks)
    throw new RangeError(
      `Found ${n} estimates for ${replicates} replicates; expected at most ${mostRanks} ranks together: ask for ${Math.floor(mostRanks / n)} replicates.`,
    )
  const draw = normalDraws(seededRandom(seed))
  const direction = better === 'low' ? 1 : -1
  const drawn = new Float64Array(n)
  const sorted = new Float64Array(n)
  const ranks = estimates.map(() => new Uint32Array(replicates))
  for (let replicate = 0; replicate < replicates; replicate++) {
    for (let i = 0; i < n; i++) {
      const { value, standardError } = estimates[i] as Estimate
      drawn[i] = direction * (standardError === 0 ? value : value + standardError * draw())
    }
    sorted.set(drawn)
    sorted.sort()
    for (let i = 0; i < n; i++) (ranks[i] as Uint32Array)[replicate] = countLess(sorted, drawn[i] as number) + 1
  }
  const tail = (1 - level) / 2
  return ranks.map(own => {
    own.sort()
    const counts = new Map<number, number>()
    let total = 0
    for (const rank of own) {
      counts.set(rank, (counts.get(rank) ?? 0) + 1)
      total += rank
    }
    const at = (p: number) => own[Math.max(0, Math.ceil(p * replicates) - 1)] as number
    return {
      ranks: new Map([...counts].map(([rank, count]) => [rank, count / replicates])),
      meanRank: total / replicates,
      likely: [at(tail), at(1 - tail)],
    }
  })
}

/** Chance that the true value of `one` is better than that of `other`; half where both are known exactly and equal. */
export function probabilityBetter(one: Estimate, other: Estimate, better: 'high' | 'low'): number {
  requireEstimates([one, other])
  const ahead = better === 'high' ? one.value - other.value : other.value - one.value
  const spread = Math.hypot(one.standardError, other.standardError)
  if (spread === 0) return ahead > 0 ? 1 : ahead < 0 ? 0 : 0.5
  return normalCdf(ahead / spread)
}

/** Throws for the first estimate without a finite value and a standard error of 0 or more, naming its row. */
export function requireEstimates(estimates: readonly Estimate[]): void {
  const at = estimates.findIndex(
    ({ value, standardError }) => !(Number.isFinite(value) && standardError >= 0 && Number.isFinite(standardError)),
  )
  const bad = estimates[at]
  if (bad)
    throw new RangeError(
      `Row ${at + 1}: found the value ${bad.value} with standard error ${bad.standardError}; expected a finite value and a standard error of 0 or more.`,
    )
}
