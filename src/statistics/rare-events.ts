/**
 * Charts for rare events, where most periods would count none: T charts of the days between events, G charts of the cases
 * between them. NHS England's Making Data Count SQL tool v2.4. A longer gap is the larger value, so `improvement` is
 * `increase` where events are unwanted. Assurance is not told: a target in days has no icon in that tool.
 */
import { spc, controlChart } from './spc.ts'
import { refuseRow, type SpcColumns, spcColumns } from './spc-input.ts'
import type { SpcOptions, SpcPoint, SpcSeries } from './spc-model.ts'

/**
 * The days between events, one point an event. Where every value is null the days are counted from the dates, the first
 * event having none; two events on one day are 0 days apart. Throws SpcInputError naming the row of a negative value.
 */
export function tChart(events: readonly SpcPoint[], options: SpcOptions = {}): SpcSeries {
  return controlChart(gaps(events), 't', options)
}

/** Cases (or days) between events, one point an event; values as for tChart. */
export function gChart(events: readonly SpcPoint[], options: SpcOptions = {}): SpcSeries {
  return controlChart(gaps(events), 'g', options)
}

/** The chart of a name. */
export const charts = { xmr: spc, t: tChart, g: gChart } as const

function gaps(events: readonly SpcPoint[]): SpcColumns {
  const columns = spcColumns(events, true)
  columns.values.forEach((value, i) => {
    if (value < 0) refuseRow(columns.rowAt(i), `${value} between events`, '0 or more')
  })
  if (!columns.values.every(value => Number.isNaN(value))) return columns
  const days = columns.dates.map((date, i) => {
    const day = Date.parse(date.slice(0, 10)) / 86_400_000
    if (Number.isNaN(day)) refuseRow(columns.rowAt(i), `the date "${date}"`, 'a day such as 2026-05-01')
    return day
  })
  const values = Float64Array.from(days, (day, i) => (i === 0 ? Number.NaN : day - (days[i - 1] as number)))
  let known = 0
  for (let i = 1; i < values.length; i++) if (columns.ghosts[i] === 0) known++
  return { ...columns, values, known }
}
