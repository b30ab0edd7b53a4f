/** Where a candidate of the programme for leaders works: which post, at which organisation, from when to when. */
import { z } from 'zod'
import { choice, day, line } from '../records/fields.ts'
import { overseers } from '../records/writers.ts'
import { refuse } from '../refused.ts'
import { entriesOf, type RegisterRule } from '../registers/register.ts'
import { candidatesOf } from './leadership-candidate.ts'

const body = z.strictObject({
  candidate: choice({ label: 'Candidate' }),
  post: line({ label: 'Post', hint: 'Such as deputy director of operations. Name nobody.' }),
  organisation: line({ label: 'Code of the organisation' }, 20),
  from: day({ label: 'From' }),
  until: day({ label: 'Until' }).nullable(),
})
export type LeadershipPlacement = z.infer<typeof body>

export const leadershipPlacementRegister: RegisterRule<LeadershipPlacement> = {
  register: 'leadership-placement',
  title: 'Placement of the programme for leaders',
  says: 'Where a candidate works, in which post, from when to when.',
  scope: 'regime',
  body,
  // Who knows the post at a small organisation knows the person.
  audiences: ['restricted'],
  revised: 'by-its-writers',
  writers: regime => (regime ? overseers(regime, null) : []),
  choices: async about => ({
    candidate: candidatesOf(await about.other('leadership-candidate')).map(({ id, body: { person } }) => ({
      value: id,
      label: person,
    })),
  }),
  async refuse(about, one) {
    const candidate = candidatesOf(await about.other('leadership-candidate')).find(({ id }) => id === one.candidate)
    if (candidate === undefined)
      return refuse(
        'bad-request',
        `There is no candidate "${one.candidate}" in the register. Write the candidate first.`,
      )
    if (!(await about.snapshot()).organisations.has(one.organisation))
      return refuse(
        'no-such-organisation',
        `There is no organisation "${one.organisation}". Look its code up in the list.`,
      )
    if (one.until !== null && one.until < one.from)
      return refuse('bad-request', `Found from ${one.from} until ${one.until}; expected the first day first.`)
    const others = entriesOf(about.entries, leadershipPlacementRegister).filter(
      ({ id, body: other }) => id !== about.before?.id && other.candidate === one.candidate,
    )
    const clash = others.find(
      ({ body: other }) => other.from <= (one.until ?? last) && one.from <= (other.until ?? last),
    )
    return clash
      ? refuse(
          'bad-request',
          `The candidate is placed from ${clash.body.from} until ${clash.body.until ?? 'further notice'} already. End that first.`,
        )
      : null
  },
}

/** After every day that is written. */
const last = '9999-12-31'
