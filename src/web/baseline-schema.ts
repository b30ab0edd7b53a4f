/** How pages and the API show a frozen baseline, and what has changed since: plain words first, every figure beside them. */
import { z } from 'zod'

const organisation = z.object({ code: z.string(), name: z.string() })
const change = z.object({ before: z.number(), since: z.number(), change: z.number() })
const interval = z.tuple([z.number(), z.number()])
const about = { metric: z.string(), title: z.string(), unit: z.string(), better: z.enum(['high', 'low', 'none']) }

const metricSchema = z.object({
  ...about,
  rule: z.string(),
  mean: z.number(),
  quarters: z.array(
    z.object({
      period: z.string(),
      label: z.string(),
      value: z.number().nullable(),
      months: z.number().nullable(),
      group: z.number().nullable().meta({ description: 'Mean of the organisations compared with that have it.' }),
    }),
  ),
})

const sinceSchema = z.discriminatedUnion('given', [
  z.object({ given: z.literal(false), why: z.string() }),
  z.object({
    given: z.literal(true),
    caution: z.literal('not evidence that the regime caused it'),
    says: z.string(),
    until: z.string(),
    asKnownAt: z.string().nullable(),
    metrics: z.array(
      z.object({
        ...about,
        says: z.string(),
        quarters: z.array(z.string()),
        own: change,
        group: change.extend({ organisations: z.number() }),
        difference: z.object({ estimate: z.number(), interval, level: z.number(), others: z.number() }),
        expected: z
          .object({ expectedChange: z.number(), beyond: z.number(), interval, others: z.number() })
          .nullable()
          .meta({ description: 'What organisations that started where it did would be expected to change by.' }),
      }),
    ),
    notGiven: z.array(z.object({ metric: z.string(), title: z.string(), why: z.string() })),
    lost: z.array(organisation),
  }),
])

export const baselineSchema = z.object({
  organisation,
  says: z.string(),
  entered: z.string(),
  frozenAt: z.string(),
  rule: z.string(),
  window: z.array(z.object({ period: z.string(), label: z.string() })),
  metrics: z.array(metricSchema),
  notHeld: z.array(z.object({ metric: z.string(), title: z.string(), quarters: z.number() })),
  files: z.array(z.object({ fileName: z.string(), sha256: z.string(), knownAt: z.string() })),
  comparison: z.object({
    says: z.string(),
    method: z.string(),
    members: z.array(organisation.extend({ distance: z.number(), why: z.string() })),
    leftOut: z.array(z.object({ words: z.string(), organisations: z.array(organisation) })),
  }),
  since: sinceSchema,
})
export type BaselineJson = z.infer<typeof baselineSchema>
