/** One treated unit and its donors (units never treated) over the same equally spaced periods, all in the unit of y. */
export interface ComparisonPanel {
  readonly treated: readonly number[]
  /** One row for each donor, as long as `treated`. */
  readonly donors: readonly (readonly number[])[]
  /** How many periods lie before the intervention: the first of the rest is the first under it. */
  readonly before: number
}

/** Throws for missing or infinite values, rows of unequal length, or no period before or after, saying which row and why. */
export function requirePanel({ treated, donors, before }: ComparisonPanel): void {
  const periods = treated.length
  if (!Number.isInteger(before) || before < 1 || before >= periods)
    throw new RangeError(
      `Found ${before} periods before the intervention of ${periods}; expected at least one before it and one after.`,
    )
  if (donors.length === 0) throw new RangeError('Found no donors; expected at least one.')
  for (const [row, unit] of [treated, ...donors].entries()) {
    const name = row === 0 ? 'The treated unit' : `Donor ${row}`
    if (unit.length !== periods) throw new RangeError(`${name} has ${unit.length} periods; expected ${periods}.`)
    const bad = unit.findIndex(value => !Number.isFinite(value))
    if (bad >= 0) throw new RangeError(`${name}, period ${bad + 1}: found ${unit[bad]}; expected a finite number.`)
  }
}

/** What weights on donors make of the panel. */
export interface WeightedComparison {
  /** One for each donor, summing to 1. */
  readonly weights: readonly number[]
  /** Σ weight × donor, each period. */
  readonly synthetic: readonly number[]
  /** Treated less synthetic, each period. */
  readonly gaps: readonly number[]
  /** Mean gap from the intervention on. */
  readonly effect: number
  /** Root mean square gap before: how well the comparison fits. Where it is large, believe nothing after. */
  readonly errorBefore: number
  readonly errorAfter: number
}

export function weigh({ treated, donors, before }: ComparisonPanel, weights: readonly number[]): WeightedComparison {
  const synthetic = new Array<number>(treated.length).fill(0)
  donors.forEach((donor, i) => {
    const weight = weights[i] as number
    if (weight !== 0) donor.forEach((value, t) => (synthetic[t] = (synthetic[t] as number) + weight * value))
  })
  const gaps = treated.map((value, t) => value - (synthetic[t] as number))
  const after = gaps.slice(before)
  const rootMean = (values: readonly number[]) =>
    Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)
  return {
    weights,
    synthetic,
    gaps,
    effect: after.reduce((sum, gap) => sum + gap, 0) / after.length,
    errorBefore: rootMean(gaps.slice(0, before)),
    errorAfter: rootMean(after),
  }
}
