/** The dot shapes, one meaning each, so that nothing rests on colour. */
import { element } from './svg.ts'

/** `circle` placed by its scores, `diamond` held back by an override, `square` shown in another segment by a status. */
export type Shape = 'circle' | 'diamond' | 'square'

export function mark(shape: Shape, x: number, y: number, radius: number, className: string, title = ''): string {
  const inside = title
  if (shape === 'circle') return element('circle', { cx: x, cy: y, r: radius, class: className }, inside)
  if (shape === 'square') {
    const side = radius * 1.75
    return element('rect', { x: x - side / 2, y: y - side / 2, width: side, height: side, class: className }, inside)
  }
  const r = radius * 1.3
  const round = (n: number) => Math.round(n * 10) / 10
  const d = `M${round(x)} ${round(y - r)}L${round(x + r)} ${round(y)}L${round(x)} ${round(y + r)}L${round(x - r)} ${round(y)}Z`
  return element('path', { d, class: className }, inside)
}
