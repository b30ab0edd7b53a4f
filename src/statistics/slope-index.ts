/** Inequality along a scale of deprivation: slope index (SII, a difference) and relative index (RII, a ratio). */
import { normalQuantile } from './distributions.ts'
import { deviate } from './interval.ts'
import { quantile7 } from './quantile.ts'
import { seededRandom } from './random.ts'

export interface InequalityGroup {
  readonly population: number
  readonly value: number
  /** Standard error of the value (on the transformed scale where there is one). */
  readonly error: number
}

export interface SlopeIndexOptions {
  readonly levels?: readonly number[]
  readonly multiplier?: number
  /** Fit on the log of rates or the logit of proportions, and compare the two fitted ends transformed back. */
  readonly transform?: 'none' | 'log' | 'logit'
  /** Draws of the simulated intervals; 100,000 unless told. */
  readonly draws?: number
  readonly seed?: string
}

export interface SlopeIndex {
  readonly slopeIndex: number
  readonly relativeIndex: number
  /** Fitted value at rank 0, on the fitted scale, before the multiplier. */
  readonly intercept: number
  readonly slopeIntervals: Readonly<Record<string, readonly [number, number]>>
  readonly relativeIntervals: Readonly<Record<string, readonly [number, number]>>
}

const forward = {
  none: (value: number) => value,
  log: Math.log,
  logit: (value: number) => Math.log(value / (1 - value)),
}
const back = { none: (y: number) => y, log: Math.exp, logit: (y: number) => 1 / (1 + Math.exp(-y)) }

/**
 * Weighted regression of the group values on the mid-rank of each group in the population (groups given from the most to
 * the least deprived, weights their population shares); SII is the fitted value at rank 1 less that at rank 0, RII the
 * one over the other. Source: Low and Low 2004; Regidor 2004. The SII's interval is exact where nothing is transformed
 * (the slope is a sum of independent normals); the others are percentiles of simulated group values.
 */
export function slopeIndex(groups: readonly InequalityGroup[], options: SlopeIndexOptions = {}): SlopeIndex {
  const { levels = [95], multiplier = 1, transform = 'none', draws = 100_000, seed = 'slope-index' } = options
  const fit = fitter(groups.map(group => group.population))
  const values = groups.map(group => forward[transform](group.value))
  const ends = ({ intercept, slope }: { intercept: number; slope: number }) =>
    [back[transform](intercept), back[transform](intercept + slope)] as const
  const line = fit.line(values)
  const [start, end] = ends(line)
  const random = seededRandom(seed)
  const slopes = new Float64Array(draws)
  const ratios = new Float64Array(draws)
  const drawn = [...values]
  for (let draw = 0; draw < draws; draw++) {
    groups.forEach((group, i) => {
      drawn[i] = (values[i] as number) + group.error * normalQuantile(random.uniform() + 2 ** -33)
    })
    const [low, high] = ends(fit.line(drawn))
    slopes[draw] = high - low
    ratios[draw] = high / low
  }
  slopes.sort()
  ratios.sort()
  const slopeError = Math.hypot(...groups.map((group, i) => group.error * (fit.slopeWeights[i] as number)))
  const between = (sorted: Float64Array, times: number) => (level: number) => {
    const tail = (100 - level) / 200
    return [quantile7(sorted, tail) * times, quantile7(sorted, 1 - tail) * times] as const
  }
  const exact = (level: number) => {
    const reach = deviate(level) * slopeError
    return [(end - start - reach) * multiplier, (end - start + reach) * multiplier] as const
  }
  const keyed = (interval: (level: number) => readonly [number, number]) =>
    Object.fromEntries(levels.map(level => [String(level), interval(level)]))
  return {
    slopeIndex: (end - start) * multiplier,
    relativeIndex: end / start,
    intercept: line.intercept,
    slopeIntervals: keyed(transform === 'none' ? exact : between(slopes, multiplier)),
    relativeIntervals: keyed(between(ratios, 1)),
  }
}

/** Weighted least squares on population mid-ranks, with the linear weights that each group's value has in the slope. */
function fitter(populations: readonly number[]) {
  const total = populations.reduce((sum, population) => sum + population, 0)
  if (populations.length < 2 || !populations.every(population => population > 0))
    throw new RangeError('An index of inequality needs at least two groups, each with a population above 0.')
  let below = 0
  const shares = populations.map(population => population / total)
  const ranks = shares.map(share => {
    below += share
    return below - share / 2
  })
  const mean = ranks.reduce((sum, rank, i) => sum + rank * (shares[i] as number), 0)
  const spread = ranks.reduce((sum, rank, i) => sum + (shares[i] as number) * (rank - mean) ** 2, 0)
  const slopeWeights = ranks.map((rank, i) => ((shares[i] as number) * (rank - mean)) / spread)
  const line = (values: readonly number[]) => {
    let slope = 0
    let level = 0
    for (let i = 0; i < values.length; i++) {
      slope += (slopeWeights[i] as number) * (values[i] as number)
      level += (shares[i] as number) * (values[i] as number)
    }
    return { slope, intercept: level - slope * mean }
  }
  return { slopeWeights, line }
}
