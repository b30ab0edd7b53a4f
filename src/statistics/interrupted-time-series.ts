/**
 * Interrupted time series (segmented regression; Wagner and others 2002): y = β₀ + β₁t + β₂·level + β₃·slope, where level is
 * 1 from the intervention on and slope counts the points from it, starting at 1. β₂ + β₃·slope is the change against the
 * line that the points before would have kept to. One series has no comparison: anything else that happened at that time is
 * counted as effect, and units entered because they were extreme would have moved anyway (`regression-to-the-mean.ts`).
 */
import { type BreuschGodfrey, breuschGodfrey } from './breusch-godfrey.ts'
import { type DurbinWatson, durbinWatson } from './durbin-watson.ts'
import { type Coefficient, type Design, leastSquares, type LeastSquaresFit, tested } from './least-squares.ts'
import { dot } from './linear-algebra.ts'
import { neweyWest, neweyWestCovariance, type NeweyWestOptions } from './newey-west.ts'

export interface InterruptedTimeSeries {
  readonly fit: LeastSquaresFit
  /** Terms `(Intercept)`, `t`, `level`, `slope` and any further ones, with Newey-West errors. */
  readonly coefficients: readonly Coefficient[]
  readonly durbinWatson: DurbinWatson
  readonly breuschGodfrey: BreuschGodfrey
  /** The line had there been no intervention (further terms as they were), in units of y, one for each point. */
  readonly counterfactual: readonly number[]
  readonly fitted: readonly number[]
  /** Fitted less counterfactual at the last point, with its Newey-West error. */
  readonly effectAtEnd: Omit<Coefficient, 'term'>
}

/** Further columns, such as a season's harmonics, by name; each as long as the series. */
export type FurtherTerms = Readonly<Record<string, readonly number[]>>

/**
 * The design of a series of n points whose intervention takes hold at the point `intervention`, counted from 1. Throws
 * unless at least two points lie before it and two from it on: a line needs two.
 */
export function interruptedDesign(n: number, intervention: number, further: FurtherTerms = {}): Design {
  if (!Number.isInteger(intervention) || intervention < 3 || intervention > n - 1)
    throw new RangeError(
      `Found the intervention at point ${intervention} of ${n}; expected at least two points before it and two from it on.`,
    )
  for (const [name, column] of Object.entries(further))
    if (column.length !== n) throw new RangeError(`Found ${column.length} values of ${name}; expected ${n}.`)
  return {
    terms: ['(Intercept)', 't', 'level', 'slope', ...Object.keys(further)],
    rows: Array.from({ length: n }, (_, i) => {
      const since = i + 2 - intervention
      return [1, i + 1, since > 0 ? 1 : 0, Math.max(0, since), ...Object.values(further).map(c => c[i] as number)]
    }),
  }
}

/** The design's rows with level and slope at zero: what would have been without the intervention. */
export function withoutIntervention({ terms, rows }: Design): number[][] {
  const gone = new Set([terms.indexOf('level'), terms.indexOf('slope')])
  return rows.map(row => row.map((value, j) => (gone.has(j) ? 0 : value)))
}

/**
 * Fits values at equally spaced times, in order. `intervention` is the point (from 1) where it takes hold. Throws for
 * missing or infinite values, naming the row: a gap would silently shift time and autocorrelation.
 */
export function interruptedTimeSeries(
  values: readonly number[],
  options: { readonly intervention: number; readonly further?: FurtherTerms } & NeweyWestOptions,
): InterruptedTimeSeries {
  const design = interruptedDesign(values.length, options.intervention, options.further)
  const fit = leastSquares(design, values)
  const end = design.rows.at(-1) as readonly number[]
  const change = end.map((value, j) => (design.terms[j] === 'level' || design.terms[j] === 'slope' ? value : 0))
  const covariance = neweyWestCovariance(fit, options)
  const variance = dot(
    change,
    covariance.map(row => dot(row, change)),
  )
  return {
    fit,
    coefficients: neweyWest(fit, options),
    durbinWatson: durbinWatson(fit),
    breuschGodfrey: breuschGodfrey(fit),
    counterfactual: withoutIntervention(design).map(row => dot(row, fit.estimates)),
    fitted: fit.fitted,
    effectAtEnd: tested(dot(change, fit.estimates), Math.sqrt(variance), fit.df),
  }
}
