/** What each metric adds to, or takes from, the distance between an average and a cut: bars left and right of a line. */
import { type ChartFrame, element, label, linear, picture, wrap } from './svg.ts'

export interface DivergingBar {
  readonly label: string
  /** Score points of the average; negative pulls towards the better segment (lower scores are better). */
  readonly effect: number
}

export interface DivergingBarsData {
  readonly bars: readonly DivergingBar[]
  readonly leftMeans: string
  readonly rightMeans: string
}

/** One row a bar: the metric's name above it, the exact figure at its end. */
export function divergingBars(frame: ChartFrame, data: DivergingBarsData): string {
  const narrow = frame.width < 500
  const names = narrow ? 0 : 330
  const reach = Math.max(0.01, ...data.bars.map(bar => Math.abs(bar.effect)))
  const figures = 52
  const x = linear([-reach, reach], [names + figures, frame.width - figures])
  const zero = x(0)
  let y = 30
  let text = ''
  for (const bar of data.bars) {
    const lines = wrap(bar.label, narrow ? 46 : 44)
    const above = narrow ? lines.length * 16 + 2 : 0
    const height = narrow ? above + 24 : Math.max(26, lines.length * 17 + 8)
    const middle = narrow ? y + above + 9 : y + height / 2
    lines.forEach((line, i) => {
      text += narrow
        ? label(0, y + 12 + i * 16, line, { class: 'chart-label chart-halo' })
        : label(names, middle + 5 + (i - (lines.length - 1) / 2) * 17, line, {
            class: 'chart-label',
            'text-anchor': 'end',
          })
    })
    const end = x(bar.effect)
    text += element('rect', {
      x: Math.min(zero, end),
      y: middle - 8,
      width: Math.max(1, Math.abs(end - zero)),
      height: 16,
      class: bar.effect <= 0 ? 'bar bar-better' : 'bar bar-worse',
    })
    text += label(bar.effect <= 0 ? end - 5 : end + 5, middle + 5, signed(bar.effect), {
      class: 'chart-label',
      'text-anchor': bar.effect <= 0 ? 'end' : 'start',
    })
    y += height + 2
  }
  const line = element('line', { x1: zero, x2: zero, y1: 24, y2: y, class: 'chart-axis' })
  const heads =
    label(zero - 8, 16, `← ${data.leftMeans}`, { class: 'chart-label', 'text-anchor': 'end' }) +
    label(zero + 8, 16, `${data.rightMeans} →`, { class: 'chart-label' })
  return picture(frame, y + 20, heads + line + text)
}

/** `+0.08` or `−0.08`, with a true minus sign. */
export function signed(value: number, decimals = 2): string {
  const text = Math.abs(value).toFixed(decimals)
  return Number(text) === 0 ? text : `${value < 0 ? '−' : '+'}${text}`
}
