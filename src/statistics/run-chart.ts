/**
 * Run charts: values about their median, and Anhøj's two rules (Anhøj and Olesen 2014, doi 10.1371/journal.pone.0113825).
 * Points on the median are left out. A run is unusually long above ⌊log2 n⌉ + 3 useful points; crossings are unusually few
 * below the 5% quantile of a binomial with n − 1 trials and probability ½. Limits of use: 10 useful points or more.
 */
import { binomialQuantile } from './distributions.ts'
import { type SpcColumns, spcColumns } from './spc-input.ts'
import type { SpcPoint } from './spc-model.ts'

export interface RunChart {
  readonly median: number | null
  readonly points: readonly { readonly date: string; readonly value: number | null }[]
  /** Known points that are not on the median. */
  readonly usefulPoints: number
  readonly longestRun: number
  readonly longestRunLimit: number | null
  readonly crossings: number
  readonly crossingsLimit: number | null
  /** Whether either rule says that the values do not vary by chance alone; null where there are too few points to say. */
  readonly signal: boolean | null
}

/** A run chart of points in any order. Throws SpcInputError naming the row of a duplicate date or an infinite value. */
export function runChart(points: readonly SpcPoint[]): RunChart {
  const columns = spcColumns(points)
  const live = liveValues(columns)
  const median = medianOf(live)
  const sides = live.filter(value => value !== median).map(value => value > (median as number))
  const usefulPoints = sides.length
  let longestRun = 0
  let crossings = 0
  let run = 0
  for (let i = 0; i < usefulPoints; i++) {
    const same = i > 0 && sides[i] === sides[i - 1]
    if (i > 0 && !same) crossings++
    run = same ? run + 1 : 1
    longestRun = Math.max(longestRun, run)
  }
  const enough = usefulPoints >= 10
  const longestRunLimit = enough ? Math.round(Math.log2(usefulPoints)) + 3 : null
  const crossingsLimit = enough ? binomialQuantile(0.05, usefulPoints - 1, 0.5) : null
  return {
    median,
    points: columns.dates.map((date, i) => ({ date, value: knownValue(columns.values[i] as number) })),
    usefulPoints,
    longestRun,
    longestRunLimit,
    crossings,
    crossingsLimit,
    signal: enough ? longestRun > (longestRunLimit as number) || crossings < (crossingsLimit as number) : null,
  }
}

/** The middle value, or the mean of the two middle ones; null for none. */
export function medianOf(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const sorted = Float64Array.from(values).sort()
  const middle = sorted.length >> 1
  const upper = sorted[middle] as number
  return sorted.length % 2 === 1 ? upper : (sorted[middle - 1] as number) / 2 + upper / 2
}

function liveValues({ values, ghosts }: SpcColumns): number[] {
  return [...values].filter((value, i) => !Number.isNaN(value) && ghosts[i] === 0)
}

function knownValue(value: number): number | null {
  return Number.isNaN(value) ? null : value
}
