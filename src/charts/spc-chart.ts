/**
 * A control chart: values as a line, limits as a band, mean and target as lines named at their end, and special causes as
 * marks whose shape tells what they are: a triangle up or down for improvement (filled) or concern (open, heavy), a diamond
 * where neither is better, a dashed ring for a ghost. Each phase has its own lines, with a rule and a number where it begins.
 */
import type { SpcPhase, SpcSeries, SpcSeriesPoint } from '../statistics/spc-model.ts'
import { markOf, spcLegend, spcMark } from './spc-marks.ts'
import { type ChartFrame, element, label, linear, picture, type Scale, ticks } from './svg.ts'

export interface SpcChartWords {
  /** How a value is written, such as `73.4%`; also decides the axis. */
  format(value: number): string
  /** How a date is written on the axis: short. */
  date(date: string): string
}

/** Width of a letter at 14 px in the widest of the fonts that a reader may have. */
const letter = 8.7

interface Plot {
  readonly x: Scale
  readonly y: Scale
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  /** Pixels from one point to the next, were they evenly spread. */
  readonly gap: number
}

export function spcChart(frame: ChartFrame, series: SpcSeries, words: SpcChartWords): string {
  const narrow = frame.width < 500
  const lines = endLabels(series, words)
  const axis = ticks(...valueSpan(series), narrow ? 4 : 6)
  const axisWidth = Math.max(...axis.map(value => words.format(value).length)) * letter + 14
  const endWidth = Math.max(0, ...lines.map(({ text }) => text.length)) * letter + 10
  const top = series.phases.length > 1 ? 36 : 16
  const height = narrow ? 250 : 320
  const plot: Plot = {
    gap: (frame.width - endWidth - axisWidth) / Math.max(1, series.points.length),
    left: axisWidth,
    right: frame.width - endWidth,
    top,
    bottom: top + height,
    x: timeScale(series.points, [axisWidth + 8, frame.width - endWidth - 8]),
    y: linear(valueSpan(series), [top + height - 8, top + 8]),
  }
  const keys = spcLegend(series, plot.bottom + 44, frame.width)
  const content =
    valueAxis(axis, plot, words) +
    dateAxis(series.points, plot, words) +
    series.phases.map((phase, i) => phaseLines(phase, i, series, plot)).join('') +
    targetLine(series.points, plot) +
    valueLine(series.points, plot) +
    series.points.map((point, i) => pointMark(point, plot.x(i), plot)).join('') +
    placed(lines, plot)
      .map(({ text, at, name }) => label(plot.right + 6, at + 5, text, { class: `chart-label spc-end-${name}` }))
      .join('') +
    keys.content
  return picture(frame, keys.bottom + (frame.recordKind === 'real' ? 6 : 22), content)
}

/** From the least to the greatest of all that is drawn, with room about it; one value alone stands in the middle. */
function valueSpan(series: SpcSeries): readonly [number, number] {
  let [lo, hi] = [Infinity, -Infinity]
  for (const point of series.points) {
    for (const value of [point.value, point.lowerLimit, point.upperLimit, point.target]) {
      if (value === null) continue
      lo = Math.min(lo, value)
      hi = Math.max(hi, value)
    }
  }
  if (lo > hi) return [0, 1]
  const room = (hi - lo) * 0.06 || Math.abs(hi) * 0.1 || 1
  return [lo - room, hi + room]
}

/** Dates by the calendar, so that a gap looks like one; by their order where they are not dates. */
function timeScale(points: readonly SpcSeriesPoint[], range: readonly [number, number]): Scale {
  const parsed = points.map(({ date }) => Date.parse(date))
  const times = parsed.some(time => Number.isNaN(time)) ? points.map((_, i) => i) : parsed
  const place = linear([times[0] ?? 0, times.at(-1) ?? 1], range)
  return i => (points.length === 1 ? (range[0] + range[1]) / 2 : place(times[i] as number))
}

function valueAxis(axis: readonly number[], { left, right, y }: Plot, words: SpcChartWords): string {
  return axis
    .map(
      value =>
        element('line', { x1: left, x2: right, y1: y(value), y2: y(value), class: 'chart-rule' }) +
        label(left - 6, y(value) + 5, words.format(value), { class: 'chart-label', 'text-anchor': 'end' }),
    )
    .join('')
}

function dateAxis(points: readonly SpcSeriesPoint[], { x, left, right, bottom }: Plot, words: SpcChartWords): string {
  const widest = Math.max(1, ...points.map(({ date }) => words.date(date).length)) * letter + 14
  let text = element('line', { x1: left, x2: right, y1: bottom, y2: bottom, class: 'chart-axis' })
  let free = left
  points.forEach((point, i) => {
    const middle = Math.min(Math.max(x(i), left + widest / 2 - 7), right - widest / 2 + 7)
    if (middle - widest / 2 < free - 7) return
    free = middle + widest / 2
    text += element('line', { x1: x(i), x2: x(i), y1: bottom, y2: bottom + 5, class: 'chart-axis' })
    text += label(middle, bottom + 20, words.date(point.date), { class: 'chart-label', 'text-anchor': 'middle' })
  })
  return text
}

