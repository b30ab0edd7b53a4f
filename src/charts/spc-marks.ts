/** The marks of control charts, one shape a meaning, and the legend that says so. */
import type { SpcSeries, SpcSeriesPoint } from '../statistics/spc-model.ts'
import { element, label } from './svg.ts'

export type SpcMark =
  | 'common-cause'
  | 'improvement-high'
  | 'improvement-low'
  | 'concern-high'
  | 'concern-low'
  | 'neutral'
  | 'ghost'

const words: Readonly<Record<SpcMark, string>> = {
  'common-cause': 'Common cause',
  'improvement-high': 'Improvement (high)',
  'improvement-low': 'Improvement (low)',
  'concern-high': 'Concern (high)',
  'concern-low': 'Concern (low)',
  neutral: 'Special cause, neither better nor worse',
  ghost: 'Shown, not counted',
}

export function markOf(point: SpcSeriesPoint): SpcMark {
  if (point.ghost) return 'ghost'
  if (point.variation === 'none') return 'common-cause'
  if (point.variation === 'neutral-high' || point.variation === 'neutral-low') return 'neutral'
  return point.variation
}

/**
 * A dot for common cause; a triangle that points the way the figures went for special cause, full for improvement and open
 * with a heavy edge for concern; a diamond where neither is better; an open dashed ring for a ghost.
 */
export function spcMark(mark: SpcMark, x: number, y: number, size: number): string {
  if (mark === 'common-cause') return element('circle', { cx: x, cy: y, r: size * 0.72, class: 'spc-dot' })
  if (mark === 'ghost') return element('circle', { cx: x, cy: y, r: size, class: 'spc-ghost' })
  const r = size * 1.35
  const point = (dx: number, dy: number) => `${(x + dx * r).toFixed(1)} ${(y + dy * r).toFixed(1)}`
  const name = `spc-special spc-${mark.split('-')[0]}`
  if (mark === 'neutral')
    return element('path', { d: `M${point(0, -1)}L${point(1, 0)}L${point(0, 1)}L${point(-1, 0)}Z`, class: name })
  const way = mark.endsWith('high') ? -1 : 1
  return element('path', {
    d: `M${point(0, way)}L${point(0.95, -0.75 * way)}L${point(-0.95, -0.75 * way)}Z`,
    class: name,
  })
}

/** The marks and lines that a chart uses, with their meaning, wrapped to its width from `top` down. */
export function spcLegend(series: SpcSeries, top: number, width: number): { content: string; bottom: number } {
  const used = (Object.keys(words) as SpcMark[]).filter(mark =>
    series.points.some(point => point.value !== null && markOf(point) === mark),
  )
  const keys = used.map(mark => ({
    text: words[mark],
    draw: (x: number, y: number) => spcMark(mark, x + 10, y - 5, 5),
  }))
  const line = (text: string, name: string) => ({
    text,
    draw: (x: number, y: number) => element('line', { x1: x, x2: x + 20, y1: y - 5, y2: y - 5, class: name }),
  })
  if (series.upperLimit !== null || series.lowerLimit !== null)
    keys.push(line('Process limits', 'spc-limit'), line('Near limits', 'spc-near'))
  if (series.target !== null) keys.push(line('Target', 'spc-target'))
  series.phases.forEach(({ kind }, i) => {
    if (i > 0)
      keys.push(line(`${i + 1}: ${kind === 'after-baseline' ? 'the baseline ends' : 'new limits'}`, 'spc-phase'))
  })
  let [x, y] = [4, top]
  let content = ''
  for (const { text, draw } of keys) {
    const wide = text.length * 8.7 + 36
    if (x > 4 && x + wide > width) {
      x = 4
      y += 22
    }
    content += draw(x, y) + label(x + 26, y, text, { class: 'chart-label' })
    x += wide
  }
  return { content, bottom: y + 6 }
}
