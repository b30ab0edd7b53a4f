/**
 * The body of a record of the kind `baseline`: how one organisation of a case stood before entry, and with whom it is to be
 * compared. Written once, in the transaction of the entry; later evidence never changes it.
 */
import { z } from 'zod'

const code = z.string().min(1).max(40)
const metric = z.string().min(1).max(100)
const period = z.string().min(1).max(40)
const words = z.string().max(2000)

/** Why somebody of the same type is not compared with. */
export const reasonsLeftOut = ['in-a-case', 'in-a-regime', 'may-be-in-a-regime', 'too-little-evidence'] as const

const quarter = z.strictObject({
  period,
  value: z.number(),
  /** Months whose mean it is; null where the quarter itself was published. */
  months: z.int().min(1).max(3).nullable(),
  /** Where each observation behind it stands: [place in `files`, row of that file]. */
  observations: z.array(z.tuple([z.int().min(0), z.int().min(1)])).max(3),
  /** Mean of those compared with, and how many of them have the quarter; null where none has. */
  group: z.strictObject({ mean: z.number(), organisations: z.int().min(1).max(10) }).nullable(),
})

const frozenMetric = z.strictObject({
  metric,
  title: z.string().max(300),
  unit: z.string().max(60),
  better: z.enum(['high', 'low', 'none']),
  per: z.enum(['quarter', 'month']).meta({ description: 'Published by the quarter, or by the month and averaged.' }),
  rule: words,
  quarters: z.array(quarter).min(4).max(8),
  mean: z.number().meta({ description: 'Mean of its quarters.' }),
  others: z.array(z.number().nullable()).max(400).meta({
    description: 'Means of the same quarters of each organisation of `pool`, in its order; null: too few held.',
  }),
})

const leftOut = z.strictObject({ why: z.enum(reasonsLeftOut), words, codes: z.array(code).max(400) })

const member = z.strictObject({
  code,
  distance: z
    .number()
    .min(0)
    .meta({ description: 'Root mean square of the differences of baseline means, in spreads.' }),
  metrics: z.int().min(1).max(40).meta({ description: 'How many metrics the distance rests on.' }),
  why: words,
})

export const baselineBody = z.strictObject({
  organisation: code,
  regime: z.string().min(1).max(100),
  /** Day of entry (ISO), and the instant up to which evidence counts. */
  entered: z.iso.date(),
  asKnownAt: z.iso.datetime(),
  rule: words,
  /** The whole quarters before entry, oldest first, whether or not anything is held of them. */
  window: z.array(z.strictObject({ period, start: z.iso.date(), end: z.iso.date() })).length(8),
  metrics: z.array(frozenMetric).max(40),
  /** Metrics that the regime speaks of and of which too little is held, with the number of quarters that are. */
  notHeld: z.array(z.strictObject({ metric, title: z.string().max(300), quarters: z.int().min(0).max(3) })).max(40),
  files: z
    .array(z.strictObject({ fileName: z.string().max(500), sha256: z.string().length(64), knownAt: z.iso.datetime() }))
    .max(1000),
  /** Everybody of the same type, in no regime then, of whom enough is held, in order of code. */
  pool: z.array(code).max(400),
  comparison: z.strictObject({
    type: z.string().max(100).nullable(),
    method: words,
    /** Nearest first; empty where no group could be made. */
    members: z.array(member).max(10),
    /** Why no group could be made; null where one was. */
    none: words.nullable(),
    leftOut: z.array(leftOut).max(reasonsLeftOut.length),
  }),
})
export type BaselineBody = z.infer<typeof baselineBody>
export type FrozenMetric = z.infer<typeof frozenMetric>
export type LeftOut = z.infer<typeof leftOut>
export type LeftOutReason = LeftOut['why']
