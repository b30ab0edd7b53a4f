/** A criterion of exit of this case alone, made explicit at the start and agreed with the organisation: measure, target day, outcome. */
import { z } from 'zod'
import { refuse } from '../refused.ts'
import { day, line, oneOf, prose } from './fields.ts'
import { beforeTheRules } from './lower-bounds.ts'
import type { RecordKindRule } from './record.ts'
import { appointedRoles, exitDeciders, exitRecommenders, organisationRoles, overseers } from './writers.ts'

const sent = z.strictObject({
  title: line({ label: 'Criterion' }, 300),
  measure: prose({ label: 'By what it is measured' }, 4000),
  target: day({ label: 'To be met by' }),
  agreed: day({ label: 'Agreed with the organisation on' }).nullable(),
  outcome: oneOf(
    { label: 'How it stands' },
    {
      'evidence-missing': 'Evidence missing',
      'needs-judgement': 'Needs judgement',
      'not-met': 'Not met',
      met: 'Met',
    },
  ),
  evidence: prose({ label: 'Evidence' }, 4000).nullable(),
})
export type ExitCriterion = z.infer<typeof sent>

export const exitCriterionKind: RecordKindRule<ExitCriterion> = {
  kind: 'exit-criterion',
  title: 'Criterion of exit',
  says: 'What this case has to reach before it leaves, by when, how that is measured, and whether it is met.',
  section: 'exit',
  sent,
  body: sent,
  audiences: ['public', 'case'],
  judges: (_about, { outcome }) => outcome === 'not-met',
  revised: 'by-its-writers',
  writers: (compiled, route) => [
    ...new Set([
      ...exitRecommenders(compiled, route),
      ...exitDeciders(compiled, route),
      ...overseers(compiled, route),
      ...appointedRoles(compiled, route),
    ]),
  ],
  answeredBy: organisationRoles,
  refuse(about, { agreed, outcome, evidence }, { before }) {
    if (agreed !== null && agreed > about.today)
      return refuse(
        'bad-request',
        `Found that it was agreed on ${agreed}; expected a day that is not ahead of ${about.today}.`,
      )
    const early = agreed === null ? null : beforeTheRules(about, 'that it was agreed on', agreed)
    if (early) return early
    if (before === null && outcome !== 'evidence-missing')
      return refuse(
        'bad-request',
        'Found an outcome of a new criterion; expected "evidence-missing". Say in a later version whether it is met.',
      )
    return (outcome === 'met' || outcome === 'not-met') && evidence === null
      ? refuse('bad-request', `Found "${outcome}" and no evidence; expected what shows it.`)
      : null
  },
}
