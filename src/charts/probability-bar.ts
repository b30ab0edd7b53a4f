/** The chance of each segment as one bar, each part labelled; the words beside it say the same. */
import { type ChartFrame, element, label, linear, picture } from './svg.ts'

export function probabilityBar(frame: ChartFrame, probabilities: readonly number[]): string {
  const x = linear([0, 1], [0, frame.width])
  let from = 0
  let text = ''
  probabilities.forEach((share, i) => {
    const x1 = x(from)
    const x2 = x(from + share)
    from += share
    if (share <= 0) return
    text += element('rect', { x: x1, y: 22, width: Math.max(1, x2 - x1 - 1), height: 30, class: `dot dot-${i + 1}` })
    if (x2 - x1 > 30) {
      const name = x2 - x1 > 86 ? `Segment ${i + 1}` : `${i + 1}`
      text += label((x1 + x2) / 2, 16, name, { class: 'chart-label', 'text-anchor': 'middle' })
      text += label((x1 + x2) / 2, 42, share > 0.99 && share < 1 ? '>99%' : `${Math.round(share * 100)}%`, {
        class: `on-dot on-dot-${i + 1}`,
        'text-anchor': 'middle',
      })
    }
  })
  return picture(frame, frame.recordKind === 'real' ? 56 : 72, text)
}
