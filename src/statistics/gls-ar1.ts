/**
 * Generalised least squares with first-order autoregressive errors: corr(eₛ, eₜ) = φ^|s−t|, φ by maximum likelihood (ML) or
 * restricted maximum likelihood (REML). For each φ the rows are whitened, (xₜ − φxₜ₋₁)/√(1−φ²), and fitted by least
 * squares; the profiled log-likelihood is then maximised over φ (Pinheiro and Bates 2000, §5). ML draws φ towards 0 in
 * short series, REML less so. A φ near 1 means that level and drift can hardly be told apart: read the errors, not the p.
 * Rows are equally spaced, in time order, with no gaps.
 */
import { type Coefficient, coefficientTable, type Design, requireFinite } from './least-squares.ts'
import { dot, qrSolve } from './linear-algebra.ts'

export interface GlsAr1Fit {
  /** Autocorrelation of neighbouring errors, between −1 and 1. */
  readonly phi: number
  /** Standard deviation of the errors, in units of y. */
  readonly sigma: number
  readonly logLikelihood: number
  /** With t tests on n − k degrees of freedom. */
  readonly coefficients: readonly Coefficient[]
  readonly method: 'ML' | 'REML'
}

/** Fits y on the design. Throws as least squares does. O(n·k²) for each of some 60 values of φ. */
export function glsAr1(design: Design, y: readonly number[], method: 'ML' | 'REML' = 'REML'): GlsAr1Fit {
  requireFinite(design, y)
  const n = y.length
  const k = design.terms.length
  if (n <= k + 1) throw new RangeError(`Found ${n} rows; expected at least ${k + 2} for ${k} coefficients and φ.`)
  const plain = profile(design, y, 0, method)
  if (!(plain.squares > 1e-24 * dot(y, y)))
    throw new RangeError(
      'The design fits every value exactly: no errors are left whose autocorrelation could be found.',
    )
  const phi = maximum(at => profile(design, y, at, method).logLikelihood)
  const best = profile(design, y, phi, method)
  // Whichever method chose φ, the covariance takes the unbiased σ².
  const unbiased = best.squares / (n - k)
  return {
    phi,
    sigma: Math.sqrt(method === 'ML' ? best.squares / n : unbiased),
    logLikelihood: best.logLikelihood,
    coefficients: coefficientTable(
      design.terms,
      best.coefficients,
      best.crossInverse.map(row => row.map(value => value * unbiased)),
      n - k,
    ),
    method,
  }
}

function profile(design: Design, y: readonly number[], phi: number, method: 'ML' | 'REML') {
  const n = y.length
  const root = Math.sqrt(1 - phi * phi)
  const rows = design.rows.map((row, i) =>
    i === 0 ? row : row.map((value, j) => (value - phi * (design.rows[i - 1]?.[j] as number)) / root),
  )
  const right = y.map((value, i) => (i === 0 ? value : (value - phi * (y[i - 1] as number)) / root))
  const { coefficients, crossInverse, logDeterminant } = qrSolve(rows, right, design.terms)
  const residuals = right.map((value, i) => value - dot(rows[i] as readonly number[], coefficients))
  const squares = dot(residuals, residuals)
  const count = method === 'ML' ? n : n - coefficients.length
  const logLikelihood =
    -0.5 * (count * (Math.log((2 * Math.PI * squares) / count) + 1) + (n - 1) * Math.log(1 - phi * phi)) -
    (method === 'ML' ? 0 : 0.5 * logDeterminant)
  return { coefficients, crossInverse, squares, logLikelihood }
}

/** Where a function of φ is greatest: a grid over (−1, 1), then golden sections about its best point. */
function maximum(of: (phi: number) => number): number {
  const grid = Array.from({ length: 41 }, (_, i) => Math.tanh((i - 20) / 5))
  const values = grid.map(of)
  const best = values.indexOf(Math.max(...values))
  let low = grid[Math.max(0, best - 1)] as number
  let high = grid[Math.min(grid.length - 1, best + 1)] as number
  const golden = (Math.sqrt(5) - 1) / 2
  let left = high - golden * (high - low)
  let right = low + golden * (high - low)
  let atLeft = of(left)
  let atRight = of(right)
  while (high - low > 1e-9) {
    if (atLeft >= atRight) {
      ;[high, right, atRight] = [right, left, atLeft]
      left = high - golden * (high - low)
      atLeft = of(left)
    } else {
      ;[low, left, atLeft] = [left, right, atRight]
      right = low + golden * (high - low)
      atRight = of(right)
    }
  }
  return (low + high) / 2
}
