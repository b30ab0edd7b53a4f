/** A consultation: with whom, on what question, from when to when. Who answers it is answered, and only then is it closed. */
import { z } from 'zod'
import { isoWords } from '../../evidence/period-words.ts'
import type { CompiledRegime } from '../../regimes/compiled.ts'
import type { Engaged } from '../../regimes/people-schema.ts'
import type { Refused } from '../model.ts'
import { refuse } from '../refused.ts'
import { choice, day, line, oneOf, prose } from './fields.ts'
import { beforeOpening } from './lower-bounds.ts'
import { type About, recordsOfKind, type RecordKindRule, type StoredRecord } from './record.ts'
import { repliesTo } from './reply.ts'
import { appointedRoles, organisationRoles, overseers, rolesOfKind } from './writers.ts'

/** Those who are asked, or who answer. */
export const consulted = {
  'staff-side': 'Staff side',
  councils: 'Councils',
  public: 'Patients and the public',
  others: 'Others',
} as const satisfies Readonly<Record<Engaged, string>>

const sent = z.strictObject({
  with: oneOf({ label: 'With whom' }, consulted),
  question: prose({ label: 'What is asked' }),
  from: day({ label: 'From' }),
  until: day({ label: 'Last day for answers' }),
  owner: choice({ label: 'Who holds it and answers what is said' }),
  document: line({ label: 'Document that it rests on', hint: 'Its title or address.' }, 500).nullable(),
})
export type Consultation = z.infer<typeof sent>

const holders = (compiled: CompiledRegime, route: string | null) => [
  ...overseers(compiled, route),
  ...appointedRoles(compiled, route),
  ...organisationRoles(compiled, route),
]

export const consultationKind: RecordKindRule<Consultation> = {
  kind: 'consultation',
  title: 'Consultation',
  says: 'Asks staff side, councils, the public or others, from one day to another; each answer is answered.',
  section: 'engagement',
  sent,
  body: sent,
  audiences: ['public', 'case'],
  revised: 'by-its-writers',
  writers: holders,
  choices: ({ compiled, case: found }) => ({
    owner: holders(compiled, found.state.route).map(value => ({
      value,
      label: compiled.regime.roles[value]?.title ?? value,
    })),
  }),
  refuse(about, one, { before }) {
    const { compiled, case: found } = about
    const { from, until, owner } = one
    if (until < from) return refuse('bad-request', `Found from ${from} until ${until}; expected the first day first.`)
    const known = holders(compiled, found.state.route)
    if (!known.includes(owner))
      return refuse('bad-request', `Found the role "${owner}"; expected one of ${known.join(', ')}.`)
    const early = beforeOpening(about, 'a consultation from', from)
    return early ?? (before === null ? null : notToBeChanged(about, before as StoredRecord<Consultation>, one))
  },
}

/** Why a consultation may not become another: what was written in its time stays told apart from what was written down afterwards. */
function notToBeChanged(
  { records, today }: Pick<About, 'records' | 'today'>,
  written: StoredRecord<Consultation>,
  { with: whom, from, until }: Consultation,
): Refused | null {
  const was = written.body
  if (closingOf(records, written.id) !== null)
    return refuse('not-allowed-here', 'This consultation is closed, and stays as it was. Begin another.')
  if (isAfterwards(written))
    return until < today
      ? null
      : refuse(
          'bad-request',
          `Found ${until} as its last day; expected a day before ${today}, since it was written down afterwards. Begin another.`,
        )
  if (was.until < today)
    return refuse('not-allowed-here', `This consultation was over with ${was.until}, and stays as it was.`)
  if (was.from <= today && (from !== was.from || whom !== was.with))
    return refuse(
      'not-allowed-here',
      `This consultation began on ${was.from} with ${consulted[was.with]}, and keeps both. Begin another.`,
    )
  if (from !== was.from && from < today)
    return refuse('bad-request', `Found ${from} as its first day; expected ${today} or later.`)
  return until < today
    ? refuse(
        'bad-request',
        `Found ${until} as its last day; expected ${today} or later, since people may have been told.`,
      )
    : null
}

/** Writes down what came by letter. */
const analyst = 'oversight-analyst'

const said = z.strictObject({
  to: choice({ label: 'The consultation that it answers' }),
  from: oneOf({ label: 'Who answers' }, consulted),
  body: line({ label: 'Which body', hint: 'The union, council or group. Name no person.' }).nullable(),
  says: prose({ label: 'What they say' }),
})
export type Response = z.infer<typeof said>

