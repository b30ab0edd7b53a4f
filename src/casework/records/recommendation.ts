/**
 * A recommendation: to enter, to escalate or to leave, or not to. It binds to the answers of the criteria as they were, and to
 * the versions of the papers that it rests on; when these change it no longer holds, and the decision needs another.
 */
import { z } from 'zod'
import type { Refused } from '../model.ts'
import { refuse } from '../refused.ts'
import { boundTo } from './binding.ts'
import { escalationPaperKind } from './escalation-paper.ts'
import { estimateKind } from './estimate.ts'
import { choice, oneOf, prose } from './fields.ts'
import { placingKind } from './placing.ts'
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
    /** What else it rests on: which versions of which records; left out where it was written before these were bound. */
    papers: z.array(z.strictObject({ kind: z.string(), id: z.string(), version: z.int() })).exactOptional(),
  }),
})
export type Recommendation = z.infer<typeof body>
type Sent = z.infer<typeof sent>
export type Matter = Sent['on']
export type BoundPaper = NonNullable<Recommendation['bound']['papers']>[number]

export const recommendationKind: RecordKindRule<Recommendation, Sent> = {
  kind: 'recommendation',
  title: 'Recommendation',
  says: 'Recommends entry, escalation or exit, or advises against it; another decides.',
  section: 'entry',
  sent,
  body,
  audiences: ['case'],
  adverse: true,
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

/** What of a case a matter rests on. */
export type Resting = Pick<About, 'case' | 'compiled' | 'records' | 'answers'>

/** What a matter rests on in a case, on a day. */
export async function boundOn(about: Resting, { on, way }: Pick<Sent, 'on' | 'way'>, day: string) {
  const { regime } = about.compiled
  const named = {
    entry: (way === null ? Object.values(regime.entry.ways) : [regime.entry.ways[way]]).map(one => one?.criterion),
    escalation: (way === null ? Object.values(regime.escalation) : [regime.escalation[way]]).map(one => one?.criterion),
    exit: [regime.exit.criterion],
  }[on]
  const criteria = [...new Set(named.flatMap(one => one ?? []))].sort()
  const own = deciders(about.compiled, about.case.state.route).map(role => regime.roles[role]?.title ?? role)
  const { criteria: asked, outcomes, digest } = boundTo(await about.answers(criteria, day), own)
  return { criteria: [...asked], outcomes: { ...outcomes }, digest, papers: [...papersOn(about, { on, way })] }
}

/**
 * The papers that a matter rests on, in their latest versions: of entry the estimate and the places proposed, of escalation its
 * papers. A final list is left out, since it is the decider's own.
 */
function papersOn({ records }: Pick<About, 'records'>, { on, way }: Pick<Sent, 'on' | 'way'>): readonly BoundPaper[] {
  const papers = {
    entry: [
      ...recordsOfKind(records, estimateKind),
      ...recordsOfKind(records, placingKind).filter(({ body: { list } }) => list === 'provisional'),
    ],
    escalation: recordsOfKind(records, escalationPaperKind).filter(
      ({ body: { escalation } }) => way === null || escalation === way,
    ),
    exit: [],
  }[on]
  return papers.map(({ kind, id, version }) => ({ kind, id, version }))
}

/** Papers of which the version is not the one that was bound, or that were not there, with that version; null for none. */
export function papersMoved(
  before: readonly BoundPaper[],
  now: readonly BoundPaper[],
): readonly { readonly paper: BoundPaper; readonly was: number | null }[] {
  const bound = new Map(before.map(({ id, version }) => [id, version]))
  return now.flatMap(paper => {
    const was = bound.get(paper.id) ?? null
    return was === paper.version ? [] : [{ paper, was }]
  })
}

/** The latest recommendation on a matter; null where there is none. */
export function latestOn(records: About['records'], matter: Matter): StoredRecord<Recommendation> | null {
  return recordsOfKind(records, recommendationKind).findLast(({ body: { on } }) => on === matter) ?? null
}
