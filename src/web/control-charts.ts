/** Control charts of an organisation: every series long enough to draw, one granularity each, read by the metric's own way. */
import { isPublishedFigure } from '../assessment/framework-parts.ts'
import type { Observation, Period } from '../evidence/model.ts'
import type { Snapshot } from '../evidence/snapshot.ts'
import { controlledIcons } from '../statistics/controlled-icons.ts'
import { suggestRebase } from '../statistics/rebase-suggestion.ts'
import { spc } from '../statistics/spc.ts'
import type { SpcSeries } from '../statistics/spc-model.ts'
import { chartSentence } from './chart-words.ts'
import { brief, date, quantity } from './format.ts'
import { metricName } from './metric-names.ts'
import { type MetricReading, readingOf } from './metric-reading.ts'
import type { Choice, Sector } from './sector.ts'

export type Granularity = 'month' | 'quarter' | 'year'

export interface ControlChart extends MetricReading {
  readonly metric: string
  readonly name: string
  readonly unit: string
  readonly granularity: Granularity
  /** Of each point of the series, in the same order. */
  readonly periods: readonly Period[]
  readonly labels: readonly string[]
  readonly series: SpcSeries
  /** Known points. */
  readonly known: number
  readonly latest: {
    readonly value: number
    readonly text: string
    readonly period: string
    readonly label: string
    readonly until: string
  }
  /** The series stopped: its latest figure is more than a year older than the organisation's newest. */
  readonly ended: boolean
  readonly sentence: string
  /** A rebase to think about, in words; limits are never redrawn by themselves. */
  readonly rebase: string | null
  /** What makes this series less than a textbook one. */
  readonly caution: string | null
}

/** Fewer known points than this are not worth a picture. */
export const fewestPoints = 5
/** Of the special-cause icons that stay, at most this share is expected to be chance. */
export const falseShare = 0.1

const kept = new WeakMap<Snapshot, Map<string, readonly ControlChart[]>>()

/** All charts of an organisation: the framework's metrics first, in its order; kept as long as the snapshot is. */
export function controlChartsOf(sector: Sector, choice: Choice, code: string): readonly ControlChart[] {
  const { snapshot, framework } = choice
  let known = kept.get(snapshot)
  if (!known) {
    known = new Map()
    kept.set(snapshot, known)
  }
  const key = `${framework.framework} ${code}`
  const made =
    known.get(key) ?? withEnded(chartable(choice).flatMap(metric => controlChart(sector, choice, code, metric) ?? []))
  known.set(key, made)
  return made
}

function withEnded(charts: readonly ControlChart[]): readonly ControlChart[] {
  const newest = Math.max(...charts.map(({ latest }) => Date.parse(latest.until)))
  return charts.map(chart =>
    newest - Date.parse(chart.latest.until) > 366 * 86_400_000
      ? { ...chart, ended: true, sentence: `Nothing since ${chart.latest.label}. Then: ${chart.sentence}` }
      : chart,
  )
}

/** The chart of one metric, or null where there are too few points. */
export function controlChart(sector: Sector, choice: Choice, code: string, metric: string): ControlChart | null {
  const { framework, snapshot } = choice
  const found = longest(snapshot, metric, code)
  if (!found) return null
  const { granularity, periods, observations } = found
  const last = observations.findLast(one => one?.status === 'value') as Observation
  const reading = readingOf(framework, sector.evidence.metricReadings, metric)
  const series = spc(
    periods.map((period, i) => ({ date: period.start, value: observations[i]?.value ?? null })),
    { improvement: reading.improvement, target: reading.target },
  )
  const known = observations.filter(one => one?.status === 'value').length
  const label = (period: Period) => periodLabel(choice, period, granularity)
  const suggestion = suggestRebase(series)
  return {
    ...reading,
    metric,
    name: metricName(framework, metric, sector.evidence.metricTitles),
    unit: last.unit,
    granularity,
    periods,
    labels: periods.map(label),
    series,
    known,
    latest: {
      value: last.value as number,
      text: brief(quantity(last.text, last.unit)),
      period: last.period.id,
      label: label(last.period),
      until: last.period.end,
    },
    ended: false,
    sentence: chartSentence(series, granularity),
    rebase:
      suggestion &&
      `The last ${suggestion.points} ${granularity}s, from ${label(periods.find(({ start }) => start === suggestion.date) as Period)}, are all ${suggestion.direction} the mean. If something known changed then and will last, somebody may want to draw new limits from there, and write down why. Nothing is redrawn by itself.`,
    caution: caution(framework.metrics[metric]?.measured, periods),
  }
}

/** Icons of many charts, with those that chance could explain marked. */
export function controlled(charts: readonly ControlChart[]) {
  return controlledIcons(
    charts.map(({ series }) => series),
    falseShare,
  )
}

/** Metrics that measure: scores, bands, ranks and published segments are left out. */
function chartable({ framework, snapshot }: Choice): readonly string[] {
  const scored = Object.keys(framework.metrics).filter(id => {
    const metric = framework.metrics[id]
    return metric && metric.unit !== 'score' && !('published' in metric.score)
  })
  const others = snapshot.metrics().filter(id => !framework.metrics[id] && !isPublishedFigure(id))
  return [...scored, ...others]
}

/** The granularity in which most is known, from the first known point to the last; null where fewer than `fewest` are. */
export function longest(snapshot: Snapshot, metric: string, code: string, fewest = fewestPoints) {
  const groups = Map.groupBy(snapshot.periods(metric), granularityOf)
  let best: {
    granularity: Granularity
    periods: readonly Period[]
    observations: readonly (Observation | undefined)[]
    known: number
  } | null = null
  for (const [granularity, periods] of groups) {
    if (granularity === null) continue
    const observations = periods.map(({ id }) => snapshot.values(metric, id).get(code))
    const is = (one: Observation | undefined) => one?.status === 'value'
    const known = observations.filter(is).length
    if (known < fewest || (best && best.known >= known)) continue
    const span = [observations.findIndex(is), observations.findLastIndex(is) + 1] as const
    best = { granularity, known, periods: periods.slice(...span), observations: observations.slice(...span) }
  }
  return best
}

/** By length in days: ids do not tell, since 2025-26 is a year and 2026-05 a month. */
function granularityOf({ start, end }: Period): Granularity | null {
  const days = (Date.parse(end) - Date.parse(start)) / 86_400_000 + 1
  return days <= 31 ? 'month' : days <= 92 ? 'quarter' : days <= 366 ? 'year' : null
}

export function periodLabel({ framework }: Choice, period: Period, granularity: Granularity): string {
  if (granularity === 'month') return date(period.start.slice(0, 7))
  return framework.periods[period.id]?.label ?? period.label
}

function caution(measured: string | undefined, periods: readonly Period[]): string | null {
  const overlapping = periods.some((period, i) => i > 0 && period.start <= (periods[i - 1]?.end ?? ''))
  if (overlapping || /year|12 months|rolling/i.test(measured ?? ''))
    return `Neighbouring figures share time (${overlapping ? 'periods overlap' : `measured: ${measured}`}), so they are more alike than the rules expect, and chance shows special cause more often.`
  return null
}
