/**
 * How much more units differ than chance explains: the dispersion ratio φ and the between-unit variance τ².
 * All functions take z-scores against the target and their standard errors on the same (transformed) scale.
 */
import { chiSquaredQuantile, normalDensity, normalQuantile } from './distributions.ts'
import { quantile7 } from './quantile.ts'
import { seededRandom } from './random.ts'
import { truncate, winsorise } from './winsorise.ts'

export type Trimming = 'winsorise' | 'truncate'
/** `published`: φ as it falls out. `corrected`: φ divided by what trimming alone leaves of it. */
export type DispersionEstimator = 'published' | 'corrected'

export interface DispersionOptions {
  readonly trimming: Trimming
  /** Share trimmed on either side, 0 to below 0.5. */
  readonly trim: number
  readonly estimator: DispersionEstimator
  /** Units that ranks count, where that is more than those with a score (a peer counts the missing). */
  readonly ranked?: number
}

export interface Dispersion {
  /** Mean squared z-score after trimming (divided by its null expectation if corrected); NaN for fewer than two units. */
  readonly phi: number
  /** Between-unit variance on the transformed scale (DerSimonian and Laird); 0 where φ shows none. */
  readonly tau2: number
  /** The z-scores that φ rests on: NaN where left out, pulled in where winsorised. */
  readonly used: readonly number[]
}

/**
 * φ = Σz²/n over the trimmed scores, and τ² = max(0, (nφ − (n − 1)) / (Σw − Σw²/Σw)) with w = 1/s² (DerSimonian and
 * Laird 1986; Spiegelhalter 2005), over the units kept where truncated and over all where winsorised.
 * Limits of use: trimming makes φ too small (see `nullDispersion`), so τ² stays 0 until true dispersion is well above 1.
 */
export function dispersion(z: readonly number[], s: readonly number[], options: DispersionOptions): Dispersion {
  const { trimming, trim, estimator } = options
  const used = trimming === 'truncate' ? truncate(z, trim, options.ranked) : winsorise(z, trim)
  let n = 0
  let squares = 0
  let weights = 0
  let weightSquares = 0
  for (let i = 0; i < used.length; i++) {
    const score = used[i] as number
    if (Number.isNaN(score)) continue
    const weight = 1 / (s[i] as number) ** 2
    n++
    squares += score * score
    weights += weight
    weightSquares += weight * weight
  }
  if (n < 2) return { phi: Number.NaN, tau2: Number.NaN, used }
  const phi = squares / n / (estimator === 'corrected' ? nullDispersion(trimming, trim) : 1)
  const excess = n * phi - (n - 1)
  return { phi, tau2: excess < 0 ? 0 : Math.max(0, excess / (weights - weightSquares / weights)), used }
}

/**
 * The φ that trimming leaves of pure chance (standard normal z): with c the normal quantile at 1 − t,
 * truncated 1 − 2cφ(c)/(1 − 2t); winsorised (1 − 2t) − 2cφ(c) + 2tc². At t = 10%: 0.438 and 0.679.
 */
export function nullDispersion(trimming: Trimming, trim: number): number {
  if (trim === 0) return 1
  const c = normalQuantile(1 - trim)
  const inside = 1 - 2 * trim - 2 * c * normalDensity(c)
  return trimming === 'truncate' ? inside / (1 - 2 * trim) : inside + 2 * trim * c * c
}

/**
 * Interval of τ² by the Q-profile (Viechtbauer 2007): the values at which Σ y²/(s² + τ²) meets the chi-squared quantiles.
 * `y` are deviations from the target (z times s), untrimmed, so true outliers widen it. `degrees` is the number of units,
 * less one where the target was estimated from them.
 */
export function qProfileInterval(
  y: readonly number[],
  s: readonly number[],
  degrees: number,
  level = 95,
): readonly [number, number] {
  const known = y.map((deviation, i) => [deviation ** 2, (s[i] as number) ** 2] as const)
  const finite = known.filter(([square]) => Number.isFinite(square))
  if (finite.length < 2 || degrees < 1) return [Number.NaN, Number.NaN]
  const q = (tau2: number) => finite.reduce((sum, [square, variance]) => sum + square / (variance + tau2), 0)
  const tail = (100 - level) / 200
  const meets = (wanted: number): number => {
    if (q(0) <= wanted) return 0
    let high = Math.max(...finite.map(([, variance]) => variance))
    while (q(high) > wanted) high *= 2
    let low = 0
    for (let step = 0; step < 60; step++) {
      const middle = (low + high) / 2
      if (q(middle) > wanted) low = middle
      else high = middle
    }
    return (low + high) / 2
  }
  return [meets(chiSquaredQuantile(1 - tail, degrees)), meets(chiSquaredQuantile(tail, degrees))]
}

/** Interval of τ² by drawing the units again with replacement (percentiles of `draws` draws, made again by its seed). */
export function bootstrapInterval(
  z: readonly number[],
  s: readonly number[],
  options: DispersionOptions,
  { level = 95, draws = 2000, seed = 'tau2' } = {},
): readonly [number, number] {
  const places = z.flatMap((score, i) => (Number.isFinite(score) ? [i] : []))
  if (places.length < 2) return [Number.NaN, Number.NaN]
  const random = seededRandom(seed)
  const found = Float64Array.from({ length: draws }, () => {
    const drawn = places.map(() => places[random.below(places.length)] as number)
    return dispersion(
      drawn.map(i => z[i] as number),
      drawn.map(i => s[i] as number),
      options,
    ).tau2
  }).sort()
  const tail = (100 - level) / 200
  return [quantile7(found, tail), quantile7(found, 1 - tail)]
}
