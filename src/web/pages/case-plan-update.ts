/** The next version of a plan: the monthly update, pre-filled; a file instead; and what would change, to be agreed to. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { actionStatuses, planBody } from '../../casework/plan/plan-schema.ts'
import { statusWords } from '../../casework/plan/plan-words.ts'
import { planKind } from '../../casework/records/plan.ts'
import type { PlanVersion } from '../../casework/records/plan-versions.ts'
import { caseSchema } from '../api/case-schemas.ts'
import { kindSchema } from '../api/record-schemas.ts'
import { writableJson } from '../case-sections.ts'
import { caseJson } from '../case-view.ts'
import { PageFault } from '../fault.ts'
import { organisationName } from '../organisation-name.ts'
import { contextOf, contextSchema, definePage, type PageRequest } from '../page.ts'
import { draftOf, monthsFrom } from '../plan-form.ts'
import { planAsked } from './case-plan.ts'

const schema = contextSchema.extend({
  today: z.string(),
  regime: z.object({ id: z.string(), title: z.string(), version: z.string() }),
  case: caseSchema,
  organisation: z.object({ code: z.string(), name: z.string() }),
  organisations: z
    .array(z.object({ code: z.string(), name: z.string() }))
    .meta({ description: 'Those of the case, of which an action may be.' }),
  roles: kindSchema.shape.roles,
  follows: z
    .object({ id: z.uuid(), version: z.int(), month: z.string() })
    .nullable()
    .meta({ description: 'The version that the next one follows; null where there is none.' }),
  draft: planBody
    .nullable()
    .meta({ description: 'The next version as it is pre-filled; null where there is no plan yet.' }),
  prompts: z.array(
    z.object({ of: z.enum(['goal', 'action', 'milestone']), id: z.string(), title: z.string(), question: z.string() }),
  ),
  months: z.array(z.string()).meta({ description: 'Months that the next version may report, the latest first.' }),
})
export type PlanUpdateModel = z.infer<typeof schema>

export const casePlanUpdatePage = definePage<PlanUpdateModel>({
  path: '/cases/:id/plan/update',
  title: 'Next version of a plan',
  summary: 'The monthly update of a plan, pre-filled with what changed since last month; for those who may write it.',
  live: true,
  unlisted: true,
  schema,
  template: 'case-plan-update.njk',
  async view(request) {
    return (await updateAsked(request)).model
  },
  pictures: ({ prompts, months, draft }) => ({
    formKey: randomUUID(),
    statuses: actionStatuses.map(value => ({ value, text: statusWords[value] })),
    // An id may be that of a goal and of an action as well.
    asked: Object.groupBy(prompts, ({ of, id }) => `${of}.${id}`),
    month: draft?.month ?? months[0],
    filled: {},
  }),
})

/** The next version that is asked for, and the versions so far. Throws PageFault where it is not the reader's to write. */
export async function updateAsked(
  request: PageRequest,
): Promise<{ model: PlanUpdateModel; versions: readonly PlanVersion[] }> {
  const { seen, versions, organisation } = await planAsked(request)
  const { found, compiled, today, asKnownAt } = seen.reading
  const roles = asKnownAt === null ? writableJson(seen).find(({ kind }) => kind === planKind.kind)?.roles : undefined
  if (roles === undefined) throw notTheirs(request)
  const last = versions.at(-1)?.record
  const draft = last ? draftOf(last.body, today) : null
  const model = {
    ...contextOf(request),
    recordKind: found.recordKind,
    today,
    regime: { id: compiled.regime.regime, title: compiled.regime.title, version: found.version },
    case: caseJson(seen.reading),
    organisation: {
      code: organisation,
      name: organisationName(request.choice.snapshot, organisation),
    },
    organisations: found.organisations.map(code => ({ code, name: organisationName(request.choice.snapshot, code) })),
    roles,
    follows: last ? { id: last.id, version: last.version, month: last.body.month } : null,
    draft: draft && draft.plan,
    prompts: [...(draft?.prompts ?? [])],
    months: [...(draft?.months ?? monthsFrom(found.opened.slice(0, 7), today))],
  }
  return { model, versions }
}

function notTheirs({ who }: PageRequest): PageFault {
  const todo = who.visitor === null ? 'Sign in as whoever may.' : 'Leave it to whoever keeps it.'
  return new PageFault(403, 'This is not yours to do', `The plan of this case is not yours to write. ${todo}`)
}
