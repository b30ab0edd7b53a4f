/**
 * Two-way fixed effects: y = unit + period + β·treatment, with errors clustered by unit (HC1, unit and period effects counted
 * among the coefficients). By Frisch, Waugh and Lovell, β = Σd̃ỹ/Σd̃² of the treatment and outcome cleaned of unit and
 * period means; cleaning turns about until it settles, so panels may have gaps. With staggered entry and effects that grow,
 * β mixes comparisons with negative weights (Goodman-Bacon 2021): use `staggered-did.ts` then.
 */
import { clusterFactor, clusterScores } from './cluster-robust.ts'
import { type Coefficient, tested } from './least-squares.ts'
import { dot } from './linear-algebra.ts'

export interface FixedEffectsRow {
  readonly unit: string | number
  readonly time: number
  readonly y: number
  /** 1 where the unit is under treatment in this period, 0 otherwise; doses are allowed. */
  readonly treatment: number
}

export type FixedEffects = Omit<Coefficient, 'term'> & {
  /** n − units − periods. */
  readonly df: number
}

/**
 * The effect with its clustered error. Throws for values that are not finite (with the row), a unit twice in one period, and
 * a treatment that units and periods already explain (nobody changes, or everybody at once). O(rows) a round.
 */
export function twoWayFixedEffects(rows: readonly FixedEffectsRow[]): FixedEffects {
  const seen = new Map<string, number>()
  rows.forEach(({ unit, time, y, treatment }, i) => {
    if (!Number.isFinite(y) || !Number.isFinite(treatment) || !Number.isFinite(time))
      throw new RangeError(`Row ${i + 1}: found y ${y}, treatment ${treatment}, time ${time}; expected finite numbers.`)
    const key = `${time} ${unit}`
    const first = seen.get(key)
    if (first !== undefined)
      throw new RangeError(
        `Row ${i + 1}: found unit ${unit} in period ${time} again, after row ${first}; expected once.`,
      )
    seen.set(key, i + 1)
  })
  const units = numbered(rows.map(row => row.unit))
  const times = numbered(rows.map(row => row.time))
  const treatment = cleaned(
    rows.map(row => row.treatment),
    [units, times],
  )
  const outcome = cleaned(
    rows.map(row => row.y),
    [units, times],
  )
  const spread = dot(treatment, treatment)
  if (!(spread > 1e-12 * rows.reduce((sum, row) => sum + row.treatment ** 2, 0)))
    throw new RangeError('The treatment does not vary within units and periods: there is nothing to compare.')
  const estimate = dot(treatment, outcome) / spread
  const scores = treatment.map((d, i) => [d * ((outcome[i] as number) - estimate * d)])
  const sums = clusterScores(
    scores,
    rows.map(row => row.unit),
  )
  const coefficients = units.count + times.count
  const factor = clusterFactor(sums.length, rows.length, coefficients)
  const meat = sums.reduce((sum, [score]) => sum + (score as number) ** 2, 0)
  const df = rows.length - coefficients
  return { ...tested(estimate, Math.sqrt(factor * meat) / spread, df), df }
}

interface Numbered {
  readonly count: number
  readonly of: Int32Array
}

function numbered(names: readonly (string | number)[]): Numbered {
  const places = new Map<string | number, number>()
  const of = Int32Array.from(names, name => {
    const place = places.get(name) ?? places.size
    places.set(name, place)
    return place
  })
  return { count: places.size, of }
}

/** Takes group means out in turn until nothing changes: exact after one round for complete panels. */
function cleaned(values: readonly number[], groupings: readonly Numbered[]): number[] {
  const rest = Float64Array.from(values)
  const scale = Math.max(
    Number.MIN_VALUE,
    values.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
  )
  for (let round = 0; round < 10_000; round++) {
    let largest = 0
    for (const { count, of } of groupings) {
      const sums = new Float64Array(count)
      const sizes = new Float64Array(count)
      of.forEach((group, i) => {
        sums[group] = (sums[group] as number) + (rest[i] as number)
        sizes[group] = (sizes[group] as number) + 1
      })
      of.forEach((group, i) => {
        const mean = (sums[group] as number) / (sizes[group] as number)
        rest[i] = (rest[i] as number) - mean
        largest = Math.max(largest, Math.abs(mean))
      })
    }
    if (largest <= 1e-14 * scale) return [...rest]
  }
  throw new RangeError('Unit and period effects do not settle: the panel falls into parts that hardly overlap.')
}
