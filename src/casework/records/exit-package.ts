/** What follows a case out: which support, who gives it, until when, and who answers for it. */
import { z } from 'zod'
import { holdsOn } from '../../regimes/roles.ts'
import { refuse } from '../refused.ts'
import { choice, day, line, prose } from './fields.ts'
import { type About, type Choice, recordsOfKind, type RecordKindRule, type StoredRecord } from './record.ts'
import { exitVoices, organisationRoles } from './writers.ts'

const sent = z.strictObject({
  support: prose({ label: 'What support follows', hint: 'Where none does, say so and why.' }),
  'given-by': line({ label: 'Who gives it', hint: 'By office or organisation. Name nobody.' }).nullable(),
  until: day({ label: 'Until' }).nullable(),
  owner: choice({ label: 'Who answers for it' }),
})
export type ExitPackage = z.infer<typeof sent>

export const exitPackageKind: RecordKindRule<ExitPackage> = {
  kind: 'exit-package',
  title: 'Exit package',
  says: 'What support follows the case out, from whom and until when.',
  section: 'exit',
  sent,
  body: sent,
  audiences: ['case', 'public'],
  revised: 'by-its-writers',
  writers: exitVoices,
  answeredBy: organisationRoles,
  choices: about => ({ owner: owners(about) }),
  refuse(about, { until, owner }, { on }) {
    if (about.case.phase === 'before')
      return refuse('not-allowed-here', 'The case has not entered, so nothing follows it out.')
    const known = owners(about).map(({ value }) => value)
    if (!known.includes(owner))
      return refuse('bad-request', `Found the role "${owner}"; expected one of ${known.join(', ')}.`)
    return until !== null && until < on
      ? refuse('bad-request', `Found until ${until}; expected ${on}, the day of the package, or later.`)
      : null
  },
}

function owners({ compiled: { regime }, case: found }: Pick<About, 'compiled' | 'case'>): readonly Choice[] {
  return Object.entries(regime.roles).flatMap(([value, { title, kind, route }]) =>
    kind !== 'public' && holdsOn({ route }, found.state.route) ? [{ value, label: title }] : [],
  )
}

/** The latest package since the case entered; null where there is none. */
export function packageOf({ records, case: found }: Pick<About, 'records' | 'case'>): StoredRecord<ExitPackage> | null {
  const since = found.entered ?? found.opened
  return recordsOfKind(records, exitPackageKind).findLast(({ effective }) => effective >= since) ?? null
}
