/** The form of intervention: a measure that the diagnostic leads to, and the reasons. */
import { z } from 'zod'
import { refuse } from '../refused.ts'
import { foundStructural } from './diagnostic-finding.ts'
import { oneOf, prose } from './fields.ts'
import { recordsOfKind, type RecordKindRule } from './record.ts'
import { approvals, restsOnApproval, tooSoon, urgency } from './urgency.ts'
import { deciders, organisationRoles } from './writers.ts'

const measures = {
  support: 'Support within the organisation',
  'leadership-change': 'A change of leadership',
  director: 'A director or adviser sent in',
  partnership: 'Partnership with another organisation',
  takeover: 'Takeover or merger',
  reconfiguration: 'Services arranged anew',
  administration: 'Administration',
  'system-plan': 'A plan for the whole area',
  none: 'Nothing beyond ordinary oversight',
} as const

const sent = z.strictObject({
  measure: oneOf({ label: 'Measure' }, measures),
  says: prose({ label: 'Why this one, and which findings lead to it' }),
  ...urgency,
})
export type Measure = z.infer<typeof sent>

/** Measures that change who leads, and nothing of what is structural. */
const personal: ReadonlySet<Measure['measure']> = new Set(['leadership-change', 'director'])

/** Whether a measure does something beside changing who leads. */
export function isMore({ measure }: Pick<Measure, 'measure'>): boolean {
  return measure !== 'none' && !personal.has(measure)
}

export const measureKind: RecordKindRule<Measure> = {
  kind: 'measure',
  title: 'Form of intervention',
  says: 'What is done about what the diagnostic found.',
  section: 'diagnostic',
  sent,
  body: sent,
  audiences: ['case'],
  adverse: true,
  revised: 'by-its-writers',
  writers: deciders,
  answeredBy: organisationRoles,
  choices: about => ({ approval: approvals(about, 'measure') }),
  restsOn: restsOnApproval,
  refuse(about, sentMeasure, asked) {
    const { before } = asked
    const early = tooSoon(about, { kind: 'measure', urgency: sentMeasure, asked })
    if (early) return early
    const others = recordsOfKind(about.records, measureKind).filter(({ id }) => id !== before?.id)
    const all = [...others.map(({ body }) => body), sentMeasure]
    const alone = all.some(({ measure }) => personal.has(measure)) && !all.some(isMore)
    return alone && !foundStructural(about)
      ? refuse(
          'diagnostic-first',
          'Found a change of leaders, or a director, as the only measure, and no structural finding of the diagnostic; expected either. Record what is structural, or another measure first.',
        )
      : null
  },
}
