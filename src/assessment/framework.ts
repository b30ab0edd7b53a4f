/**
 * The framework file format: rules that turn evidence into scores and segments, as a policy lead could read them aloud.
 * The schema here is the one truth; `schemas/framework.schema.json` is written from it for editors.
 */
import { z } from 'zod'

export const confidences = ['read', 'read-in-part', 'read-second-hand', 'inferred-from-data', 'unverified'] as const

const confidence = z.enum(confidences).meta({
  description:
    'How we know: read in the named document, in part, second-hand, fitted to published data, or unverified.',
})
const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a short name in lower case with hyphens')
const metricId = z
  .string()
  .regex(/^(OF\d{4}|x-[a-z0-9-]+)$/, 'an id such as OF0057, or one of our own beginning with x-')
const date = z.iso.date()
const periodId = z.string().regex(/^\d{4}-\d{2}-Q[1-4]$|^\d{4}(-\d{2}){0,2}$/, 'a period such as 2025-26-Q1')
const cited = { clause: z.string().optional(), confidence: confidence.optional(), note: z.string().optional() }

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

const judgementTest = z.union([
  z.strictObject({ judgement: z.string(), by: z.string(), finding: slug, equals: z.string(), ...cited }),
  z.strictObject({ test: z.string(), needs: z.array(z.string()).min(1), says: z.string(), ...cited }),
])
export type GroundLeaf = z.infer<typeof judgementTest>
export interface GroundTree {
  readonly all?: readonly (GroundTree | GroundLeaf)[] | undefined
  readonly any?: readonly (GroundTree | GroundLeaf)[] | undefined
  readonly not?: GroundTree | GroundLeaf | undefined
  readonly 'at-least'?: { readonly n: number; readonly of: readonly (GroundTree | GroundLeaf)[] } | undefined
}
const groundTree: z.ZodType<GroundTree | GroundLeaf> = z.lazy(() =>
  z.union([
    judgementTest,
    z.strictObject({ all: z.array(groundTree).min(1) }),
    z.strictObject({ any: z.array(groundTree).min(1) }),
    z.strictObject({ not: groundTree }),
    z.strictObject({ 'at-least': z.strictObject({ n: z.int().positive(), of: z.array(groundTree).min(1) }) }),
  ]),
)

/** A period of any length: what two frameworks share is only that it has dates. */
const spanId = z
  .string()
  .regex(
    /^\d{4}-\d{2}-Q[1-4]$|^\d{4}(-\d{2}){0,2}$|^\d{4}-\d{2}-\d{2}\.\.\d{4}-\d{2}-\d{2}$/,
    'a period such as 2025-26-Q1 or 2010-04-01..2011-03-31',
  )

const outlierRule = z.union([
  z.strictObject({
    title: z.string(),
    funnel: z
      .enum(['shmi', 'cqc'])
      .meta({ description: 'Scale and exact limits: as the SHMI, or as the CQC takes them.' }),
    level: z.number().gt(0).lt(100).meta({ description: 'Coverage of the limits, in per cent.' }),
    overdispersion: z.enum(['truncate', 'winsorise', 'none']).meta({
      description: '`none` takes limits of chance alone; otherwise limits are widened by the spread between units.',
    }),
  }),
  z.strictObject({
    title: z.string(),
    'as-many-as': slug.meta({ description: 'Plain ranking: as many of the worst as this other rule finds.' }),
  }),
])

const outlierMeasure = z.strictObject({
  name: z.string(),
  observed: metricId.meta({ description: 'Events counted.' }),
  expected: metricId.meta({ description: 'Events expected, by the publisher’s own model.' }),
  side: z.enum(['high', 'low']).meta({ description: 'Which outliers count.' }),
  periods: z
    .array(spanId)
    .min(1)
    .meta({ description: 'An organisation counts where it is an outlier in each of these.' }),
  rules: z.record(slug, outlierRule).meta({ description: 'Ways to call an outlier, shown side by side.' }),
  decides: slug.meta({ description: 'The rule whose answer a ground takes.' }),
  'is-not': z.string().optional().meta({ description: 'What the measure must not be read as.' }),
  ...cited,
})

const common = {
  framework: slug,
  title: z.string(),
  summary: z.string(),
  'in-force': z.strictObject({ from: date, to: date.nullable() }),
  supersedes: slug.optional(),
  sources: z.record(
    slug,
    z.strictObject({
      title: z.string(),
      publisher: z.string(),
      date: z.string(),
      address: z.url().optional(),
      seen: z.string().optional(),
    }),
  ),
  'peer-groups': z.record(
    slug,
    z.strictObject({
      title: z.string(),
      'organisation-types': z.array(slug).min(1),
      organisations: z.int().positive().optional(),
    }),
  ),
}

const scoresFramework = z.strictObject({
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

const groundsFramework = z.strictObject({
  ...common,
  kind: z.literal('grounds'),
  'default-segment': z.int(),
  measures: z
    .record(metricId, z.strictObject({ name: z.string(), better: z.enum(['high', 'low']), ...cited }))
    .default({})
    .meta({
      description:
        'The measures that grounds speak of: each organisation has a position in them from 0 (best) to 1 (worst).',
    }),
  outliers: z.record(slug, outlierMeasure).default({}).meta({
    description:
      'Counts held against what was expected: a ground may ask who is an outlier in several periods running.',
  }),
  'look-back': z
    .int()
    .min(1)
    .max(24)
    .default(1)
    .meta({ description: 'How many earlier periods a run in the worst decile may reach back.' }),
  segments: z.record(
    z.string(),
    z.strictObject({
      title: z.string(),
      consequence: z.string(),
      'on-request': z.boolean().default(false),
      grounds: groundTree.optional(),
      ...cited,
    }),
  ),
})

/** Any framework file. */
export const frameworkSchema = z.discriminatedUnion('kind', [scoresFramework, groundsFramework])

export type ScoresFramework = z.infer<typeof scoresFramework>
export type GroundsFramework = z.infer<typeof groundsFramework>
export type Framework = z.infer<typeof frameworkSchema>
export type FrameworkMetric = z.infer<typeof metric>
export type Band = z.infer<typeof band>
export type RankedRule = z.infer<typeof ranked>
export type OutlierMeasure = z.infer<typeof outlierMeasure>
export type OutlierRule = z.infer<typeof outlierRule>
export type EvidenceTest = z.infer<typeof evidenceTest>
export type FrameworkPeriod = z.infer<typeof period>

/** The number of segments that cuts make, best (1) to worst. */
export function segmentCount(framework: ScoresFramework): number {
  const { cuts } = framework.segments
  return 'thresholds' in cuts ? cuts.thresholds.length + 1 : 4
}

/** The key of the peer group that an organisation type belongs to, or null where the framework does not cover it. */
export function peerGroupOf(framework: Framework, organisationType: string | null): string | null {
  if (organisationType === null) return null
  for (const [key, group] of Object.entries(framework['peer-groups'])) {
    if (group['organisation-types'].includes(organisationType)) return key
  }
  return null
}
