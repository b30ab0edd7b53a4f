/** A funnel plot: each unit by size and value, the limits that decide, the outliers by shape and name, the method in words. */
import { limitsAt } from '../statistics/funnel-curve.ts'
import type { Limits } from '../statistics/funnel-limits.ts'
import type { Funnel, FunnelUnit } from '../statistics/funnel-model.ts'
import { around, placeLabels } from './label-places.ts'
import { type ChartFrame, element, escapeText, label, linear, picture, type Scale, ticks, wrap } from './svg.ts'

export interface FunnelChartData {
  readonly funnel: Funnel
  /** What the axes measure: `Observed over expected deaths`, `Expected deaths`. */
  readonly valueAxis: string
  readonly sizeAxis: string
  /** Shown for a group in its label and its title; the group itself where absent. */
  readonly nameOf?: (group: string) => string
}

interface Spot {
  readonly unit: FunnelUnit
  readonly x: number
  readonly y: number
}

/** Circles are within the limits, triangles outside: pointing up when high, down when low. Outliers without room are listed below. */
export function funnelChart(frame: ChartFrame, data: FunnelChartData): string {
  const { funnel, nameOf = group => group } = data
  const narrow = frame.width < 500
  const letters = Math.floor((frame.width - 8) / 7.4)
  const heading = wrap(frame.title, Math.floor(frame.width / 9.5))
  const top = heading.length * 19 + 26
  const box = { left: narrow ? 46 : 60, right: frame.width - 14, top, bottom: top + (narrow ? 280 : 400) }
  const shown = funnel.units.filter(unit => unit.value !== null && (unit.denominator ?? 0) > 0)
  if (shown.length === 0) return emptyChart(frame, heading, funnel)
  const most = Math.max(...shown.map(unit => unit.denominator as number)) * 1.04
  const x = linear([0, most], [box.left, box.right])
  const curves = curvesOf(funnel, most)
  const domain = valueDomain(shown, curves)
  const y = linear(domain, [box.bottom, box.top])
  const spots = shown.map((unit): Spot => ({ unit, x: x(unit.denominator as number), y: y(unit.value as number) }))
  const outliers = spots
    .filter(({ unit }) => unit.outlier === 'high' || unit.outlier === 'low')
    .sort((a, b) => Math.abs(b.unit.z ?? 0) - Math.abs(a.unit.z ?? 0))
  const places = placeLabels(
    outliers.map(spot => ({ x: spot.x, y: spot.y, text: nameOf(spot.unit.group) })),
    { ...box, left: box.left + 2 },
    narrow ? [] : spots.filter(({ unit }) => unit.outlier === 'none').map(spot => around(spot.x, spot.y, 2)),
  )
  const unnamed = outliers.filter((_, i) => places[i] === null).map(({ unit }) => nameOf(unit.group))
  const below = footer(funnel, unnamed, box.bottom + 52, letters)
  return picture(
    frame,
    below.bottom,
    heading.map((line, i) => label(0, 15 + i * 19, line, { class: 'chart-heading' })).join('') +
      label(0, top - 12, data.valueAxis, { class: 'chart-label' }) +
      axes(box, x, y, domain, most, data.sizeAxis, narrow) +
      curves.map(curve => line(curve, x, y, domain)).join('') +
      element('line', {
        x1: box.left,
        x2: box.right,
        y1: y(funnel.target ?? 0),
        y2: y(funnel.target ?? 0),
        class: 'funnel-target',
      }) +
      spots.map(spot => dot(spot, nameOf)).join('') +
      outliers
        .map((spot, i) => {
          const place = places[i]
          const attributes = { class: 'chart-label chart-halo', 'text-anchor': place?.anchor }
          return place ? label(place.x, place.y, nameOf(spot.unit.group), attributes) : ''
        })
        .join('') +
      below.text,
  )
}

interface Curve {
  readonly level: number
  /** The widest pair is solid, the others are dashed. */
  readonly className: string
  readonly points: readonly { readonly d: number; readonly limits: Limits }[]
}

function curvesOf(funnel: Funnel, most: number): readonly Curve[] {
  const at = limitsAt(funnel)
  const kind = funnel.decidedBy.limits === 'adjusted' ? 'adjustedLimits' : 'limits'
  const widest = Math.max(...funnel.levels)
  return funnel.levels.map(level => ({
    level,
    className: level === widest ? 'funnel-outer' : 'funnel-inner',
    // Close together where the funnel is steep.
    points: Array.from({ length: 160 }, (_, i) => ((i + 1) / 160) ** 2 * most).flatMap(d => {
      const limits = at(d)[kind][level]
      return limits ? [{ d, limits }] : []
    }),
  }))
}

/** Room for every value and for the limits of all but the smallest units. */
function valueDomain(units: readonly FunnelUnit[], curves: readonly Curve[]): readonly [number, number] {
  const smallest = Math.min(...units.map(unit => unit.denominator as number))
  const values = units.map(unit => unit.value as number)
  const ends = curves.flatMap(({ points }) =>
    points.filter(({ d }) => d >= smallest * 2).flatMap(({ limits }) => limits),
  )
  const low = Math.min(...values, ...ends)
  const high = Math.max(...values, ...ends)
  const room = (high - low || Math.abs(high) || 1) * 0.06
  return [low >= 0 ? Math.max(0, low - room) : low - room, high + room]
}

