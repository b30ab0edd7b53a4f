/**
 * Standard errors that allow the rows of a cluster (a trust's months) to be related: (XᵀX)⁻¹ (Σ_g s_g s_gᵀ) (XᵀX)⁻¹ with
 * s_g = Σ_{i∈g} xᵢeᵢ (Liang and Zeger 1986). HC1 multiplies by G/(G−1) · (n−1)/(n−k); HC0 does not. Right for many clusters:
 * with fewer than some 40, or few treated ones, errors come out too small.
 */
import { type Coefficient, coefficientTable, type LeastSquaresFit } from './least-squares.ts'
import { type Matrix, product, sandwich, transpose } from './linear-algebra.ts'

export type ClusterCorrection = 'HC0' | 'HC1'

/** Sums rows' scores by cluster: one row for each cluster, in order of first sight. */
export function clusterScores(scores: Matrix, clusters: readonly (string | number)[]): number[][] {
  const sums = new Map<string | number, number[]>()
  scores.forEach((score, i) => {
    const cluster = clusters[i] as string | number
    const sum = sums.get(cluster)
    if (sum) for (let j = 0; j < score.length; j++) sum[j] = (sum[j] as number) + (score[j] as number)
    else sums.set(cluster, [...score])
  })
  return [...sums.values()]
}

/** HC1's factor for G clusters, n rows and k coefficients. Throws for a single cluster: nothing to compare. */
export function clusterFactor(clusters: number, rows: number, coefficients: number): number {
  if (clusters < 2) throw new RangeError('Found 1 cluster; expected at least 2, or no error can be told.')
  return ((clusters / (clusters - 1)) * (rows - 1)) / (rows - coefficients)
}

/** The fit's coefficients with clustered errors, and t tests on n − k degrees of freedom. O(n·k). */
export function clusterRobust(
  fit: LeastSquaresFit,
  clusters: readonly (string | number)[],
  correction: ClusterCorrection = 'HC1',
): Coefficient[] {
  const { rows, terms } = fit.design
  const sums = clusterScores(
    rows.map((row, i) => row.map(value => value * (fit.residuals[i] as number))),
    clusters,
  )
  const factor = clusterFactor(sums.length, rows.length, terms.length)
  const meat = product(transpose(sums), sums).map(row => row.map(value => value * (correction === 'HC1' ? factor : 1)))
  return coefficientTable(terms, fit.estimates, sandwich(fit.crossInverse, meat), fit.df)
}
