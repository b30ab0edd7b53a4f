/** How each month of a case went: as the organisation sees it beside the director sent in, and where the two differ. */
import { caseAsked } from '../case-asked.ts'
import { z } from 'zod'
import {
  courses,
  type MonthlyAssessment,
  monthlyFields,
  type MonthlyField,
  type MonthSeen,
  monthsSeen,
} from '../../casework/records/monthly-assessment.ts'
import type { StoredRecord } from '../../casework/records/record.ts'
import { type CaseRecords, recordsOf } from '../case-records.ts'
import { caseHead, caseHeadSchema } from '../case-head.ts'
import { roleTitle } from '../event-words.ts'
import { count } from '../format.ts'
import { definePage } from '../page.ts'

const fieldIds = Object.keys(monthlyFields) as [MonthlyField, ...MonthlyField[]]
const viewSchema = z.object({
  id: z.uuid(),
  by: z.string().meta({ description: 'Whose view, by role.' }),
  on: z.string(),
  says: z.string(),
  audience: z.enum(['public', 'case', 'restricted']),
  published: z.string().nullable().meta({ description: 'Day on which it was published; null where it was not.' }),
})
const schema = caseHeadSchema.extend({
  summary: z.string(),
  fields: z.array(z.object({ field: z.enum(fieldIds), title: z.string() })),
  months: z
    .array(
      z.object({
        month: z.string(),
        organisation: viewSchema
          .nullable()
          .meta({ description: 'Null where it said nothing that the reader may see.' }),
        director: viewSchema.nullable(),
        differ: z.int().nullable().meta({ description: 'On how many fields; null where one of the two is missing.' }),
        fields: z.array(
          z.object({
            field: z.enum(fieldIds),
            organisation: z.string().nullable(),
            director: z.string().nullable(),
            differ: z.boolean().nullable(),
          }),
        ),
      }),
    )
    .meta({ description: 'Latest first.' }),
})
export type MonthsModel = z.infer<typeof schema>

export const caseMonthsPage = definePage<MonthsModel>({
  path: '/cases/:id/months',
  title: 'Months of a case',
  summary:
    'How each month went, as the organisation and as the director sent in see it, side by side; where they differ.',
  live: true,
  schema,
  template: 'case-months.njk',
  async view(request) {
    const { asking, reading } = await caseAsked(request)
    const { found, compiled } = reading
    const seen = await recordsOf(asking, reading)
    const records = seen.records.map(({ latest }) => latest)
    const months = monthsSeen({ compiled, case: found, records }).map(one => monthJson(one, seen))
    return {
      ...caseHead(request, reading),
      summary: summaryOf(months, reading.inside),
      fields: fieldIds.map(field => ({ field, title: monthlyFields[field] })),
      months,
    }
  },
  table: model => ({
    columns: ['case', 'month', 'field', 'title', 'organisation_says', 'director_says', 'differ'],
    rows: model.months.flatMap(({ month, fields }) =>
      fields.map(one => [
        model.case.id,
        month,
        one.field,
        monthlyFields[one.field],
        one.organisation,
        one.director,
        one.differ === null ? null : one.differ ? 'differ' : 'agree',
      ]),
    ),
  }),
})

function monthJson(
  { month, organisation, director, differ }: MonthSeen,
  { reading, publishedOn }: CaseRecords,
): MonthsModel['months'][number] {
  const { regime } = reading.compiled
  const view = (one: StoredRecord<MonthlyAssessment> | null) =>
    one && {
      id: one.id,
      by: roleTitle(regime, one.role),
      on: one.effective,
      says: one.body.says,
      audience: one.audience,
      published: publishedOn(one),
    }
  return {
    month,
    organisation: view(organisation),
    director: view(director),
    differ: differ && differ.length,
    fields: fieldIds.map(field => ({
      field,
      organisation: organisation && courses[organisation.body[field]],
      director: director && courses[director.body[field]],
      differ: differ && differ.includes(field),
    })),
  }
}

function summaryOf(months: MonthsModel['months'], inside: boolean): string {
  if (months.length === 0)
    return inside ? 'Nobody has said yet how a month went.' : 'Nothing of how a month went is public.'
  const both = months.filter(one => one.differ !== null)
  const differing = both.filter(one => one.differ !== 0).length
  const told = `${count(months.length, 'month')} told, ${both.length} by both sides.`
  return both.length === 0 ? told : `${told} In ${differing} of these they differ.`
}
