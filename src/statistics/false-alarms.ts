/**
 * False alarms: how many special causes charts show where nothing has changed. Independent normal values are run through
 * the rules of the profile making-data-count; the figures are known rates per chart, by length. Limits of use: real series
 * are correlated in time and then show more; discrete and skewed ones differ too. Compare a page of charts with it, not one.
 */
import { normalDraws } from './normal-draws.ts'
import { seededRandom } from './random.ts'
import { spc } from './spc.ts'
import type { SpcOptions, SpcPoint } from './spc-model.ts'

export interface FalseAlarmRate {
  /** Points in the chart. */
  readonly points: number
  /** The probability that a chart of an unchanged process shows any special-cause point. */
  readonly anyPoint: number
  /** The probability that its latest point, and so its icon, is special cause. */
  readonly latestPoint: number
  /** How many special-cause points it shows on average. */
  readonly expectedPoints: number
}

/**
 * Simulated by `simulateFalseAlarms` with 400,000 charts each, seed `false-alarms`: the standard errors are at most 0.0008
 * (any point) and 0.0003 (latest point).
 */
export const falseAlarmTable: readonly FalseAlarmRate[] = [
  { points: 15, anyPoint: 0.0726, latestPoint: 0.0114, expectedPoints: 0.3 },
  { points: 18, anyPoint: 0.0996, latestPoint: 0.0125, expectedPoints: 0.465 },
  { points: 20, anyPoint: 0.1182, latestPoint: 0.0128, expectedPoints: 0.582 },
  { points: 24, anyPoint: 0.1547, latestPoint: 0.014, expectedPoints: 0.83 },
  { points: 30, anyPoint: 0.2077, latestPoint: 0.0146, expectedPoints: 1.213 },
  { points: 36, anyPoint: 0.2579, latestPoint: 0.0157, expectedPoints: 1.606 },
  { points: 48, anyPoint: 0.3529, latestPoint: 0.0164, expectedPoints: 2.408 },
  { points: 60, anyPoint: 0.4357, latestPoint: 0.017, expectedPoints: 3.23 },
  { points: 84, anyPoint: 0.5712, latestPoint: 0.0178, expectedPoints: 4.866 },
  { points: 120, anyPoint: 0.716, latestPoint: 0.0181, expectedPoints: 7.333 },
]

/** The rates for a chart of n points, by straight lines between the table's lengths; null below 15, where there is no chart. */
export function falseAlarmRate(points: number): FalseAlarmRate | null {
  const first = falseAlarmTable[0] as FalseAlarmRate
  const last = falseAlarmTable.at(-1) as FalseAlarmRate
  if (points < first.points) return null
  if (points >= last.points) return { ...last, points, expectedPoints: (last.expectedPoints * points) / last.points }
  const above = falseAlarmTable.findIndex(row => row.points > points)
  const [from, to] = [falseAlarmTable[above - 1] as FalseAlarmRate, falseAlarmTable[above] as FalseAlarmRate]
  const share = (points - from.points) / (to.points - from.points)
  const between = (a: number, b: number) => a + (b - a) * share
  return {
    points,
    anyPoint: between(from.anyPoint, to.anyPoint),
    latestPoint: between(from.latestPoint, to.latestPoint),
    expectedPoints: between(from.expectedPoints, to.expectedPoints),
  }
}

export interface FalseAlarms {
  /** Charts long enough to show special causes. */
  readonly charts: number
  /** How many of them would show a special-cause icon, any special-cause point, and how many such points, by chance alone. */
  readonly expectedIcons: number
  readonly expectedCharts: number
  readonly expectedPoints: number
}

/** What a page of charts would show by chance alone, from the number of known points in each. */
export function expectedFalseAlarms(lengths: readonly number[]): FalseAlarms {
  let [charts, expectedIcons, expectedCharts, expectedPoints] = [0, 0, 0, 0]
  for (const length of lengths) {
    const rate = falseAlarmRate(length)
    if (rate === null) continue
    charts++
    expectedIcons += rate.latestPoint
    expectedCharts += rate.anyPoint
    expectedPoints += rate.expectedPoints
  }
  return { charts, expectedIcons, expectedCharts, expectedPoints }
}

/** The rates for charts of n points under any options, by simulation: repeats exactly for a seed; error about √(p/charts). */
export function simulateFalseAlarms(
  points: number,
  charts: number,
  options: SpcOptions = {},
  seed = 'false-alarms',
): FalseAlarmRate {
  const draw = normalDraws(seededRandom(`${seed} ${points}`))
  const dates = Array.from({ length: points }, (_, i) => `${1000 + i}`)
  let [any, latest, total] = [0, 0, 0]
  for (let chart = 0; chart < charts; chart++) {
    const values: SpcPoint[] = dates.map(date => ({ date, value: draw() }))
    const series = spc(values, options)
    let special = 0
    for (const { rules } of series.points) if (rules.length > 0) special++
    if (special > 0) any++
    if (series.variation !== 'common-cause' && series.variation !== 'none') latest++
    total += special
  }
  return { points, anyPoint: any / charts, latestPoint: latest / charts, expectedPoints: total / charts }
}
