/**
 * Difference in differences with staggered entry (Callaway and Sant'Anna 2021), without covariates: for units first treated
 * in period g and each later period t, ATT(g, t) = mean change of the group since g − 1, less that of units not treated.
 * Periods before g compare t with t − 1, as a check on parallel trends. Errors come from influence functions (units are
 * independent), those of the aggregates allow for estimating the groups' shares. One interval at a time: no simultaneous bands.
 */
import { type Aggregates, aggregateEffects, influenceError } from './staggered-aggregation.ts'

export interface StaggeredRow {
  readonly unit: string | number
  readonly time: number
  readonly y: number
  /** The period in which the unit is first treated; null (or 0) for never. The same in each of its rows. */
  readonly firstTreated: number | null
}

export interface GroupTimeEffect {
  /** Units first treated then. */
  readonly group: number
  readonly time: number
  readonly att: number
  readonly se: number
}

export interface StaggeredDid {
  readonly effects: readonly GroupTimeEffect[]
  /** Means over the periods under treatment, weighted by group size, and by length of exposure, group and calendar time. */
  readonly aggregates: Aggregates
  readonly units: number
}

export interface StaggeredOptions {
  /** Who is compared with: units never treated (default), or also those not treated yet. */
  readonly controls?: 'never-treated' | 'not-yet-treated'
}

/**
 * Group-time effects of a complete panel. Groups treated in or before the first period have nothing before and are left out.
 * Throws for values that are not finite, a unit twice in or missing from a period, a changing date of treatment, or nobody
 * to compare with. O(units × groups × periods).
 */
export function staggeredDid(
  rows: readonly StaggeredRow[],
  { controls = 'never-treated' }: StaggeredOptions = {},
): StaggeredDid {
  const { times, units } = panel(rows)
  const first = times[0] as number
  const kept = units.filter(unit => unit.group > first)
  const groups = [...new Set(kept.map(unit => unit.group))].filter(group => group < Infinity).sort((a, b) => a - b)
  if (groups.length === 0) throw new RangeError('Found no unit first treated after the first period; expected some.')
  const n = kept.length
  const cells = groups.flatMap(group =>
    times.slice(1).flatMap((time, before) => {
      // Before treatment each step against the last; from it on, against the last period before it.
      const base = time < group ? before : times.findLastIndex(each => each < group)
      const at = before + 1
      const change = kept.map(unit => (unit.y[at] as number) - (unit.y[base] as number))
      const open = Math.max(time, times[base] as number)
      const own = kept.map(unit => unit.group === group)
      const other = kept.map(unit =>
        controls === 'never-treated' ? unit.group === Infinity : unit.group > open && unit.group !== group,
      )
      const ownMean = meanOf(change, own)
      const otherMean = meanOf(change, other)
      if (otherMean.count === 0) {
        if (controls === 'never-treated') throw new RangeError('Found no unit that is never treated; expected some.')
        return []
      }
      const influence = Float64Array.from(change, (value, i) =>
        own[i]
          ? ((value - ownMean.mean) * n) / ownMean.count
          : other[i]
            ? (-(value - otherMean.mean) * n) / otherMean.count
            : 0,
      )
      return [{ group, time, att: ownMean.mean - otherMean.mean, influence }]
    }),
  )
  return {
    effects: cells.map(({ group, time, att, influence }) => ({ group, time, att, se: influenceError(influence) })),
    aggregates: aggregateEffects(
      cells,
      groups,
      kept.map(unit => unit.group),
    ),
    units: n,
  }
}

function meanOf(values: readonly number[], chosen: readonly boolean[]): { mean: number; count: number } {
  let sum = 0
  let count = 0
  values.forEach((value, i) => {
    if (!chosen[i]) return
    sum += value
    count++
  })
  return { mean: sum / count, count }
}

function panel(rows: readonly StaggeredRow[]) {
  const times = [...new Set(rows.map(row => row.time))].sort((a, b) => a - b)
  if (times.length < 2) throw new RangeError(`Found ${times.length} periods; expected at least 2.`)
  const place = new Map(times.map((time, i) => [time, i]))
  const units = new Map<string | number, { readonly group: number; readonly y: (number | undefined)[] }>()
  rows.forEach(({ unit, time, y, firstTreated }, i) => {
    const row = `Row ${i + 1} (unit ${unit}, period ${time})`
    if (!Number.isFinite(y) || !Number.isFinite(time))
      throw new RangeError(`${row}: found ${y}; expected a finite number.`)
    const group = firstTreated === null || firstTreated === 0 ? Infinity : firstTreated
    const own = units.get(unit) ?? { group, y: new Array<number | undefined>(times.length).fill(undefined) }
    units.set(unit, own)
    if (own.group !== group)
      throw new RangeError(
        `${row}: found first treated ${firstTreated}; expected ${own.group}, as in its earlier rows.`,
      )
    const at = place.get(time) as number
    if (own.y[at] !== undefined) throw new RangeError(`${row}: found a second value; expected one for each period.`)
    own.y[at] = y
  })
  for (const [unit, { y }] of units) {
    const gap = y.indexOf(undefined)
    if (gap >= 0) throw new RangeError(`Unit ${unit} has no value in period ${times[gap]}; expected a complete panel.`)
  }
  return { times, units: [...units.values()] as { readonly group: number; readonly y: readonly number[] }[] }
}
