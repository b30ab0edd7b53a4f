/** An undertaking, a licence condition or a direction: what is to be done by when, on which legal basis, and whether it was. */
import { z } from 'zod'
import { refuse } from '../refused.ts'
import { choice, day, line, oneOf, prose } from './fields.ts'
import { beforeOpening } from './lower-bounds.ts'
import { type About, recordsOfKind, type RecordKindRule } from './record.ts'
import { organisationRoles, overseers, rolesOfKind } from './writers.ts'

/** How it stands. Varied, it goes on in the words and by the day of this version. */
export const complianceWords = {
  open: 'Open',
  complied: 'Complied with',
  partly: 'Complied with in part',
  breached: 'Breached',
  varied: 'Varied',
  discharged: 'Discharged',
} as const

const sent = z.strictObject({
  form: oneOf(
    { label: 'What it is' },
    { undertaking: 'Undertaking', 'licence-condition': 'Licence condition', direction: 'Direction' },
  ),
  text: prose({ label: 'What is to be done' }),
  basis: line({ label: 'Legal basis' }, 500),
  due: day({ label: 'Due by' }),
  owner: choice({ label: 'Who owes it' }),
  compliance: oneOf({ label: 'How it stands' }, complianceWords),
  evidence: prose({ label: 'Evidence' }, 4000).nullable(),
  decided: day({ label: 'Day on which that was found' }).nullable(),
})
export type Undertaking = z.infer<typeof sent>

export const undertakingKind: RecordKindRule<Undertaking> = {
  kind: 'undertaking',
  title: 'Undertaking',
  says: 'What is to be done by when under an undertaking, a licence condition or a direction, and whether it was.',
  section: 'powers',
  sent,
  body: sent,
  audiences: ['public', 'case'],
  judges: (_about, { compliance }) => compliance === 'partly' || compliance === 'breached',
  revised: 'by-its-writers',
  writers: overseers,
  answeredBy: organisationRoles,
  choices: about => ({ owner: owners(about).map(value => ({ value, label: titleOf(about, value) })) }),
  refuse(about, { owner, compliance, evidence, decided }, { before }) {
    const known = owners(about)
    if (!known.includes(owner))
      return refuse('bad-request', `Found the role "${owner}"; expected one of ${known.join(', ')}.`)
    if (before === null && compliance !== 'open')
      return refuse('bad-request', `Found "${compliance}"; a new one is open. Say in a later version what came of it.`)
    if (compliance === 'open') return null
    if (evidence === null || decided === null)
      return refuse('bad-request', `Found "${compliance}" without its evidence and day; expected both.`)
    return decided > about.today
      ? refuse('bad-request', `Found the day ${decided}; expected one that is not ahead of ${about.today}.`)
      : beforeOpening(about, `"${compliance}" found on`, decided)
  },
}

/** Whether something is still to be done. */
export function isOwed({ compliance }: Pick<Undertaking, 'compliance'>): boolean {
  return compliance === 'open' || compliance === 'partly' || compliance === 'varied'
}

export function undertakingsOf(records: About['records']) {
  return recordsOfKind(records, undertakingKind)
}

function owners({ compiled, case: found }: About): readonly string[] {
  return rolesOfKind(compiled, found.state.route, 'organisation', 'partner', 'appointed')
}

function titleOf({ compiled: { regime } }: About, role: string): string {
  return regime.roles[role]?.title ?? role
}
