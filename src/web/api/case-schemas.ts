/** What the casework API takes and gives. The schemas that check requests and answers are those of its OpenAPI document. */
import { z } from 'zod'
import { nowSchema } from '../body-now.ts'

const day = z.iso.date({ error: 'expected a day that exists, written as 2026-03-31' })
const instant = z.string().meta({ description: 'ISO instant in UTC.' })
const slug = z.string().trim().min(1, 'expected an id').max(100, 'expected at most 100 characters')
const words = (most: number) =>
  z
    .string()
    .trim()
    .min(1, 'expected words')
    .max(most, `expected at most ${most.toLocaleString('en-GB')} characters`)
const reason = words(4000).meta({ description: 'Why, in words that everybody may read. Name nobody: name the office.' })
const exceed = words(4000)
  .exactOptional()
  .meta({ description: 'Where an expected number of places is reached: why it is exceeded. Published.' })
const by = slug.meta({ description: 'Role of the regime file in which the actor acts.' })

/** An event as somebody asks for it. */
const askedEvent = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('event'),
      event: slug.meta({ description: 'An event of the regime file.' }),
      on: day,
      by,
      issued: day.exactOptional(),
      received: day.exactOptional(),
    }),
    z.strictObject({
      kind: z.literal('extend'),
      clock: slug,
      length: z.int().min(1).max(1000).meta({ description: 'In the clock’s own unit.' }),
      reference: words(500).meta({ description: 'The order, letter or decision that grants it.' }),
      on: day,
      by,
    }),
    z.strictObject({ kind: z.enum(['suspend', 'resume']), clock: slug, on: day, by }),
    z.strictObject({
      kind: z.literal('quashed'),
      of: z.int().min(1).meta({ description: 'Number of the event that a court has quashed.' }),
      part: words(500).nullable().meta({ description: 'What of it is quashed, in words; null for the whole.' }),
      clocks: z
        .array(slug)
        .max(40)
        .meta({ description: 'Clocks that stop with a part. Those that rest on the whole are found by the server.' }),
      court: words(200),
      reference: words(500).meta({ description: 'Of the judgement.' }),
      on: day,
      by,
    }),
    z.strictObject({ kind: z.literal('support'), support: slug, subject: slug, on: day, by }),
  ])
  .meta({ description: 'What happened. Outcomes of criteria are worked out by the server and never sent.' })

export const openSchema = z.strictObject({
  regime: slug.meta({ description: 'Id of the regime file, without version.' }),
  version: slug.exactOptional().meta({ description: 'The version in force on the day where left out.' }),
  route: slug.exactOptional(),
  organisations: z.array(z.string().trim().min(1).max(20)).min(1).max(200).meta({ description: 'Codes.' }),
  on: day,
  reason,
  exceed,
})

export const recordSchema = z.strictObject({ event: askedEvent, reason, exceed })

export const correctSchema = z.strictObject({
  sequence: z.int().min(1).meta({ description: 'Number of the event that was wrong.' }),
  instead: askedEvent.nullable().meta({ description: 'What it should have been; null where it never happened.' }),
  reason,
  exceed,
})

const recordKind = z.enum(['real', 'fictional', 'exercise'])
const phase = z.enum(['before', 'in', 'after'])

/** A case as everybody may see it. */
export const caseSchema = z.object({
  id: z.uuid(),
  recordKind,
  regime: z.string().meta({ description: 'Id of the regime file, without version.' }),
  version: z.string(),
  route: z.string().nullable(),
  organisations: z.array(z.string()).meta({ description: 'Codes.' }),
  stage: z.string().meta({ description: 'State of the main strand.' }),
  stageTitle: z.string(),
  phase,
  opened: z.string(),
  entered: z.string().nullable(),
  closed: z.string().nullable(),
})

export const casesSchema = z.object({
  recordKind,
  cases: z.array(caseSchema),
  next: z.string().nullable().meta({ description: 'Cursor of the next page; null on the last one.' }),
})

/** Of an area, how many organisations owe something. */
export const eachSchema = z
  .int()
  .nullable()
  .meta({ description: 'Number of organisations of the case, each of which owes it; null where it is owed once.' })

