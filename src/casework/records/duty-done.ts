/**
 * What one organisation of a case has done of a duty, before an event shows it done for the case as a whole; and of a duty that
 * no event shows done for good, because it recurs or the rules name none, that it was done.
 */
import type { CompiledRegime } from '../../regimes/compiled.ts'
import { dayFromIso, isoFromDay, sayDate } from '../../regimes/day.ts'
import type { Day } from '../../regimes/model.ts'
import { resolveRole } from '../../regimes/roles.ts'
import { courseOf, dutiesOf, type DutyOwed } from '../../regimes/standing.ts'
import { nextDue } from '../duty-calendar.ts'
import { leaveToAct, matterIn } from '../grants.ts'
import type { Refused } from '../model.ts'
import { refuse } from '../refused.ts'
import { answeredFrom, type DutyDone, dutyDone, type DutySent, dutySent, owedSince, partDone } from './part-done.ts'
import type { About, Asked, Audience, RecordKindRule, StoredRecord } from './record.ts'
import { appointedRoles, organisationRoles, overseers } from './writers.ts'

export const dutyDoneKind: RecordKindRule<DutyDone, DutySent> = {
  ...dutyDone,
  title: 'Part of a duty done',
  says: 'What one organisation has done of a duty, and on which day.',
  section: 'reviews',
  sent: dutySent,
  audiences: ['public', 'case'],
  revised: 'by-its-writers',
  writers: (compiled, route) =>
    organisationsOwe(compiled, route)
      ? [
          ...organisationRoles(compiled, route),
          ...appointedRoles(compiled, route),
          ...overseers(compiled, route),
          'oversight-analyst',
        ]
      : [],
  choices: about => ({ duty: duties(about).map(({ id, duty }) => ({ value: id, label: duty.title })) }),
  async refuse(about, one, asked) {
    const { organisations } = about.case
    const whose = asked.organisation ?? (organisations.length === 1 ? organisations[0] : undefined)
    if (whose === undefined)
      return refuse(
        'bad-request',
        `This case is of ${organisations.length} organisations, and each does its own part; found none. Say whose part was done: ${organisations.join(' or ')}.`,
      )
    const { before } = asked
    const why = before === null ? newPart(about, one, asked, whose) : nextVersion(about, one, asked, before)
    return (await notTheirs(about, asked.role, whose)) ?? why
  },
  complete: ({ compiled }, one, { before }) => ({
    ...one,
    title: (before?.body as DutyDone | undefined)?.title ?? compiled.regime.duties[one.duty]?.title ?? one.duty,
  }),
  inShort: ({ title, due, done, says }) => [
    { label: 'Duty', text: title },
    ...(due === null ? [] : [{ label: 'Due', text: sayDate(dayFromIso(due)) }]),
    { label: 'Done', text: done === null ? 'Not done after all' : sayDate(dayFromIso(done)) },
    { label: 'What was done', text: says },
  ],
}

/** Whether the rules have a duty that the organisation itself owes. */
function organisationsOwe({ regime }: CompiledRegime, route: string | null): boolean {
  return Object.values(regime.duties).some(({ owner }) => {
    const role = resolveRole(owner, route)
    return role !== null && regime.roles[role]?.kind === 'organisation'
  })
}

/** Duties that the organisations of the case owe now. Where there is but one, without those that an event shows done for it. */
function duties({ compiled, case: found }: About): readonly DutyOwed[] {
  const { state, organisations } = found
  const byEvent = [...courseOf(compiled, state).finishes.values()].flat().map(({ duty }) => duty)
  return dutiesOf(compiled, state).filter(
    ({ id, owner }) =>
      compiled.regime.roles[owner]?.kind === 'organisation' && (organisations.length > 1 || !byEvent.includes(id)),
  )
}

/** Why whoever writes as an organisation may not say what another has done. */
async function notTheirs({ actor, compiled, today, snapshot }: About, role: string, whose: string) {
  return leaveToAct(actor, role, matterIn(await snapshot(), compiled.regime, [whose], today))
}

