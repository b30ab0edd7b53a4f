/** A change of the team that is considered, consulted on or decided: which posts end and which come, so that its effect shows first. */
import { z } from 'zod'
import { day, line, lines, number, oneOf, pence, prose, rows } from '../records/fields.ts'
import { overseers } from '../records/writers.ts'
import { refuse } from '../refused.ts'
import { entriesOf, type RegisterEntry, type RegisterRule } from '../registers/register.ts'
import { bases, boardExperience } from './posts.ts'
import { hundredths, postsOf, type TeamPost } from './team-post.ts'

export const changeStates = {
  considered: 'Considered',
  'in-consultation': 'In consultation',
  decided: 'Decided',
  withdrawn: 'Withdrawn',
} as const

const added = z.strictObject({
  title: line({ label: 'Title' }),
  'wte-hundredths': hundredths('Hundredths', 10_000),
  'board-experience': oneOf({ label: 'Experience on a board' }, boardExperience),
  basis: oneOf({ label: 'Kind' }, bases),
  'monthly-pence': pence({ label: 'Pence in a month' }, 0, 1_000_000_000).nullable(),
})

const body = z.strictObject({
  title: line({ label: 'The change in a few words' }),
  state: oneOf({ label: 'How far it is' }, changeStates),
  from: day({ label: 'First day on which the team would be as changed' }),
  ends: lines({ label: 'Posts that end', hint: 'The title of one post on each line, as the register has it.' }, 500),
  adds: rows(
    {
      label: 'Posts that come instead',
      hint: 'Also the temporary staff and consultancy that take over what is left. One on each line: title | hundredths of a whole-time equivalent | experience on a board (yes, no or not-known) | permanent, temporary or consultancy | pence in a month, or nothing where nobody has said.',
    },
    added,
    500,
  ),
  'stated-from-hundredths': hundredths('Size of the team before, as the paper states it', 1_000_000).nullable(),
  'stated-to-hundredths': hundredths('Size of the team after, as the paper states it', 1_000_000).nullable(),
  'printed-percent': number({ label: 'Cut in per cent, as it is printed' }, -1000, 100).nullable(),
  'consultation-until': day({ label: 'Last day of the consultation' }).nullable(),
  why: prose({ label: 'Why' }),
})
export type TeamChange = z.infer<typeof body>

export const teamChangeRegister: RegisterRule<TeamChange> = {
  register: 'team-change',
  title: 'Change of the team',
  says: 'Which posts would end and come, from when and why, before it is decided.',
  scope: 'regime',
  body,
  audiences: ['case', 'public'],
  revised: 'by-its-writers',
  writers: regime => (regime ? overseers(regime, null) : []),
  async refuse(about, change) {
    const posts = postsOf(await about.other('team-post'))
    const unknown = change.ends.filter(title => postCalled(posts, title) === undefined)
    if (unknown.length > 0)
      return refuse(
        'bad-request',
        `Found no post called ${unknown.map(one => `"${one}"`).join(', ')} in the team. Take the titles from the register of posts.`,
      )
    if (new Set(change.ends).size < change.ends.length)
      return refuse('bad-request', 'Found a post that ends twice; expected each once.')
    if (change.ends.length === 0 && change.adds.length === 0)
      return refuse('bad-request', 'Found neither a post that ends nor one that comes; expected a change.')
    if (change.state === 'in-consultation' && change['consultation-until'] === null)
      return refuse('bad-request', 'A consultation has a last day. Say until when it runs.')
    const before = about.before?.body as TeamChange | undefined
    return before && settled.has(before.state)
      ? refuse('not-allowed-here', `The change is ${before.state}, and stays so. Write a new one.`)
      : null
  },
}

const settled: ReadonlySet<string> = new Set<TeamChange['state']>(['decided', 'withdrawn'])

export function changesOf(entries: readonly RegisterEntry[]): readonly RegisterEntry<TeamChange>[] {
  return entriesOf(entries, teamChangeRegister)
}

export function postCalled(posts: readonly RegisterEntry<TeamPost>[], title: string) {
  return posts.find(({ body }) => body.title === title)
}
