/**
 * Bars on an axis of years: how long rules were in force, or how long somebody was in. What is certain is filled; what is
 * only possible is dashed; an end that nobody knows is a short dashed stub with a question mark, never a bar to the edge.
 */
import { type ChartFrame, element, label, linear, picture, wrap } from './svg.ts'

export interface AxisBar {
  /** First and last day (ISO) without doubt; null where no day is certain. */
  readonly sure: readonly [string, string] | null
  /** First and last day that may belong to it; `to` is null where nothing bounds it. */
  readonly may: { readonly from: string; readonly to: string | null }
  /** Whether it is known to go on beyond the axis. */
  readonly goesOn: boolean
  /** `filled` or `hatched`, or `outlined` for what never was in force. The words beside it say the same. */
  readonly look: 'filled' | 'hatched' | 'outlined'
  /** Days marked on it, such as the beginning of a version. */
  readonly marks: readonly { readonly day: string; readonly text: string }[]
}

export interface AxisRow {
  readonly title: string
  readonly note: string
  readonly bar: AxisBar
}

export interface AxisYears {
  readonly from: number
  /** The last year, which is drawn to its end. */
  readonly to: number
}

const line = 18
const barHeight = 16
const stub = 30
/** Average width of a character of the title and of the note, generously. */
const characters = { title: 8.8, note: 7 } as const

/** One bar under another, its words to the left of it on a desk and above it on a phone. */
export function regimeAxis(frame: ChartFrame, rows: readonly AxisRow[], years: AxisYears): string {
  const narrow = frame.width < 500
  const left = narrow ? 2 : 370
  const x = linear([years.from, years.to + 1], [left, frame.width - (narrow ? 12 : 20)])
  const at = (day: string) => x(Math.min(Math.max(yearOf(day), years.from), years.to + 1))
  const room = narrow ? frame.width - 6 : left - 20
  const top = 26
  let y = top + 6
  const drawn = rows.map(row => {
    const title = wrap(row.title, Math.floor(room / characters.title))
    const note = wrap(row.note, Math.floor(room / characters.note))
    const words = [
      ...title.map(text => ({ text, class: 'chart-heading chart-halo' })),
      ...note.map(text => ({ text, class: 'axis-note chart-halo' })),
    ]
    const wordsHeight = words.length * line
    const barTop = narrow ? y + wordsHeight + 6 : y + 4
    const text = words
      .map((one, index) => label(0, y + (index + 1) * line - 4, one.text, { class: one.class }))
      .join('')
    const marksHeight = row.bar.marks.length > 1 ? 14 : 0
    y += (narrow ? wordsHeight + barHeight + 6 : Math.max(wordsHeight, barHeight + 4)) + marksHeight * (narrow ? 1 : 0)
    y = Math.max(y, barTop + barHeight + marksHeight) + (narrow ? 16 : 12)
    const rule = element('line', { x1: 0, x2: frame.width, y1: y - 6, y2: y - 6, class: 'chart-rule' })
    return text + rule + drawBar(frame, row.bar, at, barTop)
  })
  return picture(
    frame,
    frame.recordKind === 'real' ? y : y + 16,
    hatch(frame.id) + grid(x, years, top, y - 6, narrow) + drawn.join(''),
  )
}

function drawBar({ id, width }: ChartFrame, bar: AxisBar, at: (day: string) => number, y: number): string {
  const from = at(bar.may.from)
  const sureTo = bar.sure ? at(bar.sure[1]) : from
  const to = bar.may.to === null ? Math.min(Math.max(from, sureTo) + stub, width - 1) : at(bar.may.to)
  const box = (x1: number, x2: number, attributes: Record<string, string>) =>
    element('rect', { x: x1, y, width: Math.max(3, x2 - x1), height: barHeight, ...attributes })
  const may =
    bar.sure && bar.may.from === bar.sure[0] && bar.may.to === bar.sure[1] ? '' : box(from, to, { class: 'axis-may' })
  const looks: Record<AxisBar['look'], Record<string, string>> = {
    filled: { class: 'axis-bar axis-filled' },
    hatched: { class: 'axis-bar', fill: `url(#${id}-hatch)` },
    outlined: { class: 'axis-bar axis-outlined' },
  }
  const sure = bar.sure ? box(at(bar.sure[0]), sureTo, looks[bar.look]) : ''
  const onward = bar.goesOn
    ? element('path', { d: `M${tenth(sureTo)} ${y}l8 ${barHeight / 2}l-8 ${barHeight / 2}z`, class: 'axis-onward' })
    : ''
  const unknown =
    bar.may.to === null
      ? label(to - Math.min(stub, to - from) / 2, y + 13, '?', { class: 'axis-unknown', 'text-anchor': 'middle' })
      : ''
  return may + sure + onward + unknown + drawMarks(bar, at, y)
}

/** A line through the bar at each mark; its text below where it does not run into the one before. */
function drawMarks({ marks }: AxisBar, at: (day: string) => number, y: number): string {
  let free = -Infinity
  return marks
    .map(({ day, text }, index) => {
      const x = at(day)
      const stroke =
        index === 0
          ? ''
          : element('line', { x1: x, x2: x, y1: y - 2, y2: y + barHeight + 2, class: 'axis-mark axis-mark-halo' }) +
            element('line', { x1: x, x2: x, y1: y - 2, y2: y + barHeight + 2, class: 'axis-mark' })
      if (marks.length < 2 || x < free) return stroke
      free = x + 34
      return stroke + label(x, y + barHeight + 13, text, { class: 'axis-note chart-halo' })
    })
    .join('')
}

function grid(x: (year: number) => number, years: AxisYears, top: number, bottom: number, narrow: boolean): string {
  const step = narrow ? 5 : 3
  let text = ''
  for (let year = years.from; year <= years.to + 1; year += 1) {
    const named = (year - years.from) % step === 0 && year <= years.to
    if (narrow && !named) continue
    text += element('line', { x1: x(year), x2: x(year), y1: top, y2: bottom, class: 'chart-rule' })
    if (named)
      text += label(x(year), top - 8, String(year), {
        class: 'chart-label',
        'text-anchor': narrow && year === years.from ? 'start' : 'middle',
      })
  }
  return text
}

function hatch(id: string): string {
  const strokes = element('path', { d: 'M-2 2l4 -4M0 8l8 -8M6 10l4 -4', class: 'axis-hatch' })
  const pattern = element(
    'pattern',
    { id: `${id}-hatch`, width: 8, height: 8, patternUnits: 'userSpaceOnUse' },
    strokes,
  )
  return element('defs', {}, pattern)
}

/** `2013-07-16` → 2013.54. */
function yearOf(day: string): number {
  const [year, month = 1, date = 1] = day.split('-').map(Number) as [number, number?, number?]
  return year + (month - 1 + (date - 1) / 31) / 12
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10
}
