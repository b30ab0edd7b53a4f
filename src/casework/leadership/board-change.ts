/** A change of a board: which post, what happened and why, and the review that led to it. By post: no names. */
import { z } from 'zod'
import { refuse } from '../refused.ts'
import { choice, day, line, oneOf, prose, yesNo } from '../records/fields.ts'
import { beforeTheRules } from '../records/lower-bounds.ts'
import { onlyMeasure } from '../records/only-measure.ts'
import { type About, recordsOfKind, type RecordKindRule } from '../records/record.ts'
import { approvals, restsOnApproval, tooSoon, urgency } from '../records/urgency.ts'
import { deciders, organisationRoles, overseers } from '../records/writers.ts'
import { leadershipReviewKind } from './leadership-review.ts'

const sent = z.strictObject({
  post: line({ label: 'Post', hint: 'Such as chair, or director of nursing. Name nobody.' }),
  change: oneOf(
    { label: 'What happened' },
    {
      filled: 'It is filled',
      left: 'It fell free',
      replaced: 'It is filled by somebody else',
      acting: 'It is filled for the time being',
      'new-post': 'It is a new post',
      'ended-post': 'It is no more',
    },
  ),
  from: day({ label: 'From' }),
  why: prose({ label: 'Why' }),
  imposed: yesNo({ label: 'Asked for or made under the regime, and not by the board of its own accord' }),
  review: choice({ label: 'Review of leadership that led to it' }).nullable(),
  ...urgency,
})
export type BoardChange = z.infer<typeof sent>

export const boardChangeKind: RecordKindRule<BoardChange> = {
  kind: 'board-change',
  title: 'Change of the board',
  says: 'Which post of the board changed, why, and whether the regime asked for it.',
  section: 'people',
  sent,
  body: sent,
  audiences: ['case'],
  adverse: true,
  revised: 'by-its-author',
  writers: (compiled, route) => [
    ...new Set([...deciders(compiled, route), ...overseers(compiled, route), ...organisationRoles(compiled, route)]),
  ],
  choices: about => ({
    approval: approvals(about, 'board-change'),
    review: reviewsIn(about).map(({ id, effective, body: { domain } }) => ({
      value: id,
      label: `${domain}, ${effective}`,
    })),
  }),
  restsOn: restsOnApproval,
  refuse(about, one, asked) {
    if (one.review !== null && !reviewsIn(about).some(({ id }) => id === one.review))
      return refuse('no-such-record', `There is no review of leadership "${one.review}" in this case.`)
    if (!one.imposed) return null
    const remedy = { kind: 'board-change', urgency: one, asked } as const
    return (
      beforeTheRules(about, 'a change that the regime made from', one.from) ??
      tooSoon(about, remedy) ??
      onlyMeasure(about, remedy)
    )
  },
}

function reviewsIn({ records }: Pick<About, 'records'>) {
  return recordsOfKind(records, leadershipReviewKind)
}
