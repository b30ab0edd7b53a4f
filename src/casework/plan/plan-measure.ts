/**
 * What a goal's own measure says for a month: the figure, beside what the plan said could be reached and beside the published
 * standard, which stays in sight whatever the trajectory; and by control chart whether there is any real change at all.
 */
import { isoWords } from '../../evidence/period-words.ts'
import { assurance } from '../../statistics/assurance.ts'
import { spc } from '../../statistics/spc.ts'
import type { Assurance, SpcPoint, SpcSeries } from '../../statistics/spc-model.ts'
import type { Goal, Measure, TrajectoryPoint } from './plan-schema.ts'
import { sayFigure, sayGap } from './plan-words.ts'

/** A figure beside one that it is held to. */
export interface Held {
  readonly value: number
  /** The figure less the one it is held to, in the unit of the measure; null where no figure is known. */
  readonly gap: number | null
  /** Whether it is reached; null where no figure is known. */
  readonly met: boolean | null
  /** Whether the process as it now runs will reach it; `none` where there are too few points for limits. */
  readonly assurance: Assurance
}

export interface MeasureReading {
  readonly measure: Measure
  readonly month: string
  /** The latest figure up to the month, which may be older than it; null where none is known. */
  readonly latest: { readonly date: string; readonly value: number } | null
  readonly trajectory: Held | null
  readonly standard: Held | null
  /** Where the plan next says what can be reached. */
  readonly next: TrajectoryPoint | null
  /** Chart of the points up to the month, the standard as its target; null where there are none. */
  readonly chart: SpcSeries | null
  readonly words: readonly string[]
}

/**
 * Reads a goal's measure for a month (`2026-05`), of points in any order, dated so that they sort (`2026-05` or
 * `2026-05-01`). Points after the month take no part. Null where the goal has no measure. Throws SpcInputError as `spc` does.
 */
export function readMeasure(
  { measure, trajectory }: Pick<Goal, 'measure' | 'trajectory'>,
  month: string,
  points: readonly SpcPoint[],
): MeasureReading | null {
  if (measure === null) return null
  const known = points.filter(({ date }) => date.slice(0, 7) <= month)
  const improvement = measure.better === 'high' ? 'increase' : 'decrease'
  const chart = known.length === 0 ? null : spc(known, { improvement, target: measure.standard })
  const latest = chart?.points.findLast(({ value, ghost }) => value !== null && !ghost) ?? null
  const figure = latest === null ? null : (latest.value as number)
  const held = (value: number | null): Held | null =>
    value === null ? null : { value, ...beside(figure, value, measure), assurance: assuranceOf(chart, value) }
  const reading = {
    measure,
    month,
    latest: latest === null || figure === null ? null : { date: latest.date, value: figure },
    trajectory: held(trajectory.find(point => point.month === month)?.value ?? null),
    standard: held(measure.standard),
    next: trajectory.find(point => point.month > month) ?? null,
    chart,
  }
  return { ...reading, words: wordsOf(reading) }
}

function beside(figure: number | null, value: number, { better }: Measure): Pick<Held, 'gap' | 'met'> {
  if (figure === null) return { gap: null, met: null }
  // To six decimals, which is all that a plan or a reader has: 71.3 − 70.1 is 1.2.
  return { gap: Math.round((figure - value) * 1e6) / 1e6, met: better === 'high' ? figure >= value : figure <= value }
}

function assuranceOf(chart: SpcSeries | null, target: number): Assurance {
  if (chart === null || chart.display === 'run-chart') return 'none'
  const { improvement, lowerLimit, upperLimit } = chart
  return assurance({ improvement, target, lowerLimit: lowerLimit ?? Number.NaN, upperLimit: upperLimit ?? Number.NaN })
}

type Read = Omit<MeasureReading, 'words'>

function wordsOf({ measure, month, latest, trajectory, standard, next, chart }: Read): readonly string[] {
  const figure = (value: number) => sayFigure(value, measure.unit)
  if (latest === null || chart === null) return [`No figure of ${measure.metric} is known up to ${isoWords(month)}.`]
  const heldWords = (what: string, { value, gap, met }: Held) =>
    `${what} ${figure(value)}: ${met ? 'reached' : `missed by ${sayGap(Math.abs(gap as number), measure.unit)}`}.`
  return [
    `${measure.metric} was ${figure(latest.value)} in ${isoWords(latest.date.slice(0, 7))}.`,
    ...(latest.date.slice(0, 7) < month ? [`No figure for ${isoWords(month)} is known yet.`] : []),
    trajectory
      ? heldWords('The plan said', trajectory)
      : `The plan says nothing of what can be reached in ${isoWords(month)}.`,
    ...(next ? [`By ${isoWords(next.month)} it is to be ${figure(next.value)}.`] : []),
    standard ? heldWords('The standard is', standard) : 'The plan names no standard.',
    changeWords(chart),
    ...(standard ? (assuranceWords[standard.assurance] ?? []) : []),
  ]
}

function changeWords({ display, variation }: SpcSeries): string {
  if (display === 'run-chart') return 'There are too few figures to tell a real change from chance.'
  if (variation.startsWith('improvement')) return 'It is getting better: the change is more than chance.'
  if (variation.startsWith('concern')) return 'It is getting worse: the change is more than chance.'
  return 'It shows no change beyond chance.'
}

const assuranceWords: Readonly<Record<Assurance, readonly string[]>> = {
  pass: ['As things are, the standard will be met every time.'],
  fail: ['As things are, the standard will be missed every time.'],
  'hit-or-miss': ['As things are, the standard will be met or missed by chance.'],
  none: [],
}
