/** The cases of this store, one kind of record at a time: who is under which regime, where each stands, what is due next. */
import { z } from 'zod'
import { caseSchema } from '../api/case-schemas.ts'
import { caseJson } from '../case-view.ts'
import { organisationName } from '../organisation-name.ts'
import { contextOf, contextSchema, definePage } from '../page.ts'
import { count } from '../format.ts'
import { askingOf, type ListedCase, listedCases } from '../cases.ts'
import {
  filterParameters,
  filterShape,
  filterShown,
  offeredSchema,
  readFilter,
  regimesOffered,
} from '../case-filter.ts'

const row = caseSchema.extend({
  regimeTitle: z.string(),
  names: z.array(z.string()).meta({ description: 'Names of the organisations, in the order of their codes.' }),
  since: z.string().meta({ description: 'Day it entered the regime; the day it was opened where it has not.' }),
  next: z
    .object({ title: z.string(), due: z.string(), overdue: z.boolean() })
    .nullable()
    .meta({ description: 'The deadline that runs out next.' }),
})
type Row = z.infer<typeof row>

const schema = contextSchema.extend({
  summary: z.string(),
  today: z.string().meta({ description: 'The product’s day, by which deadlines are judged.' }),
  filter: z.object({
    ...filterShape,
    phase: z.string().nullable(),
  }),
  regimes: offeredSchema,
  cases: z.array(row),
  next: z.string().nullable().meta({ description: 'Cursor of the next page, as `after`.' }),
})
export type CasesModel = z.infer<typeof schema>

export const casesPage = definePage<CasesModel>({
  path: '/cases',
  title: 'Cases',
  summary: 'Organisations under a regime here and now: the stage of each, since when, and what is due next.',
  parameters: {
    ...filterParameters,
    phase: 'only cases before entry (before), in the regime (in) or after it (after)',
    after: 'cursor of a further page',
  },
  live: true,
  schema,
  template: 'cases.njk',
  async view(request) {
    const { sector, choice, query } = request
    const filter = readFilter(query, sector.regimes)
    const { kind, cases, next, today } = await listedCases(askingOf(request), filter)
    const name = (code: string) => organisationName(choice.snapshot, code)
    return {
      ...contextOf(request),
      recordKind: kind,
      summary: summaryOf(cases, next !== null),
      today,
      filter: {
        ...filterShown(filter),
        phase: filter.phase ?? null,
      },
      regimes: regimesOffered(sector.regimes),
      cases: cases.map(one => rowOf(one, name)),
      next,
    }
  },
  table: model => ({
    columns: [
      'id',
      'regime',
      'version',
      'organisations',
      'names',
      'stage',
      'stage_title',
      'phase',
      'opened',
      'entered',
      'closed',
      'next_deadline',
      'next_due',
    ],
    rows: model.cases.map(one => [
      one.id,
      one.regime,
      one.version,
      one.organisations.join(' '),
      one.names.join('; '),
      one.stage,
      one.stageTitle,
      one.phase,
      one.opened,
      one.entered,
      one.closed,
      one.next?.title ?? null,
      one.next?.due ?? null,
    ]),
  }),
})

function rowOf({ ruled, next }: ListedCase, name: (code: string) => string): Row {
  const { found, compiled } = ruled
  return {
    ...caseJson(ruled),
    regimeTitle: compiled.regime.title,
    names: found.organisations.map(name),
    since: found.entered ?? found.opened,
    next,
  }
}

function summaryOf(cases: readonly ListedCase[], more: boolean): string {
  if (cases.length === 0) return 'There are no cases here that you may see.'
  const open = cases.filter(({ ruled: { found } }) => found.closed === null)
  const late = cases.filter(({ next }) => next?.overdue).length
  const shown = `${count(cases.length, 'case')}${more ? ' on this page' : ''}: ${open.length} open, ${cases.length - open.length} closed.`
  return `${shown} ${late === 0 ? 'No deadline has passed unmet.' : `For ${late} a deadline has passed unmet.`}`
}
