/** The control charts of one organisation: every series long enough to draw, with both icons and a plain sentence. */
import { z } from 'zod'
import { chartPicture } from '../chart-picture.ts'
import { chanceOf, chanceSchema, chartRow, chartRowSchema, icons } from '../chart-summary.ts'
import { controlChartsOf, type ControlChart, fewestPoints } from '../control-charts.ts'
import { echo, PageFault } from '../fault.ts'
import { contextOf, contextSchema, definePage, type PageRequest } from '../page.ts'
import { requireOrganisation } from './organisation.ts'

const point = z.object({
  period: z.string(),
  label: z.string(),
  start: z.string(),
  value: z.number().nullable(),
  variation: z.string(),
  rules: z.array(z.string()),
  mean: z.number().nullable(),
  lowerLimit: z.number().nullable(),
  upperLimit: z.number().nullable(),
})

const schema = contextSchema.extend({
  organisation: z.object({ code: z.string(), name: z.string() }),
  profile: z.string(),
  fewestPoints: z.number(),
  chosen: z.object({ domain: z.string(), show: z.enum(['directed', 'special', 'all']) }),
  domains: z.array(z.object({ id: z.string(), title: z.string() })),
  all: z.number().meta({ description: 'Charts there are, before filters.' }),
  chance: chanceSchema,
  charts: z.array(
    chartRowSchema.extend({
      unit: z.string(),
      targetBecause: z.string().nullable(),
      display: z.enum(['spc', 'run-chart']),
      mean: z.number().nullable(),
      median: z.number().nullable(),
      lowerLimit: z.number().nullable(),
      upperLimit: z.number().nullable(),
      rebase: z.string().nullable(),
      caution: z.string().nullable(),
      series: z.array(point),
    }),
  ),
})
export type OrganisationChartsModel = z.infer<typeof schema>

/** What belongs to no domain of the framework. */
const other = { id: 'other', title: 'Other figures' } as const

export const organisationChartsPage = definePage<OrganisationChartsModel>({
  path: '/organisations/:code/charts',
  title: 'Charts of an organisation',
  summary: 'Control charts of one organisation, with icons for variation and assurance, and what chance would show.',
  parameters: {
    domain: 'only metrics of this domain of the framework, or other',
    show: 'directed (metrics of which it is known which way is better), special (special cause only) or all',
  },
  schema,
  template: 'organisation-charts.njk',
  view(request) {
    const { choice, query } = request
    const organisation = requireOrganisation(request)
    const all = controlChartsOf(request.sector, choice, organisation.code)
    const { chance, withheld } = chanceOf(all)
    const domains = domainsOf(request, all)
    const chosen = { domain: query.get('domain') ?? '', show: showOf(query.get('show'), all) }
    if (chosen.domain !== '' && !domains.some(({ id }) => id === chosen.domain))
      throw new PageFault(
        404,
        'There is no such domain',
        `No chart of ${organisation.name} belongs to "${echo(chosen.domain)}". The domains are ${domains.map(({ id }) => id).join(', ')}.`,
      )
    return {
      ...contextOf(request),
      organisation: { code: organisation.code, name: organisation.name },
      profile: 'making-data-count',
      fewestPoints,
      chosen,
      domains,
      all: all.length,
      chance,
      charts: all.flatMap((chart, i) =>
        isShown(chart, chosen) ? [chartModel(chart, withheld[i] as boolean, choice.framework.domains)] : [],
      ),
    }
  },
  pictures: (model, { sector, choice }) => {
    const byMetric = new Map(controlChartsOf(sector, choice, model.organisation.code).map(one => [one.metric, one]))
    return {
      ...icons(model.recordKind),
      pictureOf: (metric: string) =>
        chartPicture(
          byMetric.get(metric) as ControlChart,
          `chart-${metric}`,
          model.organisation.name,
          model.recordKind,
        ),
    }
  },
  table: model => ({
    columns: [
      'code',
      'name',
      'metric',
      'metric_name',
      'domain',
      'unit',
      'better',
      'granularity',
      'period',
      'value',

      'mean',
      'lower_limit',
      'upper_limit',
      'target',
      'point_variation',
      'rules',
      'chart_variation',
      'may_be_chance',
      'assurance',
      'profile',
    ],
    rows: model.charts.flatMap(chart =>
      chart.series.map(one => [
        model.organisation.code,
        model.organisation.name,
        chart.metric,
        chart.name,
        chart.domain,
        chart.unit,
        chart.improvement,
        chart.granularity,
        one.period,
        one.value,
        one.mean,
        one.lowerLimit,
        one.upperLimit,
        chart.targetValue,
        one.variation,
        one.rules.join(' '),
        chart.variation,
        chart.withheld,
        chart.assurance,
        model.profile,
      ]),
    ),
  }),
})

function domainsOf({ choice }: PageRequest, charts: readonly ControlChart[]): OrganisationChartsModel['domains'] {
  const used = new Set(charts.map(({ domain }) => domain))
  const own = Object.entries(choice.framework.domains).map(([id, { title }]) => ({ id, title }))
  return [...own.filter(({ id }) => used.has(id)), ...(used.has(null) ? [other] : [])]
}

/** Directed unless told otherwise; all where no series has a direction. */
function showOf(asked: string | null, charts: readonly ControlChart[]): 'directed' | 'special' | 'all' {
  if (asked === 'special' || asked === 'all' || asked === 'directed') return asked
  return charts.some(({ improvement }) => improvement !== 'neutral') ? 'directed' : 'all'
}

function isShown(chart: ControlChart, { domain, show }: OrganisationChartsModel['chosen']): boolean {
  if (domain !== '' && (chart.domain ?? other.id) !== domain) return false
  const { variation } = chart.series
  if (show === 'special') return variation !== 'common-cause' && variation !== 'none'
  return show === 'all' || chart.improvement !== 'neutral'
}

function chartModel(
  chart: ControlChart,
  withheld: boolean,
  domains: Readonly<Record<string, { readonly title: string }>>,
): OrganisationChartsModel['charts'][number] {
  const { series, periods, labels } = chart
  return {
    ...chartRow(chart, withheld, domains),
    unit: chart.unit,
    targetBecause: chart.targetBecause,
    display: series.display,
    mean: series.mean,
    median: series.median,
    lowerLimit: series.lowerLimit,
    upperLimit: series.upperLimit,
    rebase: chart.rebase,
    caution: chart.caution,
    series: series.points.map((one, i) => ({
      period: periods[i]?.id ?? one.date,
      label: labels[i] ?? one.date,
      start: one.date,
      value: one.value,
      variation: one.variation,
      rules: [...one.rules],
      mean: one.mean,
      lowerLimit: one.lowerLimit,
      upperLimit: one.upperLimit,
    })),
  }
}
