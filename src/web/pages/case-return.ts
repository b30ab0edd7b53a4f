/**
 * The month’s return of a case on one page, for the director sent in or whoever acts for the organisation: what changed in
 * the plan, what its measures say, how the month went, what they are worried about, what is due by them, and how far it is
 * on its way to the public.
 */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { actionStatuses } from '../../casework/plan/plan-schema.ts'
import { statusWords } from '../../casework/plan/plan-words.ts'
import { monthlyAssessmentKind } from '../../casework/records/monthly-assessment.ts'
import { worryKind } from '../../casework/records/worry.ts'
import { type CaseRecords, kindOf, type SeenRecord } from '../case-records.ts'
import { threadSchema, threadsOf } from '../case-sections.ts'
import { caseHead, caseHeadSchema } from '../case-head.ts'
import { roleTitle } from '../event-words.ts'
import { echo, PageFault } from '../fault.ts'
import { definePage, type PageRequest } from '../page.ts'
import { measuresOf, measuresSchema } from '../plan-measures.ts'
import {
  dueByUs,
  dueSchema,
  monthPlan,
  monthPlanSchema,
  monthsOf,
  ourOrganisations,
  ourRoles,
  stepsOf,
  stepSchema,
} from '../month-return.ts'
import { filledOf } from '../record-fields.ts'
import { planAsked } from './case-plan.ts'
import { formSchema, recordForm } from './case-records.ts'

const schema = caseHeadSchema.extend({
  as: z.array(z.string()).meta({ description: 'In which roles the reader reports, by their titles.' }),
  month: z.string().meta({ description: 'The month reported, such as 2026-05.' }),
  months: z.array(z.string()).meta({ description: 'Months that may be reported, the latest first.' }),
  steps: z.array(stepSchema).meta({ description: 'How far the update is on its way to the public.' }),
  plan: monthPlanSchema,
  measures: measuresSchema.meta({ description: 'Control-chart verdicts on the plan’s own measures.' }),
  assessment: z.object({
    form: formSchema.nullable(),
    written: z.array(threadSchema).meta({ description: 'What was said of this month, by either side.' }),
  }),
  worry: z.object({
    form: formSchema.nullable(),
    written: z.array(threadSchema).meta({ description: 'Restricted; those that the reader may see, latest first.' }),
  }),
  due: z.array(dueSchema),
})
export type ReturnModel = z.infer<typeof schema>
type Thread = z.infer<typeof threadSchema>

export const caseReturnPage = definePage<ReturnModel>({
  path: '/cases/:id/return',
  title: 'Monthly return of a case',
  summary:
    'The month on one page, for the director sent in or whoever acts for the organisation: plan, measures, how it went, private worries, what is due, and the way to the public.',
  parameters: { month: 'The month reported, such as 2026-05; the next one of the plan where left out.' },
  live: true,
  unlisted: true,
  schema,
  template: 'case-return.njk',
  async view(request) {
    const { choice, sector } = request
    const planned = await planAsked(request)
    const { seen, versions, organisation } = planned
    const { compiled } = seen.reading
    const roles = ourRoles(seen)
    const actor = request.who.visitor?.actor
    if (roles.length === 0 || actor === undefined) throw notTheirs(request)
    const months = monthsOf(planned)
    const month = monthAsked(request, months.default)
    const reported = versions.findLast(({ record }) => record.body.month === month) ?? versions.at(-1)
    const threads = threadsOf(seen)
    const own = ownAssessment(seen, month, roles)
    return {
      ...caseHead(request, seen.reading),
      as: roles.map(role => roleTitle(compiled.regime, role)),
      month,
      months: [...new Set([month, ...months.all])].toSorted().toReversed(),
      steps: stepsOf(planned, month),
      plan: monthPlan(planned, month),
      measures: reported ? measuresOf({ sector, choice, code: organisation }, { ...reported.record.body, month }) : [],
      assessment: {
        form: recordForm(seen, kindOf(monthlyAssessmentKind.kind), own),
        written: threads.filter(one => one.kind === monthlyAssessmentKind.kind && monthOf(one) === month),
      },
      worry: {
        form: recordForm(seen, kindOf(worryKind.kind), null),
        written: threads.filter(({ kind }) => kind === worryKind.kind).toReversed(),
      },
      due: dueByUs(planned, roles, ourOrganisations(seen, roles, actor, choice.snapshot)),
    }
  },
  pictures({ plan, assessment, month }, { query }) {
    const before = assessment.written.find(one => one.id === assessment.form?.follows?.id)
    return {
      formKey: randomUUID(),
      statuses: actionStatuses.map(value => ({ value, text: statusWords[value] })),
      asked: Object.groupBy(plan.update?.prompts ?? [], ({ of, id }) => `${of}.${id}`),
      filled: before
        ? { ...filledOf(monthlyAssessmentKind, before.body), audience: before.audience }
        : { 'body.month': month },
      written: query.get('written'),
    }
  },
})

function monthAsked({ query }: PageRequest, otherwise: string): string {
  const asked = query.get('month') || otherwise
  if (/^20\d{2}-(0[1-9]|1[0-2])$/.test(asked)) return asked
  throw new PageFault(400, 'This is not a month', `Found "${echo(asked)}"; expected one such as 2026-05.`)
}

/** What the reader said of the month, to be said better; null where they have said nothing. */
function ownAssessment({ records }: CaseRecords, month: string, roles: readonly string[]): SeenRecord | null {
  return (
    records.find(
      ({ rule, latest, mayRevise }) =>
        rule.kind === monthlyAssessmentKind.kind &&
        mayRevise &&
        roles.includes(latest.role) &&
        (latest.body as { readonly month: string }).month === month,
    ) ?? null
  )
}

function monthOf({ body }: Thread): string {
  return (body as { readonly month: string }).month
}

function notTheirs({ who }: PageRequest): PageFault {
  const todo = who.visitor === null ? 'Sign in as one of them.' : 'How each month went is on the page of months.'
  return new PageFault(
    403,
    'This is not yours to do',
    `The month’s return is for whoever acts for the organisation and for the director or adviser sent in. ${todo}`,
  )
}
