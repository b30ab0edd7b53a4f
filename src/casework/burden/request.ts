/**
 * A request: anything that a body asks of an organisation, be it a return, a demand for assurance, an instruction, a meeting or
 * data; by whom, on what basis, at what cost in hours, by when, and how it was answered. Bodies and offices only, no person.
 */
import { z } from 'zod'
import type { EverydayFunction } from '../model.ts'
import { day, line, lines, oneOf, prose } from '../records/fields.ts'
import { refuse } from '../refused.ts'
import type { RegisterRule } from '../registers/register.ts'

export const requestKinds = {
  return: 'Return',
  'assurance-demand': 'Demand for assurance',
  instruction: 'Instruction',
  meeting: 'Meeting',
  'data-collection': 'Collection of data',
} as const
export const bases = {
  clause: 'A clause of the rules',
  statute: 'Statute',
  letter: 'A letter',
  'none-given': 'None is given',
} as const
export const cadences = {
  once: 'Once',
  week: 'Each week',
  month: 'Each month',
  quarter: 'Each quarter',
  year: 'Each year',
} as const

/** Most hours of one occasion: more is a programme, or a mistake. */
export const mostHours = 10_000
const expectedHours = 'expected quarter hours from 0 to 10,000, such as 1.5'
const hours = z
  .number({ error: expectedHours })
  .min(0, expectedHours)
  .max(mostHours, expectedHours)
  .refine(value => Number.isInteger(value * 4), expectedHours)
  .meta({
    label: 'Hours that it costs each time',
    hint: 'In quarter hours; empty where nobody knows.',
    widget: 'number',
  })

export const requestBody = z.strictObject({
  kind: oneOf({ label: 'What it is' }, requestKinds),
  asker: line({ label: 'Who asks', hint: 'The body or office; never a person.' }, 120),
  basis: oneOf({ label: 'Basis' }, bases),
  reference: line({ label: 'Clause, section or letter' }, 300).nullable(),
  what: prose({ label: 'What is asked' }, 2000),
  subjects: lines({ label: 'Subjects', hint: 'One short word or two on each line, such as cancer waits.' }, 10),
  hours: hours.nullable(),
  asked: day({ label: 'Asked on' }),
  due: day({ label: 'Due, or first due' }).nullable(),
  cadence: oneOf({ label: 'How often' }, cadences),
  until: day({ label: 'Last day on which it recurs' }).nullable(),
  answered: day({ label: 'Answered on' }).nullable(),
  answer: line({ label: 'Reference of the answer' }, 300).nullable(),
  metric: line(
    { label: 'Published figure that holds it already', hint: 'The id of a metric that is loaded.' },
    100,
  ).nullable(),
  case: z
    .uuid({ error: 'expected the id of a case' })
    .meta({ label: 'Case that it belongs to', hint: 'Its id, from its address.', widget: 'line' })
    .nullable(),
})
export type Request = z.infer<typeof requestBody>

const analyst: EverydayFunction = 'oversight-analyst'

export const requestRegister: RegisterRule<Request> = {
  register: 'request',
  title: 'Request',
  says: 'Everything that is asked of an organisation, by whom, on what basis, and the hours it costs.',
  scope: 'organisation',
  body: requestBody,
  audiences: ['public', 'case'],
  revised: 'by-its-writers',
  writers: () => [analyst],
  byTheOrganisation: true,
  async refuse(about, body) {
    const wrong = wrongIn(body)
    if (wrong !== null) return refuse('bad-request', `Found ${wrong.found}; expected ${wrong.expected}.`)
    if (body.case !== null && !(await about.caseOf(body.case))?.organisations.includes(about.organisation ?? ''))
      return refuse(
        'no-such-case',
        `There is no case "${body.case}" of this organisation. Look it up in the list of cases.`,
      )
    if (body.metric === null) return null
    const known = (await about.snapshot()).metrics().includes(body.metric)
    return known
      ? null
      : refuse('bad-request', `Found the figure "${body.metric}"; expected a metric that is loaded, by its id.`)
  },
}

export interface Wrong {
  readonly field: keyof Request
  readonly found: string
  readonly expected: string
}

/** What contradicts itself in a request, and where; null where nothing does. */
export function wrongIn(body: Request): Wrong | null {
  const { basis, reference, asked, due, cadence, until, answered, answer } = body
  const wrong = (field: keyof Request, found: string, expected: string): Wrong => ({ field, found, expected })
  if (basis !== 'none-given' && reference === null)
    return wrong('reference', `the basis "${basis}" without a reference`, 'the clause, section or letter it rests on')
  if (due !== null && due < asked) return wrong('due', `it due on ${due}`, `a day from ${asked}, on which it was asked`)
  if (cadence === 'once' && until !== null)
    return wrong('until', `a last day (${until}) of what is asked once`, 'none, or a cadence')
  if (until !== null && until < (due ?? asked))
    return wrong('until', `a last day, ${until}, before it is first due`, `a day from ${due ?? asked}`)
  if (answered !== null && answered < asked)
    return wrong('answered', `an answer on ${answered}`, `a day from ${asked}, on which it was asked`)
  if (answer !== null && answered === null)
    return wrong('answered', 'an answer without its day', 'the day on which it was answered')
  return null
}
