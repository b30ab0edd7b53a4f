/** The shape of a programme's team as its page shows it. Its schema is that of the API document. Hundredths are of whole-time equivalents. */
import { z } from 'zod'
import { changeStates } from '../casework/team/team-change.ts'

const hundredths = z.int().meta({ description: 'Hundredths of a whole-time equivalent.' })
const size = z.object({ posts: z.int(), wte: hundredths })
const cost = z.object({
  pence: z.int().meta({ description: 'In a month, as far as it is declared.' }),
  undeclared: z.int().meta({ description: 'Posts of which nobody has said what they cost.' }),
})
const measured = {
  size,
  board: z.object({
    yes: size,
    no: size,
    'not-known': size,
    percent: z.number().nullable().meta({ description: 'Of the posts of which it is known; null where of none.' }),
  }),
  cost,
}
const ofCase = z.object({
  case: z.uuid(),
  names: z.array(z.string()).meta({ description: 'Organisations; none where the case is not for this reader.' }),
})

export const loadSchema = z.object({ ...measured, given: hundredths, cases: z.int() })
export type LoadJson = z.infer<typeof loadSchema>

export const teamSchema = z.object({
  regime: z.object({ id: z.string(), title: z.string() }),
  inside: z
    .boolean()
    .meta({ description: 'Whether the reader has leave in the whole regime; others see what is public.' }),
  load: loadSchema.nullable().meta({ description: 'Null where there is no post that the reader may see.' }),
  posts: z.array(
    z.object({
      id: z.uuid(),
      title: z.string(),
      wte: hundredths,
      seniority: z.string(),
      board: z.enum(['yes', 'no', 'not-known']),
      basis: z.enum(['permanent', 'temporary', 'consultancy']),
      paidBy: z.string(),
      monthlyPence: z.int().nullable(),
      from: z.string(),
      until: z.string().nullable(),
      given: hundredths,
    }),
  ),
  cases: z
    .array(ofCase.extend({ wte: hundredths }))
    .meta({ description: 'What the team gives to cases, the most first.' }),
  changes: z.array(
    z.object({
      id: z.uuid(),
      title: z.string(),
      state: z.enum(Object.keys(changeStates) as [keyof typeof changeStates]),
      from: z.string(),
      consultationUntil: z.string().nullable(),
      why: z.string(),
      day: z.string().meta({ description: 'The last day before it, on which the team is looked at.' }),
      before: z.object(measured).nullable().meta({ description: 'Null where not all posts are for this reader.' }),
      after: z.object(measured).nullable(),
      percent: z
        .number()
        .nullable()
        .meta({ description: 'Change of whole-time equivalents by the register of posts.' }),
      stated: z
        .object({
          from: hundredths,
          to: hundredths,
          cutPercent: z.number().meta({ description: 'As the sum gives it.' }),
          printed: z.number().nullable(),
          agrees: z.boolean().nullable(),
        })
        .nullable()
        .meta({ description: 'What the paper states of its size.' }),
      cases: z.array(ofCase.extend({ before: hundredths, lost: hundredths })),
      displaced: z.array(z.object({ basis: z.enum(['temporary', 'consultancy']), wte: hundredths, cost })),
      ended: cost.nullable().meta({ description: 'What the posts that end cost in a month.' }),
    }),
  ),
})
export type TeamJson = z.infer<typeof teamSchema>
