/** Points for tests of charts. */
import type { SpcPoint } from '../../src/statistics/spc-model.ts'

/** Values of months from January 2020. */
export function monthly(values: readonly (number | null)[]): SpcPoint[] {
  return values.map((value, i) => ({
    date: `${2020 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}-01`,
    value,
  }))
}

/** Events so many days after 1 January 2020, with nothing but their dates. */
export function days(since: readonly number[]): SpcPoint[] {
  return since.map(day => ({
    date: new Date(Date.UTC(2020, 0, 1 + day)).toISOString().slice(0, 10),
    value: null,
  }))
}
