/**
 * Charts of counts whose size varies: P (a share of n), U (events per exposure), C (events), and Laney's P′ and U′ (Laney
 * 2002, doi 10.1081/QEN-120006708), which widen the limits by what varies between periods beyond chance. Limits are three
 * sigma at each point's own size: P √(p̄(1−p̄)/n), U √(ū/n), C √c̄; P′ and U′ times σz, the mean moving range of
 * z = (y − centre)/σ over 1.128. Cut to [0, 1] for shares and at 0 for rates and counts. Limits of use: counts that are
 * binomial or Poisson within a period; with denominators of thousands P and U signal nearly always, use the primes.
 */
import { compensatedMean } from './compensated-mean.ts'
import { compensatedSum } from './compensated-sum.ts'
import { causesOf, specialCauses } from './special-causes.ts'
import { refuseRow, spcColumns } from './spc-input.ts'
import type { Improvement, SpecialCause, Variation } from './spc-model.ts'
import { pointVariation } from './spc-variation.ts'
import { type Lines, linesAbout, screenedMeanRange } from './xmr-lines.ts'

export interface CountPoint {
  readonly date: string
  /** Events or members counted, a whole number or a sum of them; null where it is missing. */
  readonly numerator: number | null
  /** Size of the group or exposure; not asked by a C chart. */
  readonly denominator?: number | null
  readonly row?: number
}

export type AttributeChart = 'p' | 'u' | 'c' | 'p-prime' | 'u-prime'

export interface AttributeOptions {
  readonly improvement?: Improvement
  /** Points in a shift and in a trend; 7 unless told. */
  readonly shift?: number
  readonly trend?: number
  readonly twoSigma?: 'until-2023-10' | 'from-2023-11'
  readonly conflict?: 'improvement' | 'concern'
  /** Leave ranges of z above 3.267 times their mean out of σz; done unless told otherwise. */
  readonly screen?: boolean
}

export interface AttributePoint {
  readonly date: string
  readonly numerator: number | null
  readonly denominator: number | null
  /** The share, the rate, or the count. */
  readonly value: number | null
  readonly lowerLimit: number | null
  readonly upperLimit: number | null
  readonly lowerNear: number | null
  readonly upperNear: number | null
  readonly rules: readonly SpecialCause[]
  readonly variation: Variation
}

export interface AttributeSeries {
  readonly chart: AttributeChart
  /** p̄, ū or c̄: the centre line. */
  readonly centre: number | null
  /** How much wider than chance the primes' limits are (σz); 1 for P, U and C. */
  readonly widening: number
  readonly variation: Variation
  readonly points: readonly AttributePoint[]
}

/** A chart of counts in any order. Throws SpcInputError naming the row and what is wrong with it. */
export function attributeChart(
  chart: AttributeChart,
  points: readonly CountPoint[],
  options: AttributeOptions = {},
): AttributeSeries {
  const { numerators, denominators, dates } = countColumns(chart, points)
  const live = numerators.flatMap((numerator, i) => (Number.isNaN(numerator) ? [] : [i]))
  const total = (from: readonly number[]) => compensatedSum(live.map(i => from[i] as number))
  const centre = live.length === 0 ? Number.NaN : total(numerators) / total(denominators)
  const sigma = (i: number) => {
    const size = denominators[i] as number
    return Math.sqrt(chart.startsWith('p') ? (centre * (1 - centre)) / size : centre / size)
  }
  const values = live.map(i => (numerators[i] as number) / (denominators[i] as number))
  const widening = chart.endsWith('prime')
    ? wideningOf(
        values.map((value, k) => (value - centre) / sigma(live[k] as number)),
        options.screen ?? true,
      )
    : 1
  const ceiling = chart.startsWith('p') ? 1 : Infinity
  const lines = live.map(i => clipped(linesAbout(centre, 3 * sigma(i) * widening, 2 * sigma(i) * widening), ceiling))
  const masks = specialCauses(
    values,
    lines,
    live.map(() => 0),
    {
      shift: options.shift ?? 7,
      trend: options.trend ?? 7,
      twoSigma: options.twoSigma ?? 'until-2023-10',
      trendCrosses: true,
    },
  )
  const out: AttributePoint[] = dates.map((date, i) => ({ ...absent, date, denominator: orNull(denominators[i]) }))
  live.forEach((i, k) => {
    const { lowerLimit, upperLimit, lowerNear, upperNear } = lines[k] as Lines
    const mask = masks[k] as number
    const [low, high, lowNear, highNear] = [lowerLimit, upperLimit, lowerNear, upperNear].map(orNull)
    out[i] = {
      date: dates[i] as string,
      numerator: numerators[i] as number,
      denominator: denominators[i] as number,
      value: values[k] as number,
      lowerLimit: low as number | null,
      upperLimit: high as number | null,
      lowerNear: lowNear as number | null,
      upperNear: highNear as number | null,
      rules: causesOf(mask),
      variation: pointVariation(mask, options.improvement ?? 'increase', options.conflict ?? 'improvement').variation,
    }
  })
  const last = live.at(-1)
  return {
    chart,
    centre: orNull(centre),
    widening,
    variation: last === undefined ? 'none' : (out[last] as AttributePoint).variation,
    points: out,
  }
}

