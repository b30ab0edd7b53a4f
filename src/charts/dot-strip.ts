/** All organisations as dots along the score, one strip for each peer group, with likely ranges, over the segment bands. */
import { beeswarm } from './beeswarm.ts'
import { mark, type Shape } from './marks.ts'
import { type ChartFrame, element, escapeText, label, linear, picture, ticks } from './svg.ts'

export interface StripDot {
  readonly name: string
  readonly value: number
  readonly range: readonly [number, number] | null
  /** Colours the dot; the band it stands over and the shape say the same. */
  readonly segment: number | null
  readonly shape: Shape
}

export interface DotStripData {
  readonly groups: readonly { readonly title: string; readonly dots: readonly StripDot[] }[]
  readonly domain: readonly [number, number]
  /** Upper edge of each band but the last, in values; none draws no bands. */
  readonly cuts: readonly number[]
  readonly axis: string
}

/** Dots in a beeswarm; the thin line behind each is its likely range. */
export function dotStrip(frame: ChartFrame, data: DotStripData): string {
  const narrow = frame.width < 500
  const left = 8
  const right = frame.width - 8
  const x = linear(data.domain, [left + 6, right - 6])
  const diameter = narrow ? 7 : 10
  const top = data.cuts.length > 0 ? 24 : 6
  let y = top
  const strips: string[] = []
  for (const group of data.groups) {
    const places = group.dots.map(dot => x(dot.value))
    const offsets = beeswarm(places, diameter)
    const reach = Math.max(12, ...offsets.map(Math.abs)) + diameter
    const middle = y + 26 + reach
    const heading = `${group.title} (${group.dots.length})`
    strips.push(element('line', { x1: left, x2: right, y1: y, y2: y, class: 'chart-rule' }))
    const ranges = group.dots.map((dot, i) =>
      dot.range === null
        ? ''
        : element('line', {
            x1: x(dot.range[0]),
            x2: x(dot.range[1]),
            y1: middle + (offsets[i] as number),
            y2: middle + (offsets[i] as number),
            class: 'chart-range',
          }),
    )
    const dots = group.dots.map((dot, i) =>
      mark(
        dot.shape,
        places[i] as number,
        middle + (offsets[i] as number),
        diameter / 2 - 0.6,
        data.cuts.length === 0 ? 'dot dot-plain' : `dot dot-${dot.segment ?? 'none'}`,
        element('title', {}, escapeText(`${dot.name}: ${dot.value.toFixed(2)}`)),
      ),
    )
    strips.push(...ranges, ...dots)
    strips.push(label(left + 4, y + 18, heading, { class: 'chart-heading chart-halo' }))
    y = middle + reach + 8
  }
  const axis = axisBelow(x, data, y, frame.width)
  return picture(frame, y + 58, bands(x, data, top, y, narrow) + strips.join('') + axis)
}

function bands(x: (value: number) => number, data: DotStripData, top: number, bottom: number, narrow: boolean): string {
  if (data.cuts.length === 0) return ''
  const edges = [data.domain[0], ...data.cuts, data.domain[1]]
  let text = ''
  for (let i = 0; i + 1 < edges.length; i += 1) {
    const x1 = x(edges[i] as number)
    const x2 = x(edges[i + 1] as number)
    text += element('rect', { x: x1, y: top, width: x2 - x1, height: bottom - top, class: `band band-${i + 1}` })
    const name = narrow || x2 - x1 < 90 ? `${i + 1}` : `Segment ${i + 1}`
    text += label((x1 + x2) / 2, top - 8, name, { class: 'chart-label', 'text-anchor': 'middle' })
    if (i > 0) text += element('line', { x1, x2: x1, y1: top, y2: bottom, class: 'chart-cut' })
  }
  return text
}

function axisBelow(x: (value: number) => number, data: DotStripData, y: number, width: number): string {
  const marks = ticks(data.domain[0], data.domain[1], width < 500 ? 4 : 7)
  const decimals = marks.some(tick => !Number.isInteger(tick)) ? 1 : 0
  return (
    element('line', { x1: x(data.domain[0]), x2: x(data.domain[1]), y1: y, y2: y, class: 'chart-axis' }) +
    marks
      .map(tick => {
        const anchor = x(tick) < 24 ? 'start' : x(tick) > width - 24 ? 'end' : 'middle'
        return (
          element('line', { x1: x(tick), x2: x(tick), y1: y, y2: y + 5, class: 'chart-axis' }) +
          label(x(tick), y + 20, formatTick(tick, decimals), { class: 'chart-label', 'text-anchor': anchor })
        )
      })
      .join('') +
    label(width / 2, y + 39, data.axis, { class: 'chart-label', 'text-anchor': 'middle' })
  )
}

function formatTick(value: number, decimals: number): string {
  const text =
    Math.abs(value) >= 1000
      ? value.toLocaleString('en-GB')
      : decimals > 0 && Math.abs(value) < 1 && value !== 0
        ? String(value)
        : value.toFixed(decimals)
  return text.replace('-', '−')
}
