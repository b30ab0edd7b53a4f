/**
 * A recommendation: to enter, to escalate or to leave, or not to. It binds to the answers of the criteria as they were; when
 * these change materially it no longer holds, and the decision needs another.
 */
import { z } from 'zod'
import type { Refused } from '../model.ts'
import { refuse } from '../refused.ts'
import { boundTo } from './binding.ts'
import { choice, oneOf, prose } from './fields.ts'
import { type About, recordsOfKind, type RecordKindRule, type StoredRecord } from './record.ts'
import { deciders, entryRecommenders, exitRecommenders, overseers } from './writers.ts'

const sent = z.strictObject({
  on: oneOf({ label: 'On what' }, { entry: 'Entry', escalation: 'Escalation', exit: 'Exit' }),
  way: choice({ label: 'Way in, or form of escalation' }).nullable(),
  advice: oneOf({ label: 'Recommendation' }, { yes: 'That it does', no: 'That it does not' }),
  says: prose({ label: 'Reasons' }),
})

const body = sent.extend({
  bound: z.strictObject({
    criteria: z.array(z.string()),
    outcomes: z.record(z.string(), z.enum(['met', 'not-met', 'needs-judgement', 'evidence-missing'])),
    digest: z.string(),
  }),
})
export type Recommendation = z.infer<typeof body>
type Sent = z.infer<typeof sent>
export type Matter = Sent['on']

export const recommendationKind: RecordKindRule<Recommendation, Sent> = {
  kind: 'recommendation',
  title: 'Recommendation',
  says: 'Recommends entry, escalation or exit, or advises against it; another decides.',
  section: 'entry',
  sent,
  body,
  audiences: ['case', 'public'],
  revised: 'never',
  writers: (compiled, route) => [
    ...new Set([
      ...entryRecommenders(compiled, route),
      ...exitRecommenders(compiled, route),
      ...(Object.keys(compiled.regime.escalation).length > 0 ? overseers(compiled, route) : []),
    ]),
  ],
  answeredBy: deciders,
  choices: ({ compiled: { regime } }) => ({
    way: Object.entries({ ...regime.entry.ways, ...regime.escalation }).map(([value, { title }]) => ({
      value,
      label: title,
    })),
  }),
  refuse: (about, one, { role }) => notNow(about, one, role),
  complete: async (about, one, { on }) => ({ ...one, bound: await boundOn(about, one, on) }),
}

function notNow({ compiled, case: found }: About, { on, way }: Sent, role: string): Refused | null {
  const { regime } = compiled
  const { route } = found.state
  const may = { entry: entryRecommenders, escalation: overseers, exit: exitRecommenders }[on](compiled, route)
  if (!may.includes(role))
    return refuse('wrong-role', `On ${on}, ${may.join(' or ') || 'nobody'} recommends; found ${role}.`)
  const phase = on === 'entry' ? 'before' : 'in'
  if (found.phase !== phase && !(on === 'entry' && found.phase === 'after'))
    return refuse(
      'not-allowed-here',
      `The case is in the phase "${found.phase}"; ${on} is recommended in the phase "${phase}".`,
    )
  const ways = on === 'entry' ? regime.entry.ways : on === 'escalation' ? regime.escalation : {}
  if (way === null || Object.hasOwn(ways, way)) return null
  return refuse('bad-request', `Found the way "${way}"; expected one of ${Object.keys(ways).join(', ') || 'none'}.`)
}

/** What a matter rests on in a case, on a day. */
export async function boundOn(about: About, { on, way }: Pick<Sent, 'on' | 'way'>, day: string) {
  const { regime } = about.compiled
  const named = {
    entry: (way === null ? Object.values(regime.entry.ways) : [regime.entry.ways[way]]).map(one => one?.criterion),
    escalation: (way === null ? Object.values(regime.escalation) : [regime.escalation[way]]).map(one => one?.criterion),
    exit: [regime.exit.criterion],
  }[on]
  const criteria = [...new Set(named.flatMap(one => one ?? []))].sort()
  const own = deciders(about.compiled, about.case.state.route).map(role => regime.roles[role]?.title ?? role)
  const { criteria: asked, outcomes, digest } = boundTo(await about.answers(criteria, day), own)
  return { criteria: [...asked], outcomes: { ...outcomes }, digest }
}

/** The latest recommendation on a matter; null where there is none. */
export function latestOn(records: About['records'], matter: Matter): StoredRecord<Recommendation> | null {
  return recordsOfKind(records, recommendationKind).findLast(({ body: { on } }) => on === matter) ?? null
}
