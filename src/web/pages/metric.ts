/** One metric: how it is spread, what it means, how it is scored, who reports it. */
import { z } from 'zod'
import { toFixed } from '../../assessment/fraction.ts'
import { ruleInWords } from '../../assessment/metric-score.ts'
import { dotStrip } from '../../charts/dot-strip.ts'
import type { Period } from '../../evidence/model.ts'
import { echo, PageFault } from '../fault.ts'
import { count, quantity, words } from '../format.ts'
import { funnelCells, funnelColumns, funnelFor, funnelPicture, funnelSchema } from '../metric-funnel.ts'
import { metricName, metricOf } from '../metric-names.ts'
import { contextOf, contextSchema, definePage, type PageRequest } from '../page.ts'
import { chart } from '../render.ts'
import { periodTitle } from '../sector.ts'

const schema = contextSchema.extend({
  metric: z.object({
    id: z.string(),
    name: z.string(),
    unit: z.string(),
    better: z.string().nullable(),
    domain: z.string().nullable(),
    subDomain: z.string().nullable(),
    measured: z.string().nullable(),
    definition: z.string().nullable(),
    rule: z.string().nullable(),
    reportedBy: z.array(z.string()),
    counts: z.boolean(),
    weight: z.string(),
    clause: z.string().nullable(),
    confidence: z.string().nullable(),
    note: z.string().nullable(),
    relative: z.boolean(),
  }),
  shownPeriod: z.object({ id: z.string(), label: z.string() }).nullable(),
  periods: z.array(z.object({ id: z.string(), label: z.string() })),
  summary: z.string(),
  funnel: funnelSchema.nullable().meta({ description: 'Where counts stand behind the metric and are loaded.' }),
  rows: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      group: z.string(),
      status: z.string(),
      value: z.number().nullable(),
      text: z.string(),
      score: z.string().nullable(),
      rank: z.number().nullable(),
      pool: z.number().nullable(),
      basis: z.string().nullable(),
    }),
  ),
})
export type MetricModel = z.infer<typeof schema>

export const metricPage = definePage<MetricModel>({
  path: '/metrics/:id',
  title: 'Metric',
  summary: 'One metric: distribution, definition, scoring rule, who reports it.',
  parameters: { of: 'period of the values, where it is not a period of the framework' },
  schema,
  view: metricView,
  template: 'metric.njk',
  pictures: model => ({
    distribution: distribution(model),
    funnelChart:
      model.funnel &&
      funnelPicture(model.funnel, {
        id: 'funnel',
        title: `${model.metric.name}, ${model.shownPeriod?.label ?? ''}: funnel plot`,
        recordKind: model.recordKind,
      }),
  }),
  table: model => ({
    columns: [
      'framework',
      'period',
      'metric',
      'code',
      'name',
      'group',
      'status',
      'value',
      'unit',
      'score',
      'place_in_pool',
      'pool',
      'basis',
      ...(model.funnel ? funnelColumns(model.funnel) : []),
    ],
    rows: model.rows.map(one => [
      model.framework.id,
      model.shownPeriod?.id ?? null,
      model.metric.id,
      one.code,
      one.name,
      one.group,
      one.status,
      one.value,
      model.metric.unit,
      one.score,
      one.rank,
      one.pool,
      one.basis,
      ...(model.funnel ? funnelCells(model.funnel, one.code) : []),
    ]),
  }),
})

