/**
 * Regression to the mean: units chosen because a measure was extreme move back towards the average without anybody's doing
 * (Galton 1886), by as much as the measure is noise. For stable units with correlation ρ between two years,
 * E[y₂ | y₁] = μ₂ + ρ(σ₂/σ₁)(y₁ − μ₁). Two uses: what a cut-off alone would bring (normal theory), and what units entered
 * did beyond what those not entered would predict. Every "improved since entry" needs one of them beside it.
 */
import { normalCdf, normalDensity, tQuantile } from './distributions.ts'
import { type Coefficient, leastSquares } from './least-squares.ts'

export interface RegressionToTheMean {
  /** `(Intercept)` and `y1` of the regression of the second measure on the first. */
  readonly coefficients: readonly Coefficient[]
  /** Pearson's correlation: 1 − correlation is the share of a unit's distance that is expected to vanish (equal spreads). */
  readonly correlation: number
  readonly sigma: number
  readonly r2: number
  readonly means: readonly [number, number]
  readonly spreads: readonly [number, number]
  /** E[second | first] for each unit. */
  readonly expected: readonly number[]
}

/** Regresses the second measure on the first. Throws for fewer than three units, missing values or a constant first. */
export function regressionToTheMean(first: readonly number[], second: readonly number[]): RegressionToTheMean {
  if (first.length < 3) throw new RangeError(`Found ${first.length} units; expected at least 3.`)
  const fit = leastSquares({ terms: ['(Intercept)', 'y1'], rows: first.map(value => [1, value]) }, second)
  const moments = (values: readonly number[]) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
    return { mean, spread: Math.sqrt(squares / (values.length - 1)) }
  }
  const one = moments(first)
  const two = moments(second)
  return {
    coefficients: fit.coefficients,
    correlation: ((fit.estimates[1] as number) * one.spread) / two.spread,
    sigma: fit.sigma,
    r2: fit.r2,
    means: [one.mean, two.mean],
    spreads: [one.spread, two.spread],
    expected: fit.fitted,
  }
}

/**
 * How far units beyond a cut-off are expected to move back by chance alone: (1 − ρ)σ·φ(z)/(1 − Φ(z)), z the cut-off's distance
 * from the mean in the direction of `side`, in spreads (Gardner and Heady 1973; Barnett and others 2005). A distance from 0
 * up, in the unit of the measure. Holds for normal measures with the same mean and spread both times.
 */
export function expectedReturn(
  population: { readonly mean: number; readonly spread: number; readonly correlation: number },
  { cutOff, side }: { readonly cutOff: number; readonly side: 'above' | 'below' },
): number {
  const { mean, spread, correlation } = population
  if (!(spread > 0 && correlation >= -1 && correlation <= 1))
    throw new RangeError(`Found spread ${spread}, correlation ${correlation}; expected one above 0 and one in [−1, 1].`)
  const z = (side === 'above' ? cutOff - mean : mean - cutOff) / spread
  const beyond = normalCdf(-z)
  // Far out, φ/(1 − Φ) → z.
  return (1 - correlation) * spread * (beyond > 0 ? normalDensity(z) / beyond : z)
}

export interface ChangeBeyondReturn {
  /** Mean change of the chosen units, as a page without a comparison would show it. */
  readonly change: number
  /** The part that units not chosen predict for such starting points. */
  readonly expectedChange: number
  /** change − expectedChange, with its interval for the mean of these units. */
  readonly beyond: number
  readonly se: number
  readonly interval: readonly [number, number]
  readonly chosen: number
  readonly others: number
}

/**
 * The chosen units' change beyond regression to the mean: the line of second on first is fitted on units not chosen and carried
 * to those chosen. Choice by the first measure alone does not bend that line; carrying it beyond the others' range is an
 * assumption. Not evidence of cause: whatever else befell the chosen is in it. Needs three units not chosen and one chosen.
 */
export function changeBeyondReturn(
  first: readonly number[],
  second: readonly number[],
  chosen: readonly boolean[],
  level = 0.95,
): ChangeBeyondReturn {
  const pick = (values: readonly number[], wanted: boolean) => values.filter((_, i) => chosen[i] === wanted)
  const ownFirst = pick(first, true)
  const ownSecond = pick(second, true)
  const count = ownFirst.length
  if (count === 0) throw new RangeError('Found no chosen unit; expected at least one.')
  const line = regressionToTheMean(pick(first, false), pick(second, false))
  const [intercept, slope] = line.coefficients.map(row => row.estimate) as [number, number]
  const others = first.length - count
  const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const start = average(ownFirst)
  const end = average(ownSecond)
  if (!Number.isFinite(start + end)) throw new RangeError('A chosen unit has a value that is not a finite number.')
  const expected = intercept + slope * start
  const distance = (start - line.means[0]) ** 2 / ((others - 1) * line.spreads[0] ** 2)
  const se = line.sigma * Math.sqrt(1 / count + 1 / others + distance)
  const half = tQuantile((1 + level) / 2, others - 2) * se
  const beyond = end - expected
  return {
    change: end - start,
    expectedChange: expected - start,
    beyond,
    se,
    interval: [beyond - half, beyond + half],
    chosen: count,
    others,
  }
}
