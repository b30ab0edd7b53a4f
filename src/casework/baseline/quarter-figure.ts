/** One organisation's figure for a quarter: as published for it, or the mean of the months published in it. */
import type { Observation } from '../../evidence/model.ts'
import type { Snapshot } from '../../evidence/snapshot.ts'
import type { Quarter } from './quarters.ts'

/** Whether a metric is published by the quarter, or by the month and averaged. Never mixed within one. */
export type Per = 'quarter' | 'month'

export interface QuarterColumn {
  /** The figure of an organisation by its code; null where there is none, or of fewer than two months. */
  value(code: string): number | null
  /** What is behind it. */
  observations(code: string): readonly Observation[]
}

/** A month missing of a quarter is borne; two are not. */
export const fewestMonths = 2

/**
 * Figures of a metric in a quarter. `at` (ISO) leaves out what came to be known later; where a later correction has taken an
 * earlier value's place the snapshot holds only the correction, so that the value is not known: give a snapshot as known at
 * that instant to have it.
 */
export function quarterColumn(
  snapshot: Snapshot,
  metric: string,
  per: Per,
  quarter: Quarter,
  at: string | null,
): QuarterColumn {
  const periods = per === 'quarter' ? [quarter.id] : quarter.months
  const columns = periods.map(id => snapshot.values(metric, id))
  const fewest = per === 'quarter' ? 1 : fewestMonths
  const known = snapshot.imports.map(({ knownAt }) => at === null || knownAt <= at)
  const counts = (one: Observation | undefined): one is Observation & { readonly value: number } =>
    one !== undefined && one.status === 'value' && one.value !== null && known[one.source.import] === true
  return {
    value(code) {
      let [sum, months] = [0, 0]
      for (const column of columns) {
        const one = column.get(code)
        if (!counts(one)) continue
        sum += one.value
        months++
      }
      return months < fewest ? null : sum / months
    },
    observations: code => columns.map(column => column.get(code)).filter(counts),
  }
}

/** Mean of what is known; null where fewer than a number are. */
export function meanOfAtLeast(fewest: number, values: readonly (number | null)[]): number | null {
  const known = values.filter(value => value !== null)
  return known.length < Math.max(1, fewest) ? null : known.reduce((sum, value) => sum + value, 0) / known.length
}
