/** Fields that the schemas of records share: each with the label of its form, and bounds. */
import { z } from 'zod'
import { isVisible } from '../plain-text.ts'

interface About {
  readonly label: string
  readonly hint?: string
}

const sized = (most: number) => `expected at most ${most.toLocaleString('en-GB')} characters`

/** A line of text. */
export function line(about: About, most = 200) {
  return z
    .string({ error: 'expected a line of text' })
    .trim()
    .min(1, 'expected words')
    .max(most, sized(most))
    .refine(isVisible, 'expected words that can be seen')
    .meta({ ...about })
}

/** Text of several lines. */
export function prose(about: About, most = 10_000) {
  return z
    .string({ error: 'expected text' })
    .trim()
    .min(1, 'expected words')
    .max(most, sized(most))
    .refine(isVisible, 'expected words that can be seen')
    .meta({ ...about, widget: 'prose' })
}

/** A day that exists (ISO). */
export function day(about: About) {
  return z.iso.date({ error: 'expected a day that exists, written as 2026-03-31' }).meta({ ...about, widget: 'day' })
}

/** One of the values that the kind's `choices` give for the field. */
export function choice(about: About) {
  return z
    .string({ error: 'expected one of the choices' })
    .min(1, 'expected one of the choices')
    .max(200, sized(200))
    .meta({ ...about, widget: 'choice' })
}

/** One of fixed values, each with its words. */
export function oneOf<const Value extends string>(about: About, words: Readonly<Record<Value, string>>) {
  const values = Object.keys(words) as [Value, ...Value[]]
  return z.enum(values, { error: `expected one of ${values.join(', ')}` }).meta({ ...about, widget: 'one-of', words })
}

export function yesNo(about: About) {
  return z.boolean({ error: 'expected yes or no' }).meta({ ...about, widget: 'yes-no' })
}

/** A number within bounds. */
export function number(about: About, least: number, most: number) {
  const expected = `expected a number from ${least.toLocaleString('en-GB')} to ${most.toLocaleString('en-GB')}`
  return z
    .number({ error: expected })
    .min(least, expected)
    .max(most, expected)
    .meta({ ...about, widget: 'number' })
}

/**
 * Money in whole pence. What has decimals, a pound sign or words is no such number, and is told what it is in pence.
 * @param expected Where the bounds need words of their own.
 */
export function pence(
  about: About,
  least = 1,
  most = mostPence,
  expected = `expected whole pence, digits alone, from ${least} to ${most}, such as 65000 for £650`,
) {
  const error = ({ input }: { readonly input?: unknown }) => `${expected}${penceMeant(input)}`
  return z
    .int({ error })
    .min(least, expected)
    .max(most, expected)
    .meta({ ...about, hint: about.hint ?? 'In whole pence: £1,234.56 is 123456.', widget: 'pence' })
}

/** A hundred thousand million pounds: more than is spent on all of it, and counted exactly. */
const mostPence = 10_000_000_000_000

/** What an amount in pounds is in pence, in words; nothing for what looks like none. */
function penceMeant(input: unknown): string {
  const [, pounds] = /^\s*£?\s*((?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d+)?)\s*(?:GBP)?\s*$/i.exec(String(input)) ?? []
  if (pounds === undefined || Number.isSafeInteger(input)) return ''
  return `; if pounds were meant, they are ${Math.round(Number(pounds.replaceAll(',', '')) * 100)} pence`
}

/** Several lines of text. */
export function lines(about: About, most = 20) {
  return z
    .array(line(about, 500))
    .max(most, `expected at most ${most}`)
    .meta({ ...about, widget: 'lines' })
}

/** A list of things of few parts: in a form, each on a line of its own with its parts in their order, `|` between them. */
export function rows<Shape extends z.ZodRawShape>(about: About, row: z.ZodObject<Shape>, most = 40) {
  return z
    .array(row)
    .max(most, `expected at most ${most}`)
    .meta({ ...about, widget: 'rows' })
}
