/** A form from a schema, a body from a form, and words from a body: for any kind. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { choice, day, line, lines, number, oneOf, pence, prose, yesNo } from '../../src/casework/records/fields.ts'
import { bodyOf, fieldsOf, filledOf, gistOf, wordsOf } from '../../src/web/record-fields.ts'

const sent = z.strictObject({
  title: line({ label: 'Title', hint: 'In a few words.' }, 80),
  says: prose({ label: 'What it says' }),
  until: day({ label: 'Until' }).nullable(),
  of: choice({ label: 'Which' }),
  how: oneOf({ label: 'How' }, { well: 'Very well', badly: 'Not well' }).exactOptional(),
  urgent: yesNo({ label: 'Urgent' }),
  cost: number({ label: 'Cost' }, 0, 1e6).nullable(),
  steps: lines({ label: 'Steps' }),
})
const rule = { sent, body: sent.extend({ bound: z.object({ hash: z.string() }) }) } as never
const choices = { of: [{ value: 'a', label: 'The first' }] }
const nothing = () => null

describe('the form', () => {
  it('has each field with its label, hint, widget, bounds and choices, in the order of the schema', () => {
    const fields = fieldsOf(rule, choices) ?? []
    expect(fields.map(one => [one.name, one.widget, one.required])).toEqual([
      ['title', 'line', true],
      ['says', 'prose', true],
      ['until', 'day', false],
      ['of', 'choice', true],
      ['how', 'one-of', false],
      ['urgent', 'yes-no', true],
      ['cost', 'number', false],
      ['steps', 'lines', false],
    ])
    expect(fields[0]).toMatchObject({ input: 'body.title', label: 'Title', hint: 'In a few words.', most: 80 })
    expect(fields[3]?.choices).toEqual(choices.of)
    expect(fields[4]?.choices).toEqual([
      { value: 'well', label: 'Very well' },
      { value: 'badly', label: 'Not well' },
    ])
  })

  it('is none where the schema has parts that one form cannot hold', () => {
    expect(fieldsOf({ sent: z.strictObject({ parts: z.array(z.object({ a: z.string() })) }) } as never)).toBeNull()
    expect(fieldsOf({ sent: z.array(z.string()) } as never)).toBeNull()
  })
})

describe('the body', () => {
  it('of an empty form holds null where that may be, and leaves out the rest', () => {
    expect(bodyOf(rule, {})).toEqual({ until: null, cost: null, steps: [] })
    expect(sent.safeParse(bodyOf(rule, {})).error?.issues.map(({ path }) => path[0])).toEqual([
      'title',
      'says',
      'of',
      'urgent',
    ])
  })

  it('keeps what is no number and no yes or no, so that it can be told', () => {
    expect(bodyOf(rule, { 'body.cost': 'much', 'body.urgent': 'perhaps' })).toMatchObject({
      cost: 'much',
      urgent: 'perhaps',
    })
  })

  it('filled in again from itself is itself', () => {
    const text = fc.stringMatching(/^[a-z<>&"' ]{0,20}[a-z]$/).map(words => words.trim())
    const bodies = fc.record({
      title: text,
      says: text,
      until: fc.constantFrom('2014-06-02', null),
      of: text,
      urgent: fc.boolean(),
      cost: fc.option(fc.integer({ min: 0, max: 1e6 })),
      steps: fc.array(text, { maxLength: 5 }),
    })
    fc.assert(
      fc.property(bodies, body => {
        expect(bodyOf(rule, filledOf(rule, body))).toEqual(body)
      }),
    )
  })
})

describe('the words', () => {
  const body = {
    bound: { hash: 'abc', parts: ['x', { 'of-what': 'y' }] },
    steps: ['one', 'two'],
    cost: 1250,
    urgent: false,
    how: 'badly',
    of: 'a',
    until: '2014-06-02',
    says: 'Two\nlines.',
    title: 'A title',
  }

  it('stand in the order of the form, whatever that of the body; choices by theirs, and what was added last', () => {
    expect(wordsOf(rule, body, choices, nothing).map(({ label, text, added }) => [label, text, added])).toEqual([
      ['Title', 'A title', false],
      ['What it says', 'Two\nlines.', false],
      ['Until', '2 June 2014', false],
      ['Which', 'The first', false],
      ['How', 'Not well', false],
      ['Urgent', 'no', false],
      ['Cost', '1,250', false],
      ['Steps', '• one\n• two', false],
      ['Bound', 'Hash: abc\nParts:\n  • x\n  • Of what: y', true],
    ])
  })

  it('leave out what was left empty, and say what a former choice stood for', () => {
    const refer = (text: string) => (text === 'b' ? 'The second' : null)
    expect(wordsOf(rule, { of: 'b', until: null, steps: [] }, choices, refer)).toEqual([
      { label: 'Which', text: 'The second', added: false },
    ])
  })

  it('are told in short by their prose and their sums of money alone: no code, no id', () => {
    const cost = {
      sent: z.strictObject({
        line: choice({ label: 'Line' }),
        pence: pence({ label: 'Amount' }, 1),
        says: prose({ label: 'For what' }),
      }),
    }
    const rule = { ...cost, body: cost.sent } as never
    expect(gistOf(rule, { line: 'fees', pence: 123456, says: 'Nights\non the wards.' })).toBe(
      'Amount: £1,234.56. For what: Nights on the wards.',
    )
    const short = { ...cost, body: cost.sent, inShort: () => [{ label: 'Result', text: 'reached' }] } as never
    expect(gistOf(short, {})).toBe('Result: reached.')
  })
})
