/** What is looked into and written down in a case: the diagnostic, the board's view of itself, and the plan. */
import { z } from 'zod'
import { cited, map, routed, slug } from './parts.ts'

export const diagnostic = z
  .strictObject({
    title: z.string(),
    by: routed.meta({ description: 'Role that makes it.' }),
    event: slug.meta({ description: 'Event that reports it: no remedy comes before it, unless marked urgent.' }),
    ...cited,
  })
  .meta({ description: 'What finds out what is wrong. Its headings are the subjects that are in scope.' })

export const selfAssessment = z.strictObject({
  title: z.string(),
  by: routed.meta({ description: 'Role that assesses itself.' }),
  'rated-by': routed.meta({ description: 'Role that rates it, with reasons.' }),
  finding: slug.meta({ description: 'Kind of finding that the rating is.' }),
  fields: map(slug, z.strictObject({ title: z.string(), ...cited }), 20),
  ...cited,
})

export const planning = z.strictObject({
  title: z.string(),
  by: routed.meta({ description: 'Role that keeps the plan.' }),
  'checked-by': routed.optional().meta({ description: 'Role that checks an update before it is published.' }),
  duty: slug.optional().meta({ description: 'Recurring duty that an update fulfils: it says when one is late.' }),
  ...cited,
})
