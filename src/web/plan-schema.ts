/** A plan as pages and API give it: the plan, how it stands by its dates, and what changed. */
import { z } from 'zod'
import { actionStatuses, planBody } from '../casework/plan/plan-schema.ts'

const stage = z.enum(['written', 'questioned', 'checked', 'published'])
const standing = z.enum(['open', 'late', 'done', 'done-late', 'missed', 'stopped'])
const standsOn = {
  id: z.string(),
  title: z.string(),
  due: z.string().meta({ description: 'As first promised in public, or as the version has it where nothing was.' }),
  revisedDue: z
    .string()
    .nullable()
    .meta({ description: 'The day it is now promised for; null where that is the first.' }),
  slippedDays: z.int(),
  standing: standing.meta({ description: 'By its dates, whatever is reported.' }),
  daysLate: z.int(),
}
const counts = z.record(z.enum([...standing.options, 'all', 'slipped']), z.int())

const standingCounts = z.object({ actions: counts, milestones: counts })

const state = z.object({
  on: z.string(),
  actions: z.array(
    z.object({
      ...standsOn,
      goal: z.string(),
      organisation: z.string().nullable().meta({ description: 'Code; null where it is of all of them.' }),
      owner: z.string(),
      says: z.enum(actionStatuses).meta({ description: 'What those responsible report.' }),
      saysOtherwise: z.string().nullable().meta({ description: 'Where what is reported cannot be so.' }),
      milestones: z.array(z.object({ ...standsOn, action: z.string() })),
    }),
  ),
  counts: standingCounts,
  words: z.array(z.string()),
})

const named = { of: z.enum(['action', 'milestone']), id: z.string(), title: z.string() }
const diff = z.object({
  since: z.object({ version: z.int(), month: z.string(), stage }),
  words: z.array(z.string()),
  told: z.array(z.object({ what: z.string(), field: z.string(), before: z.string(), after: z.string() })),
  changes: z.array(
    z.object({
      change: z.enum(['added', 'dropped', 'changed']),
      of: z.enum(['plan', 'goal', 'action', 'milestone']),
      id: z.string(),
      title: z.string(),
      field: z.string().optional(),
      before: z.unknown().optional(),
      after: z.unknown().optional(),
      value: z.unknown().optional(),
    }),
  ),
  slips: z.array(z.object({ ...named, before: z.string(), after: z.string(), days: z.int() })),
  completed: z.array(z.object(named)),
  reopened: z.array(z.object(named)),
})

const version = z.object({
  version: z.int(),
  month: z.string(),
  stage,
  effective: z.string(),
  publishedOn: z.string().nullable(),
})

export const planSchema = z.object({
  id: z.uuid().meta({ description: 'The case.' }),
  recordKind: z.enum(['real', 'fictional', 'exercise']),
  asKnownAt: z.string().nullable(),
  today: z.string(),
  record: z.uuid().nullable().meta({ description: 'Id of the plan as a record; null where the asker sees none.' }),
  organisation: z.string().meta({ description: 'Code of the organisation whose plan it is.' }),
  shown: version
    .extend({
      knownAt: z.string(),
      hash: z.string().meta({ description: 'Of the text as it was written, which its record holds.' }),
      check: z
        .object({ verdict: z.enum(['agreed', 'points']), says: z.string().nullable(), on: z.string() })
        .nullable()
        .meta({ description: 'What its check said; for those who have leave in the case.' }),
    })
    .nullable()
    .meta({ description: 'The version given; null where the asker sees none.' }),
  plan: planBody.nullable().meta({
    description: 'With each day as first promised in public; another day that the version names is the revised one.',
  }),
  only: z.string().nullable().meta({
    description:
      'The organisation asked for, by whose actions and those of all of them the state is told; null for every one.',
  }),
  state: state.nullable(),
  organisations: z.array(z.object({ organisation: z.string().nullable(), counts: standingCounts })).meta({
    description:
      'In a case of several organisations, what each has promised alone, and with null what is of all of them; else empty.',
  }),
  diff: diff.nullable().meta({ description: 'Since the published version of the month before; null for a first one.' }),
  dropped: z
    .array(
      z.object({
        id: z.string(),
        title: z.string(),
        owner: z.string(),
        organisation: z.string().nullable(),
        due: z.string(),
        completed: z.string().nullable().meta({ description: 'Null where it was not done.' }),
        month: z.string(),
      }),
    )
    .meta({ description: 'Actions that an earlier published version promised, and this one no longer names.' }),
  update: z
    .object({
      title: z.string(),
      owner: z.string().nullable(),
      next: z.string(),
      last: z.object({ due: z.string(), month: z.string(), late: z.boolean() }).nullable(),
    })
    .nullable()
    .meta({ description: 'When the rules want an update, and whether it is late; null where they do not say.' }),
  versions: z.array(version).meta({ description: 'Those that the asker may see, the first one first.' }),
})
export type PlanJson = z.infer<typeof planSchema>
