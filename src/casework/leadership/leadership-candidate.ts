/** Somebody who is prepared to lead by a programme: by key alone. Their name stands in the restricted store of persons. */
import { z } from 'zod'
import { day, line, oneOf } from '../records/fields.ts'
import { overseers } from '../records/writers.ts'
import { refuse } from '../refused.ts'
import { entriesOf, type RegisterEntry, type RegisterRule } from '../registers/register.ts'

const body = z.strictObject({
  person: line(
    { label: 'Key of the person', hint: 'The key under which the store of persons holds the name. Never the name.' },
    100,
  ),
  background: oneOf(
    { label: 'Background' },
    { clinician: 'Clinician', 'from-outside': 'From outside the service', manager: 'Manager in the service' },
  ),
  purpose: line({ label: 'What it is kept for' }),
  'keep-until': day({ label: 'Last day on which it is needed' }),
  state: oneOf(
    { label: 'How far' },
    { applied: 'Has applied', accepted: 'Is on the programme', completed: 'Has completed it', left: 'Has left it' },
  ),
})
export type LeadershipCandidate = z.infer<typeof body>

export const leadershipCandidateRegister: RegisterRule<LeadershipCandidate> = {
  register: 'leadership-candidate',
  title: 'Candidate of the programme for leaders',
  says: 'Who is prepared to lead, by key, for what purpose and until when that is kept.',
  scope: 'regime',
  body,
  audiences: ['restricted'],
  revised: 'by-its-writers',
  writers: regime => (regime ? overseers(regime, null) : []),
  async refuse(about, one) {
    const kept = await about.nameKept(one.person)
    if (kept === null)
      return refuse(
        'bad-request',
        'No name is held under that key. Have the operator of the store add the person first.',
      )
    if (one['keep-until'] < about.today)
      return refuse('bad-request', `Found ${one['keep-until']} as the last day; expected one that is to come.`)
    if (kept.until === null || kept.until > one['keep-until'])
      return refuse(
        'bad-request',
        `The name itself is kept until ${kept.until ?? 'no day at all'}; expected no longer than ${one['keep-until']}. Have the operator set its day first.`,
      )
    const others = candidatesOf(about.entries).filter(({ id }) => id !== about.before?.id)
    return others.some(({ body: { person } }) => person === one.person)
      ? refuse('bad-request', 'That person is in the register already. Write the next version of that entry.')
      : null
  },
}

export function candidatesOf(entries: readonly RegisterEntry[]): readonly RegisterEntry<LeadershipCandidate>[] {
  return entriesOf(entries, leadershipCandidateRegister)
}
