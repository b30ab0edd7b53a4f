/**
 * Newey and West's covariance of regression coefficients (1987), right where errors are autocorrelated and of unequal
 * spread: (XᵀX)⁻¹ S (XᵀX)⁻¹ with S = Σ eₜ²xₜxₜᵀ + Σₗ (1 − l/(L+1)) Σₜ eₜeₜ₋ₗ(xₜxₜ₋ₗᵀ + xₜ₋ₗxₜᵀ), l = 1…L (Bartlett's
 * weights; no prewhitening). With `adjust`, times n/(n − k). Rows are equally spaced and in time order. It understates
 * in short series with strong autocorrelation: below some 50 points compare with `gls-ar1.ts` fitted by REML.
 */
import { type Coefficient, coefficientTable, type Design } from './least-squares.ts'
import { type Matrix, sandwich } from './linear-algebra.ts'

/** What a fit must tell: least squares does, and so does Poisson regression, with (XᵀWX)⁻¹ and residuals y − μ. */
export interface FitInTime {
  readonly design: Design
  readonly estimates: readonly number[]
  readonly residuals: readonly number[]
  readonly crossInverse: Matrix
  readonly df: number
}

export interface NeweyWestOptions {
  /** How many steps apart errors may still be related; 0 leaves White's covariance. At most n − 1. */
  readonly lag: number
  /** Multiply by n/(n − k); true unless said otherwise. */
  readonly adjust?: boolean
}

/** The covariance matrix of the coefficients. O(n·L·k²). */
export function neweyWestCovariance(fit: FitInTime, { lag, adjust = true }: NeweyWestOptions): number[][] {
  const { rows, terms } = fit.design
  const n = rows.length
  if (!Number.isInteger(lag) || lag < 0 || lag >= n)
    throw new RangeError(`Found a lag of ${lag}; expected a whole number from 0 to ${n - 1}.`)
  const scores = rows.map((row, i) => row.map(value => value * (fit.residuals[i] as number)))
  const factor = adjust ? n / fit.df : 1
  const meat = terms.map((_, a) =>
    terms.map((__, b) => {
      let sum = 0
      for (let l = 0; l <= lag; l++) {
        const weight = 1 - l / (lag + 1)
        for (let i = l; i < n; i++) {
          const now = scores[i] as readonly number[]
          const then = scores[i - l] as readonly number[]
          const pair = (now[a] as number) * (then[b] as number)
          sum += weight * (l === 0 ? pair : pair + (then[a] as number) * (now[b] as number))
        }
      }
      return factor * sum
    }),
  )
  return sandwich(fit.crossInverse, meat)
}

/** The fit's coefficients with Newey-West errors and t tests on n − k degrees of freedom. */
export function neweyWest(fit: FitInTime, options: NeweyWestOptions): Coefficient[] {
  return coefficientTable(fit.design.terms, fit.estimates, neweyWestCovariance(fit, options), fit.df)
}