/** The band between the limits, the near limits and the mean of one phase, and where it begins. */
function phaseLines(phase: SpcPhase, index: number, series: SpcSeries, plot: Plot): string {
  const { x, y, top, bottom } = plot
  const first = series.points.findIndex(point => point.phase === index)
  const last = series.points.findLastIndex(point => point.phase === index)
  const from = first === 0 ? plot.left : (x(first - 1) + x(first)) / 2
  const to = last === series.points.length - 1 ? plot.right : (x(last) + x(last + 1)) / 2
  const across = (value: number | null, name: string) =>
    value === null ? '' : element('line', { x1: from, x2: to, y1: y(value), y2: y(value), class: name })
  const low = phase.lowerLimit === null ? (phase.upperLimit === null ? null : bottom) : y(phase.lowerLimit)
  const band =
    low === null
      ? ''
      : element('rect', {
          x: from,
          y: y(phase.upperLimit as number),
          width: to - from,
          height: Math.max(0, low - y(phase.upperLimit as number)),
          class: 'spc-band',
        })
  const begins =
    index === 0
      ? ''
      : element('line', { x1: from, x2: from, y1: top - 8, y2: bottom, class: 'spc-phase' }) +
        label(from, top - 12, String(index + 1), { class: 'chart-label spc-phase-label', 'text-anchor': 'middle' })
  return (
    band +
    across(phase.upperLimit, 'spc-limit') +
    across(phase.lowerLimit, 'spc-limit') +
    across(phase.upperNear, 'spc-near') +
    across(phase.lowerNear, 'spc-near') +
    across(series.display === 'run-chart' ? series.median : phase.mean, 'spc-mean') +
    begins
  )
}

/** The target, stepping where it changes. */
function targetLine(points: readonly SpcSeriesPoint[], { x, y, left, right }: Plot): string {
  let path = ''
  let before: number | null = null
  points.forEach(({ target }, i) => {
    const start = i === 0 ? left : (x(i - 1) + x(i)) / 2
    const end = i === points.length - 1 ? right : (x(i) + x(i + 1)) / 2
    if (target !== null)
      path += `${before === target ? 'L' : 'M'}${start.toFixed(1)} ${y(target).toFixed(1)}L${end.toFixed(1)} ${y(target).toFixed(1)}`
    before = target
  })
  return path === '' ? '' : element('path', { d: path, class: 'spc-target' })
}

/** The values joined; broken where one is missing and where limits are redrawn. */
function valueLine(points: readonly SpcSeriesPoint[], { x, y }: Plot): string {
  let path = ''
  let pen = 'M'
  points.forEach((point, i) => {
    if (i > 0 && point.phase !== points[i - 1]?.phase) pen = 'M'
    if (point.value === null) pen = 'M'
    else {
      path += `${pen}${x(i).toFixed(1)} ${y(point.value).toFixed(1)}`
      pen = 'L'
    }
  })
  return element('path', { d: path, class: 'spc-line' })
}

function pointMark(point: SpcSeriesPoint, at: number, plot: Plot): string {
  if (point.value === null) return ''
  // Ten years of months on a phone leave little room.
  const size = Math.min(5, Math.max(2.4, plot.gap * 0.85))
  return spcMark(markOf(point), at, plot.y(point.value), size)
}

interface EndLabel {
  readonly name: string
  readonly value: number
  readonly text: string
}

/** What the lines are called, at their right end. */
function endLabels(series: SpcSeries, words: SpcChartWords): readonly EndLabel[] {
  const centre = series.display === 'run-chart' ? series.median : series.mean
  const all: readonly (readonly [string, string, number | null])[] = [
    ['limit', 'Upper', series.upperLimit],
    ['mean', series.display === 'run-chart' ? 'Median' : 'Mean', centre],
    ['target', 'Target', series.target],
    ['limit', 'Lower', series.lowerLimit],
  ]
  return all.flatMap(([name, word, value]) =>
    value === null ? [] : [{ name, value, text: `${word} ${words.format(value)}` }],
  )
}

/** The labels at their lines' heights, pushed apart so that none covers another, and kept inside. */
function placed(labels: readonly EndLabel[], { y, top, bottom }: Plot): readonly (EndLabel & { at: number })[] {
  const apart = 17
  const sorted = labels.map(one => ({ ...one, at: y(one.value) })).sort((a, b) => a.at - b.at)
  sorted.forEach((one, i) => {
    one.at = Math.max(one.at, i === 0 ? top : (sorted[i - 1]?.at as number) + apart)
  })
  for (let i = sorted.length - 1; i >= 0; i--) {
    const one = sorted[i] as { at: number }
    one.at = Math.min(one.at, i === sorted.length - 1 ? bottom : (sorted[i + 1]?.at as number) - apart)
  }
  return sorted
}
