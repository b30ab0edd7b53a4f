/**
 * Bootstrap intervals (Efron and Tibshirani 1993): a statistic is taken again of samples drawn with replacement. `percentile`
 * takes the middle of those; `bca` corrects it for bias and skewness (Efron 1987) and is the better default. Observations
 * must be independent; under about ten the interval is too narrow, whatever the method; extremes (a maximum) have none.
 */
import { normalCdf, normalQuantile } from './distributions.ts'
import { quantile7 } from './quantile.ts'
import { seededRandom } from './random.ts'

export interface BootstrapOptions {
  /** The same seed gives the same interval. */
  readonly seed: string
  readonly level?: number
  readonly replicates?: number
  readonly method?: 'bca' | 'percentile'
}

export interface BootstrapInterval {
  readonly estimate: number
  readonly lower: number
  readonly upper: number
  /** Standard deviation of the replicates. */
  readonly standardError: number
}

/**
 * The interval of `statistic` (which must give a finite number for any resample) in the statistic's units. One observation,
 * or a statistic that never varies, gives an interval of no width. O(replicates × cost of the statistic).
 */
export function bootstrapInterval<T>(
  sample: readonly T[],
  statistic: (resample: readonly T[]) => number,
  options: BootstrapOptions,
): BootstrapInterval {
  const { seed, level = 0.95, replicates = 10_000, method = 'bca' } = options
  if (sample.length === 0) throw new RangeError('Found no observations; expected at least one to resample.')
  if (!(level > 0 && level < 1)) throw new RangeError(`Found the level ${level}; expected between 0 and 1.`)
  if (!(Number.isInteger(replicates) && replicates >= 2))
    throw new RangeError(`Found ${replicates} replicates; expected a whole number of at least 2.`)
  const take = (resample: readonly T[]) => {
    const value = statistic(resample)
    if (!Number.isFinite(value))
      throw new RangeError(`The statistic of a resample is ${value}; expected a finite number.`)
    return value
  }
  const estimate = take(sample)
  const random = seededRandom(seed)
  const resample = [...sample]
  const drawn = new Float64Array(replicates)
  for (let replicate = 0; replicate < replicates; replicate++) {
    for (let i = 0; i < sample.length; i++) resample[i] = sample[random.below(sample.length)] as T
    drawn[replicate] = take(resample)
  }
  drawn.sort()
  const tails = [(1 - level) / 2, (1 + level) / 2]
  const [low, high] = (method === 'bca' ? corrected(tails, sample, estimate, drawn, take) : tails) as [number, number]
  const mean = drawn.reduce((sum, value) => sum + value, 0) / replicates
  const spread = drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (replicates - 1)
  return {
    estimate,
    lower: quantile7(drawn, low),
    upper: quantile7(drawn, high),
    standardError: Math.sqrt(spread),
  }
}

/** The tails that BCa reads the replicates at: z₀ from the share below the estimate, a from leaving each one out. */
function corrected<T>(
  tails: readonly number[],
  sample: readonly T[],
  estimate: number,
  drawn: Float64Array,
  take: (resample: readonly T[]) => number,
): readonly number[] {
  if (sample.length < 2 || drawn[0] === drawn.at(-1)) return tails
  const below = drawn.reduce((count, value) => count + (value < estimate ? 1 : value === estimate ? 0.5 : 0), 0)
  const bias = normalQuantile(Math.min(drawn.length - 0.5, Math.max(0.5, below)) / drawn.length)
  const without = sample.map((_, left) => take(sample.filter((_, index) => index !== left)))
  const mean = without.reduce((sum, value) => sum + value, 0) / without.length
  const squares = without.reduce((sum, value) => sum + (mean - value) ** 2, 0)
  const acceleration =
    squares === 0 ? 0 : without.reduce((sum, value) => sum + (mean - value) ** 3, 0) / (6 * squares ** 1.5)
  return tails.map(tail => {
    const shifted = bias + normalQuantile(tail)
    return normalCdf(bias + shifted / (1 - acceleration * shifted))
  })
}
