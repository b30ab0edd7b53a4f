/**
 * Poisson regression with log link: ln E(y) = X·b + offset, by iteratively reweighted least squares (Nelder and Wedderburn
 * 1972). For counts over time: offset = ln(people at risk), harmonics for the season, level and slope as in
 * `interrupted-time-series.ts`; exp(b) is a rate ratio. Counts are nearly always more scattered than Poisson's:
 * read `dispersion`, and use `quasi` (errors × √dispersion) where it is above 1.
 */
import { logGamma } from './distributions.ts'
import { type Coefficient, coefficientTable, type Design, requireFinite, tested } from './least-squares.ts'
import { dot, type Matrix, qrSolve } from './linear-algebra.ts'

export interface PoissonFit {
  readonly design: Design
  readonly estimates: readonly number[]
  /** On the log scale, with z tests. */
  readonly coefficients: readonly Coefficient[]
  /** The same with errors × √dispersion and t tests on n − k degrees of freedom (quasi-Poisson). */
  readonly quasi: readonly Coefficient[]
  /** Expected counts. */
  readonly fitted: readonly number[]
  /** y − μ. */
  readonly residuals: readonly number[]
  /** (XᵀWX)⁻¹, W = μ. */
  readonly crossInverse: Matrix
  /** 2 Σ (y ln(y/μ) − (y − μ)). */
  readonly deviance: number
  /** The deviance with an intercept and the offset alone. */
  readonly nullDeviance: number
  /** Pearson's Σ (y − μ)²/μ over n − k: 1 for Poisson scatter. */
  readonly dispersion: number
  readonly logLikelihood: number
  readonly aic: number
  readonly df: number
}

/**
 * Fits counts (whole or not, from 0) on a design that holds an intercept. `offset` is added on the log scale. Throws for
 * negative or missing counts (with the row), and where the fit does not settle, as when a group has no events at all.
 */
export function poissonRegression(design: Design, counts: readonly number[], offset?: readonly number[]): PoissonFit {
  requireFinite(design, counts)
  const shift = offset ?? counts.map(() => 0)
  requireFinite({ terms: ['offset'], rows: shift.map(value => [value]) }, counts)
  counts.forEach((count, i) => {
    if (count < 0) throw new RangeError(`Row ${i + 1}: found the count ${count}; expected 0 or more.`)
  })
  const events = counts.reduce((sum, count) => sum + count, 0)
  if (events === 0) throw new RangeError('Every count is 0: there is no rate to fit.')
  const { coefficients, crossInverse, fitted, deviance: left } = settle(design, counts, shift)
  const df = counts.length - coefficients.length
  const pearson = counts.reduce((sum, y, i) => sum + (y - (fitted[i] as number)) ** 2 / (fitted[i] as number), 0)
  const dispersion = pearson / df
  const exposure = shift.reduce((sum, value) => sum + Math.exp(value), 0)
  const logLikelihood = counts.reduce(
    (sum, y, i) => sum + (y === 0 ? 0 : y * Math.log(fitted[i] as number)) - (fitted[i] as number) - logGamma(y + 1),
    0,
  )
  return {
    design,
    estimates: coefficients,
    coefficients: coefficientTable(design.terms, coefficients, crossInverse, Infinity),
    quasi: coefficientTable(design.terms, coefficients, crossInverse, df).map(({ term, estimate, se }) => ({
      term,
      ...tested(estimate, se * Math.sqrt(dispersion), df),
    })),
    fitted,
    residuals: counts.map((y, i) => y - (fitted[i] as number)),
    crossInverse,
    deviance: left,
    nullDeviance: deviance(
      counts,
      shift.map(value => (events * Math.exp(value)) / exposure),
    ),
    dispersion,
    logLikelihood,
    aic: 2 * coefficients.length - 2 * logLikelihood,
    df,
  }
}

function settle(design: Design, counts: readonly number[], shift: readonly number[]) {
  let eta = counts.map(y => Math.log(y + 0.1))
  for (let step = 0; step < 50; step++) {
    const mu = eta.map(Math.exp)
    const roots = mu.map(Math.sqrt)
    const working = counts.map(
      (y, i) => (eta[i] as number) - (shift[i] as number) + (y - (mu[i] as number)) / (mu[i] as number),
    )
    const rows = design.rows.map((row, i) => row.map(value => value * (roots[i] as number)))
    const right = working.map((value, i) => value * (roots[i] as number))
    const { coefficients, crossInverse } = qrSolve(rows, right, design.terms)
    const next = design.rows.map((row, i) => dot(row, coefficients) + (shift[i] as number))
    const move = next.reduce((most, value, i) => Math.max(most, Math.abs(value - (eta[i] as number))), 0)
    eta = next
    if (!Number.isFinite(move)) break
    // Steps square their error, so the one after this would change nothing.
    if (move <= 1e-10) {
      const fitted = eta.map(Math.exp)
      return { coefficients, crossInverse, fitted, deviance: deviance(counts, fitted) }
    }
  }
  throw new RangeError(
    'The Poisson fit does not settle: look for a term whose rows have no events, and leave it out or join it to another.',
  )
}

function deviance(counts: readonly number[], fitted: readonly number[]): number {
  return counts.reduce((sum, y, i) => {
    const mu = fitted[i] as number
    return sum + 2 * ((y === 0 ? 0 : y * Math.log(y / mu)) - (y - mu))
  }, 0)
}
