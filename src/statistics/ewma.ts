/**
 * Exponentially weighted moving average chart (Roberts 1959; Lucas and Saccucci 1990): zᵢ = λyᵢ + (1 − λ)zᵢ₋₁, z₀ = T, with
 * limits T ± Lσ√(λ/(2 − λ)·(1 − (1 − λ)²ⁱ)), exact for independent values at every point and not only in the long run. Finds
 * small lasting shifts, as a CUSUM does, on the scale of the values themselves. What a pair λ, L costs in false alarms:
 * `average-run-length.ts`.
 */
import { knownMean, movingRangeSigma, requireFinite, requireSetting } from './moving-range.ts'

export interface EwmaOptions {
  /** Weight of the newest value, in (0, 1]; 1 is a chart of single values. */
  readonly lambda?: number
  /** Half-width of the limits in standard deviations of z. */
  readonly width?: number
  readonly target?: number
  readonly sigma?: number
}

export interface EwmaPoint {
  readonly value: number | null
  readonly average: number | null
  readonly lowerLimit: number | null
  readonly upperLimit: number | null
  readonly signal: 'high' | 'low' | null
}

export interface Ewma {
  readonly target: number | null
  readonly sigma: number | null
  readonly points: readonly EwmaPoint[]
}

/**
 * The chart of values in time order. Target and σ default to the mean and the mean moving range / 1.128. A missing value
 * leaves the average where it is; its variance counts the known values only. Signals are strictly beyond a limit.
 */
export function ewma(values: readonly (number | null)[], options: EwmaOptions = {}): Ewma {
  requireFinite(values)
  const { lambda = 0.2, width = 3 } = options
  if (!(lambda > 0 && lambda <= 1)) throw new RangeError(`Found lambda ${lambda}; expected above 0 and at most 1.`)
  requireSetting('width', width, 0)
  requireSetting('target', options.target)
  requireSetting('sigma', options.sigma, 0)
  const target = options.target ?? knownMean(values)
  const sigma = options.sigma ?? movingRangeSigma(values)

  // The departure from target is smoothed rather than the value, so that a series on its target stays exactly on it.
  let departure = 0
  let seen = 0
  const points = values.map((value): EwmaPoint => {
    if (value === null || target === null)
      return { value, average: null, lowerLimit: null, upperLimit: null, signal: null }
    departure = lambda * (value - target) + (1 - lambda) * departure
    seen++
    const average = target + departure
    if (sigma === null) return { value, average, lowerLimit: null, upperLimit: null, signal: null }
    const reach = width * sigma * Math.sqrt((lambda / (2 - lambda)) * -Math.expm1(2 * seen * Math.log1p(-lambda)))
    return {
      value,
      average,
      lowerLimit: target - reach,
      upperLimit: target + reach,
      signal: departure > reach ? 'high' : departure < -reach ? 'low' : null,
    }
  })
  return { target, sigma, points }
}
