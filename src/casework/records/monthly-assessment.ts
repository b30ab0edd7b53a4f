/**
 * How the month went: as the organisation sees it, and as the director or adviser sent in sees it. Each writes their own; the
 * two are shown side by side, and where they differ it is said.
 */
import { z } from 'zod'
import { refuse } from '../refused.ts'
import { line, oneOf, prose } from './fields.ts'
import { type About, recordsOfKind, type RecordKindRule, type StoredRecord } from './record.ts'
import { organisationRoles, rolesOfKind } from './writers.ts'

export const courses = { better: 'Better', same: 'No change', worse: 'Worse', 'not-known': 'Not known' } as const

const course = (label: string) => oneOf({ label }, courses)

/** What is judged each month. */
export const monthlyFields = {
  plan: 'Progress with the plan',
  leadership: 'Board and leadership',
  staff: 'Staff and clinicians',
  quality: 'Quality and safety',
  money: 'Money',
} as const
export type MonthlyField = keyof typeof monthlyFields

const sent = z.strictObject({
  month: line({ label: 'Month', hint: 'Such as 2026-03.' }, 7),
  plan: course(monthlyFields.plan),
  leadership: course(monthlyFields.leadership),
  staff: course(monthlyFields.staff),
  quality: course(monthlyFields.quality),
  money: course(monthlyFields.money),
  says: prose({ label: 'In a few sentences' }),
})
export type MonthlyAssessment = z.infer<typeof sent>

export const monthlyAssessmentKind: RecordKindRule<MonthlyAssessment> = {
  kind: 'monthly-assessment',
  title: 'How the month went',
  says: 'The organisation, and the director sent in, each say how the month went; differences are shown.',
  section: 'reviews',
  sent,
  body: sent,
  audiences: ['case'],
  adverse: true,
  revised: 'by-its-author',
  writers: (compiled, route) => [...organisationRoles(compiled, route), ...rolesOfKind(compiled, route, 'appointed')],
  refuse(about, { month }, { role, before }) {
    if (!/^20\d{2}-(0[1-9]|1[0-2])$/.test(month) || month > about.today.slice(0, 7))
      return refuse('bad-request', `Found the month "${month}"; expected one such as 2026-03, not ahead of today.`)
    const said = recordsOfKind(about.records, monthlyAssessmentKind).find(
      one => one.body.month === month && one.role === role && one.id !== before?.id,
    )
    return said ? refuse('bad-request', `${role} has said how ${month} went. Write the next version of that.`) : null
  },
}

/** One month as each side saw it. */
export interface MonthSeen {
  readonly month: string
  readonly organisation: StoredRecord<MonthlyAssessment> | null
  readonly director: StoredRecord<MonthlyAssessment> | null
  /** What the two see differently; null where one of them has said nothing. */
  readonly differ: readonly MonthlyField[] | null
}

/** Months of which anybody said how they went, latest first. */
export function monthsSeen({
  compiled,
  case: found,
  records,
}: Pick<About, 'compiled' | 'case' | 'records'>): readonly MonthSeen[] {
  const own = organisationRoles(compiled, found.state.route)
  const byMonth = Map.groupBy(recordsOfKind(records, monthlyAssessmentKind), one => one.body.month)
  return [...byMonth]
    .map(([month, all]) => {
      const organisation = all.find(one => own.includes(one.role)) ?? null
      const director = all.find(one => !own.includes(one.role)) ?? null
      return {
        month,
        organisation,
        director,
        differ: organisation && director && differences(organisation.body, director.body),
      }
    })
    .toSorted((a, b) => (a.month < b.month ? 1 : -1))
}

function differences(a: MonthlyAssessment, b: MonthlyAssessment): readonly MonthlyField[] {
  return (Object.keys(monthlyFields) as MonthlyField[]).filter(field => a[field] !== b[field])
}
