/** Who was matched as partner, with the table that was looked at: the test, need and strength, consent, conflicts, days. */
import { z } from 'zod'
import { choice, line, prose } from '../records/fields.ts'
import type { About, Audience, RecordKindRule } from '../records/record.ts'
import { overseers } from '../records/writers.ts'
import { refuse } from '../refused.ts'
import { partnerSupport } from './partner-consent.ts'

const sent = z.strictObject({
  support: choice({ label: 'Support that it gives' }),
  organisation: line({ label: 'Code of the organisation' }, 20),
  says: prose({ label: 'Why this one' }),
  conflicts: prose({ label: 'What is done about each conflict' }).nullable(),
  untested: prose({ label: 'Why, though it does not meet the test' }).nullable(),
})
const body = sent.extend({
  test: z.string().nullable(),
  needs: z.array(z.object({ metric: z.string(), title: z.string(), period: z.string() })),
  /** As they stood in the table: the one that was matched, and the fittest beside it. */
  candidates: z.array(
    z.object({
      organisation: z.string(),
      name: z.string(),
      region: z.string().nullable(),
      test: z.enum(['met', 'not-met', 'not-known', 'no-test']),
      strengths: z.array(z.string()),
      consent: z.enum(['yes', 'no', 'not-asked']),
      conflicts: z.array(z.string()),
      days: z.object({ offered: z.number().nullable(), committed: z.number() }),
    }),
  ),
})
export type PartnerMatch = z.infer<typeof body>
type Sent = z.infer<typeof sent>

/** Candidates that are bound beside the one that was chosen. */
const most = 20

export const partnerMatchKind: RecordKindRule<PartnerMatch, Sent> = {
  kind: 'partner-match',
  title: 'Match of a partner',
  says: 'Matches a partner to the case, on the table of who could help, which is bound to it.',
  section: 'money',
  sent,
  body,
  audiences: ['case', 'public'],
  revised: 'never',
  writers: (compiled, route) => [...overseers(compiled, route), 'oversight-analyst'],
  choices: ({ compiled, case: found }) => ({ support: partnerSupport(compiled, found.state.route) }),
  async refuse(about, one, { audience }) {
    const known = partnerSupport(about.compiled, about.case.state.route).map(({ value }) => value)
    if (!known.includes(one.support))
      return refuse(
        'bad-request',
        `Found the support "${one.support}"; expected one of ${known.join(', ') || 'none: no partner gives any'}.`,
      )
    const found = (await about.partners(one.support)).candidates.find(
      ({ organisation }) => organisation === one.organisation,
    )
    if (found === undefined)
      return refuse(
        'no-such-organisation',
        `Found the organisation "${one.organisation}"; expected another of the same kind, that is open and not in this case.`,
      )
    if (found.consent !== 'yes')
      return refuse(
        'not-allowed-here',
        `${found.name} has ${found.consent === 'no' ? 'refused' : 'not been asked'}. Write its consent first.`,
      )
    if (audience === 'public' && (await consentIn(about, one, audience)) !== 'yes')
      return refuse(
        'not-allowed-here',
        `The consent of ${found.name} is not for everybody, as this match is. Write it for everybody first, or match for the case alone.`,
      )
    if (found.conflicts.length > 0 && one.conflicts === null)
      return refuse('bad-request', `${found.conflicts.join(' ')} Say what is done about it.`)
    if ((found.test === 'not-met' || found.test === 'not-known') && one.untested === null)
      return refuse(
        'criterion-not-met',
        `${found.name} is not known to meet the test of a partner. Say why it is matched all the same.`,
      )
    const { offered, committed } = found.days
    return offered !== null && offered <= 0
      ? refuse('over-cap', `${found.name} offers no senior days; other contracts have ${committed} of its days.`)
      : null
  },
  async complete(about, one, { audience }) {
    // A match for everybody binds what everybody may know.
    const { test, needs, candidates } = await about.partners(one.support, audience)
    const bound = candidates.filter(({ organisation }, at) => at < most || organisation === one.organisation)
    return {
      ...one,
      test,
      needs: [...needs],
      candidates: bound.map(each => ({ ...each, strengths: [...each.strengths], conflicts: [...each.conflicts] })),
    }
  },
  inShort: ({ organisation, says, conflicts, untested, candidates }) => {
    const found = candidates.find(one => one.organisation === organisation)
    return [
      { label: 'Partner', text: `${found?.name ?? organisation} (${organisation})` },
      { label: 'Why this one', text: says },
      ...(found && found.conflicts.length > 0 ? [{ label: 'Conflicts', text: found.conflicts.join('\n') }] : []),
      ...(conflicts === null ? [] : [{ label: 'What is done about them', text: conflicts }]),
      ...(untested === null ? [] : [{ label: 'Why, though it does not meet the test', text: untested }]),
    ]
  },
}

async function consentIn(about: About, { support, organisation }: Sent, audience: Audience) {
  return (await about.partners(support, audience)).candidates.find(one => one.organisation === organisation)?.consent
}
