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

/** Several lines of text. */
export function lines(about: About, most = 20) {
  return z
    .array(line(about, 500))
    .max(most, `expected at most ${most}`)
    .meta({ ...about, widget: 'lines' })
}
