/**
 * Ordinary least squares: b = (XᵀX)⁻¹Xᵀy by QR, with σ² = Σe²/(n − k). Its own standard errors assume independent errors
 * of one spread; for time series use `newey-west.ts` or `gls-ar1.ts`, for repeated units `cluster-robust.ts`.
 */
import { normalCdf, tCdf } from './distributions.ts'
import { dot, type Matrix, qrSolve } from './linear-algebra.ts'

/** A regression's right side: one named column for each coefficient, the intercept included. */
export interface Design {
  readonly terms: readonly string[]
  readonly rows: Matrix
}

export interface Coefficient {
  readonly term: string
  /** In units of y for a unit of the term. */
  readonly estimate: number
  readonly se: number
  /** estimate / se. */
  readonly statistic: number
  /** Two-sided, from Student's t with the fit's degrees of freedom (the normal distribution where those are Infinity). */
  readonly p: number
}

export interface LeastSquaresFit {
  readonly design: Design
  readonly estimates: readonly number[]
  readonly coefficients: readonly Coefficient[]
  readonly fitted: readonly number[]
  readonly residuals: readonly number[]
  /** (XᵀX)⁻¹. */
  readonly crossInverse: Matrix
  /** Residual standard deviation, in units of y. */
  readonly sigma: number
  /** Share of the variance explained about the mean; NaN for a constant y. Needs an intercept. */
  readonly r2: number
  readonly adjustedR2: number
  /** n − k. */
  readonly df: number
}

/**
 * Fits y on the design. Throws for values that are not finite numbers (with the row), fewer rows than coefficients, or
 * columns that repeat one another. An exact fit (a constant series, say) has no scatter to judge by: its tests are NaN.
 */
export function leastSquares(design: Design, y: readonly number[]): LeastSquaresFit {
  requireFinite(design, y)
  const { coefficients: estimates, crossInverse } = qrSolve(design.rows, y, design.terms)
  const n = y.length
  const df = n - estimates.length
  const fitted = design.rows.map(row => dot(row, estimates))
  const left = y.map((value, i) => value - (fitted[i] as number))
  // What rounding leaves of an exact fit, as of a constant series, is not scatter.
  const residuals = dot(left, left) <= 1e-26 * dot(y, y) ? left.map(() => 0) : left
  const squares = dot(residuals, residuals)
  const sigma = Math.sqrt(squares / df)
  const mean = y.reduce((sum, value) => sum + value, 0) / n
  const total = y.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  const r2 = 1 - squares / total
  const covariance = crossInverse.map(row => row.map(value => value * sigma ** 2))
  return {
    design,
    estimates,
    coefficients: coefficientTable(design.terms, estimates, covariance, df),
    fitted,
    residuals,
    crossInverse,
    sigma,
    r2,
    adjustedR2: 1 - ((1 - r2) * (n - 1)) / df,
    df,
  }
}

/** Estimates with the standard errors, t (or z, df = Infinity) statistics and p values of a covariance matrix. */
export function coefficientTable(
  terms: readonly string[],
  estimates: readonly number[],
  covariance: Matrix,
  df: number,
): Coefficient[] {
  return terms.map((term, i) => {
    const estimate = estimates[i] as number
    return { term, ...tested(estimate, Math.sqrt(covariance[i]?.[i] as number), df) }
  })
}

/** One estimate's two-sided test against zero; NaN where there is no scatter. */
export function tested(estimate: number, se: number, df: number): Omit<Coefficient, 'term'> {
  const statistic = se === 0 ? Number.NaN : estimate / se
  const tail = -Math.abs(statistic)
  return { estimate, se, statistic, p: 2 * (df === Infinity ? normalCdf(tail) : tCdf(tail, df)) }
}

/** Throws for the first value that is missing or infinite, naming its row (from 1) and term. */
export function requireFinite(design: Design, y: readonly number[]): void {
  if (design.rows.length !== y.length)
    throw new RangeError(`Found ${y.length} values for ${design.rows.length} rows; expected as many.`)
  y.forEach((value, i) => {
    if (!Number.isFinite(value)) throw new RangeError(`Row ${i + 1}: found ${value}; expected a finite number.`)
    design.terms.forEach((term, j) => {
      const cell = design.rows[i]?.[j]
      if (!Number.isFinite(cell))
        throw new RangeError(`Row ${i + 1}, ${term}: found ${cell}; expected a finite number.`)
    })
  })
}
