/**
 * The fields of a kind of record: a form made from the schema of what is sent, what a filled-in form says as a body, and what a
 * body says in words. Pure, and the same for every kind: labels, hints and widgets stand in the schema's metadata.
 */
import { z } from 'zod'
import { poundsText } from '../casework/money/pounds.ts'
import type { Choice, RecordKindRule } from '../casework/records/record.ts'
import { date, grouped, words as titled } from './format.ts'

/** Ways in which a field is filled in. */
export const widgets = [
  'line',
  'prose',
  'day',
  'choice',
  'one-of',
  'yes-no',
  'number',
  'pence',
  'lines',
  'rows',
] as const
type Widget = (typeof widgets)[number]

export interface FormField {
  /** In the body. */
  readonly name: string
  /** In the form, where nothing else is called so. */
  readonly input: string
  readonly label: string
  readonly hint: string | null
  readonly widget: Widget
  readonly required: boolean
  /** The most characters; null where the schema does not say. */
  readonly most: number | null
  readonly choices: readonly Choice[]
}

export type Choices = Readonly<Record<string, readonly Choice[]>>
export type Filled = Readonly<Record<string, string>>

/** The fields of what is sent; null where it holds what one form cannot: parts of parts. */
export function fieldsOf({ sent }: Pick<RecordKindRule, 'sent'>, choices: Choices = {}): readonly FormField[] | null {
  const shape = shapeOf(sent)
  if (shape === null) return null
  const fields = Object.entries(shape).map(([name, schema]) => fieldOf(name, schema, choices[name] ?? []))
  return fields.includes(null) ? null : (fields as readonly FormField[])
}

function fieldOf(name: string, schema: z.ZodType, choices: readonly Choice[]): FormField | null {
  const { inner, empty } = unwrap(schema)
  const { label, hint, widget, fixed } = metaOf(schema)
  const kind = widget ?? (inner instanceof z.ZodString ? 'line' : null)
  if (kind === null) return null
  return {
    name,
    input: `body.${name}`,
    label: label ?? titled(name),
    hint: hint ?? null,
    // Written alike: what stands on a line is told apart when it is read.
    widget: kind === 'rows' ? 'lines' : kind,
    required: empty === 'refused' && kind !== 'lines' && kind !== 'rows',
    most: inner instanceof z.ZodString ? inner.maxLength : null,
    choices: fixed ? Object.entries(fixed).map(([value, text]) => ({ value, label: text })) : choices,
  }
}

/** What a form says, as a body: what is left empty is null where that may be, and otherwise left out. */
export function bodyOf({ sent }: Pick<RecordKindRule, 'sent'>, filled: Filled): unknown {
  const body: Record<string, unknown> = {}
  for (const [name, schema] of Object.entries(shapeOf(sent) ?? {})) {
    const text = filled[`body.${name}`]?.trim() ?? ''
    const { inner, empty } = unwrap(schema)
    const { widget } = metaOf(schema)
    if (text !== '') body[name] = widget === 'rows' ? rowsOf(inner, text) : valueOf(widget, text)
    else if (empty === 'null') body[name] = null
    else if (empty === 'refused' && (widget === 'lines' || widget === 'rows')) body[name] = []
  }
  return body
}

function valueOf(widget: Widget | undefined, text: string): unknown {
  switch (widget) {
    case 'number':
      // What is no number stays as it is, so that the refusal can say what was found.
      return Number.isFinite(Number(text)) ? Number(text) : text
    case 'pence':
      return /^-?\d{1,15}$/.test(text) ? Number(text) : text
    case 'yes-no':
      return text === 'yes' ? true : text === 'no' ? false : text
    case 'lines':
      return linesOf(text)
    default:
      return text.replaceAll('\r\n', '\n')
  }
}

function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
}

/** `adviser | 65000` for each row; a line of too many parts keeps what is over, so that the refusal can say what was found. */
function rowsOf(list: z.ZodType, text: string): readonly unknown[] {
  const shape = rowShape(list)
  const names = Object.keys(shape)
  return linesOf(text).map(one => {
    const parts = one.split('|').map(part => part.trim())
    const known = names.map((name, at) => [name, partOf(shape[name] as z.ZodType, parts[at] ?? '')] as const)
    const over = parts.slice(names.length).map((part, at) => [`part ${names.length + at + 1}`, part] as const)
    return Object.fromEntries([...known, ...over])
  })
}

function partOf(schema: z.ZodType, part: string): unknown {
  if (part === '') return unwrap(schema).empty === 'null' ? null : part
  return valueOf(metaOf(schema).widget, part)
}

function rowShape(list: z.ZodType): Readonly<Record<string, z.ZodType>> {
  return (list instanceof z.ZodArray && shapeOf(list.element as z.ZodType)) || {}
}

/** A body as it would stand in its form: what the next version begins with. */
export function filledOf({ sent }: Pick<RecordKindRule, 'sent'>, body: unknown): Filled {
  const kept = body as Readonly<Record<string, unknown>>
  return Object.fromEntries(
    Object.entries(shapeOf(sent) ?? {}).flatMap(([name, schema]) => {
      const text = metaOf(schema).widget === 'rows' ? rowsText(unwrap(schema).inner, kept[name]) : textOf(kept[name])
      return text === null ? [] : [[`body.${name}`, text]]
    }),
  )
}

