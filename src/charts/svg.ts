/**
 * SVG as strings: a few helpers that every chart shares. Charts are pure functions from data to text; they carry no
 * inline style (the pages forbid it), take their colours from classes in `charts.css`, and never speak by colour alone.
 */
import type { RecordKind } from '../evidence/model.ts'

/** What every chart must be told beside its data. */
export interface ChartFrame {
  /** Unique on its page; the ids of title and description are made from it. */
  readonly id: string
  /** One sentence: what the picture shows. */
  readonly title: string
  /** What a reader who cannot see it should know. */
  readonly description: string
  readonly recordKind: RecordKind
  /** Width in user units, which are CSS pixels at full size: about 900 on a desk, 340 on a phone. */
  readonly width: number
}

/** A linear scale from data to pixels. */
export type Scale = (value: number) => number

export function linear(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const span = domain[1] - domain[0] || 1
  return value => range[0] + ((value - domain[0]) / span) * (range[1] - range[0])
}

/** About `count` round numbers that cover the span. */
export function ticks(lo: number, hi: number, count: number): readonly number[] {
  if (!(hi > lo)) return [lo]
  const rough = (hi - lo) / count
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 5, 10].find(multiple => multiple * power >= rough) ?? 10)
  const first = Math.ceil(lo / step - 1e-9)
  const last = Math.floor(hi / step + 1e-9)
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)))
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, character => escapes[character] as string)
}

type Attributes = Readonly<Record<string, string | number | undefined>>

/** One element; `content` is markup already escaped. Numbers are written to a tenth of a pixel. */
export function element(name: string, attributes: Attributes, content = ''): string {
  let text = `<${name}`
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined) continue
    text += ` ${key}="${typeof value === 'number' ? String(Math.round(value * 10) / 10) : escapeText(value)}"`
  }
  return content === '' ? `${text}/>` : `${text}>${content}</${name}>`
}

export function label(x: number, y: number, text: string, attributes: Attributes = {}): string {
  return element('text', { x, y, ...attributes }, escapeText(text))
}

/** The whole picture: an image with a name, a description and the kind of records it shows; rules are no records. */
export function picture(
  frame: Omit<ChartFrame, 'recordKind'> & { readonly recordKind: RecordKind | 'rules' },
  height: number,
  content: string,
): string {
  const titleId = `${frame.id}-title`
  const descriptionId = `${frame.id}-description`
  const kind = kindWords(frame.recordKind)
  const mark =
    frame.recordKind === 'real' || frame.recordKind === 'rules'
      ? ''
      : label(frame.width - 2, height - 3, `${capital(frame.recordKind)} data`, {
          class: 'chart-kind',
          'text-anchor': 'end',
        })
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'chart-picture',
      role: 'img',
      'aria-labelledby': `${titleId} ${descriptionId}`,
      viewBox: `0 0 ${frame.width} ${Math.ceil(height)}`,
      width: frame.width,
      height: Math.ceil(height),
      'data-record-kind': frame.recordKind,
    },
    element('title', { id: titleId }, escapeText(frame.title)) +
      element('desc', { id: descriptionId }, escapeText(`${frame.description} ${kind}`)) +
      content +
      mark,
  )
}

/** Breaks a label into lines of at most `length` characters, at spaces. */
export function wrap(text: string, length: number): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < length) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

function kindWords(kind: RecordKind | 'rules'): string {
  if (kind === 'rules') return 'It shows rules, not anybody’s figures.'
  return kind === 'real' ? 'Real published figures.' : `${capital(kind)} data.`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
