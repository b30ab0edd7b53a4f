/**
 * A recommendation on bodies, and a decision on them. What the law of the case reaches is in its rules; a recommendation on a
 * body that it does not reach is flagged as beyond power, and a decision on one is refused.
 */
import { z } from 'zod'
import type { Regime } from '../../regimes/regime.ts'
import { refuse } from '../refused.ts'
import { choice, lines, prose } from './fields.ts'
import { type About, recordsOfKind, type RecordKindRule } from './record.ts'
import {
  appointedRoles,
  deciders,
  entryRecommenders,
  exitRecommenders,
  organisationRoles,
  overseers,
} from './writers.ts'

interface Said {
  readonly label: string
  readonly text: string
}

const bodies = lines({ label: 'Codes of the organisations that it touches', hint: 'One on each line.' })
const necessary = prose({
  label: 'Why it is necessary for the case and follows from it, where it reaches outside',
}).nullable()

const sent = z.strictObject({ bodies, says: prose({ label: 'What is recommended' }), necessary })

const reach = z.strictObject({
  standing: z.enum(['within-power', 'if-necessary', 'beyond-power']),
  outside: z.array(z.string()),
  basis: z.string(),
  clause: z.string().nullable(),
})
export type Reach = z.infer<typeof reach>

const body = sent.extend({ reach })
export type BodyRecommendation = z.infer<typeof body>

export const bodyRecommendationKind: RecordKindRule<BodyRecommendation, z.infer<typeof sent>> = {
  kind: 'body-recommendation',
  title: 'Recommendation on organisations',
  says: 'Recommends something on organisations by name; one on a body that the law does not reach is flagged as beyond power.',
  section: 'engagement',
  sent,
  body,
  audiences: ['public', 'case'],
  revised: 'never',
  writers: (compiled, route) => [
    ...new Set([
      ...appointedRoles(compiled, route),
      ...entryRecommenders(compiled, route),
      ...exitRecommenders(compiled, route),
      ...overseers(compiled, route),
    ]),
  ],
  answeredBy: (compiled, route) => [...deciders(compiled, route), ...organisationRoles(compiled, route)],
  refuse: notTouched,
  complete: (about, one) => ({ ...one, reach: reachOf(about, one.bodies) }),
  inShort: one => [...touches(one), { label: 'What is recommended', text: one.says }, ...standsTo(one)],
}

const decision = sent.extend({
  says: prose({ label: 'What is decided' }),
  recommendation: choice({ label: 'The recommendation that it follows' }).nullable(),
})
const decided = decision.extend({ reach })

export const bodyDecisionKind: RecordKindRule<z.infer<typeof decided>, z.infer<typeof decision>> = {
  kind: 'body-decision',
  title: 'Decision on organisations',
  says: 'Decides something on organisations by name, as far as the law of the case reaches and no further.',
  section: 'engagement',
  sent: decision,
  body: decided,
  audiences: ['public', 'case'],
  revised: 'never',
  writers: deciders,
  answeredBy: organisationRoles,
  choices: ({ records }) => ({
    recommendation: recordsOfKind(records, bodyRecommendationKind).map(({ id, body: one, effective }) => ({
      value: id,
      label: `${effective}: ${one.bodies.join(', ')}`,
    })),
  }),
  async refuse(about, one) {
    const not = await notTouched(about, one)
    if (not !== null) return not
    const recommended = recordsOfKind(about.records, bodyRecommendationKind).find(({ id }) => id === one.recommendation)
    if (one.recommendation !== null && recommended === undefined)
      return refuse(
        'no-such-record',
        `There is no recommendation on organisations "${one.recommendation}" in this case.`,
      )
    if (recommended?.actor === about.actor.key)
      return refuse('own-recommendation', 'You wrote this recommendation; whoever recommends does not decide.')
    const { standing, outside, basis, clause } = reachOf(about, one.bodies)
    if (standing === 'within-power' || (standing === 'if-necessary' && one.necessary !== null)) return null
    const law = `${basis}${clause === null ? '' : ` (${clause})`}`
    return refuse(
      'beyond-power',
      standing === 'if-necessary'
        ? `${outside.join(', ')} is outside the case, and it is not said why that is necessary for the case and follows from it: ${law}`
        : `${outside.join(', ')} is outside the case, and a decision on it is beyond power: ${law}`,
    )
  },
  complete: (about, one) => ({ ...one, reach: reachOf(about, one.bodies) }),
  inShort: one => [...touches(one), { label: 'What is decided', text: one.says }, ...standsTo(one)],
}

function touches({ bodies: codes }: { readonly bodies: readonly string[] }): readonly Said[] {
  return [{ label: 'Organisations that it touches', text: codes.join(', ') }]
}

/** How the law of the case stands to it, in words: the flag is what everybody has to see. */
function standsTo({ necessary: why, reach: found }: Pick<BodyRecommendation, 'necessary' | 'reach'>): readonly Said[] {
  const law = `${found.basis}${found.clause === null ? '' : ` (${found.clause})`}`
  const outside = `${found.outside.join(', ')} is outside the case.`
  const standing = {
    'within-power': 'Within power: it touches the case alone.',
    'if-necessary': `Within power only if it is necessary for the case and follows from it. ${outside} ${law}`,
    'beyond-power': `Beyond power. ${outside} ${law}`,
  }[found.standing]
  return [
    ...(why === null ? [] : [{ label: 'Why it is necessary', text: why }]),
    { label: 'How the law stands to it', text: standing },
  ]
}

/** How far the law of a case reaches towards some bodies (codes), by the rules to which the case is pinned. */
export function reachOf(
  { compiled: { regime }, case: found }: Pick<About, 'compiled' | 'case'>,
  codes: readonly string[],
): Reach {
  const outside = codes.filter(code => !found.organisations.includes(code))
  const law: Regime['powers-over'] = regime['powers-over']
  const standing =
    outside.length === 0 ? 'within-power' : law?.reaches === 'others-where-necessary' ? 'if-necessary' : 'beyond-power'
  return {
    standing,
    outside,
    basis: law?.says ?? `${regime.title} names no power over a body outside the case.`,
    clause: law?.clause ?? null,
  }
}

async function notTouched({ snapshot }: About, { bodies: codes }: { readonly bodies: readonly string[] }) {
  if (codes.length === 0)
    return refuse('bad-request', 'Found no organisation that it touches; expected the code of one at least.')
  const { organisations } = await snapshot()
  const unknown = codes.filter(code => !organisations.has(code))
  return unknown.length === 0
    ? null
    : refuse(
        'no-such-organisation',
        `There is no organisation ${unknown.map(code => `"${code}"`).join(', ')} in this store.`,
      )
}
