/** The shape of a programme board: places as slots, candidates and queue, sums, bids. Its schema is that of the API document. */
import { z } from 'zod'

const organisations = z.array(z.object({ code: z.string(), name: z.string() }))
const outcome = z.enum(['met', 'not-met', 'needs-judgement', 'evidence-missing'])
const nextSchema = z
  .object({
    title: z.string(),
    due: z.string(),
    overdue: z.boolean(),
    ownerTitle: z.string().nullable().meta({ description: 'Who keeps it.' }),
  })
  .nullable()
  .meta({ description: 'What is longest overdue, or due next within a year: as /duties tells it.' })

const placeSchema = z.object({
  status: z
    .enum(['held', 'not-public', 'free'])
    .meta({ description: 'A place that is held by somebody whom this reader is not shown is `not-public`.' }),
  case: z.uuid().nullable(),
  organisations,
  since: z.string().nullable(),
  months: z.int().nullable().meta({ description: 'Whole months since it entered.' }),
  stageTitle: z.string().nullable(),
  exit: z
    .object({
      met: z.int(),
      of: z.int(),
      open: z.array(z.string()).meta({ description: 'What is not met, not known or not judged.' }),
    })
    .nullable()
    .meta({ description: 'Of the test of exit, today; null where there is none, and for whoever has no leave.' }),
  next: nextSchema,
  exceed: z.string().nullable().meta({ description: 'Why the expected number was exceeded by its entry.' }),
})
export type PlaceJson = z.infer<typeof placeSchema>

const candidateSchema = z.object({
  case: z.uuid(),
  organisations,
  opened: z.string(),
  stageTitle: z.string(),
  way: z.object({ title: z.string(), outcome, considered: z.boolean() }).nullable(),
  recommendation: z
    .object({
      advice: z.enum(['yes', 'no']),
      roleTitle: z.string(),
      on: z.string(),
      says: z.string(),
      lapsed: z.string().nullable().meta({
        description: 'Why it no longer holds, so that nobody enters by it before it is made anew; null where it holds.',
      }),
    })
    .nullable(),
  accuracy: z
    .object({ state: z.enum(['not-sent', 'running', 'over']), until: z.string().nullable(), open: z.int() })
    .nullable()
    .meta({ description: 'The check of accuracy; null where the rules ask for none.' }),
  estimate: z.object({ low: z.number(), high: z.number(), posts: z.number(), months: z.number() }).nullable(),
  lists: z
    .array(
      z.object({
        list: z.enum(['provisional', 'final']),
        place: z.enum(['place', 'waiting', 'none']),
        says: z.string(),
        roleTitle: z.string(),
        on: z.string(),
        protection: z.string().nullable(),
        instead: z.string().nullable().meta({ description: 'What was chosen instead of a place.' }),
      }),
    )
    .meta({ description: 'Where it was put on the lists, in the order in which that was written.' }),
  next: nextSchema,
  queue: z
    .object({
      position: z.int().nullable().meta({ description: 'Null where it does not stand in the queue.' }),
      would: z.enum(['enter', 'wait']).nullable(),
      reasons: z.array(z.string()),
      first: z.boolean().meta({ description: 'The first to get a place that is free, or falls free.' }),
      order: z.array(z.object({ says: z.string(), value: z.number().nullable() })).meta({
        description:
          'What the rules order by, with the number by which it is compared, the highest first: a key to sort by, not a figure.',
      }),
      choices: z
        .array(z.object({ id: z.string(), says: z.string() }))
        .meta({ description: 'What somebody has to choose between; empty where nothing has to be chosen.' }),
    })
    .nullable()
    .meta({ description: 'Calculated, not decided; null for whoever is not shown all candidates.' }),
})
export type CandidateJson = z.infer<typeof candidateSchema>

const sumSchema = z.object({
  cases: z.int(),
  estimated: z.int().meta({ description: 'How many of them have an estimate; the sums are of these.' }),
  low: z.number(),
  high: z.number(),
  posts: z.number().meta({ description: 'Posts of the team, whole-time equivalents.' }),
})
export type SumJson = z.infer<typeof sumSchema>

export const boardSchema = z.object({
  regime: z.object({ id: z.string(), title: z.string(), version: z.string() }),
  places: z.object({
    number: z.int().nullable(),
    kind: z.enum(['cap', 'expected', 'observed', 'none']),
    words: z.string(),
    taken: z.int(),
    free: z.int().nullable().meta({ description: 'Null where no number binds.' }),
    above: z.int().meta({ description: 'How many are held beyond an expected number.' }),
  }),
  slots: z.array(placeSchema).meta({ description: 'Places held, in the order of entry, then free ones.' }),
  candidates: z
    .array(candidateSchema)
    .nullable()
    .meta({ description: 'In the order of the regime; null for whoever has leave in none.' }),
  sums: z
    .object({
      candidates: sumSchema,
      holders: sumSchema,
      rules: z
        .object({ low: z.number(), high: z.number(), basis: z.string() })
        .nullable()
        .meta({ description: 'What the rules themselves estimate for the whole programme.' }),
    })
    .nullable(),
  bids: z
    .array(
      z.object({
        case: z.uuid(),
        organisations,
        on: z.string(),
        score: z.number().nullable(),
        outcome: z.enum(['chosen', 'refused', 'open']),
        reason: z.string().nullable(),
      }),
    )
    .nullable()
    .meta({ description: 'Where groups apply; the best first. Null elsewhere, and for whoever has leave in none.' }),
})
export type BoardJson = z.infer<typeof boardSchema>