function metricView(request: PageRequest): MetricModel {
  const { choice, sector, params, query } = request
  const { framework, snapshot, period } = choice
  const id = params['id'] ?? ''
  const found = metricOf(framework, id)
  const key = found?.key ?? id
  const periods = snapshot.periods(id)
  if (!found && periods.length === 0) {
    throw new PageFault(
      404,
      'We do not know this metric',
      `No framework scores "${echo(id)}" and nothing loaded holds it. The metrics page lists those we know.`,
    )
  }
  const asked = query.get('of')
  const shown = periods.find(one => one.id === (asked ?? period?.id)) ?? (asked ? null : periods.at(-1)) ?? null
  const assessable = choice.periods.some(one => one.id === shown?.id) ? shown : period && !shown ? period : null
  const results = new Map(
    assessable
      ? sector.work(choice, assessable.id, 'without-ranges').assessment.organisations.map(one => [one.code, one])
      : [],
  )
  const values = shown ? snapshot.values(id, shown.id) : new Map()
  const codes = new Set([
    ...values.keys(),
    ...[...results.values()].filter(one => one.metrics.get(key)?.score).map(one => one.code),
  ])
  const metric = found?.metric
  const unit = metric?.unit ?? [...values.values()][0]?.unit ?? ''
  const rows = [...codes].map(code => {
    const organisation = snapshot.organisations.get(code)
    const result = results.get(code)
    const scored = result?.metrics.get(key)
    const observation = values.get(code)
    const group = result
      ? (framework['peer-groups'][result.peerGroup]?.title ?? result.peerGroup)
      : organisation?.type
        ? words(organisation.type)
        : 'Type not known'
    return {
      code,
      name: organisation?.name ?? code,
      group,
      status: observation?.status ?? 'missing',
      value: observation?.value ?? null,
      text:
        observation?.status === 'value'
          ? quantity(observation.text, unit)
          : observation
            ? words(observation.status)
            : 'Not published',
      score: scored?.score ? toFixed(scored.score) : null,
      rank: scored?.rank ?? null,
      pool: scored?.pool ?? null,
      basis: scored?.basis ?? null,
    }
  })
  rows.sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))
  const label = (one: Period) => ({ id: one.id, label: periodTitle(choice, one) })
  const head = shown ?? assessable
  const behind = sector.evidence.counts.get(id)
  return {
    ...contextOf(request),
    metric: {
      id,
      name:
        found && found.key !== id
          ? `${found.metric.name}, published score`
          : (metric?.name ?? metricName(framework, id, sector.evidence.metricTitles)),
      unit,
      better: metric && metric.better !== 'none' ? metric.better : null,
      domain: metric ? (framework.domains[metric.domain]?.title ?? null) : null,
      subDomain: metric?.['sub-domain'] ?? null,
      measured: metric?.measured ?? null,
      definition: metric?.definition ?? null,
      rule: metric ? ruleInWords(framework, metric) : null,
      reportedBy: (metric?.['reported-by'] ?? (metric ? Object.keys(framework['peer-groups']) : [])).map(
        group => framework['peer-groups'][group]?.title ?? group,
      ),
      counts: metric?.counts ?? false,
      weight: String(metric?.weight ?? 1),
      clause: metric?.clause ?? null,
      confidence: metric?.confidence ?? null,
      note: metric?.note ?? null,
      relative: metric !== undefined && 'ranked' in metric.score,
    },
    shownPeriod: head ? label(head) : null,
    periods: periods.map(label),
    funnel:
      shown && behind
        ? funnelFor(behind, snapshot, shown, one => metricName(framework, one, sector.evidence.metricTitles))
        : null,
    summary: summaryOf(rows, unit, head ? periodTitle(choice, head) : ''),
    rows,
  }
}

function summaryOf(rows: MetricModel['rows'], unit: string, period: string): string {
  const known = rows.flatMap(row => (row.value === null ? [] : [row.value])).sort((a, b) => a - b)
  if (known.length === 0)
    return rows.length === 0
      ? 'Nothing is loaded for this metric in this period.'
      : `No values are published for this metric; ${count(rows.length, 'organisation has', 'organisations have')} a score.`
  // The middle value: with an even number, the lower of the two, so that it is a value somebody reported.
  const middle = known[Math.floor((known.length - 1) / 2)] as number
  const say = (value: number) => quantity(Number(value.toFixed(2)), unit)
  return `${count(known.length, 'organisation')} reported it for ${period}, from ${say(known[0] as number)} to ${say(known.at(-1) as number)}; half are at ${say(middle)} or below.`
}

function distribution(model: MetricModel): unknown {
  const known = model.rows.filter(row => row.value !== null)
  if (known.length < 2) return null
  const values = known.map(row => row.value as number)
  const lo = Math.min(...values)
  const hi = Math.max(...values)
  // The largest group first, as on the first page.
  const groups = [...Map.groupBy(known, row => row.group)].sort(
    ([a, one], [b, other]) => other.length - one.length || a.localeCompare(b, 'en-GB'),
  )
  const about = {
    id: 'distribution',
    title: `${model.metric.name}, ${model.shownPeriod?.label ?? ''}: one mark for each organisation`,
    description: `${model.summary} The table below holds every figure.`,
    recordKind: model.recordKind,
  }
  return chart(about, frame =>
    dotStrip(frame, {
      groups: groups.map(([title, rows]) => ({
        title,
        dots: rows.map(row => ({
          name: row.name,
          value: row.value as number,
          range: null,
          segment: null,
          shape: 'circle' as const,
        })),
      })),
      domain: lo === hi ? [lo - 1, hi + 1] : [lo, hi],
      cuts: [],
      axis: model.metric.unit === '%' ? 'Per cent' : words(model.metric.unit || 'Value'),
    }),
  )
}
