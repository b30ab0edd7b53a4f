/** One subject of the rules is met and leaves while the case stays; it may come back, and only then leave again. */
import { z } from 'zod'
import { ownRecommendation } from '../four-eyes.ts'
import type { Refused } from '../model.ts'
import { refuse } from '../refused.ts'
import { headingsOf } from './diagnostic-finding.ts'
import { choice, lines, oneOf, prose } from './fields.ts'
import { recommendationKind } from './recommendation.ts'
import { type About, recordsOfKind, type RecordKindRule, type StoredRecord } from './record.ts'
import { reviewKind } from './review.ts'
import { exitDeciders, exitRecommenders, organisationRoles } from './writers.ts'

const sent = z.strictObject({
  subject: choice({ label: 'Subject' }),
  moves: oneOf({ label: 'What becomes of it' }, { leaves: 'It leaves', returns: 'It comes back' }),
  says: prose({ label: 'Reasons' }),
  evidence: lines({ label: 'Evidence', hint: 'One document or figure on each line.' }),
})
export type PartialExit = z.infer<typeof sent>

export const partialExitKind: RecordKindRule<PartialExit> = {
  kind: 'partial-exit',
  title: 'Partial exit',
  says: 'Lets one subject of the rules leave while the case stays, or come back.',
  section: 'exit',
  sent,
  body: sent,
  audiences: ['case', 'public'],
  revised: 'never',
  writers: (compiled, route) => (headingsOf(compiled).length === 0 ? [] : exitDeciders(compiled, route)),
  answeredBy: organisationRoles,
  choices: ({ compiled }) => ({ subject: headingsOf(compiled) }),
  refuse(about, { subject, moves, evidence }, { role }) {
    const { compiled, case: found, acted } = about
    if (found.phase !== 'in')
      return refuse('not-allowed-here', `Part of a case leaves while it is in; found the phase "${found.phase}".`)
    const own = ownRecommendation(compiled.regime, found.state.route, role, acted)
    if (own) return own
    const subjects = headingsOf(compiled)
    const title = subjects.find(({ value }) => value === subject)?.label
    if (title === undefined) {
      const known = subjects.map(({ value }) => value).join(', ')
      return refuse('bad-request', `Found the subject "${subject}"; expected one of ${known}.`)
    }
    if (evidence.length === 0)
      return refuse('bad-request', 'Found no evidence; expected one document or figure at least.')
    const last = latestMove(about, subject)
    const isOut = last?.body.moves === 'leaves'
    if (moves === 'returns')
      return isOut ? null : refuse('not-allowed-here', `"${title}" has not left, so it cannot come back.`)
    if (isOut)
      return refuse('too-often', `"${title}" left on ${last.effective}; it leaves again only once it has come back.`)
    return recommended(about, subject, title, role, last)
  },
}

/** Subjects that have left and not come back, each with the day on which it left. */
export function subjectsOut(about: Pick<About, 'records' | 'case'>): ReadonlyMap<string, string> {
  const last = new Map(movesOf(about).map(one => [one.body.subject, one]))
  return new Map(
    [...last].flatMap(([subject, { body, effective }]) => (body.moves === 'leaves' ? [[subject, effective]] : [])),
  )
}

function latestMove(about: About, subject: string): StoredRecord<PartialExit> | undefined {
  return movesOf(about).findLast(({ body }) => body.subject === subject)
}

/** Since the case entered, in the order in which they were written. */
function movesOf({ records, case: found }: Pick<About, 'records' | 'case'>): readonly StoredRecord<PartialExit>[] {
  const since = found.entered ?? found.opened
  return recordsOfKind(records, partialExitKind).filter(({ effective }) => effective >= since)
}

/**
 * Why a subject may not leave for want of a recommendation by another: that the case leave, or a review that finds it or the
 * subject ready, since the subject last came back. Null where it is there, or where the rules name nobody else to make it.
 */
function recommended(
  { compiled, case: found, records, actor }: About,
  subject: string,
  title: string,
  role: string,
  last: StoredRecord<PartialExit> | undefined,
): Refused | null {
  const others = exitRecommenders(compiled, found.state.route).filter(one => one !== role)
  if (others.length === 0) return null
  const since = last?.effective ?? found.entered ?? found.opened
  const theirs = (one: StoredRecord) => others.includes(one.role) && one.actor !== actor.key && one.effective >= since
  const said = [
    ...recordsOfKind(records, recommendationKind)
      .filter(({ body }) => body.on === 'exit')
      .map(one => ({ one, ready: one.body.advice === 'yes' })),
    ...recordsOfKind(records, reviewKind)
      .filter(({ body }) => body.subject === null || body.subject === subject)
      .map(one => ({ one, ready: one.body.outcome === 'ready-to-leave' })),
  ].filter(({ one }) => theirs(one))
  const latest = said.toSorted((a, b) => (a.one.knownAt < b.one.knownAt ? -1 : 1)).at(-1)
  if (latest?.ready) return null
  return refuse(
    'no-recommendation',
    `${latest === undefined ? 'Nobody who recommends exit has found' : 'Whoever recommends exit has last not found'} that "${title}" is ready to leave; expected a recommendation of exit, or a review of it, by ${others.join(' or ')} first.`,
  )
}
