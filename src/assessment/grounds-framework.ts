/** The schema of a framework of grounds: measures, outliers, and trees of tests and judgements for each segment. */
import { z } from 'zod'
import { cited, common, metricId, slug } from './framework-parts.ts'

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

export const groundsFramework = z.strictObject({
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

export type GroundsFramework = z.infer<typeof groundsFramework>
export type OutlierMeasure = z.infer<typeof outlierMeasure>
export type OutlierRule = z.infer<typeof outlierRule>
