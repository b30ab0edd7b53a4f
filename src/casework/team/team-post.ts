/** A post of a programme's team: how much of a whole-time equivalent, how senior, paid by whom. By post, never by person. */
import { z } from 'zod'
import { choice, day, line, oneOf, pence } from '../records/fields.ts'
import { overseers } from '../records/writers.ts'
import { refuse } from '../refused.ts'
import { entriesOf, type RegisterAbout, type RegisterEntry, type RegisterRule } from '../registers/register.ts'
import type { TeamAllocation } from './team-allocation.ts'
import { bases, boardExperience, seniorities } from './posts.ts'
import { mostOn } from './wte.ts'

/** Hundredths of a whole-time equivalent: 60 is three days a week of five. */
export function hundredths(label: string, most: number) {
  const expected = `expected hundredths of a whole-time equivalent, digits alone, from 1 to ${most}: 60 for three days a week`
  return z
    .int({ error: expected })
    .min(1, expected)
    .max(most, expected)
    .meta({ label, hint: 'Hundredths of a whole-time equivalent: 100 for full time.', widget: 'number' })
}

const body = z.strictObject({
  title: line({
    label: 'Title of the post',
    hint: 'One that no other post of the team has, such as Adviser 3. Name nobody.',
  }),
  'wte-hundredths': hundredths('How much of a post', 100),
  seniority: oneOf({ label: 'Seniority' }, seniorities),
  'board-experience': oneOf({ label: 'Experience on a board' }, boardExperience),
  basis: oneOf({ label: 'Kind of post' }, bases),
  'paid-by': choice({ label: 'Paid by' }),
  'monthly-pence': pence(
    { label: 'Cost in a month, in pence', hint: 'With what is paid on top. Leave it empty where nobody has said.' },
    0,
    10_000_000,
  ).nullable(),
  from: day({ label: 'From' }),
  until: day({ label: 'Until' }).nullable(),
})
export type TeamPost = z.infer<typeof body>

export const teamPostRegister: RegisterRule<TeamPost> = {
  register: 'team-post',
  title: 'Post of the team',
  says: 'A post of a programme’s team, with what it costs and from when to when it is there.',
  scope: 'regime',
  body,
  audiences: ['case', 'public'],
  revised: 'by-its-writers',
  writers: regime => (regime ? overseers(regime, null) : []),
  choices: ({ regime }) => ({ 'paid-by': payersOf(regime) }),
  async refuse(about, post) {
    const payers = payersOf(about.regime).map(({ value }) => value)
    if (!payers.includes(post['paid-by']))
      return refuse('bad-request', `Found "${post['paid-by']}" as who pays; expected one of ${payers.join(', ')}.`)
    if (post.until !== null && post.until < post.from)
      return refuse('bad-request', `Found from ${post.from} until ${post.until}; expected the first day first.`)
    const others = postsOf(about.entries).filter(({ id }) => id !== about.before?.id)
    if (others.some(({ body: { title } }) => title === post.title))
      return refuse('bad-request', `There is a post "${post.title}" already; give this one a title of its own.`)
    return about.before ? stillCarries(about, about.before, post) : null
  },
}

export function postsOf(entries: readonly RegisterEntry[]): readonly RegisterEntry<TeamPost>[] {
  return entriesOf(entries, teamPostRegister)
}

/** Roles that may pay: all but the public. */
function payersOf(regime: RegisterAbout['regime']) {
  return Object.entries(regime?.regime.roles ?? {}).flatMap(([value, { kind, title }]) =>
    kind === 'public' ? [] : [{ value, label: title }],
  )
}

/** Why a post may not become what is asked, for the work that it was given; null where it may. */
async function stillCarries(about: RegisterAbout, { id }: RegisterEntry, post: TeamPost) {
  const given = (await about.other('team-allocation')).map(one => one.body as TeamAllocation)
  const theirs = given.filter(one => one.post === id)
  const outside = theirs.find(one => one.from < post.from || (post.until !== null && (one.until ?? last) > post.until))
  if (outside)
    return refuse(
      'not-allowed-here',
      `The post is given to a case from ${outside.from} until ${outside.until ?? 'further notice'}, beyond its own days. End that first.`,
    )
  const { most, on } = mostOn(theirs)
  return most <= post['wte-hundredths']
    ? null
    : refuse(
        'not-allowed-here',
        `On ${on} cases have ${most} hundredths of the post; found ${post['wte-hundredths']}. Take from the cases first.`,
      )
}

/** After every day that is written. */
const last = '9999-12-31'