/** One case: what everybody may see, and more for those who have leave in it. */
export const oneCaseSchema = caseSchema.extend({
  asKnownAt: z.string().nullable(),
  sequence: z.int().meta({ description: 'Number of its last event; the ETag, to be sent as If-Match.' }),
  strands: z.array(
    z.object({
      strand: z.string(),
      title: z.string(),
      state: z.string(),
      stateTitle: z.string(),
      instead: z.string().nullable().meta({
        description:
          'What a judicial review or a quashing in the case says where that is otherwise; null where none does.',
      }),
    }),
  ),
  duties: z.array(
    z.object({
      duty: z.string(),
      title: z.string(),
      owner: z.string(),
      ownerTitle: z.string(),
      ownerNow: nowSchema,
      each: eachSchema,
      when: z.string(),
      due: z.string().nullable(),
      done: z.boolean().meta({ description: 'By an event, for the case as a whole.' }),
      parts: z
        .array(
          z.object({
            due: z.string().nullable().meta({ description: 'The due day, of a duty that recurs; else its last day.' }),
            organisations: z.array(
              z.object({
                organisation: z.string().meta({ description: 'Code.' }),
                done: z
                  .string()
                  .nullable()
                  .meta({ description: 'Day on which it did its part; null while it owes it.' }),
                overdue: z.boolean().nullable().meta({
                  description: 'Null where it recurs, its day is over, and nothing says whether it was done.',
                }),
              }),
            ),
          }),
        )
        .meta({
          description:
            'What each organisation of an area has done of it while it is owed; of a duty that recurs, for its last due day and the next. Empty where it is owed once.',
        }),
    }),
  ),
  powers: z.array(
    z.object({ power: z.string(), title: z.string(), by: z.string(), byTitle: z.string(), byNow: nowSchema }),
  ),
  state: z.unknown().optional().meta({ description: 'The engine’s state, for those who have leave in the case.' }),
})

export const eventSchema = z.object({
  sequence: z.int(),
  kind: z.string(),
  name: z.string(),
  words: z.string(),
  followed: z.array(z.string()).meta({ description: 'What followed from it, in words.' }),
  effective: z.string(),
  knownAt: instant,
  role: z.string().nullable(),
  roleTitle: z.string().nullable().meta({ description: 'Who, by role: never a person.' }),
  reason: z.string(),
  exceed: z.string().nullable().meta({ description: 'Why an expected number of places was exceeded by it.' }),
  corrects: z.int().nullable(),
  correctedBy: z
    .int()
    .nullable()
    .meta({ description: 'The later event that took this one’s place; null while it counts.' }),
  quashed: z
    .object({
      sequence: z.int(),
      on: z.string(),
      court: z.string(),
      reference: z.string(),
      part: z.string().nullable(),
    })
    .nullable()
    .meta({
      description: 'It happened, and a court has quashed it, or a part of it: by which event. Null for others.',
    }),
  evidenceHash: z.string().nullable(),
  hash: z.string(),
  actor: z.string().optional().meta({ description: 'Key of the person, for those who have leave in the case.' }),
  event: z.unknown().optional(),
  evidence: z.unknown().optional(),
})
export const eventsSchema = z.object({
  id: z.uuid(),
  recordKind,
  asKnownAt: z.string().nullable(),
  events: z.array(eventSchema),
})

export const deadlineSchema = z.object({
  id: z.uuid().meta({ description: 'The case.' }),
  clock: z.string(),
  title: z.string(),
  owner: z.string(),
  ownerTitle: z.string(),
  ownerNow: nowSchema,
  each: eachSchema,
  startedBy: z.int().meta({ description: 'Number of the event that started it.' }),
  due: z.string().nullable().meta({ description: 'Last day; null where its calendar does not reach that far.' }),
  state: z.enum(['running', 'suspended', 'met', 'late', 'ran-out', 'ended']),
  overdue: z.boolean(),
  rule: z.string(),
  arithmetic: z.string().nullable(),
})
export const deadlinesSchema = z.object({ recordKind, today: z.string(), deadlines: z.array(deadlineSchema) })

const role = z.object({ role: z.string(), title: z.string(), now: nowSchema })
export const allowedSchema = z.object({
  id: z.uuid(),
  sequence: z.int(),
  allowed: z.array(
    z.object({
      event: z.string(),
      words: z.string(),
      by: z.array(role).meta({ description: 'Roles whose act it is; none for an event of the world.' }),
      as: z.array(role).meta({ description: 'Roles and functions in which the asker may record it now.' }),
      why: z.string().nullable().meta({ description: 'Why the asker may not; null where they may.' }),
      days: z
        .array(z.enum(['issued', 'received']))
        .meta({ description: 'Days that a clock which it starts is counted from, where they differ from its own.' }),
      mayExceed: z
        .boolean()
        .meta({ description: 'Takes one of an expected number of places, with a reason beyond it.' }),
    }),
  ),
})

export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string(),
  reason: z.string().optional(),
  allowed: z.array(z.string()).optional().meta({ description: 'Events that are allowed now.' }),
})

export type CaseJson = z.infer<typeof caseSchema>
export type OneCaseJson = z.infer<typeof oneCaseSchema>
export type EventJson = z.infer<typeof eventSchema>
export type DeadlineJson = z.infer<typeof deadlineSchema>
export type AllowedJson = z.infer<typeof allowedSchema>['allowed']