const absent: Omit<AttributePoint, 'date'> = {
  numerator: null,
  denominator: null,
  value: null,
  lowerLimit: null,
  upperLimit: null,
  lowerNear: null,
  upperNear: null,
  rules: [],
  variation: 'none',
}

/** σz: the mean moving range of z over 1.128; unscreened where screening would leave nothing, 0/0 for a constant of 0 or 1. */
function wideningOf(z: readonly number[], screen: boolean): number {
  const ranges = z.slice(1).map((value, i) => Math.abs(value - (z[i] as number)))
  const kept = screen ? screenedMeanRange(Float64Array.from(ranges), 'below').mean : Number.NaN
  return (Number.isNaN(kept) ? compensatedMean(ranges) : kept) / 1.128
}

function clipped(lines: Lines, ceiling: number): Lines {
  const clip = (line: number) => Math.min(ceiling, Math.max(0, line))
  return {
    mean: lines.mean,
    lowerLimit: clip(lines.lowerLimit),
    upperLimit: clip(lines.upperLimit),
    lowerNear: clip(lines.lowerNear),
    upperNear: clip(lines.upperNear),
    lowerOne: clip(lines.lowerOne),
    upperOne: clip(lines.upperOne),
  }
}

function countColumns(chart: AttributeChart, points: readonly CountPoint[]) {
  // Sorted by date with the place in the list as row, so that denominators can follow; refused with the row of the source.
  const rows = points.map(({ row }, place) => row ?? place + 1)
  const { dates, values } = spcColumns(
    points.map(({ date, numerator }, i) => ({ date, value: numerator, row: rows[i] as number })),
  )
  const { rowAt } = spcColumns(points.map(({ date }, place) => ({ date, value: null, row: place })))
  const denominators = dates.map((_, i) => {
    const place = rowAt(i)
    const denominator = chart === 'c' ? 1 : (points[place]?.denominator ?? Number.NaN)
    if (!Number.isNaN(values[i])) checkCount(chart, values[i] as number, denominator, rows[place] as number)
    return denominator
  })
  return { dates, denominators, numerators: [...values] }
}

function checkCount(chart: AttributeChart, numerator: number, denominator: number, row: number): void {
  if (numerator < 0) refuseRow(row, `a count of ${numerator}`, 'a count of 0 or more')
  if (!Number.isFinite(denominator)) refuseRow(row, 'no denominator', 'a finite number above 0 beside each count')
  if (denominator <= 0) refuseRow(row, `a denominator of ${denominator}`, 'one above 0, or no count at all')
  if (chart.startsWith('p') && numerator > denominator)
    refuseRow(
      row,
      `a numerator of ${numerator} above its denominator of ${denominator}`,
      'at most the denominator (a U chart takes rates above 1)',
    )
}

function orNull(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : value
}
