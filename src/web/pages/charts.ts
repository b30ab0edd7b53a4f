/** The sector as icons: organisations by metrics, what chance alone would show, and which icons it could explain. */
import { z } from 'zod'
import { peerGroupOf } from '../../assessment/framework.ts'
import { chanceOf, chanceSchema, iconSchema, icons } from '../chart-summary.ts'
import { type ControlChart, controlChartsOf } from '../control-charts.ts'
import { echo, PageFault } from '../fault.ts'
import { contextOf, contextSchema, definePage, type PageRequest } from '../page.ts'
import { variationNames } from '../chart-words.ts'
import { assuranceWords } from '../../charts/icons.ts'

const choiceOf = z.object({ id: z.string(), title: z.string(), count: z.number() })
const cell = z.object({
  metric: z.string(),
  value: z.number(),
  unit: z.string(),
  latest: z.string(),
  latestLabel: z.string(),
  points: z.number(),
  ...iconSchema,
})
const counts = z.object({ concern: z.number(), improvement: z.number(), common: z.number(), short: z.number() })

const schema = contextSchema.extend({
  groups: z.array(choiceOf),
  domains: z.array(choiceOf),
  chosen: z.object({ group: z.string(), domain: z.string() }),
  chance: chanceSchema,
  counts,
  metrics: z.array(z.object({ id: z.string(), name: z.string(), counts })),
  organisations: z.array(
    z.object({ code: z.string(), name: z.string(), region: z.string().nullable(), cells: z.array(cell) }),
  ),
})
export type ChartsModel = z.infer<typeof schema>

/** Organisations of no peer group, and metrics of no domain. */
const other = 'other'

export const chartsPage = definePage<ChartsModel>({
  path: '/charts',
  title: 'Charts',
  summary: 'Icons of organisations by metrics, with the special causes that chance alone would show.',
  parameters: { group: 'peer group, or other', domain: 'domain of the framework, or other' },
  schema,
  template: 'charts.njk',
  view: chartsView,
  pictures: model => ({
    ...icons(model.recordKind, 30),
    variationNames,
    assuranceWords,
    cellOf: (cells: ChartsModel['organisations'][number]['cells'], metric: string) =>
      cells.find(one => one.metric === metric) ?? null,
  }),
  table: model => ({
    columns: [
      'peer_group',
      'code',
      'name',
      'region',
      'metric',
      'metric_name',
      'latest_period',
      'latest',
      'unit',
      'points',
      'variation',
      'may_be_chance',
      'assurance',
    ],
    rows: model.organisations.flatMap(({ code, name, region, cells }) =>
      cells.map(one => [
        model.chosen.group,
        code,
        name,
        region,
        one.metric,
        model.metrics.find(({ id }) => id === one.metric)?.name ?? one.metric,
        one.latestLabel,
        one.value,
        one.unit,
        one.points,
        one.variation,
        one.withheld,
        one.assurance,
      ]),
    ),
  }),
})

function chartsView(request: PageRequest): ChartsModel {
  const { choice, sector, query } = request
  const { framework, snapshot } = choice
  // Which way is better must be known for an icon to be read at a glance; the rest, and
  // series that ended, stand on the organisations' own pages.
  const chartsOf = (code: string) =>
    controlChartsOf(sector, choice, code).filter(({ improvement, ended }) => improvement !== 'neutral' && !ended)
  const charted = [...snapshot.organisations.values()].filter(({ code }) => chartsOf(code).length > 0)
  const byGroup = Map.groupBy(charted, one => peerGroupOf(framework, one.type) ?? other)
  const groups = [...Object.entries(framework['peer-groups']), [other, { title: 'Other organisations' }] as const]
    .map(([id, { title }]) => ({ id, title, count: byGroup.get(id)?.length ?? 0 }))
    .filter(({ count }) => count > 0)
  const group = pick('group', query.get('group'), groups)
  const members = [...(byGroup.get(group) ?? [])].sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))
  const byDomain = Map.groupBy(
    members.flatMap(({ code }) => chartsOf(code)),
    ({ domain }) => domain ?? other,
  )
  const domains = [...Object.entries(framework.domains), [other, { title: 'Other figures' }] as const]
    .map(([id, { title }]) => ({ id, title, count: new Set(byDomain.get(id)?.map(({ metric }) => metric)).size }))
    .filter(({ count }) => count > 0)
  // Where nobody asks, the domain that has most to tell: the most charts with points enough for limits.
  const judged = (id: string) => byDomain.get(id)?.filter(({ series }) => series.display === 'spc').length ?? 0
  const mostFirst = domains.toSorted((a, b) => judged(b.id) - judged(a.id))
  const domain = pick('domain', query.get('domain'), mostFirst)
  const rows = members
    .map(organisation => ({
      organisation,
      charts: chartsOf(organisation.code).filter(one => (one.domain ?? other) === domain),
    }))
    .filter(({ charts }) => charts.length > 0)
  const shown = rows.flatMap(({ charts }) => charts)
  const { chance, withheld } = chanceOf(shown)
  let next = 0
  const metrics = [...Map.groupBy(shown, ({ metric }) => metric)].map(([id, charts]) => ({
    id,
    name: charts[0]?.name ?? id,
    counts: countsOf(charts),
  }))
  return {
    ...contextOf(request),
    groups,
    domains,
    chosen: { group, domain },
    chance,
    counts: countsOf(shown),
    metrics: metrics.sort((a, b) => order(shown, a.id) - order(shown, b.id)),
    organisations: rows.map(({ organisation: { code, name, region }, charts }) => ({
      code,
      name,
      region,
      cells: charts.map(chart => cellOf(chart, withheld[next++] as boolean)),
    })),
  }
}

function cellOf({ metric, unit, latest, known, series }: ControlChart, withheld: boolean) {
  return {
    metric,
    value: latest.value,
    unit,
    latest: latest.text,
    latestLabel: latest.label,
    points: known,
    variation: series.variation,
    withheld,
    assurance: series.assurance,
  }
}

/** Columns stand where the organisation with the most charts has them. */
function order(charts: readonly ControlChart[], metric: string): number {
  return charts.findIndex(one => one.metric === metric)
}

function countsOf(charts: readonly ControlChart[]): z.infer<typeof counts> {
  const of = (start: string) => charts.filter(({ series }) => series.variation.startsWith(start)).length
  return { concern: of('concern'), improvement: of('improvement'), common: of('common'), short: of('none') }
}

/** The id asked for, else the first. Throws PageFault for one that is not there; '' where there is none at all. */
function pick(what: string, asked: string | null, known: readonly { readonly id: string }[]): string {
  if (asked === null || asked === '') return known[0]?.id ?? ''
  if (known.some(({ id }) => id === asked)) return asked
  throw new PageFault(
    404,
    `There is no such ${what}`,
    `No charts are known for the ${what} "${echo(asked)}". Known are ${known.map(({ id }) => id).join(', ')}.`,
  )
}
