/** Clocks: how long, counted how, from what, until what, by which calendar, and how it may be moved. */
import { z } from 'zod'
import { cited, list, route, routed, slug } from './parts.ts'

const length = z
  .string()
  .regex(
    /^[1-9]\d{0,3} (working day|calendar day|week|month)s?$/,
    'a length such as "45 working days", "28 calendar days", "8 weeks" or "1 month"',
  )

export const clock = z.strictObject({
  title: z.string().meta({ description: 'What must have happened when it runs out.' }),
  owner: routed.meta({ description: 'Role that owes it.' }),
  starts: z.union([slug, list(slug, 8)]).meta({ description: 'The event, or any of the events, that start it.' }),
  length,
  counted: z
    .enum(['beginning-with', 'day-after'])
    .meta({ description: '`beginning-with` makes the day of the event day 1; `day-after` makes the next day day 1.' }),
  'starts-on': z.enum(['happening', 'issue', 'receipt']).default('happening').meta({
    description: 'Which date of the event counts: when it happened, when it was issued, or when it was received.',
  }),
  calendar: slug
    .optional()
    .meta({ description: 'Calendar of holidays, for working days: `england`, `united-kingdom-any-part`.' }),
  ends: z.union([slug, list(slug, 8)]).meta({ description: 'The event, or any of the events, that stop it.' }),
  is: z.enum(['limit', 'usual', 'period']).default('limit').meta({
    description:
      '`limit` must not be passed; `usual` is a target; `period` has to run its full length, and its end is an event of its own.',
  }),
  extension: z
    .strictObject({
      by: routed,
      instrument: z.string(),
      'at-most-times': z.int().min(1).max(20).optional(),
      'at-most-length': length.optional(),
      ...cited,
    })
    .optional(),
  suspension: z.strictObject({ by: routed, ...cited }).optional(),
  fires: slug.optional().meta({ description: 'Event that happens by itself when the clock runs out.' }),
  route,
  ...cited,
})
export type Clock = z.infer<typeof clock>
