/**
 * Random-effects meta-analysis: yᵢ ~ N(θᵢ, vᵢ), θᵢ ~ N(μ, τ²). With wᵢ = 1/(vᵢ + τ²), μ = Σwy/Σw and se = 1/√Σw. Answers
 * how much units truly differ (τ²) beyond chance (vᵢ), and shrinks each towards μ by vᵢ/(vᵢ + τ²) (its BLUP). How
 * τ² is estimated: `between-variance.ts`. se(μ) takes τ² as known: with few units
 * (some 10 or fewer) intervals are too narrow.
 */
import { betweenVariance, type BetweenVarianceMethod } from './between-variance.ts'
import { chiSquaredUpper, normalQuantile, tQuantile } from './distributions.ts'

export interface RandomEffects {
  /** Variance of the true effects, in squared units of y. */
  readonly tau2: number
  readonly seTau2: number
  readonly mean: number
  readonly se: number
  readonly interval: readonly [number, number]
  /** Cochran's heterogeneity Σ(y − ȳ)²/v about the fixed-effect mean: chi-squared on k − 1 if units do not differ. */
  readonly q: number
  readonly qP: number
  /** Share of the variance between estimates that is not chance, per cent: 100τ²/(τ² + typical v) (Higgins and Thompson 2002). */
  readonly i2: number
  /** τ²/typical v + 1. */
  readonly h2: number
  /** Each unit's effect after shrinking, and its standard error (that of μ included). */
  readonly effects: readonly { readonly estimate: number; readonly se: number }[]
  /** Where a new unit's true effect would lie: μ ± t(k − 2)·√(τ² + se²) (Higgins and others 2009). Null below three units. */
  readonly prediction: readonly [number, number] | null
  readonly method: BetweenVarianceMethod
}

/**
 * Pools estimates with their sampling variances (squared standard errors, taken as known). Throws for values that are not
 * finite and variances that are not above 0, naming the row. One unit gives τ² = 0 and itself. Intervals cover `level`.
 */
export function randomEffects(
  estimates: readonly number[],
  variances: readonly number[],
  { method = 'REML', level = 0.95 }: { readonly method?: BetweenVarianceMethod; readonly level?: number } = {},
): RandomEffects {
  requireEstimates(estimates, variances)
  const k = estimates.length
  const { tau2, seTau2 } = betweenVariance(estimates, variances, method)
  const fixed = pooled(estimates, variances, 0)
  const { mean, se, weights } = pooled(estimates, variances, tau2)
  const q = estimates.reduce((sum, y, i) => sum + (y - fixed.mean) ** 2 * (fixed.weights[i] as number), 0)
  const total = fixed.weights.reduce((sum, w) => sum + w, 0)
  const squares = fixed.weights.reduce((sum, w) => sum + w * w, 0)
  const typical = k > 1 ? (k - 1) / (total - squares / total) : Number.NaN
  const half = normalQuantile((1 + level) / 2) * se
  const reach = k > 2 ? tQuantile((1 + level) / 2, k - 2) * Math.sqrt(tau2 + se * se) : null
  return {
    tau2,
    seTau2,
    mean,
    se,
    interval: [mean - half, mean + half],
    q,
    qP: chiSquaredUpper(q, k - 1),
    i2: (100 * tau2) / (typical + tau2),
    h2: tau2 / typical + 1,
    effects: estimates.map((y, i) => {
      const kept = tau2 * (weights[i] as number)
      return {
        estimate: kept * y + (1 - kept) * mean,
        se: Math.sqrt(kept * (variances[i] as number) + ((1 - kept) * se) ** 2),
      }
    }),
    prediction: reach === null ? null : [mean - reach, mean + reach],
    method,
  }
}

/** The mean weighted by 1/(v + τ²), its standard error and the weights. */
function pooled(estimates: readonly number[], variances: readonly number[], tau2: number) {
  const weights = variances.map(v => 1 / (v + tau2))
  const total = weights.reduce((sum, w) => sum + w, 0)
  const mean = estimates.reduce((sum, y, i) => sum + y * (weights[i] as number), 0) / total
  return { mean, se: Math.sqrt(1 / total), weights }
}

function requireEstimates(estimates: readonly number[], variances: readonly number[]): void {
  if (estimates.length === 0) throw new RangeError('Found no estimates; expected at least one.')
  if (estimates.length !== variances.length)
    throw new RangeError(`Found ${variances.length} variances for ${estimates.length} estimates; expected as many.`)
  estimates.forEach((y, i) => {
    const v = variances[i] as number
    if (!Number.isFinite(y)) throw new RangeError(`Row ${i + 1}: found the estimate ${y}; expected a finite number.`)
    if (!(v > 0 && v < Infinity))
      throw new RangeError(`Row ${i + 1}: found the variance ${v}; expected a finite number above 0.`)
  })
}
