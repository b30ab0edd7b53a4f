/** Examples beside a regime file: given evidence and events, expect decisions, states, duties, dates and money. */
import { z } from 'zod'
import { date, list, map, name, slug } from './parts.ts'

const outcome = z.enum(['met', 'not-met', 'needs-judgement', 'evidence-missing'])

/** Evidence by its name in the regime file; what is left out is unknown. */
const given = map(name, z.union([z.string(), z.number(), z.boolean(), z.array(z.number()).max(120)]), 60)
/** Judgements by kind of finding. */
const judged = map(slug, z.string(), 40)

const expected = z
  .strictObject({
    state: slug,
    phase: z.enum(['before', 'in', 'after']),
    strands: z.record(slug, slug.nullable()).meta({ description: 'State of each strand; null where it does not run.' }),
    due: z.record(slug, date.nullable()).meta({ description: 'When each clock runs out; null where it does not run.' }),
    duties: list(slug, 60).meta({ description: 'Duties owed, among others.' }),
    'no-duties': list(slug, 60).meta({ description: 'Duties not owed.' }),
    powers: list(slug, 40).meta({ description: 'Powers in use or usable, among others.' }),
    'no-powers': list(slug, 40),
    'owed-by': z.record(slug, slug).meta({ description: 'Owner of each duty on this route.' }),
    'paid-by': z.record(slug, slug).meta({
      description: 'Payer of each line of money or kind of support on this route; `not-known` where nobody knows.',
    }),
    referral: slug.meta({ description: 'Role to which support was referred.' }),
    late: list(slug, 20).meta({ description: 'Clocks that this event ended late.' }),
    'ran-out': list(slug, 20).meta({ description: 'Clocks that this event saw run out.' }),
  })
  .partial()

const happening = z
  .strictObject({
    on: date,
    event: slug.optional(),
    extend: z.strictObject({ clock: slug, by: z.int().min(1), reference: z.string() }).optional(),
    suspend: slug.optional(),
    resume: slug.optional(),
    support: z.strictObject({ kind: slug, for: slug }).optional(),
    tick: z.literal(true).optional(),
    by: slug.optional(),
    issued: date.optional(),
    received: date.optional(),
    given: given.optional().meta({ description: 'What becomes known before this event.' }),
    judged: judged.optional(),
    refused: z.string().optional().meta({ description: 'The event is refused, and the words contain this.' }),
    expect: expected.optional(),
  })
  .refine(
    one =>
      [one.event, one.extend, one.suspend, one.resume, one.support, one.tick].filter(x => x !== undefined).length === 1,
    'one of event, extend, suspend, resume, support and tick',
  )

const example = z.strictObject({
  example: z.string().meta({ description: 'What it shows, as a sentence.' }),
  version: z.string().optional().meta({ description: 'Version of the regime; the latest where left out.' }),
  route: slug.optional(),
  organisations: list(z.string(), 40).optional(),
  given: given.optional(),
  judged: judged.optional(),
  choices: map(slug, slug, 10)
    .optional()
    .meta({ description: 'Readings to try, by choice; where left out, those that the file has chosen.' }),
  criteria: z.record(slug, outcome).optional().meta({ description: 'Outcome of criteria on what is given.' }),
  events: list(happening, 60).optional(),
  candidates: list(
    z.strictObject({ organisation: z.string(), given: given.optional(), judged: judged.optional() }),
    60,
  ).optional(),
  taken: z.int().min(0).optional().meta({ description: 'Places taken already.' }),
  places: z
    .record(z.string(), z.enum(['admitted', 'waiting', 'none']))
    .optional()
    .meta({ description: 'What becomes of each candidate.' }),
  expect: expected.optional().meta({ description: 'At the end of the events.' }),
})

export const examplesSchema = z.strictObject({ regime: slug, examples: list(example, 60) })
export type Examples = z.infer<typeof examplesSchema>
export type Example = Examples['examples'][number]
export type Happening = z.infer<typeof happening>
export type Expected = z.infer<typeof expected>
