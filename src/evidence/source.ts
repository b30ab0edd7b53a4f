/**
 * The format of a source description (`sources/*.yaml`): everything the readers need to know about one publication.
 * Code knows how to read tables; which table, column, unit and period is knowledge, and stands here.
 */
import { z } from 'zod'
import { periodKinds } from './periods.ts'

/** What a column is to us, other than a measure. */
export const roles = [
  'organisation',
  'organisation-name',
  'organisation-type',
  'organisation-subtype',
  'organisation-region',
  'opened',
  'closed',
  'period',
  'year',
  'month',
  'measured',
  'metric',
  'unit',
  'value',
  'attribute',
  'dimension',
  'part',
  'record-kind',
  'finding-kind',
  'finding-value',
  'finding-from',
  'finding-until',
  'finding-author',
  'finding-document',
  'finding-statement',
  'known',
] as const

const pattern = z.string().refine(isPattern, 'a regular expression')
const bounds = z
  .tuple([z.number().nullable(), z.number().nullable()])
  .refine(([low, high]) => low === null || high === null || low <= high, 'the lower bound first')
  .describe('Lowest and highest possible value; null where there is no bound')

const measureFields = {
  metric: z.string().describe('Metric id; `{name}` stands for the value of the `part` column of that name'),
  unit: z.string().optional(),
  printed: z
    .enum(['number', 'proportion', 'whole', 'yes-no', 'low-of-range', 'high-of-range'])
    .default('number')
    .describe('How the figure is printed; a proportion (0–1) becomes a percentage by moving its point, exactly'),
  between: bounds.optional(),
}
const measure = z.strictObject(measureFields)

const column = z.strictObject({
  as: z.enum(roles).optional().describe('Role of the column; `known` means understood and not read'),
  name: z.string().optional().describe('Name of the attribute, dimension or part'),
  aliases: z.array(z.string()).default([]).describe('Other headers this column has had'),
  required: z.boolean().default(false).describe('Without it the file is refused'),
  values: z
    .record(z.string(), z.string())
    .optional()
    .describe('Printed value → our value (case and spaces do not matter)'),
  printed: measureFields.printed.optional(),
  metric: measureFields.metric.optional(),
  unit: measureFields.unit,
  between: measureFields.between,
  measures: z.array(measure).optional().describe('Where one column holds several figures, such as the ends of a range'),
  finding: z.string().optional().describe('The column is a finding of this kind'),
  meaning: z.string().optional().describe('What it says, for readers of this file'),
})

const derived = z.strictObject({
  metric: z.string(),
  unit: z.string(),
  of: z.array(z.string()).min(1).describe('Columns summed'),
  to: z.array(z.string()).optional().describe('Columns summed to divide by'),
  complement: z.boolean().default(false).describe('One minus the ratio'),
  times: z.union([z.literal(1), z.literal(100)]).default(1),
  places: z.number().int().min(0).max(10).default(4).describe('Decimals kept, rounded half-up'),
})

const sum = z.strictObject({
  column: z.string().optional(),
  below: z.number().optional().describe('Bands whose lower edge is below this'),
  from: z.number().optional().describe('Bands whose lower edge is this or above'),
})

const aggregate = z.strictObject({
  by: z.array(z.string()).min(1).describe('Columns that make a group, with the organisation and period'),
  bands: pattern.optional().describe('Columns that are bands; the first group of the pattern is the lower edge'),
  sums: z.record(z.string(), sum),
  headline: z
    .record(z.string(), z.string())
    .describe('The group that is the headline value; the others stand under a dimension'),
  measures: z.array(
    z.strictObject({
      metric: z.string(),
      unit: z.string(),
      of: z.string().describe('A sum'),
      to: z.string().optional().describe('A sum to divide by, as a percentage'),
      places: z.number().int().min(0).max(10).default(4),
      'headline-only': z.boolean().default(false),
    }),
  ),
})

const counts = z.strictObject({
  metric: z.string().describe('The proportion or ratio'),
  of: z.string().describe('Metric that counts its numerator'),
  to: z.string().describe('Metric that counts its denominator'),
  complement: z.boolean().default(false).describe('The numerator is what is left of the denominator'),
  funnel: z.enum(['shmi', 'cqc', 'proportion', 'ratio']).describe('How it is held against chance in a funnel plot'),
  'is-not': z.string().optional().describe('What the measure must not be read as'),
})

const version = z.strictObject({
  id: z.string(),
  has: z.array(z.string()).default([]).describe('Columns by which it is recognised'),
  lacks: z.array(z.string()).default([]),
})

