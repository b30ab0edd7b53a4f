/**
 * Durbin and Watson's statistic (1950): d = Σ(eₜ − eₜ₋₁)²/Σeₜ², near 2 for unrelated errors and below it for positive
 * autocorrelation; p is the chance of so small a d if errors were independent and normal. Exact up to 99 points, from the
 * eigenvalues of the quadratic form (Pan 1968); by the normal approximation with d's exact mean and variance above (Durbin
 * and Watson 1951). Looks at neighbours only, and is not valid with lagged outcomes in the design.
 */
import { normalCdf } from './distributions.ts'
import type { LeastSquaresFit } from './least-squares.ts'
import { dot, product, symmetricEigenvalues, transpose } from './linear-algebra.ts'

export interface DurbinWatson {
  readonly statistic: number
  /** One-sided: small for positive autocorrelation. */
  readonly p: number
  readonly method: 'exact' | 'normal approximation'
}

const exactBelow = 100

/** Tests a fit's residuals, in time order. NaN for an exact fit. */
export function durbinWatson(fit: LeastSquaresFit): DurbinWatson {
  const e = fit.residuals
  let changes = 0
  for (let i = 1; i < e.length; i++) changes += ((e[i] as number) - (e[i - 1] as number)) ** 2
  const statistic = changes / dot(e, e)
  const exact = e.length < exactBelow
  const p = Number.isNaN(statistic) ? Number.NaN : exact ? exactTail(fit, statistic) : normalTail(fit, statistic)
  return { statistic, p, method: exact ? 'exact' : 'normal approximation' }
}

/** Rows of A·X, A being the matrix of d's numerator: 2 on the diagonal (1 at both ends), −1 beside it. */
function differenced(rows: readonly (readonly number[])[]): number[][] {
  const last = rows.length - 1
  return rows.map((row, i) =>
    row.map((value, j) => {
      const before = i > 0 ? value - (rows[i - 1]?.[j] as number) : 0
      const after = i < last ? value - (rows[i + 1]?.[j] as number) : 0
      return before + after
    }),
  )
}

function normalTail(fit: LeastSquaresFit, d: number): number {
  const { rows } = fit.design
  const n = rows.length
  const k = fit.crossInverse.length
  const across = transpose(rows)
  const ax = differenced(rows)
  const once = product(product(across, ax), fit.crossInverse)
  const twice = product(product(transpose(ax), ax), fit.crossInverse)
  const trace = (m: readonly (readonly number[])[]) => m.reduce((sum, row, i) => sum + (row[i] as number), 0)
  const p = 2 * (n - 1) - trace(once)
  const q = 2 * (3 * n - 4) - 2 * trace(twice) + trace(product(once, once))
  const mean = p / (n - k)
  const variance = (2 * (q - p * mean)) / ((n - k) * (n - k + 2))
  return normalCdf((d - mean) / Math.sqrt(variance))
}

/** P(Σ λᵢzᵢ²/Σ zᵢ² < d), λ being the n − k non-zero eigenvalues of M·A·M and M the maker of residuals. */
function exactTail(fit: LeastSquaresFit, d: number): number {
  const { rows } = fit.design
  const hat = product(product(rows, fit.crossInverse), transpose(rows))
  const maker = hat.map((row, i) => row.map((value, j) => (i === j ? 1 : 0) - value))
  const eigenvalues = symmetricEigenvalues(product(maker, differenced(maker)))
  return negativeChance(eigenvalues.slice(0, fit.df).map(value => value - d))
}

/**
 * P(Σ μᵢzᵢ² < 0) for independent standard normal z. Inverting the transform Π(1 + 2sμᵢ)^−½/s along the cuts between the
 * branch points of the negative μ leaves (1/π) Σ ± ∫ u^(m/2−1) Π|u + 2μᵢ|^−½ du between each second pair of the points
 * u = 2|μ|; with u = middle + half·cos θ the integrand is smooth and the midpoint rule converges geometrically
 * (with fewer than some ten μ only to about 1e-8: no series has so few).
 */
export function negativeChance(mu: readonly number[]): number {
  const negative = mu.filter(value => value < 0)
  if (negative.length === 0) return 0
  if (negative.length === mu.length) return 1
  // The fewer branch points the less cancels.
  if (negative.length > mu.length / 2) return 1 - negativeChance(mu.map(value => -value))
  const order = mu.map((_, i) => i).sort((a, b) => (mu[a] as number) - (mu[b] as number))
  let sum = 0
  for (let i = 0; i < negative.length; i += 2) {
    const high = order[i] as number
    const low = i + 1 < negative.length ? order[i + 1] : undefined
    sum += (i % 4 === 0 ? 1 : -1) * between(mu, high, low)
  }
  return Math.min(1, Math.max(0, sum / Math.PI))
}

/** The integral between the branch points of two of the μ, by place, or from 0 to the only one left over. */
function between(mu: readonly number[], highest: number, lowest: number | undefined): number {
  const high = -2 * (mu[highest] as number)
  const low = lowest === undefined ? 0 : -2 * (mu[lowest] as number)
  const half = (high - low) / 2
  const others = mu.filter((_, i) => i !== highest && i !== lowest)
  const rule = (nodes: number) => {
    let sum = 0
    for (let i = 0; i < nodes; i++) {
      const theta = ((i + 0.5) * Math.PI) / nodes
      const u = low + 2 * half * Math.cos(theta / 2) ** 2
      // du over the roots of the distances to both ends, which cancel, or to the one.
      const ends = lowest === undefined ? Math.sqrt(2 * half) * Math.cos(theta / 2) : 1
      let log = (mu.length / 2 - 1) * Math.log(u) + Math.log(ends)
      for (const value of others) log -= 0.5 * Math.log(Math.abs(u + 2 * value))
      sum += Math.exp(log)
    }
    return (sum * Math.PI) / nodes
  }
  let before = rule(16)
  for (let nodes = 32; nodes <= 2048; nodes *= 2) {
    const now = rule(nodes)
    if (Math.abs(now - before) <= 1e-14 * Math.abs(now)) return now
    before = now
  }
  return before
}
