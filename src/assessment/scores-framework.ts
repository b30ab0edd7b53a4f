/** The schema of a framework of scores: metrics, average, cuts, override, league table, and parameters of published periods. */
import { z } from 'zod'
import { cited, common, metricId, periodId, slug } from './framework-parts.ts'

/** An exact number: written as a decimal, or as a ratio such as 1/3. */
const exactNumber = z.union([z.number(), z.string().regex(/^-?\d+\/\d+$/, 'a ratio such as 1/3')])

const band = z.strictObject({
  'at-least': z.number().optional(),
  above: z.number().optional(),
  'at-most': z.number().optional(),
  below: z.number().optional(),
  score: z.number(),
})

const ranked = z.strictObject({
  pool: z.union([z.enum(['all-reporters', 'peer-group']), z.array(slug).min(1)]).meta({
    description: 'Who is ranked together: every organisation with a value, the own peer group, or named peer groups.',
  }),
  best: z.number(),
  worst: z.number(),
  standard: z.strictObject({ value: z.number(), score: z.number() }).optional().meta({
    description: 'Meeting it gives this score outright; the rest are ranked.',
  }),
  floor: z.strictObject({ value: z.number(), score: z.number() }).optional().meta({
    description: 'Failing it gives this score outright; the rest are ranked.',
  }),
})

const matrix = z.strictObject({
  rows: metricId,
  columns: metricId,
  scores: z.array(z.array(z.number())),
  unverified: z
    .array(z.tuple([z.number(), z.number()]))
    .default([])
    .meta({ description: 'Cells [row, column], from 1, that nobody has seen.' }),
})

const scoreRule = z.union([
  z.strictObject({ ranked }),
  z.strictObject({ banded: z.array(band).min(1) }),
  z.strictObject({ matrix }),
  z.strictObject({ published: z.strictObject({ allowed: z.array(z.number()).min(1) }) }),
])

const metric = z.strictObject({
  name: z.string(),
  domain: slug,
  'sub-domain': z.string(),
  unit: z.string(),
  better: z.enum(['high', 'low', 'none']),
  measured: z.string().optional().meta({ description: 'Which stretch of time the value speaks of.' }),
  definition: z.string().optional(),
  'reported-by': z.array(slug).optional().meta({ description: 'Peer groups that report it; all where absent.' }),
  'score-id': metricId.optional(),
  score: scoreRule,
  weight: exactNumber.default(1),
  counts: z
    .boolean()
    .default(true)
    .meta({ description: 'False for a sub-score that feeds another metric and does not count itself.' }),
  ...cited,
})

const evidenceTest = z.union([
  z.strictObject({ published: metricId, equals: z.number() }),
  z.strictObject({ finding: slug, equals: z.string() }),
])

const cutInterval = z.tuple([z.number(), z.number()])
const cutIntervals = z.array(cutInterval)

const period = z.strictObject({
  label: z.string(),
  pools: z
    .record(metricId, z.union([z.int().positive(), z.record(slug, z.int().positive())]))
    .default({})
    .meta({
      description: 'How many stand in the ranked pool of a metric, in all or by peer group.',
    }),
  'rounded-before-averaging': z.array(metricId).default([]),
  cuts: z.record(slug, cutIntervals).default({}).meta({
    description: 'For "overall" and each domain: the published scores between which each national cut lies.',
  }),
  ...cited,
})

export const scoresFramework = z.strictObject({
  ...common,
  kind: z.literal('scores'),
  domains: z.record(slug, z.strictObject({ title: z.string(), score: metricId, segment: metricId, ...cited })),
  metrics: z.record(metricId, metric),
  average: z.strictObject({
    id: metricId,
    decimals: z.int().min(0).max(6),
    'minimum-metrics': z.int().positive().default(1),
    ...cited,
  }),
  segments: z.strictObject({
    ids: z.strictObject({ unadjusted: metricId, adjusted: metricId, final: metricId }),
    titles: z.record(z.string(), z.string()),
    cuts: z.union([
      z.strictObject({
        quartiles: z.strictObject({ pool: z.enum(['all', 'peer-group']), type: z.literal(7) }),
        ...cited,
      }),
      z.strictObject({ thresholds: z.array(z.number()).min(1), ...cited }),
    ]),
  }),
  overrides: z
    .array(
      z.strictObject({
        id: slug,
        title: z.string(),
        because: z.string(),
        when: z.strictObject({ any: z.array(evidenceTest).min(1) }),
        'at-best': z.int(),
        ...cited,
      }),
    )
    .default([]),
  overlays: z
    .array(
      z.strictObject({
        id: slug,
        title: z.string(),
        because: z.string(),
        when: z.strictObject({ any: z.array(evidenceTest).min(1) }),
        shows: z.int(),
        ...cited,
      }),
    )
    .default([]),
  league: z.strictObject({
    order: z.tuple([z.literal('adjusted-segment'), z.literal('average')]),
    within: z.literal('peer-group'),
    ties: z.literal('competition'),
    ...cited,
  }),
  'likely-range': z.strictObject({
    bootstrap: z.literal('metric-scores'),
    level: z.number().gt(0).lt(1),
    replicates: z.int().min(100),
    published: z
      .strictObject({ score: z.tuple([metricId, metricId]), rank: z.tuple([metricId, metricId]) })
      .optional()
      .meta({
        description: 'Ids under which the publisher’s own ranges are imported: lower and upper end.',
      }),
    ...cited,
  }),
  periods: z.record(periodId, period),
})

export type ScoresFramework = z.infer<typeof scoresFramework>
export type FrameworkMetric = z.infer<typeof metric>
export type Band = z.infer<typeof band>
export type RankedRule = z.infer<typeof ranked>
export type EvidenceTest = z.infer<typeof evidenceTest>
export type FrameworkPeriod = z.infer<typeof period>
