/** The search box: organisations by name or code, metrics and regimes by name or id. It proposes; it never decides who is meant. */
import { isPublishedFigure } from '../../assessment/framework-parts.ts'
import { z } from 'zod'
import { contextOf, contextSchema, definePage } from '../page.ts'
import { metricName } from '../metric-names.ts'

const schema = contextSchema.extend({
  asked: z.string(),
  organisations: z.array(
    z.object({ code: z.string(), name: z.string(), region: z.string().nullable(), closed: z.string().nullable() }),
  ),
  metrics: z.array(z.object({ id: z.string(), name: z.string() })),
  regimes: z.array(z.object({ id: z.string(), title: z.string() })),
  more: z.boolean(),
})

const most = 50

export const searchPage = definePage<z.infer<typeof schema>>({
  path: '/search',
  title: 'Search',
  summary: 'Organisations by name or code, metrics and regimes by name or id.',
  parameters: { q: 'words, all of which must occur' },
  schema,
  template: 'search.njk',
  view(request) {
    const { choice, sector } = request
    const { framework, snapshot } = choice
    const asked = (request.query.get('q') ?? '').trim()
    const parts = plain(asked)
      .split(/\s+/)
      .filter(part => part !== '')
    const matches = (...texts: string[]) =>
      parts.length > 0 && parts.every(part => texts.some(text => plain(text).includes(part)))
    const organisations = [...snapshot.organisations.values()]
      .filter(one => matches(one.name, one.code))
      .sort(
        (a, b) =>
          Number(b.code === asked.toUpperCase()) - Number(a.code === asked.toUpperCase()) ||
          a.name.localeCompare(b.name, 'en-GB'),
      )
      .map(({ code, name, region, closed }) => ({ code, name, region, closed }))
    const ids = new Set([...Object.keys(framework.metrics), ...snapshot.metrics().filter(id => !isPublishedFigure(id))])
    const metrics = [...ids]
      .map(id => ({ id, name: metricName(framework, id, sector.evidence.metricTitles) }))
      .filter(one => matches(one.name, one.id))
    const regimes = sector.regimes.regimes
      .filter(one => matches(one.title, one.id))
      .map(({ id, title }) => ({ id, title }))
    return {
      ...contextOf(request),
      asked,
      organisations: organisations.slice(0, most),
      metrics: metrics.slice(0, most),
      regimes,
      more: organisations.length > most || metrics.length > most,
    }
  },
})

/** Lower case, without accents, apostrophes or punctuation, so that "St Marys" finds "St Mary’s". */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
}
