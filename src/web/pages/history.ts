/** Every version of one value: what was published, when it became known, and what replaced it. */
import { z } from 'zod'
import { echo, PageFault } from '../fault.ts'
import { quantity, words } from '../format.ts'
import { metricName, metricOf } from '../metric-names.ts'
import { contextOf, contextSchema, definePage } from '../page.ts'
import { requireOrganisation } from './organisation.ts'

const schema = contextSchema.extend({
  organisation: z.object({ code: z.string(), name: z.string() }),
  metric: z.object({ id: z.string(), name: z.string() }),
  of: z.object({ id: z.string(), label: z.string() }),
  versions: z.array(
    z.object({
      value: z.string(),
      printed: z.string(),
      status: z.string(),
      knownAt: z.string(),
      replacedAt: z.string().nullable(),
      importId: z.number(),
      file: z.string(),
      row: z.number(),
    }),
  ),
})

export const historyPage = definePage<z.infer<typeof schema>>({
  path: '/data/observations/:code/:metric/:of',
  title: 'Versions of a value',
  summary: 'Every version of one value as it was published then; corrections add versions and never overwrite.',
  schema,
  template: 'history.njk',
  async view(request) {
    const { choice, sector, params } = request
    const organisation = requireOrganisation(request)
    const metric = params['metric'] ?? ''
    const period = params['of'] ?? ''
    const versions = (await sector.evidence.history({ organisation: organisation.code, metric, period })).filter(
      one => choice.asKnownAt === null || one.import.knownAt <= choice.asKnownAt,
    )
    const latest = versions.at(-1)
    if (!latest) {
      throw new PageFault(
        404,
        'There is no such value',
        `Nothing loaded holds "${echo(metric)}" of ${organisation.name} for "${echo(period)}".`,
      )
    }
    const unit = metricOf(choice.framework, metric)?.metric.unit
    return {
      ...contextOf(request),
      organisation: { code: organisation.code, name: organisation.name },
      metric: { id: metric, name: metricName(choice.framework, metric, sector.evidence.metricTitles) },
      of: { id: period, label: latest.observation.period.label },
      versions: versions.map(({ observation, import: record, supersededBy }) => ({
        value:
          observation.status === 'value'
            ? quantity(observation.text, unit ?? observation.unit)
            : words(observation.status),
        printed: observation.text,
        status: observation.status,
        knownAt: record.knownAt,
        replacedAt:
          supersededBy && (choice.asKnownAt === null || supersededBy.knownAt <= choice.asKnownAt)
            ? supersededBy.knownAt
            : null,
        importId: record.id,
        file: record.fileName,
        row: observation.source.row,
      })),
    }
  },
  table: model => ({
    columns: ['code', 'metric', 'period', 'status', 'printed', 'known_at', 'replaced_at', 'import', 'file', 'row'],
    rows: model.versions.map(one => [
      model.organisation.code,
      model.metric.id,
      model.of.id,
      one.status,
      one.printed,
      one.knownAt,
      one.replacedAt,
      one.importId,
      one.file,
      one.row,
    ]),
  }),
})