export const responseKind: RecordKindRule<Response> = {
  kind: 'response',
  title: 'Response to a consultation',
  says: 'What staff side, a council, the public or others say to a consultation; it is answered.',
  section: 'engagement',
  sent: said,
  body: said,
  audiences: ['public', 'case'],
  revised: 'by-its-author',
  // What came by letter is written down by an analyst, where the rules know no such role or its holder has no key.
  writers: (compiled, route) => [...rolesOfKind(compiled, route, 'public', 'partner', 'organisation'), analyst],
  answeredBy: holders,
  choices: ({ records, today }) => ({
    to: openConsultations(records, today).map(({ id, body: one }) => ({
      value: id,
      label: `${consulted[one.with]}, until ${isoWords(one.until)}: ${one.question.slice(0, 80)}`,
    })),
  }),
  refuse({ records, today }, { to }, { role, on, audience }) {
    const found = recordsOfKind(records, consultationKind).find(({ id }) => id === to)
    if (found === undefined)
      return refuse('no-such-record', `There is no consultation "${to}" in this case. Read the case again.`)
    const { from, until, owner } = found.body
    if (closingOf(records, to) !== null)
      return refuse('not-in-force', 'This consultation is closed; what is said now cannot be answered in it.')
    if (audience === 'public' && found.audience !== 'public')
      return refuse('bad-request', 'Found a public response to a consultation that is not; expected one for the case.')
    const datesBack = [owner, analyst]
    if (on < today && !datesBack.includes(role))
      return refuse(
        'wrong-role',
        `Found a response of ${on}, written on ${today}; expected one of today. What came before is for ${datesBack.join(' or ')} to write down.`,
      )
    return on < from || on > until
      ? refuse('not-in-force', `The consultation runs from ${from} to ${until}; found ${on}.`)
      : null
  },
}

const closed = z.strictObject({
  to: choice({ label: 'The consultation that is closed' }),
  says: prose({ label: 'What was said, in short' }),
  changed: prose({ label: 'What changes because of it' }),
})

export const consultationCloseKind: RecordKindRule<z.infer<typeof closed>> = {
  kind: 'consultation-close',
  title: 'Close of a consultation',
  says: 'Closes a consultation once its time is over and each response is answered: what was said, and what changes.',
  section: 'engagement',
  sent: closed,
  body: closed,
  audiences: ['public', 'case'],
  goesBy: (_about, { to }) => to,
  revised: 'never',
  writers: holders,
  choices: ({ records }) => ({
    to: unclosed(records).map(({ id, body: one }) => ({
      value: id,
      label: `${consulted[one.with]}, until ${isoWords(one.until)}`,
    })),
  }),
  refuse({ records }, { to }, { role, on, audience }) {
    const found = recordsOfKind(records, consultationKind).find(({ id }) => id === to)
    if (found === undefined)
      return refuse('no-such-record', `There is no consultation "${to}" in this case. Read the case again.`)
    if (audience !== found.audience)
      return refuse(
        'bad-request',
        `The consultation is for the audience "${found.audience}", and so is its close; found "${audience}".`,
      )
    const { owner, until } = found.body
    if (closingOf(records, to) !== null) return refuse('too-often', 'This consultation is closed already.')
    if (role !== owner) return refuse('wrong-role', `This consultation is for ${owner} to close; found ${role}.`)
    if (on <= until)
      return refuse(
        'not-allowed-here',
        `The consultation runs until ${until}; expected a later day than that, found ${on}.`,
      )
    const open = responsesTo(records, to).filter(({ id }) => repliesTo(records, id).length === 0).length
    return open === 0
      ? null
      : refuse(
          'not-allowed-here',
          `${open === 1 ? 'A response is' : `${open} responses are`} unanswered; expected an answer to each. Answer them, then close it.`,
        )
  },
}

/** Responses to a consultation, oldest first. */
export function responsesTo(records: About['records'], id: string): readonly StoredRecord<Response>[] {
  return recordsOfKind(records, responseKind).filter(({ body }) => body.to === id)
}

/** The record that closed a consultation; null while it is not. */
export function closingOf(records: About['records'], id: string) {
  return recordsOfKind(records, consultationCloseKind).find(({ body }) => body.to === id) ?? null
}

/** Consultations to which somebody may respond on a day (ISO). */
export function openConsultations(records: About['records'], on: string): readonly StoredRecord<Consultation>[] {
  return unclosed(records).filter(({ body }) => body.from <= on && on <= body.until)
}

function unclosed(records: About['records']): readonly StoredRecord<Consultation>[] {
  return recordsOfKind(records, consultationKind).filter(({ id }) => closingOf(records, id) === null)
}

/** Whether it was written down only when its last day was over: it is told, and shows of no duty that it was done. */
export function isAfterwards({ knownAt, body }: Pick<StoredRecord<Consultation>, 'knownAt' | 'body'>): boolean {
  return knownAt.slice(0, 10) > body.until
}

/** Its latest version, where everybody may see that and it was written down by its first day; else null. @param versions The first one first. */
export function toldInTime(versions: readonly StoredRecord<Consultation>[]): Consultation | null {
  const [first, latest] = [versions[0], versions.at(-1)]
  if (first === undefined || latest === undefined || latest.audience !== 'public') return null
  return first.knownAt.slice(0, 10) <= latest.body.from && !isAfterwards(latest) ? latest.body : null
}
