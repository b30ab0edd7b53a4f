/** The rules: every framework that ships, and each as a readable page. */
import { z } from 'zod'
import { lintFramework } from '../../assessment/framework-lint.ts'
import { echo, PageFault } from '../fault.ts'
import { frameworkSections, sectionSchema } from '../framework-view.ts'
import { contextOf, contextSchema, definePage } from '../page.ts'

const summary = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.string(),
  from: z.string(),
  to: z.string().nullable(),
  summary: z.string(),
  unverified: z.number(),
})

const listSchema = contextSchema.extend({ frameworks: z.array(summary) })

export const frameworksPage = definePage<z.infer<typeof listSchema>>({
  path: '/frameworks',
  title: 'Frameworks',
  summary: 'The rules that turn evidence into segments, by year.',
  schema: listSchema,
  template: 'frameworks.njk',
  view: request => ({
    ...contextOf(request),
    frameworks: request.sector.frameworks.map(framework => ({
      id: framework.framework,
      title: framework.title,
      kind: framework.kind,
      from: framework['in-force'].from,
      to: framework['in-force'].to,
      summary: framework.summary.trim(),
      unverified: lintFramework(framework).filter(finding => finding.check === 'unverified').length,
    })),
  }),
  table: model => ({
    columns: ['id', 'title', 'kind', 'in_force_from', 'in_force_to', 'unverified_parameters'],
    rows: model.frameworks.map(one => [one.id, one.title, one.kind, one.from, one.to, one.unverified]),
  }),
})

const pageSchema = contextSchema.extend({
  rules: summary,
  sections: z.array(sectionSchema),
  lint: z.array(z.object({ check: z.string(), path: z.string(), words: z.string() })),
  sources: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      publisher: z.string(),
      date: z.string(),
      address: z.string().nullable(),
      seen: z.string().nullable(),
    }),
  ),
  file: z.string(),
})

export const frameworkPage = definePage<z.infer<typeof pageSchema>>({
  path: '/frameworks/:id',
  title: 'Framework',
  summary:
    'One framework file as a readable page, clause by clause, with what is relative and what nobody has verified.',
  schema: pageSchema,
  template: 'framework.njk',
  view(request) {
    const id = request.params['id']
    const framework = request.sector.frameworks.find(one => one.framework === id)
    if (!framework) {
      const known = request.sector.frameworks.map(one => one.framework).join(', ')
      throw new PageFault(
        404,
        'There is no such framework',
        `No framework is called "${echo(id ?? '')}". The frameworks are ${known}.`,
      )
    }
    const lint = lintFramework(framework)
    return {
      ...contextOf(request),
      rules: {
        id: framework.framework,
        title: framework.title,
        kind: framework.kind,
        from: framework['in-force'].from,
        to: framework['in-force'].to,
        summary: framework.summary.trim(),
        unverified: lint.filter(finding => finding.check === 'unverified').length,
      },
      sections: frameworkSections(framework),
      lint: lint.map(finding => ({ ...finding })),
      sources: Object.entries(framework.sources).map(([key, source]) => ({
        id: key,
        title: source.title,
        publisher: source.publisher,
        date: source.date,
        address: source.address ?? null,
        seen: source.seen ?? null,
      })),
      file: `frameworks/${framework.framework}.yaml`,
    }
  },
})
