/** The board's yearly view of itself, field by field; the body that the rules name rates it, and the board may comment. */
import { z } from 'zod'
import { refuse } from '../refused.ts'
import { choice, line, lines, oneOf, prose } from './fields.ts'
import type { RecordKindRule } from './record.ts'
import { onRoute } from './writers.ts'

const sent = z.strictObject({
  year: line({ label: 'Year', hint: 'Such as 2025-26.' }, 7),
  field: choice({ label: 'Field' }),
  view: oneOf(
    { label: 'The board’s view' },
    { confirmed: 'Confirmed', partly: 'Confirmed in part', 'not-confirmed': 'Not confirmed' },
  ),
  says: prose({ label: 'What it rests on' }),
  evidence: lines({ label: 'Evidence', hint: 'One document on each line.' }),
})
export type SelfAssessment = z.infer<typeof sent>

export const selfAssessmentKind: RecordKindRule<SelfAssessment> = {
  kind: 'self-assessment',
  title: 'The board’s view of itself',
  says: 'The board says, field by field, how capable it is; whom the rules name then rates it.',
  section: 'reviews',
  sent,
  body: sent,
  audiences: ['case', 'public'],
  revised: 'by-its-writers',
  writers: ({ regime }, route) => onRoute(route, regime['self-assessment']?.by),
  answeredBy: ({ regime }, route) => onRoute(route, regime['self-assessment']?.['rated-by']),
  choices: ({ compiled: { regime } }) => ({
    field: Object.entries(regime['self-assessment']?.fields ?? {}).map(([value, { title }]) => ({
      value,
      label: title,
    })),
  }),
  refuse({ compiled: { regime } }, { field, year }) {
    const fields = Object.keys(regime['self-assessment']?.fields ?? {})
    if (!/^\d{4}-\d{2}$/.test(year))
      return refuse('bad-request', `Found the year "${year}"; expected one such as 2025-26.`)
    return fields.includes(field)
      ? null
      : refuse('bad-request', `Found the field "${field}"; expected one of ${fields.join(', ')}.`)
  },
}
