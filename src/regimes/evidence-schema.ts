/** What the tests of a regime may speak of: each piece of evidence is declared, with where it comes from and its type. */
import { z } from 'zod'
import { metricId } from '../assessment/framework-parts.ts'
import { cited, list, slug } from './parts.ts'

const about = { title: z.string().meta({ description: 'What it is, in plain words.' }), ...cited }
const better = z.enum(['high', 'low'])

/** A piece of declared evidence. Its kind says where its value comes from, and fixes its type in tests. */
export const evidenceItem = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('finding'),
      finding: slug.meta({ description: 'Kind of finding: the latest one known by the end of the period.' }),
      type: z.enum(['text', 'number', 'yes-no']),
      values: list(z.string()).optional().meta({ description: 'Values it may have, compared without regard to case.' }),
      ...about,
    })
    .meta({ description: 'Something said of an organisation: string, double or bool in tests.' }),
  z
    .strictObject({
      kind: z.literal('segment'),
      framework: slug,
      which: z.enum(['unadjusted', 'adjusted', 'final']),
      ...about,
    })
    .meta({ description: 'Its segment by a framework: int in tests.' }),
  z
    .strictObject({
      kind: z.literal('metric'),
      metric: metricId,
      'periods-ago': z.int().min(0).max(60).default(0),
      ...about,
    })
    .meta({ description: 'One value of a metric: double in tests.' }),
  z
    .strictObject({ kind: z.literal('series'), metric: metricId, periods: z.int().min(2).max(120), ...about })
    .meta({ description: 'The latest values of a metric, oldest first, none missing: list of double in tests.' }),
  z
    .strictObject({
      kind: z.literal('standing'),
      metric: metricId,
      better,
      measure: z.enum(['position', 'drop', 'worst-decile-run']),
      'look-back': z.int().min(1).max(120).default(12),
      among: list(slug)
        .optional()
        .meta({ description: 'Types of organisation it is compared with; all that report the metric where left out.' }),
      ...about,
    })
    .meta({
      description:
        'Where it stands among all that report a metric, which is relative: share that do better (double), how far it fell since the period before (double), periods running in the worst tenth (int).',
    }),
  z
    .strictObject({ kind: z.literal('outlier'), framework: slug, measure: slug, ...about })
    .meta({ description: 'Whether an outlier measure of a framework calls it an outlier: bool in tests.' }),
  z
    .strictObject({
      kind: z.literal('organisation'),
      attribute: z.enum(['type', 'subtype', 'legal-form', 'region']),
      ...about,
    })
    .meta({ description: 'What kind of organisation it is: string in tests.' }),
  z.strictObject({ kind: z.literal('placement'), regime: slug, ...about }).meta({
    description: 'Whether it is in another regime: bool in tests; unknown where no end of a placement is known.',
  }),
  z
    .strictObject({ kind: z.literal('case'), fact: z.enum(['months-in', 'organisations', 'times-entered']), ...about })
    .meta({ description: 'A fact of the case itself: int in tests.' }),
])
export type EvidenceItem = z.infer<typeof evidenceItem>

/** A number of the rules, spoken by name in tests, so that a policy lab can turn it. */
export const parameter = z.strictObject({
  title: z.string(),
  value: z.union([z.number(), z.boolean()]),
  unit: z.string(),
  ...cited,
})
export type Parameter = z.infer<typeof parameter>

/** A wording that can be read in more ways than one: the file carries each and says which is chosen. */
export const choice = z.strictObject({
  title: z.string(),
  options: z.record(slug, z.string()).meta({ description: 'Each reading, in words.' }),
  chosen: slug,
  ...cited,
})
