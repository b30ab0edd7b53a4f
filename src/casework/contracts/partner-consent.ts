/** Whether an organisation is willing to be a partner in a case, and how many senior days it offers. */
import { z } from 'zod'
import type { CompiledRegime } from '../../regimes/compiled.ts'
import { choice, line, number, yesNo } from '../records/fields.ts'
import type { Choice, RecordKindRule } from '../records/record.ts'
import { overseers, rolesOfKind } from '../records/writers.ts'
import { refuse } from '../refused.ts'

const sent = z.strictObject({
  support: choice({ label: 'Support that it would give' }),
  organisation: line({ label: 'Code of the organisation' }, 20),
  consents: yesNo({ label: 'It is willing' }),
  days: number({ label: 'Senior days that it offers' }, 0, 10_000).nullable(),
  reference: line({ label: 'Letter or minute in which it says so' }, 500),
})
export type PartnerConsent = z.infer<typeof sent>

export const partnerConsentKind: RecordKindRule<PartnerConsent> = {
  kind: 'partner-consent',
  title: 'Consent of a partner',
  says: 'Says whether an organisation is willing to help in this case, and how many senior days it offers.',
  section: 'money',
  sent,
  body: sent,
  audiences: ['case', 'public'],
  revised: 'by-its-writers',
  writers: (compiled, route) => [
    ...rolesOfKind(compiled, route, 'partner'),
    ...overseers(compiled, route),
    'oversight-analyst',
  ],
  choices: ({ compiled, case: found }) => ({ support: partnerSupport(compiled, found.state.route) }),
  async refuse(about, { support, organisation }) {
    const known = partnerSupport(about.compiled, about.case.state.route).map(({ value }) => value)
    if (!known.includes(support))
      return refuse(
        'bad-request',
        `Found the support "${support}"; expected one of ${known.join(', ') || 'none: no partner gives any'}.`,
      )
    if (about.case.organisations.includes(organisation))
      return refuse('bad-request', `${organisation} is the one to be helped; expected another.`)
    return (await about.snapshot()).organisations.has(organisation)
      ? null
      : refuse(
          'no-such-organisation',
          `Found the organisation "${organisation}"; expected the code of one that is known.`,
        )
  },
}

/** Support that partners give, on a route. */
export function partnerSupport({ regime }: CompiledRegime, route: string | null): readonly Choice[] {
  return Object.entries(regime.support).flatMap(([value, one]) =>
    regime.roles[one['given-by']]?.kind === 'partner' && (one.route === undefined || one.route === route)
      ? [{ value, label: one.title }]
      : [],
  )
}
