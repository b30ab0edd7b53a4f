/** Every organisation known, those assessed and those that are not. */
import { z } from 'zod'
import { words } from '../format.ts'
import { contextOf, contextSchema, definePage } from '../page.ts'
import { whyMoved } from '../segment-words.ts'

const schema = contextSchema.extend({
  assessed: z.number(),
  organisations: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      type: z.string().nullable(),
      region: z.string().nullable(),
      closed: z.string().nullable(),
      segment: z.number().nullable(),
      why: z.string().nullable(),
    }),
  ),
})

export const organisationsPage = definePage<z.infer<typeof schema>>({
  path: '/organisations',
  title: 'Organisations',
  summary: 'Every organisation that the evidence names, with its segment where it is assessed.',
  schema,
  template: 'organisations.njk',
  view(request) {
    const { choice, sector } = request
    const { framework, snapshot, period } = choice
    const results = new Map(
      period
        ? sector.work(choice, period.id, 'without-ranges').assessment.organisations.map(one => [one.code, one])
        : [],
    )
    const organisations = [...snapshot.organisations.values()].map(({ code, name, type, region, closed }) => {
      const result = results.get(code)
      return {
        code,
        name,
        type: result ? (framework['peer-groups'][result.peerGroup]?.title ?? type) : type && words(type),
        region,
        closed,
        segment: result?.segment ?? null,
        why: result ? whyMoved(framework, result) : null,
      }
    })
    organisations.sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))
    return { ...contextOf(request), assessed: results.size, organisations }
  },
  table: model => ({
    columns: ['framework', 'period', 'code', 'name', 'type', 'region', 'closed', 'segment', 'why_moved'],
    rows: model.organisations.map(one => [
      model.framework.id,
      model.period?.id ?? null,
      one.code,
      one.name,
      one.type,
      one.region,
      one.closed,
      one.segment,
      one.why,
    ]),
  }),
})
