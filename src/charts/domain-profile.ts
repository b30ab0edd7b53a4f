/** Domain scores of one organisation on one scale from best (1) to worst (4), each over its own segment bands. */
import { mark } from './marks.ts'
import { type ChartFrame, element, label, linear, picture } from './svg.ts'

export interface ProfileRow {
  readonly label: string
  readonly score: number | null
  readonly segment: number | null
  /** Upper edge of each segment but the last; none where the cuts are unknown. */
  readonly cuts: readonly number[]
}

export function domainProfile(frame: ChartFrame, rows: readonly ProfileRow[]): string {
  const narrow = frame.width < 500
  const left = narrow ? 10 : 250
  const right = frame.width - 14
  const x = linear([1, 4], [left, right])
  const row = narrow ? 58 : 42
  let y = 8
  let text = ''
  for (const item of rows) {
    const middle = narrow ? y + 38 : y + row / 2
    text += narrow
      ? label(0, y + 16, item.label, { class: 'chart-label' })
      : label(left - 14, middle + 5, item.label, { class: 'chart-label', 'text-anchor': 'end' })
    // Bands mean nothing without a score on them.
    const edges = item.score === null ? [] : [1, ...item.cuts, 4]
    for (let i = 0; i + 1 < edges.length && item.cuts.length > 0; i += 1) {
      const x1 = x(edges[i] as number)
      text += element('rect', {
        x: x1,
        y: middle - 13,
        width: x(edges[i + 1] as number) - x1 - 1,
        height: 26,
        class: `band band-${i + 1}`,
      })
      text += label((x1 + x(edges[i + 1] as number)) / 2, middle + 5, String(i + 1), {
        class: 'band-label',
        'text-anchor': 'middle',
      })
    }
    if (item.cuts.length === 0 || item.score === null)
      text += element('line', { x1: left, x2: right, y1: middle, y2: middle, class: 'chart-rule' })
    if (item.score === null) text += label(left + 4, middle - 4, 'Nothing scored', { class: 'chart-label' })
    else {
      const at = x(item.score)
      text += mark('circle', at, middle, 9, `dot dot-${item.segment ?? 'none'}`)
      const after = at < right - 60
      text += label(after ? at + 14 : at - 14, middle + 5, item.score.toFixed(2), {
        class: 'chart-value chart-halo',
        'text-anchor': after ? 'start' : 'end',
      })
    }
    y += row
  }
  const axis =
    label(left, y + 16, '1.00 (best)', { class: 'chart-label' }) +
    label(right, y + 16, '4.00 (worst)', { class: 'chart-label', 'text-anchor': 'end' })
  return picture(frame, y + (frame.recordKind === 'real' ? 24 : 38), text + axis)
}
