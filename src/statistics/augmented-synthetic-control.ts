/**
 * Ridge-augmented synthetic control (Ben-Michael, Feller and Rothstein 2021): what the synthetic control leaves unmatched
 * before the intervention, d, is corrected by ridge regression, w = w_sc + X(XᵀX + λI)⁻¹d with X the donors' outcomes before
 * about their means. Weights still sum to 1 but may be negative: it extrapolates, the more so the smaller λ. λ comes from
 * leaving out one period before at a time (all but the last): the largest of 21 within one standard error of the best.
 */
import { type ComparisonPanel, requirePanel, weigh, type WeightedComparison } from './comparison-panel.ts'
import { cholesky, choleskySolve, dot, symmetricEigenvalues } from './linear-algebra.ts'
import { donorWeights, innerProducts } from './synthetic-control.ts'

export interface AugmentedSyntheticControl extends WeightedComparison {
  /** Ridge penalty, in squared units of y. */
  readonly lambda: number
  /** √Σ gap² before the intervention. */
  readonly imbalance: number
  /** The same as a share of what even weights leave. */
  readonly scaledImbalance: number
}

/** Fits one treated unit; λ by cross-validation unless given. Needs three periods before. O(periods·donors³). */
export function augmentedSyntheticControl(panel: ComparisonPanel, givenLambda?: number): AugmentedSyntheticControl {
  requirePanel(panel)
  const { treated, donors, before } = panel
  if (givenLambda === undefined && before < 3)
    throw new RangeError(`Found ${before} periods before the intervention; expected at least 3 to choose λ by.`)
  if (givenLambda !== undefined && !(givenLambda > 0))
    throw new RangeError(`Found the penalty ${givenLambda}; expected a number above 0.`)
  const all = Array.from({ length: before }, (_, t) => t)
  const lambda = givenLambda ?? chooseLambda(treated, donors, all)
  const weights = fold(treated, donors, all).weights(lambda)
  const found = weigh(panel, weights)
  const even = weigh(
    panel,
    donors.map(() => 1 / donors.length),
  )
  return {
    ...found,
    lambda,
    imbalance: found.errorBefore * Math.sqrt(before),
    scaledImbalance: found.errorBefore / even.errorBefore,
  }
}

const ratio = 1e-8
const count = 20

function chooseLambda(treated: readonly number[], donors: readonly (readonly number[])[], periods: readonly number[]) {
  const largest = symmetricEigenvalues(fold(treated, donors, periods).cross)[0] as number
  if (!(largest > 0)) throw new RangeError('All donors are alike in every period before: no penalty can be chosen.')
  const lambdas = Array.from({ length: count + 1 }, (_, i) => largest * ratio ** (i / count))
  const held = periods.slice(0, -1)
  const errors = held.map(out => {
    const fitted = fold(
      treated,
      donors,
      periods.filter(t => t !== out),
    )
    const values = donors.map(row => row[out] as number)
    return lambdas.map(lambda => ((treated[out] as number) - dot(values, fitted.weights(lambda))) ** 2)
  })
  const means = lambdas.map((_, i) => errors.reduce((sum, row) => sum + (row[i] as number), 0) / held.length)
  const best = means.indexOf(Math.min(...means))
  const centre = means[best] as number
  const squares = errors.reduce((sum, row) => sum + ((row[best] as number) - centre) ** 2, 0)
  const error = held.length > 1 ? Math.sqrt(squares / (held.length - 1) / held.length) : 0
  return lambdas.find((_, i) => (means[i] as number) <= centre + error) as number
}

/** The fit on some of the periods before, for any λ. */
function fold(treated: readonly number[], donors: readonly (readonly number[])[], periods: readonly number[]) {
  const means = periods.map(t => donors.reduce((sum, row) => sum + (row[t] as number), 0) / donors.length)
  const about = (row: readonly number[]) => periods.map((t, i) => (row[t] as number) - (means[i] as number))
  const x = donors.map(about)
  const target = about(treated)
  const places = donors.map((_, i) => i)
  const plain = donorWeights(innerProducts([...x, target], periods.length), donors.length, places)
  const left = target.map(
    (value, t) => value - x.reduce((sum, row, i) => sum + (row[t] as number) * (plain[i] as number), 0),
  )
  const cross = x.map(a => x.map(b => dot(a, b)))
  // X(XᵀX + λI)⁻¹d = (XXᵀ + λI)⁻¹Xd: as many equations as donors rather than periods.
  const right = x.map(row => dot(row, left))
  return {
    cross,
    weights: (lambda: number) => {
      const lower = cholesky(cross.map((row, i) => row.map((value, j) => (i === j ? value + lambda : value))))
      return choleskySolve(lower, right).map((value, i) => value + (plain[i] as number))
    },
  }
}
