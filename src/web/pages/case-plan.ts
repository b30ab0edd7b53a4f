/** The plan of a case in public: what was promised, what is late, slipped, missed or dropped, what changed since last month. */
import { caseAsked } from '../case-asked.ts'
import { z } from 'zod'
import { type PlanColumn, planColumns } from '../../casework/plan/plan-columns.ts'
import { starterPlan } from '../../casework/plan/plan-starter.ts'
import type { Action, Plan } from '../../casework/plan/plan-schema.ts'
import { planRows } from '../../casework/plan/plan-table.ts'
import { planKind } from '../../casework/records/plan.ts'
import { balanceOf, balancePictures, balanceSchema } from '../balance-view.ts'
import { controlChartsOf } from '../control-charts.ts'
import { writableJson } from '../case-sections.ts'
import { caseHead, caseHeadSchema } from '../case-head.ts'
import { kindSchema } from '../api/record-schemas.ts'
import { roleTitle } from '../event-words.ts'
import { PageFault } from '../fault.ts'
import { organisationName } from '../organisation-name.ts'
import { definePage, type PageRequest } from '../page.ts'
import { measurePicture, measuresOf, measuresSchema } from '../plan-measures.ts'
import { planSchema } from '../plan-schema.ts'
import { planJson, seenPlan, type SeenPlan } from '../plan-view.ts'

const schema = caseHeadSchema.extend({
  inside: z
    .boolean()
    .meta({ description: 'Whether the reader has leave in the case, and sees what is not published.' }),
  plan: planSchema,
  updateBy: z.string().nullable().meta({ description: 'Who owes the next update, in words.' }),
  measures: measuresSchema,
  balance: balanceSchema.meta({ description: 'The balance rule for the organisation asked for, or whose plan it is.' }),
  writable: z
    .array(kindSchema.pick({ kind: true, title: true }))
    .meta({ description: 'What the reader may write next: the plan, its check, its publication, a private worry.' }),
})
type Model = z.infer<typeof schema>

/** Kinds of records that lead a plan on its way. */
const onTheWay = ['plan', 'plan-check', 'publication', 'worry']

export const casePlanPage = definePage<Model>({
  path: '/cases/:id/plan',
  title: 'Plan of a case',
  summary:
    'What was promised, by which post and by when; what is late, slipped, missed or dropped; what changed since last month.',
  parameters: {
    version: 'Number of a version; the latest that the reader may see where left out.',
    organisation: 'Code of one of its organisations: only its actions, and those of all of them.',
  },
  live: true,
  schema,
  template: 'case-plan.njk',
  async view(request) {
    const { choice, sector, query } = request
    const about = await planAsked(request)
    const { seen, organisation } = about
    const { compiled, inside } = seen.reading
    const plan = planJson(about, query.get('organisation') || null)
    const code = plan.only ?? organisation
    const where = { sector, choice, code }
    return {
      ...caseHead(request, seen.reading),
      inside,
      plan,
      updateBy: plan.update?.owner ? roleTitle(compiled.regime, plan.update.owner) : null,
      measures: plan.plan ? measuresOf(where, plan.plan) : [],
      balance: balanceOf(sector, choice, code, controlChartsOf(sector, choice, code)),
      writable: writableJson(seen).filter(({ kind }) => onTheWay.includes(kind)),
    }
  },
  pictures(model, request) {
    const { sector, choice, query } = request
    const { organisation, only, plan } = model.plan
    const code = only ?? organisation
    const name = organisationName(choice.snapshot, code)
    const where = { sector, choice, code, name, recordKind: model.recordKind }
    const about = { recordKind: model.recordKind, organisation: { code, name } }
    return {
      figuresOf: name,
      names: namesOf(model),
      byId: actionsById(plan),
      recorded: Number(query.get('recorded')) || null,
      pictures: Object.fromEntries(
        (plan?.goals ?? []).map(goal => [goal.id, measurePicture(where, goal, plan?.month ?? '')]),
      ),
      balanceCharts: balancePictures(about, model.balance, request, controlChartsOf(sector, choice, code)),
    }
  },
  table({ plan: { plan, organisation }, writable, recordKind, today }) {
    // Whoever is to write the first one is given a table to fill in.
    const mayBegin = writable.some(({ kind }) => kind === planKind.kind)
    const told = plan ?? (mayBegin ? starterPlan(today) : null)
    if (told === null) throw notPublished()
    const [, ...columns] = planColumns satisfies readonly PlanColumn[]
    return {
      columns,
      rows: planRows(told, { recordKind, organisation }).map(([, ...cells]) => cells),
      forSpreadsheets: true,
    }
  },
})

function actionsById(plan: Plan | null): Readonly<Record<string, Action>> {
  return Object.fromEntries((plan?.goals ?? []).flatMap(({ actions }) => actions.map(one => [one.id, one])))
}

/** Names of the organisations by their codes where the case has several; null where there is nothing to tell apart. */
function namesOf({ organisations }: Pick<Model, 'organisations'>): Readonly<Record<string, string>> | null {
  return organisations.length > 1 ? Object.fromEntries(organisations.map(({ code, name }) => [code, name])) : null
}

/** The plan in the address. Throws PageFault where there is no such case or version for this reader. */
export async function planAsked(request: PageRequest): Promise<SeenPlan> {
  const { asking, reading } = await caseAsked(request)
  return seenPlan(asking, reading, request.query.get('version'))
}

export function notPublished(): PageFault {
  return new PageFault(404, 'There is no plan here yet', 'No version of this case’s plan has been published.')
}
