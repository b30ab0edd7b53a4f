/** What a plan or a decision does to an organisation outside the case: in words, in which direction, and whether it was asked. */
import { z } from 'zod'
import { refuse } from '../refused.ts'
import { day, line, oneOf, prose } from './fields.ts'
import { beforeTheRules } from './lower-bounds.ts'
import type { RecordKindRule } from './record.ts'
import { appointedRoles, overseers, rolesOfKind } from './writers.ts'

const sent = z.strictObject({
  neighbour: line({ label: 'Code of the organisation outside the case' }, 20),
  effect: prose({ label: 'What it would mean for it' }),
  direction: oneOf(
    { label: 'For the better or the worse' },
    { better: 'For the better', worse: 'For the worse', mixed: 'Both', 'not-known': 'Not known' },
  ),
  consulted: day({ label: 'Day on which it was asked' }).nullable(),
})
export type NeighbourEffect = z.infer<typeof sent>

export const neighbourEffectKind: RecordKindRule<NeighbourEffect> = {
  kind: 'neighbour-effect',
  title: 'Effect on a neighbour',
  says: 'What the case means for an organisation outside it, whether that was asked, and what it answered.',
  section: 'engagement',
  sent,
  body: sent,
  audiences: ['public', 'case'],
  revised: 'by-its-writers',
  writers: (compiled, route) => [
    ...overseers(compiled, route),
    ...appointedRoles(compiled, route),
    ...rolesOfKind(compiled, route, 'organisation'),
    'oversight-analyst',
  ],
  answeredBy: (compiled, route) => rolesOfKind(compiled, route, 'partner', 'organisation', 'public'),
  concerns: ({ neighbour }) => [neighbour],
  async refuse(about, { neighbour, consulted }) {
    const { case: found, today, snapshot } = about
    if (found.organisations.includes(neighbour))
      return refuse('bad-request', `${neighbour} is in the case; expected the code of an organisation outside it.`)
    if (!(await snapshot()).organisations.has(neighbour))
      return refuse(
        'no-such-organisation',
        `There is no organisation "${neighbour}" in this store; expected a code of one that is.`,
      )
    if (consulted === null) return null
    return consulted > today
      ? refuse('bad-request', `Found that it was asked on ${consulted}; expected a day that is not ahead of ${today}.`)
      : beforeTheRules(about, 'that it was asked on', consulted)
  },
}
