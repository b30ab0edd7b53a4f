/** An answer to another record: to a dispute, a point of accuracy, a proposal, a judgement, a notice. Shown beside it. */
import { z } from 'zod'
import { refuse } from '../refused.ts'
import { choice, oneOf, prose } from './fields.ts'
import { wasPublished } from './published.ts'
import { type About, recordsOfKind, type RecordKindRule } from './record.ts'
import { organisationRoles, rolesOfKind } from './writers.ts'

const sent = z.strictObject({
  to: choice({ label: 'What it answers' }),
  outcome: oneOf(
    { label: 'Answer' },
    { accepted: 'Accepted', partly: 'Accepted in part', rejected: 'Not accepted', noted: 'Noted' },
  ),
  says: prose({ label: 'Reasons' }),
})
export type Reply = z.infer<typeof sent>

/** The kind, for the kinds that can be answered. */
export function replyKind(answerable: readonly RecordKindRule[]): RecordKindRule<Reply> {
  const ruleOf = (kind: string) => answerable.find(one => one.kind === kind)
  const answering = ({ compiled, case: found }: About, kind: string) =>
    ruleOf(kind)?.answeredBy?.(compiled, found.state.route) ?? []
  return {
    kind: 'reply',
    title: 'Answer',
    says: 'Answers what another has written, with reasons.',
    section: 'disputes',
    sent,
    body: sent,
    audiences: ['case', 'public'],
    judges: speaksAgainst,
    restsOn: (_about, { to }) => [to],
    revised: 'by-its-author',
    writers: (compiled, route) => [...new Set(answerable.flatMap(rule => rule.answeredBy?.(compiled, route) ?? []))],
    choices: about => ({
      to: about.records.flatMap(one => {
        const rule = ruleOf(one.kind)
        return rule?.answeredBy ? [{ value: one.id, label: `${rule.title} of ${one.effective}: ${one.reason}` }] : []
      }),
    }),
    alsoFor({ records }, body) {
      const to = (body as { readonly to?: unknown } | null)?.to
      const answered = records.find(one => one.id === to && one.audience !== 'restricted')
      return answered ? (ruleOf(answered.kind)?.concerns?.(answered.body) ?? []) : []
    },
    refuse(about, { to }, { role, audience }) {
      // Of what only a few know, nobody is told whether it is there.
      const answered = about.records.find(one => one.id === to && one.audience !== 'restricted')
      if (answered === undefined)
        return refuse('no-such-record', `There is no record "${to}" in this case to be answered. Read the case again.`)
      const roles = answering(about, answered.kind)
      if (!roles.includes(role))
        return refuse('wrong-role', `It is for ${roles.join(' or ') || 'nobody'} to answer; found ${role}.`)
      if (audience === 'public' && answered.audience !== 'public' && !wasPublished(about.records, to))
        return refuse('bad-request', 'Found a public answer to what is not public; expected an answer for the case.')
      return answered.actor === about.actor.key
        ? refuse('own-act', 'You wrote what is to be answered. Leave the answer to another.')
        : null
    },
  }
}

/** Whether an answer to the organisation, by another, takes less than all that it said: its own answers are its own words. */
function speaksAgainst(
  { compiled, case: found, records }: Pick<About, 'case' | 'compiled' | 'records'>,
  { to, outcome }: Reply,
  role: string,
): boolean {
  const { route } = found.state
  const itself = organisationRoles(compiled, route)
  const answered = records.find(({ id }) => id === to)
  if (outcome === 'accepted' || answered === undefined || !itself.includes(answered.role)) return false
  return !rolesOfKind(compiled, route, 'organisation', 'partner', 'public').includes(role)
}

/** Answers to a record, oldest first. */
export function repliesTo(records: About['records'], id: string) {
  return recordsOfKind(records, { kind: 'reply', body: sent }).filter(({ body }) => body.to === id)
}
