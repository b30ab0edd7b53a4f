/** Every metric: those a framework scores, and others that are loaded. */
import { isPublishedFigure } from '../../assessment/framework-parts.ts'
import { z } from 'zod'
import { ruleInWords } from '../../assessment/metric-score.ts'
import { metricName } from '../metric-names.ts'
import { contextOf, contextSchema, definePage } from '../page.ts'
import { periodTitle } from '../sector.ts'

const schema = contextSchema.extend({
  scored: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      domain: z.string(),
      rule: z.string(),
      confidence: z.string().nullable(),
      reported: z.number().meta({ description: 'Organisations with a score in the period.' }),
    }),
  ),
  others: z.array(z.object({ id: z.string(), name: z.string(), periods: z.number(), latest: z.string() })),
})

export const metricsPage = definePage<z.infer<typeof schema>>({
  path: '/metrics',
  title: 'Metrics',
  summary: 'Every metric the framework scores, with its rule in words, and every other metric loaded.',
  schema,
  template: 'metrics.njk',
  view(request) {
    const { choice, sector } = request
    const { framework, snapshot, period } = choice
    const results = period ? sector.work(choice, period.id, 'without-ranges').assessment.organisations : []
    const scored = Object.entries(framework.metrics).map(([id, metric]) => ({
      id,
      name: metric.name,
      domain: framework.domains[metric.domain]?.title ?? metric.domain,
      rule: ruleInWords(framework, metric),
      confidence: metric.confidence ?? null,
      reported: results.filter(one => one.metrics.get(id)?.score).length,
    }))
    const others = snapshot
      .metrics()
      .filter(id => !framework.metrics[id] && !isPublishedFigure(id))
      .map(id => {
        const periods = snapshot.periods(id)
        const latest = periods.at(-1)
        return {
          id,
          name: metricName(framework, id, sector.evidence.metricTitles),
          periods: periods.length,
          latest: latest ? periodTitle(choice, latest) : '',
        }
      })
    return { ...contextOf(request), scored, others }
  },
  table: model => ({
    columns: ['framework', 'period', 'metric', 'name', 'domain', 'rule', 'confidence', 'organisations_scored'],
    rows: model.scored.map(one => [
      model.framework.id,
      model.period?.id ?? null,
      one.id,
      one.name,
      one.domain,
      one.rule,
      one.confidence,
      one.reported,
    ]),
  }),
})