function rowsText(list: z.ZodType, value: unknown): string | null {
  if (!Array.isArray(value)) return null
  const names = Object.keys(rowShape(list))
  return value.map((row: Record<string, unknown>) => names.map(name => textOf(row[name]) ?? '').join(' | ')).join('\n')
}

function textOf(value: unknown): string | null {
  if (Array.isArray(value)) return value.join('\n')
  if (typeof value === 'boolean') return yesNo(value)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}

export interface Said {
  readonly label: string
  /** Several lines where it is a list, or has parts. */
  readonly text: string
  /** Whether the product put it there, beside what was sent. */
  readonly added: boolean
}

/**
 * What a body says, field by field in the order of its form, for reading, or in short where its kind says how; what was left empty is left out.
 * @param refer What a text stands for that is no choice any more, such as the id of a record; null where it stands for itself.
 */
export function wordsOf(
  rule: Pick<RecordKindRule, 'sent' | 'body' | 'inShort'>,
  body: unknown,
  choices: Choices,
  refer: (text: string) => string | null,
): readonly Said[] {
  if (rule.inShort) return rule.inShort(body).map(one => ({ ...one, added: false }))
  const [sent, kept] = [shapeOf(rule.sent) ?? {}, shapeOf(rule.body) ?? {}]
  const said = body as Readonly<Record<string, unknown>>
  const names = new Set([...Object.keys(sent), ...Object.keys(kept), ...Object.keys(said)])
  return [...names].flatMap(name => {
    const schema = sent[name] ?? kept[name]
    const meta = schema ? metaOf(schema) : {}
    const text = inWords(said[name], meta, choices[name] ?? [], refer)
    return text === '' ? [] : [{ label: meta.label ?? titled(name), text, added: !(name in sent) }]
  })
}

/** What a body says in prose and in sums of money, in sentences, for whoever is told no more of it: the first of it. */
export function gistOf(rule: Pick<RecordKindRule, 'sent' | 'body' | 'inShort'>, body: unknown): string {
  const fields = { ...shapeOf(rule.body), ...shapeOf(rule.sent) }
  const said = body as Readonly<Record<string, unknown>>
  const told: readonly Pick<Said, 'label' | 'text'>[] = rule.inShort
    ? rule.inShort(body)
    : Object.entries(fields).flatMap(([name, schema]) => {
        const meta = metaOf(schema)
        const plain = meta.widget === 'prose' || meta.widget === 'pence'
        const text = plain ? inWords(said[name], meta, [], () => null) : ''
        return text === '' ? [] : [{ label: meta.label ?? titled(name), text }]
      })
  return told
    .slice(0, gistLength)
    .map(({ label, text }) => `${label}: ${text.replace(/\s+/g, ' ').replace(/\.$/, '')}.`)
    .join(' ')
}

/** Fields of which a gist tells. */
const gistLength = 3

function inWords(
  value: unknown,
  meta: Meta,
  choices: readonly Choice[],
  refer: (text: string) => string | null,
): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return yesNo(value)
  if (typeof value === 'number') return meta.widget === 'pence' ? poundsText(value) : grouped(String(value))
  if (typeof value === 'string') {
    const chosen = meta.fixed?.[value] ?? choices.find(one => one.value === value)?.label
    if (chosen !== undefined) return chosen
    return meta.widget === 'prose' ? value : (refer(value) ?? (isDay(value) ? date(value) : value))
  }
  const parts = Array.isArray(value)
    ? value.map(one => inWords(one, meta, choices, refer))
    : Object.entries(value).map(([name, one]) => {
        const text = inWords(one, {}, [], refer)
        return text === '' ? '' : `${titled(name)}:${text.includes('\n') ? `\n${indented(text)}` : ` ${text}`}`
      })
  const said = parts.filter(part => part !== '')
  return said.map(part => (Array.isArray(value) && said.length > 1 ? `• ${part}` : part)).join('\n')
}

function indented(text: string): string {
  return text.replace(/^/gm, '  ')
}

interface Meta {
  readonly label?: string
  readonly hint?: string
  readonly widget?: Widget
  /** Words of fixed values. */
  readonly fixed?: Readonly<Record<string, string>>
}

function metaOf(schema: z.ZodType): Meta {
  const { label, hint, widget, words } = { ...unwrap(schema).inner.meta(), ...schema.meta() }
  return {
    ...(typeof label === 'string' ? { label } : {}),
    ...(typeof hint === 'string' ? { hint } : {}),
    ...(widgets.includes(widget as Widget) ? { widget: widget as Widget } : {}),
    ...(typeof words === 'object' && words !== null ? { fixed: words as Readonly<Record<string, string>> } : {}),
  }
}

/** What a schema holds without leave to be null or left out, and what becomes of an empty field. */
function unwrap(schema: z.ZodType): { readonly inner: z.ZodType; readonly empty: 'null' | 'left-out' | 'refused' } {
  if (schema instanceof z.ZodNullable) return { inner: unwrap(schema.unwrap() as z.ZodType).inner, empty: 'null' }
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional || schema instanceof z.ZodDefault) {
    const inner = unwrap(schema.unwrap() as z.ZodType)
    return { inner: inner.inner, empty: inner.empty === 'null' ? 'null' : 'left-out' }
  }
  return { inner: schema, empty: 'refused' }
}

function shapeOf(schema: z.ZodType): Readonly<Record<string, z.ZodType>> | null {
  return schema instanceof z.ZodObject ? (schema.shape as Readonly<Record<string, z.ZodType>>) : null
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no'
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text)
}