const periodRule = z.strictObject({
  kind: z.enum(periodKinds).default('any'),
  'file-name': pattern.optional().describe('Where no column says: the first group of this pattern in the file name'),
  rows: z
    .strictObject({ where: z.record(z.string(), z.string()), column: z.string() })
    .optional()
    .describe('Where no column says: the column of the first row that matches'),
  default: z.string().optional(),
})

/** What the engine knows organisations to be; frameworks group peers by these words. */
export const organisationTypes = ['acute', 'mental-health-and-community', 'ambulance', 'icb', 'other'] as const

export const sourceSchema = z.strictObject({
  source: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'kebab-case'),
  title: z.string(),
  publisher: z.string(),
  attribution: z.string().describe('Shown with every figure taken from it'),
  'landing-page': z.url().optional(),
  about: z.string().optional(),
  files: z
    .array(z.string())
    .default([])
    .describe('File names it usually has (* stands for anything): a hint, never a proof'),
  authority: z
    .union([z.literal(1), z.literal(2), z.literal(3)])
    .default(1)
    .describe('How far it is believed about organisations'),
  'organisation-type': z
    .strictObject({
      is: z.enum(organisationTypes),
      'above-zero': z.string().optional().describe('Only where this column holds a number above 0'),
      because: z.string(),
    })
    .optional()
    .describe(
      'The type of every organisation it reports of which no source says another, where what it measures leaves no other',
    ),
  layout: z
    .strictObject({
      header: z
        .enum(['row', 'group-row', 'none'])
        .default('row')
        .describe('`group-row`: headers are `group: name`, the group standing one row above'),
      columns: z.tuple([z.number().int(), z.number().int()]).optional().describe('Without a header: how many columns'),
      shape: z.record(z.string(), pattern).optional().describe('Without a header: what columns (1, 2 …) look like'),
    })
    .prefault({}),
  versions: z.array(version).min(1),
  columns: z.record(z.string(), column),
  known: z.array(pattern).default([]).describe('Headers understood and not read'),
  period: periodRule.prefault({}),
  'leave-out': z.array(z.strictObject({ column: z.string(), matches: pattern, because: z.string() })).default([]),
  findings: z.strictObject({ author: z.string(), document: z.string() }).optional(),
  successions: z
    .array(
      z.strictObject({
        predecessor: z.string(),
        successor: z.string(),
        date: z.string().optional(),
        kind: z.string().optional(),
      }),
    )
    .default([]),
  derived: z.array(derived).default([]),
  aggregate: aggregate.optional(),
  metrics: z
    .array(
      z.strictObject({
        id: z.string().optional(),
        matches: pattern.optional(),
        title: z.string().optional(),
        units: z.array(z.string()).optional().describe('Preferred unit first'),
        between: bounds.optional(),
        whole: z.boolean().default(false).describe('Only whole numbers are possible'),
      }),
    )
    .default([])
    .describe('Metrics this source is known to carry; any other loads with a warning'),
  reading: z
    .array(
      z.strictObject({
        matches: pattern,
        better: z.enum(['high', 'low']),
        of: z.enum(['finance', 'productivity', 'quality']).describe('What it speaks of; access counts as quality'),
        standard: z.number().optional().describe('The national standard, in the unit of the metric'),
        because: z.string().optional().describe('Where the standard comes from'),
      }),
    )
    .default([])
    .describe(
      'How metrics that no framework describes are read in charts; the first match holds, without one: neutral',
    ),
  counts: z.array(counts).default([]).describe('The counts behind proportions and ratios: these have a funnel plot'),
  'not-above': z
    .array(z.tuple([z.string(), z.string()]))
    .default([])
    .describe('Metrics of which the first never exceeds the second'),
  web: z
    .strictObject({
      files: z.array(z.strictObject({ period: z.string().optional(), address: z.url() })).default([]),
      links: pattern.optional().describe('Links of the landing page to follow'),
      'period-in-name': pattern.optional().describe('Where a link names its period'),
      'max-bytes': z.number().int().positive().default(200_000_000),
    })
    .optional(),
})

export type Source = z.infer<typeof sourceSchema>
export type SourceCounts = z.infer<typeof counts>
export type SourceColumn = z.infer<typeof column>
export type SourceMeasure = z.infer<typeof measure>
export type SourceVersion = z.infer<typeof version>

function isPattern(text: string): boolean {
  try {
    new RegExp(text)
    return true
  } catch {
    return false
  }
}
