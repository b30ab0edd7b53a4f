/**
 * Breusch and Godfrey's test for autocorrelation up to a lag (1978): regress the residuals on the design and on their own
 * lags (zeros before the start), LM = n·R² of that regression, chi-squared with as many degrees of freedom as lags. An
 * approximation for large n: below some 30 points prefer Durbin and Watson's.
 */
import { chiSquaredUpper } from './distributions.ts'
import { leastSquares, type LeastSquaresFit } from './least-squares.ts'
import { dot } from './linear-algebra.ts'

export interface BreuschGodfrey {
  readonly statistic: number
  /** Degrees of freedom: the order tested. */
  readonly df: number
  /** Small where the residuals of nearby points are related. */
  readonly p: number
}

/** Tests a fit's residuals, in time order, for autocorrelation of orders 1 to `order`. NaN for an exact fit. */
export function breuschGodfrey(fit: LeastSquaresFit, order = 1): BreuschGodfrey {
  const { design, residuals } = fit
  if (!Number.isInteger(order) || order < 1)
    throw new RangeError(`Found the order ${order}; expected a whole number from 1.`)
  const total = dot(residuals, residuals)
  if (total === 0) return { statistic: Number.NaN, df: order, p: Number.NaN }
  const lags = Array.from({ length: order }, (_, l) => l + 1)
  const auxiliary = leastSquares(
    {
      terms: [...design.terms, ...lags.map(lag => `residual ${lag} before`)],
      rows: design.rows.map((row, i) => [...row, ...lags.map(lag => residuals[i - lag] ?? 0)]),
    },
    residuals,
  )
  const statistic = (residuals.length * dot(auxiliary.fitted, auxiliary.fitted)) / total
  return { statistic, df: order, p: chiSquaredUpper(statistic, order) }
}
