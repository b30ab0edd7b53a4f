/**
 * Synthetic control (Abadie, Diamond and Hainmueller 2010), fitted on outcomes before the intervention: weights on donors,
 * none negative and summing to 1, that minimise Σ(treated − Σ w·donor)² over those periods; the gap afterwards is the effect.
 * Needs many periods before, donors like the treated unit and untouched by its treatment, and a good fit (`errorBefore`).
 * It gives no standard error: judge it by `placebo-tests.ts`. A unit outside its donors' range cannot be matched; see
 * `augmented-synthetic-control.ts`.
 */
import { type ComparisonPanel, requirePanel, weigh, type WeightedComparison } from './comparison-panel.ts'
import { dot } from './linear-algebra.ts'
import { simplexWeights } from './simplex-weights.ts'

/** Fits one treated unit. O(donors²·periods) and a small active-set search. */
export function syntheticControl(panel: ComparisonPanel): WeightedComparison {
  requirePanel(panel)
  const units = [...panel.donors, panel.treated]
  const inner = innerProducts(units, panel.before)
  return weigh(panel, donorWeights(inner, units.length - 1, donorsOf(units.length - 1)))
}

const donorsOf = (count: number) => Array.from({ length: count }, (_, i) => i)

/** Inner products of all units' outcomes before the intervention, about each period's mean so that digits are kept. */
export function innerProducts(units: readonly (readonly number[])[], before: number): Float64Array[] {
  const rows = units.map(unit => Float64Array.from(unit.slice(0, before)))
  for (let t = 0; t < before; t++) {
    const mean = rows.reduce((sum, row) => sum + (row[t] as number), 0) / rows.length
    for (const row of rows) row[t] = (row[t] as number) - mean
  }
  const inner = rows.map(() => new Float64Array(rows.length))
  rows.forEach((row, i) => {
    for (let j = 0; j <= i; j++) {
      const value = dot(row, rows[j] as Float64Array)
      ;(inner[i] as Float64Array)[j] = value
      ;(inner[j] as Float64Array)[i] = value
    }
  })
  return inner
}

/** Weights on the units `donors` that come closest to the unit `treated`, given all units' inner products. */
export function donorWeights(inner: readonly Float64Array[], treated: number, donors: readonly number[]): number[] {
  const own = inner[treated] as Float64Array
  const square = own[treated] as number
  return simplexWeights(
    donors.map(i => {
      const row = inner[i] as Float64Array
      const rest = square - (own[i] as number)
      return Float64Array.from(donors, j => (row[j] as number) - (own[j] as number) + rest)
    }),
  )
}
