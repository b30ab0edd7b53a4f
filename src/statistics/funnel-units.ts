/** What a funnel is drawn from: rows of counts, checked and summed by group. */
import { compensatedSum } from './compensated-sum.ts'

/** One row of input. Null or NaN is a missing count; rows of one group are added up. */
export interface FunnelRow {
  readonly group: string
  readonly numerator: number | null
  readonly denominator: number | null
}

/** One group: NaN where any of its rows lacks the count. */
export interface FunnelCounts {
  readonly group: string
  readonly numerator: number
  readonly denominator: number
}

/** A row that no funnel can be drawn from; `row` counts from 1 over the rows given. */
export class FunnelInputError extends Error {
  readonly row: number | null
  constructor(message: string, row: number | null = null) {
    super(message)
    this.name = 'FunnelInputError'
    this.row = row
  }
}

/** Adds up rows by group, in the order in which groups first appear. Throws FunnelInputError for counts below 0 or infinite. */
export function sumByGroup(rows: readonly FunnelRow[]): FunnelCounts[] {
  const groups = new Map<string, { numerator: number[]; denominator: number[] }>()
  rows.forEach((row, index) => {
    for (const part of ['numerator', 'denominator'] as const) {
      const value = row[part]
      if (value !== null && (value < 0 || value === Infinity))
        throw new FunnelInputError(
          `Row ${index + 1} (${row.group}): found the ${part} ${value}; expected a count from 0, or nothing where it is unknown. Correct the row or leave it out.`,
          index + 1,
        )
    }
    const group = groups.get(row.group) ?? { numerator: [], denominator: [] }
    if (group.numerator.length === 0) groups.set(row.group, group)
    group.numerator.push(row.numerator ?? Number.NaN)
    group.denominator.push(row.denominator ?? Number.NaN)
  })
  return [...groups].map(([group, { numerator, denominator }]) => ({
    group,
    numerator: compensatedSum(numerator),
    denominator: compensatedSum(denominator),
  }))
}

/** Throws FunnelInputError at the first group whose numerator is above its denominator. */
export function checkProportions(counts: readonly FunnelCounts[], rows: readonly FunnelRow[]): void {
  for (const { group, numerator, denominator } of counts) {
    if (!(numerator > denominator)) continue
    const row = rows.findIndex(one => one.group === group) + 1
    throw new FunnelInputError(
      `Row ${row} (${group}): found ${numerator} of ${denominator}; expected a numerator no larger than its denominator, since this is a proportion. Use the ratio or SHMI method for a ratio, or correct the row.`,
      row,
    )
  }
}
