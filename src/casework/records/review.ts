/** A review of a case, or of one subject of it: what was looked at, what came of it, and when the next one is due. */
import { z } from 'zod'
import type { CompiledRegime } from '../../regimes/compiled.ts'
import { dayFromIso, isoFromDay } from '../../regimes/day.ts'
import type { CaseState, Day } from '../../regimes/model.ts'
import { refuse } from '../refused.ts'
import { headingsOf } from './diagnostic-finding.ts'
import { choice, day, lines, oneOf, prose } from './fields.ts'
import { recordsOfKind, type RecordKindRule, type StoredRecord } from './record.ts'
import { exitVoices, organisationRoles } from './writers.ts'

const sent = z.strictObject({
  subject: choice({ label: 'Subject, where it is not the whole case' }).nullable(),
  'looked-at': lines({ label: 'What was looked at', hint: 'One document, figure or visit on each line.' }),
  outcome: oneOf(
    { label: 'Outcome' },
    {
      continue: 'It goes on as planned',
      extend: 'It goes on for longer than planned',
      escalate: 'It should be escalated',
      'ready-to-leave': 'It is ready to leave',
    },
  ),
  says: prose({ label: 'Reasons' }),
  next: day({ label: 'Next review due by' }).nullable(),
})
export type Review = z.infer<typeof sent>

export const reviewKind: RecordKindRule<Review> = {
  kind: 'review',
  title: 'Review',
  says: 'Says after a look at the case whether it goes on, for longer, escalates or is ready to leave.',
  section: 'reviews',
  sent,
  body: sent,
  audiences: ['case'],
  adverse: true,
  revised: 'by-its-writers',
  writers: exitVoices,
  answeredBy: organisationRoles,
  choices: ({ compiled }) => ({ subject: headingsOf(compiled) }),
  refuse({ compiled, case: found }, { subject, 'looked-at': lookedAt, outcome, next }, { on }) {
    if (found.phase !== 'in')
      return refuse('not-allowed-here', `A case is reviewed while it is in; found it in the phase "${found.phase}".`)
    const subjects = headingsOf(compiled).map(({ value }) => value)
    if (subject !== null && !subjects.includes(subject))
      return refuse('bad-request', `Found the subject "${subject}"; expected one of ${subjects.join(', ') || 'none'}.`)
    if (lookedAt.length === 0) return refuse('bad-request', 'Found nothing that was looked at; expected one at least.')
    if (next === null)
      return outcome === 'continue' || outcome === 'extend'
        ? refuse('bad-request', 'The case goes on, and no next review is given. Give the day by which it is due.')
        : null
    return next > on
      ? null
      : refuse('bad-request', `Found the next review due by ${next}; expected a day after ${on}, that of this one.`)
  },
}

export interface NextReview {
  readonly title: string
  readonly due: Day
  /** Role that wrote the review before it, and the day (ISO) of that one. */
  readonly by: string
  readonly after: string
}

/** The reviews that are due next while a case is in: as the latest one of the case, and of each subject, says. */
export function nextReviews(
  compiled: CompiledRegime,
  { state, entered, left }: Pick<CaseState, 'state' | 'entered' | 'left'>,
  records: readonly StoredRecord[],
): readonly NextReview[] {
  if (entered === null || left !== null || compiled.regime.stages.states[state]?.phase !== 'in') return []
  const since = isoFromDay(entered)
  const inOrder = recordsOfKind(records, reviewKind)
    .filter(({ effective }) => effective >= since)
    .toSorted((a, b) => (a.effective < b.effective ? -1 : a.effective > b.effective ? 1 : 0))
  const latest = new Map(inOrder.map(one => [one.body.subject, one]))
  const titles = new Map(headingsOf(compiled).map(({ value, label }) => [value, label]))
  return [...latest.values()].flatMap(({ body: { subject, next }, role, effective }) =>
    next === null
      ? []
      : [
          {
            title: subject === null ? 'Next review of the case' : `Next review: ${titles.get(subject) ?? subject}`,
            due: dayFromIso(next),
            by: role,
            after: effective,
          },
        ],
  )
}
