/** What a post of the team gives to a case: so many hundredths, from when to when. Never more on a day than the post has. */
import { z } from 'zod'
import { choice, day } from '../records/fields.ts'
import { overseers } from '../records/writers.ts'
import { refuse } from '../refused.ts'
import { entriesOf, type RegisterAbout, type RegisterEntry, type RegisterRule } from '../registers/register.ts'
import { hundredths, postsOf } from './team-post.ts'
import { mostOn, wteText } from './wte.ts'

const body = z.strictObject({
  post: choice({ label: 'Post' }),
  case: choice({ label: 'Case' }),
  'wte-hundredths': hundredths('How much of the post', 100),
  from: day({ label: 'From' }),
  until: day({ label: 'Until' }).nullable(),
})
export type TeamAllocation = z.infer<typeof body>

export const teamAllocationRegister: RegisterRule<TeamAllocation> = {
  register: 'team-allocation',
  title: 'Work of a post for a case',
  says: 'How much of a post of the team works for a case.',
  scope: 'regime',
  body,
  audiences: ['case'],
  revised: 'by-its-writers',
  writers: regime => (regime ? overseers(regime, null) : []),
  choices: async about => ({
    post: postsOf(await about.other('team-post')).map(({ id, body: { title } }) => ({ value: id, label: title })),
    case: (await about.cases()).flatMap(({ id, closed, organisations, opened }) =>
      closed === null ? [{ value: id, label: `${organisations.join(' ')}, opened ${opened}` }] : [],
    ),
  }),
  async refuse(about, one) {
    const post = postsOf(await about.other('team-post')).find(({ id }) => id === one.post)?.body
    if (post === undefined)
      return refuse('bad-request', `There is no post "${one.post}" in the team. Write the post first.`)
    const { wte, ends } = { wte: post['wte-hundredths'], ends: post.until }
    if (one.until !== null && one.until < one.from)
      return refuse('bad-request', `Found from ${one.from} until ${one.until}; expected the first day first.`)
    if (one.from < post.from || (ends !== null && (one.until === null || one.until > ends)))
      return refuse(
        'bad-request',
        `The post is there from ${post.from} until ${ends ?? 'further notice'}; found from ${one.from} until ${one.until ?? 'further notice'}.`,
      )
    if ((await about.caseOf(one.case))?.regime !== about.regime?.regime.regime)
      return refuse('no-such-case', `There is no case "${one.case}" of this regime. Look it up in the list of cases.`)
    return tooMuch(about, one, wte)
  },
}

export function allocationsOf(entries: readonly RegisterEntry[]): readonly RegisterEntry<TeamAllocation>[] {
  return entriesOf(entries, teamAllocationRegister)
}

/** Why a post cannot give so much, with what it gives already. */
function tooMuch({ entries, before }: RegisterAbout, one: TeamAllocation, wte: number) {
  const others = allocationsOf(entries).filter(({ id, body: { post } }) => post === one.post && id !== before?.id)
  const { most, on } = mostOn([...others.map(other => other.body), one])
  return most <= wte
    ? null
    : refuse(
        'not-allowed-here',
        `On ${on} the post would work ${wteText(most)} whole-time equivalents, and it has ${wteText(wte)}. Give less, or end what it gives elsewhere.`,
      )
}
