/** The schema of a history file: placements in regimes, with how precisely each date is known and who said so. */
import { z } from 'zod'
import { parseDate } from '../evidence/dates.ts'
import { answerableKinds, otherKinds } from './history-model.ts'
import { slug } from './parts.ts'

const date = z
  .string()
  .regex(
    /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/,
    'a date as precise as it is known: 2013-07-16, 2013-07 or "2013" (a year in quotation marks)',
  )
  .refine(text => text.length < 10 || parseDate(text) !== null, 'a day that there was')
  .meta({ description: 'As precise as the source: 2013-07-16, 2013-07 or "2013".' })
const day = z.iso.date()

const inferred = slug
  .optional()
  .meta({ description: 'One of `inferences`: what the date was worked out from, where no source gives it.' })

const entered = z.union([
  z.strictObject({ date, inferred }),
  z.strictObject({ 'not-before': date }).meta({ description: 'The date is not known; what is known is this.' }),
  z.literal('unknown'),
])

const leaving = {
  how: slug.optional().meta({ description: 'One of `ways-out`.' }),
  into: slug.optional().meta({ description: 'Regime it went on to, where leaving one was entering the other.' }),
}

const left = z.union([
  z.strictObject({ date, inferred, ...leaving }),
  z
    .strictObject({
      state: z.literal('date-not-found'),
      by: date.optional().meta({ description: 'It was out by then, at the latest.' }),
      ...leaving,
    })
    .meta({ description: 'It left; nobody found when.' }),
  z
    .strictObject({
      state: z.literal('end-not-known'),
      'last-known-in': date.optional().meta({ description: 'A source still has it in at this date.' }),
    })
    .meta({ description: 'Whether it left is not known. This is never "still in".' }),
])

const placement = z.strictObject({
  id: slug,
  name: slug.meta({ description: 'One of `names`: the regime as sources call it.' }),
  regime: slug.optional().meta({ description: 'Regime file, where the date does not settle it.' }),
  version: z
    .string()
    .regex(/^\d{4}$/)
    .optional(),
  organisation: z.string().meta({ description: 'Its name at the time.' }),
  code: z.string().optional().meta({ description: 'ODS code; left out where none was found.' }),
  area: z.boolean().default(false),
  entered,
  left,
  sources: z.array(slug).min(1).max(12),
  notes: z.array(z.string()).max(6).default([]),
  conflicts: z
    .array(z.strictObject({ about: z.enum(['entered', 'left']), says: z.string(), source: slug }))
    .max(6)
    .default([]),
})

const name = z.strictObject({
  title: z.string(),
  began: date.meta({ description: 'When it first took anybody in.' }),
  ended: date.optional().meta({ description: 'When nobody was in it any more.' }),
  is: z
    .array(
      z.strictObject({
        regime: slug,
        version: z
          .string()
          .regex(/^\d{4}$/)
          .optional(),
        'entered-from': day.optional(),
        'entered-before': day.optional(),
      }),
    )
    .min(1)
    .max(8)
    .meta({ description: 'Which of our regime files it is, by the date of entry.' }),
})

export const historySchema = z.strictObject({
  history: slug,
  title: z.string(),
  about: z.string(),
  'record-kind': z.enum(['real', 'fictional']),
  compiled: day,
  names: z.record(slug, name),
  inferences: z
    .record(slug, z.string())
    .default({})
    .meta({ description: 'What dates were worked out from, in words that follow the date: "inferred from …".' }),
  'ways-out': z.record(slug, z.string()).meta({ description: 'How organisations leave.' }),
  sources: z.record(
    slug,
    z.strictObject({
      publisher: z.string(),
      kind: z.enum([...answerableKinds, ...otherKinds]),
      what: z.string(),
      date: date.optional(),
      address: z.url().optional(),
    }),
  ),
  placements: z.array(placement).max(2_000),
  'left-out': z
    .array(z.strictObject({ name: slug, organisation: z.string(), because: z.string() }))
    .default([])
    .meta({ description: 'Rows of a list that are not here, and why.' }),
})
export type HistoryFile = z.infer<typeof historySchema>
export type PlacementRow = HistoryFile['placements'][number]
