/**
 * An improvement plan as it is kept, one version a month: goals, what each is measured by, what can be reached by when, and
 * the actions promised, with their milestones. Ids hold from month to month, so that what was promised can be followed;
 * everything else is text, and HTML in it is text too. What no shape can say (ids twice, dates that do not fit together) is
 * checked by `readPlan`.
 */
import { z } from 'zod'
import { isOrganisationCode } from '../../evidence/names.ts'

/** How much a plan may hold, in all. */
export const planLimits = { goals: 40, actions: 500, milestones: 2_000, trajectory: 60, evidence: 20 } as const

/** What those who carry out an action say of it; what the dates say, `planState` tells. */
export const actionStatuses = ['not-started', 'on-track', 'at-risk', 'late', 'done', 'missed', 'stopped'] as const
export type ActionStatus = (typeof actionStatuses)[number]

// What neither CSV nor a workbook can carry: control characters but the tab and the line break, and halves of characters.
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/

/** Text of up to `most` characters; spaces at its ends go, and a line ends with a line feed. */
function text(most: number, least = 0) {
  return z
    .string()
    .overwrite(given => given.replace(/\r\n?/g, '\n').trim())
    .min(least)
    .max(most)
    .refine(given => given.isWellFormed() && !unprintable.test(given), 'text without control characters')
}

function line(most: number, least = 1) {
  return text(most, least).refine(given => !given.includes('\n'), 'one line of text')
}

// A spreadsheet would take an id such as 1-2 for a day, and 007 for 7: the letter in front keeps it as it is.
const id = z
  .string()
  .max(40)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'an id such as a12, in lower case, beginning with a letter')

export const planMonth = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month such as 2026-05')
const day = z.iso.date()

// Figures as people publish them: so many digits that a spreadsheet keeps every one.
const figure = z
  .number()
  .overwrite(given => given + 0) // no negative zero
  .refine(given => /^-?\d{1,9}(\.\d{1,6})?$/.test(String(given)), 'a number of at most 9 digits and 6 decimals')

const milestone = z.strictObject({
  id,
  title: line(300),
  due: day.meta({ description: 'As first promised; another day goes into revisedDue.' }),
  // Left out rather than null: plans kept before it was asked for have their hashes.
  revisedDue: day
    .optional()
    .meta({ description: 'The day it is now promised for; left out where that is the first one.' }),
  completed: day.nullable().meta({ description: 'When it was reached; null while it is not.' }),
})
export type Milestone = z.infer<typeof milestone>

const action = z.strictObject({
  id,
  title: line(300),
  // Left out rather than null: plans kept before it was asked for have their hashes by which they were approved.
  organisation: z.string().max(20).refine(isOrganisationCode, 'the code of an organisation').optional().meta({
    description: 'Code of the one organisation of the case whose it is; left out where it is of all of them.',
  }),
  owner: line(120).meta({ description: 'A role or post, never the name of a person.' }),
  starts: day,
  due: day.meta({
    description:
      'As first promised; another day goes into revisedDue. Once a version is published, another day here is read as a revised one.',
  }),
  status: z.enum(actionStatuses),
  revisedDue: day.nullable(),
  completed: day.nullable(),
  progress: text(4_000),
  evidence: z
    .array(line(1_000))
    .max(planLimits.evidence)
    .meta({ description: 'Addresses of documents, or what was seen, in words.' }),
  milestones: z.array(milestone).max(planLimits.milestones),
})
export type Action = z.infer<typeof action>

const measure = z.strictObject({
  metric: line(80),
  better: z.enum(['high', 'low']),
  standard: figure.nullable().meta({ description: 'The published standard, kept in sight whatever the trajectory.' }),
  unit: line(40, 0),
})
export type Measure = z.infer<typeof measure>

const trajectoryPoint = z.strictObject({ month: planMonth, value: figure })
export type TrajectoryPoint = z.infer<typeof trajectoryPoint>

const goal = z.strictObject({
  id,
  title: line(300),
  outcome: text(2_000).meta({ description: 'What will be different for patients, staff or the public purse.' }),
  measure: measure.nullable(),
  trajectory: z
    .array(trajectoryPoint)
    .max(planLimits.trajectory)
    .meta({ description: 'What can be reached by when, in order of month; shown beside the standard.' }),
  actions: z.array(action).max(planLimits.actions),
})
export type Goal = z.infer<typeof goal>

/** The body of a plan. It lets pass what `readPlan` refuses: use that wherever somebody sends a plan. */
export const planBody = z.strictObject({
  month: planMonth.meta({ description: 'The month that this version reports.' }),
  title: line(200),
  goals: z.array(goal).max(planLimits.goals),
})
export type Plan = z.infer<typeof planBody>