function line(curve: Curve, x: Scale, y: Scale, [low, high]: readonly [number, number]): string {
  return [0, 1]
    .map(side => {
      const inside = curve.points.filter(
        ({ limits }) => (limits[side] as number) >= low && (limits[side] as number) <= high,
      )
      const path = inside.map(
        ({ d, limits }, i) => `${i === 0 ? 'M' : 'L'}${tenth(x(d))} ${tenth(y(limits[side] as number))}`,
      )
      return path.length < 2 ? '' : element('path', { d: path.join(''), class: `funnel-limit ${curve.className}` })
    })
    .join('')
}

function dot({ unit, x, y }: Spot, nameOf: (group: string) => string): string {
  const words = { high: 'above the limits', low: 'below the limits', none: 'within the limits' }[unit.outlier ?? 'none']
  const title = element('title', {}, escapeText(`${nameOf(unit.group)}: ${readable(unit.value as number)}, ${words}`))
  if (unit.outlier === 'none' || unit.outlier === null)
    return element('circle', { cx: x, cy: y, r: 3.5, class: 'funnel-dot' }, title)
  return element('path', { d: triangle(x, y, unit.outlier), class: `funnel-dot funnel-${unit.outlier}` }, title)
}

function triangle(x: number, y: number, side: 'high' | 'low'): string {
  const tip = side === 'high' ? -7 : 7
  return `M${tenth(x)} ${tenth(y + tip)}L${tenth(x + 6.5)} ${tenth(y - tip * 0.6)}L${tenth(x - 6.5)} ${tenth(y - tip * 0.6)}Z`
}

function axes(
  box: { left: number; right: number; top: number; bottom: number },
  x: Scale,
  y: Scale,
  domain: readonly [number, number],
  most: number,
  sizeAxis: string,
  narrow: boolean,
): string {
  const across = ticks(0, most, narrow ? 4 : 7)
  const up = ticks(domain[0], domain[1], 8)
  return (
    up
      .map(
        tick =>
          element('line', { x1: box.left, x2: box.right, y1: y(tick), y2: y(tick), class: 'chart-rule' }) +
          label(box.left - 6, y(tick) + 5, readable(tick), { class: 'chart-label', 'text-anchor': 'end' }),
      )
      .join('') +
    element('line', { x1: box.left, x2: box.right, y1: box.bottom, y2: box.bottom, class: 'chart-axis' }) +
    across
      .map(tick => {
        const anchor = x(tick) > box.right - 24 ? 'end' : 'middle'
        return (
          element('line', { x1: x(tick), x2: x(tick), y1: box.bottom, y2: box.bottom + 5, class: 'chart-axis' }) +
          label(x(tick), box.bottom + 20, readable(tick), { class: 'chart-label', 'text-anchor': anchor })
        )
      })
      .join('') +
    label((box.left + box.right) / 2, box.bottom + 39, sizeAxis, { class: 'chart-label', 'text-anchor': 'middle' })
  )
}

/** What the lines and shapes mean, the outliers that found no room, and the method. */
function footer(funnel: Funnel, unnamed: readonly string[], from: number, letters: number) {
  let y = from + 14
  let text = ''
  const sample = (drawn: string, words: string) => {
    text += drawn + label(40, y + 5, words, { class: 'chart-label' })
    y += 21
  }
  const stroke = (className: string) => element('line', { x1: 0, x2: 32, y1: y, y2: y, class: className })
  const kind = funnel.decidedBy.limits === 'adjusted' ? 'adjusted' : 'chance'
  const widest = Math.max(...funnel.levels)
  sample(stroke('funnel-target'), 'Target')
  for (const level of funnel.levels)
    sample(stroke(`funnel-limit ${level === widest ? 'funnel-outer' : 'funnel-inner'}`), `${level}% limits (${kind})`)
  for (const side of ['high', 'low'] as const) {
    const count = funnel.units.filter(unit => unit.outlier === side).length
    const drawn = element('path', { d: triangle(16, y, side), class: `funnel-dot funnel-${side}` })
    sample(drawn, `${side === 'high' ? 'Above' : 'Below'} the ${funnel.decidedBy.level}% limits: ${count}`)
  }
  const rest =
    unnamed.length > 0
      ? [
          `Outside too: ${(unnamed.length > 30 ? [...unnamed.slice(0, 24), `and ${unnamed.length - 24} more, in the table`] : unnamed).join(', ')}.`,
        ]
      : []
  for (const sentence of [...rest, funnel.description, ...funnel.warnings])
    for (const words of wrap(sentence, letters)) {
      text += label(0, y + 8, words, { class: 'chart-label funnel-method' })
      y += 18
    }
  return { text, bottom: y + 18 }
}

function emptyChart(frame: ChartFrame, heading: readonly string[], funnel: Funnel): string {
  const lines = [
    ...heading,
    ...wrap('No group has both counts, so there is nothing to draw.', Math.floor(frame.width / 8)),
  ]
  const text = [...lines, ...funnel.warnings.flatMap(warning => wrap(warning, Math.floor(frame.width / 8)))]
  return picture(
    frame,
    text.length * 19 + 24,
    text
      .map((words, i) => label(0, 15 + i * 19, words, { class: i < heading.length ? 'chart-heading' : 'chart-label' }))
      .join(''),
  )
}

function readable(value: number): string {
  const text =
    Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en-GB') : String(Number(value.toPrecision(3)))
  return text.replace('-', '−')
}

const tenth = (value: number) => Math.round(value * 10) / 10
