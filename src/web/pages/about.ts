/** How to read the pages, how accessible they are, whose figures they are. */
import { z } from 'zod'
import { contextOf, contextSchema, definePage } from '../page.ts'

const schema = contextSchema.extend({
  attributions: z.array(z.string()),
  software: z.object({ name: z.string(), licence: z.string() }),
})

export const aboutPage = definePage<z.infer<typeof schema>>({
  path: '/about',
  title: 'About',
  summary: 'How to read the pages, accessibility statement, licences.',
  schema,
  template: 'about.njk',
  view: request => ({
    ...contextOf(request),
    attributions: [...new Set(request.choice.snapshot.imports.map(record => record.attribution))].sort(),
    software: { name: 'Turnaround', licence: 'MIT' },
  }),
})
