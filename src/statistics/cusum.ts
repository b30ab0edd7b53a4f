/**
 * Tabular CUSUM of measurements (Page 1954; Montgomery, Introduction to Statistical Quality Control, chapter 9):
 * C⁺ᵢ = max(0, C⁺ᵢ₋₁ + yᵢ − T − kσ), C⁻ᵢ = min(0, C⁻ᵢ₋₁ + yᵢ − T + kσ), both starting at 0. It finds small lasting shifts
 * (half to two standard deviations) that single points do not show. It assumes independent values of about one spread:
 * with seasons or drift it signals for those. What a pair k, h costs in false alarms: `average-run-length.ts`.
 */
import { knownMean, movingRangeSigma, requireFinite, requireSetting } from './moving-range.ts'

export interface TabularCusumOptions {
  /** The level to hold, in units of the values; their mean where not given. */
  readonly target?: number
  /** Standard deviation of single values; the mean moving range / 1.128 where not given. */
  readonly sigma?: number
  /** Allowance in standard deviations: half of the shift to be found. */
  readonly k?: number
  /** Decision interval in standard deviations. */
  readonly h?: number
}

export interface TabularCusumPoint {
  readonly value: number | null
  /** yᵢ − T. */
  readonly deviation: number | null
  /** Σ(y − T) up to here. */
  readonly cumulative: number
  /** C⁺ ≥ 0 and C⁻ ≤ 0, in units of the values. */
  readonly upper: number | null
  readonly lower: number | null
  /** How many points in a row each sum has been away from 0: a signal's shift began about there. */
  readonly upperRun: number
  readonly lowerRun: number
  readonly signal: 'high' | 'low' | null
}

export interface TabularCusum {
  readonly target: number | null
  readonly sigma: number | null
  /** ±hσ; null where no spread can be known (fewer than two neighbouring values). */
  readonly upperLimit: number | null
  readonly lowerLimit: number | null
  readonly points: readonly TabularCusumPoint[]
}

/**
 * Both one-sided sums of values in time order, signalling strictly beyond ±hσ, without reset. A missing value (null)
 * moves nothing. A constant series has σ = 0 and no signal as long as it is on its target.
 */
export function tabularCusum(values: readonly (number | null)[], options: TabularCusumOptions = {}): TabularCusum {
  requireFinite(values)
  const { k = 0.5, h = 4 } = options
  requireSetting('k', k, 0)
  requireSetting('h', h, 0)
  requireSetting('target', options.target)
  requireSetting('sigma', options.sigma, 0)
  const target = options.target ?? knownMean(values)
  const sigma = options.sigma ?? movingRangeSigma(values)
  const limit = sigma === null ? null : h * sigma
  const allowance = sigma === null ? null : k * sigma

  let cumulative = 0
  let upper = 0
  let lower = 0
  let upperRun = 0
  let lowerRun = 0
  const points = values.map((value): TabularCusumPoint => {
    const deviation = value === null || target === null ? null : value - target
    if (deviation !== null) cumulative += deviation
    if (deviation !== null && allowance !== null) {
      upper = Math.max(0, upper + deviation - allowance)
      lower = Math.min(0, lower + deviation + allowance)
      upperRun = upper > 0 ? upperRun + 1 : 0
      lowerRun = lower < 0 ? lowerRun + 1 : 0
    }
    const known = deviation !== null && limit !== null
    return {
      value,
      deviation,
      cumulative,
      upper: known ? upper : null,
      lower: known ? lower : null,
      upperRun,
      lowerRun,
      signal: known && upper > limit ? 'high' : known && lower < -limit ? 'low' : null,
    }
  })
  return { target, sigma, upperLimit: limit, lowerLimit: limit === null ? null : 0 - limit, points }
}