function newPart(about: About, one: DutySent, { audience }: Asked, whose: string): Refused | null {
  const { case: found, events, records, today } = about
  const known = duties(about)
  const owed = known.find(({ id }) => id === one.duty)
  if (owed === undefined) {
    const expected = known.length === 0 ? ', and there is none' : `: ${known.map(({ id }) => id).join(', ')}`
    return refuse(
      'bad-request',
      `Found the duty "${one.duty}"; expected one that an organisation of the case owes now${expected}. What an event shows done is recorded as that event.`,
    )
  }
  if (one.done === null) return refuse('bad-request', 'Found no day on which it was done; expected one.')
  const meant = owed.duty.public === false ? 'case' : 'public'
  if (audience !== meant) return wrongAudience(audience, meant)
  const since = owedSince(found.state, owed, events)
  const wrong = wrongDueDay(about, owed, one, since) ?? wrongDay(one.done, today, since)
  if (wrong) return wrong
  const asked = { duty: owed.id, due: one.due === null ? null : dayFromIso(one.due) }
  const on = partDone(found.state, records, { ...asked, since: answeredFrom(found.state, owed, events) }, whose)
  if (on === null) return null
  const answer = one.due === null ? '' : ` due on ${one.due}`
  return refuse(
    'too-often',
    `${whose} did its part of "${owed.duty.title}"${answer} on ${isoFromDay(on)}, as a record says. Where that is wrong, write its next version.`,
  )
}

/** A later version puts the day or the words right; of another duty, or for others, a new one is written. */
function nextVersion(
  { today }: About,
  one: DutySent,
  { audience }: Asked,
  { body: was, audience: meant }: StoredRecord,
): Refused | null {
  const before = was as DutyDone
  if (one.duty !== before.duty || one.due !== before.due) {
    const told = ({ duty, due }: DutySent) => `"${duty}"${due === null ? '' : ` due on ${due}`}`
    return refuse(
      'bad-request',
      `Found the duty ${told(one)}; this record is about ${told(before)}. Of another, write a new one.`,
    )
  }
  if (audience !== meant) return wrongAudience(audience, meant)
  return one.done === null ? null : wrongDay(one.done, today, null)
}

function wrongAudience(found: Audience, expected: Audience): Refused {
  return refuse(
    'bad-request',
    `Found the audience "${found}"; expected "${expected}". Whether a duty was done is for everybody, save where the rules keep the duty from the public: then for those who work on the case.`,
  )
}

function wrongDay(done: string, today: string, since: Day | null): Refused | null {
  if (done > today)
    return refuse('bad-request', `Found that it was done on ${done}; expected a day that is not ahead of ${today}.`)
  return since !== null && done < isoFromDay(since)
    ? refuse(
        'bad-request',
        `Found that it was done on ${done}; it is owed since ${isoFromDay(since)}, and what was done before does not answer it. Expected a day from then to ${today}.`,
      )
    : null
}

/** Of a duty that recurs, a due day that has come or is the next; of any other, none. */
function wrongDueDay(
  { case: found, today }: About,
  { duty: { when, title } }: DutyOwed,
  { due }: DutySent,
  since: Day | null,
) {
  const { entered } = found.state
  if (!('every' in when))
    return due === null
      ? null
      : refuse('bad-request', `Found the due day ${due}; "${title}" does not recur. Leave the due day empty.`)
  if (entered === null)
    return refuse('bad-request', `"${title}" falls due from entry on, and the case has not entered.`)
  const next = nextDue(when.every, entered, dayFromIso(today))
  const first = nextDue(when.every, entered, since ?? entered)
  const on = due === null ? null : dayFromIso(due)
  if (on !== null && first <= on && on <= next && nextDue(when.every, entered, on) === on) return null
  return refuse(
    'bad-request',
    `Found ${due === null ? 'no due day' : `the due day ${due}`}; "${title}" recurs, first due on ${isoFromDay(first)} and next on ${isoFromDay(next)}. Give the due day that was answered.`,
  )
}
