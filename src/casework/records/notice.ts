/** Telling the organisation before the public: its contact, what it replied or that it gave no reply, and a note for its staff. */
import { z } from 'zod'
import { refuse } from '../refused.ts'
import { day, line, prose, yesNo } from './fields.ts'
import { beforeTheRules } from './lower-bounds.ts'
import { type About, recordsOfKind, type RecordKindRule } from './record.ts'
import { repliesTo } from './reply.ts'
import { organisationRoles, overseers } from './writers.ts'

const sent = z.strictObject({
  contact: line({ label: 'Who was told', hint: 'The office, such as the board secretary. Name nobody.' }),
  told: day({ label: 'Day on which they were told' }),
  says: prose({ label: 'What they were told' }),
  'none-given': yesNo({ label: 'They were asked, and gave no reply' }),
  'staff-note': prose({ label: 'Note for staff', hint: 'What staff are told before the public.' }).nullable(),
})
export type Notice = z.infer<typeof sent>

export const noticeKind: RecordKindRule<Notice> = {
  kind: 'notice',
  title: 'Notice to the organisation',
  says: 'The organisation is told before the public, may reply, and has a note for its staff.',
  section: 'publication',
  sent,
  body: sent,
  audiences: ['case'],
  revised: 'by-its-writers',
  writers: (compiled, route) => [...overseers(compiled, route), 'oversight-analyst'],
  answeredBy: organisationRoles,
  // It may have been before the case was opened.
  refuse: (about, { told }) =>
    told > about.today
      ? refuse(
          'bad-request',
          `Found that they were told on ${told}; expected a day that is not ahead of ${about.today}.`,
        )
      : beforeTheRules(about, 'that they were told on', told),
}

/** What the organisation is told of: the decision on its entry, or a record. */
export interface ToldOf {
  /** ISO instant at which it was known, and ISO day since which anybody can have been told of it. */
  readonly knownAt: string
  readonly since: string
  /** What that is: "of it since it was written". */
  readonly words: string
}

/**
 * What is still missing before anything adverse is published, in words; null where nothing is. A notice counts that tells of
 * it: written and told since.
 */
export function notToldYet(records: About['records'], { knownAt: known, since, words }: ToldOf): string | null {
  const notice = recordsOfKind(records, noticeKind).findLast(
    // An older notice may have a new version; the day on which they were told is its own.
    ({ knownAt, body: { told } }) => knownAt > known && told >= since,
  )
  if (notice === undefined) return `The organisation’s contact was not told ${words}. Write a notice first.`
  if (!notice.body['none-given'] && repliesTo(records, notice.id).length === 0)
    return 'The organisation has not replied, and nobody has said that it gave no reply.'
  return notice.body['staff-note'] === null ? 'There is no note for its staff yet.' : null
}
