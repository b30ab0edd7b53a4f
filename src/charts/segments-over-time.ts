/** The segment of one organisation, period by period: steps on a five-rung ladder, the number written in each mark. */
import { type ChartFrame, element, label, linear, picture } from './svg.ts'

export interface SegmentPoint {
  readonly label: string
  readonly segment: number | null
  /** The segment by scores alone, where an override or status moved it. */
  readonly byScores: number | null
}

export function segmentsOverTime(frame: ChartFrame, points: readonly SegmentPoint[], segments: number): string {
  const narrow = frame.width < 500
  const left = 92
  const top = 14
  const row = 34
  const y = linear([1, segments], [top + row / 2, top + row * (segments - 0.5)])
  const x = linear([0, Math.max(1, points.length - 1)], [left + 26, frame.width - 34])
  const at = (i: number) => (points.length === 1 ? (left + frame.width) / 2 : x(i))
  const bottom = top + row * segments
  let text = ''
  for (let segment = 1; segment <= segments; segment += 1) {
    text += element('rect', {
      x: left,
      y: y(segment) - row / 2,
      width: frame.width - left,
      height: row,
      class: `band band-${segment}`,
    })
    text += label(left - 8, y(segment) + 5, `Segment ${segment}`, { class: 'chart-label', 'text-anchor': 'end' })
  }
  let path = ''
  let pen = 'M'
  points.forEach((point, i) => {
    if (point.segment === null) pen = 'M'
    else {
      path += `${pen}${at(i).toFixed(1)} ${y(point.segment).toFixed(1)}`
      pen = 'L'
    }
  })
  text += element('path', { d: path, class: 'chart-line' })
  // Every label would collide on a phone with many periods: then only each second, third … is written.
  const every = Math.max(1, Math.ceil((points.length * (narrow ? 76 : 84)) / (frame.width - left)))
  points.forEach((point, i) => {
    if (point.byScores !== null && point.byScores !== point.segment) {
      text += element('circle', { cx: at(i), cy: y(point.byScores), r: 10, class: 'ghost' })
      text += label(at(i), y(point.byScores) + 5, String(point.byScores), {
        class: 'ghost-label',
        'text-anchor': 'middle',
      })
    }
    if (point.segment !== null) {
      text += element('circle', { cx: at(i), cy: y(point.segment), r: 12, class: `dot dot-${point.segment}` })
      text += label(at(i), y(point.segment) + 5, String(point.segment), {
        class: `on-dot on-dot-${point.segment}`,
        'text-anchor': 'middle',
      })
    }
    if ((points.length - 1 - i) % every === 0) {
      text += label(at(i), bottom + 20, point.label, { class: 'chart-label', 'text-anchor': 'middle' })
    }
  })
  return picture(frame, bottom + 44, text)
}
