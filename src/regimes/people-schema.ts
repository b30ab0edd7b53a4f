/** Who does what: roles and their lines of accountability, duties, powers, and what is made public. */
import { z } from 'zod'
import { cited, date, during, list, route, routed, slug } from './parts.ts'

export const role = z.strictObject({
  title: z.string(),
  kind: z.enum(['body', 'office', 'appointed', 'organisation', 'partner', 'public']).meta({
    description:
      'A standing body, an office (a minister), a person or team appointed under the regime, the organisation that is the case, its partner, or the public.',
  }),
  members: list(z.string(), 12).optional().meta({ description: 'Who acts together, for a joint role.' }),
  'appointed-by': routed.optional(),
  'accountable-to': routed.optional(),
  does: z.string().optional(),
  'starts-on': slug.optional().meta({ description: 'Event by which it is appointed.' }),
  during: during.optional(),
  route,
  ...cited,
})

/** Whom a duty of engagement may ask. */
export const engaged = ['staff-side', 'councils', 'public', 'others'] as const
export type Engaged = (typeof engaged)[number]

export const duty = z.strictObject({
  title: z.string().meta({ description: 'What is owed: "Publish the improvement plan".' }),
  owner: routed,
  to: z.string().optional().meta({ description: 'To whom it is owed.' }),
  during: during.meta({ description: 'States of the main strand in which it is owed.' }),
  when: z
    .union([
      z.strictObject({ clock: slug.meta({ description: 'By when: a clock of this file.' }) }),
      z.strictObject({ every: z.enum(['week', 'month', 'quarter', 'half-year', 'year']) }),
      z.strictObject({ before: slug.meta({ description: 'Before this event.' }) }),
      z.strictObject({ 'by-date': date.meta({ description: 'By this day, the same for everybody.' }) }),
      z.strictObject({
        'date-set-by': routed.meta({ description: 'By a day that this role sets for each case.' }),
      }),
      z.strictObject({ 'at-once': z.literal(true) }),
      z.strictObject({ 'no-date': z.literal(true).meta({ description: 'Owed, with no date or cadence given.' }) }),
    ])
    .meta({ description: 'By when, or how often.' }),
  public: z.union([z.boolean(), z.literal('not-stated')]),
  'done-by': slug.optional().meta({
    description:
      'Event that shows it was done; where it is left out and a clock says by when, the event that ends the clock. What is owed `every` so often is never done for good.',
  }),
  engagement: z
    .union([z.literal(true), z.enum(engaged)])
    .optional()
    .meta({
      description:
        'Whom it asks; `true` where a consultation with anybody shows it done. A case in which it was owed says that none was held, until the event of `done-by` shows it, or a public consultation on days on which it was owed, written down by its first day. Where it asks somebody in particular and has `done-by`, the event alone shows it.',
    }),
  route,
  ...cited,
})
export type Duty = z.infer<typeof duty>

export const power = z.strictObject({
  title: z.string(),
  does: z.enum(['suspends', 'grants', 'requires', 'directs', 'removes']),
  freedom: z.string().meta({ description: 'The freedom or act concerned, in words.' }),
  by: routed,
  over: z.string().optional().meta({ description: 'Whom it binds, where that is not simply the organisation.' }),
  instrument: z.string().optional(),
  automatic: z.boolean().default(false).meta({ description: 'Comes with the state, or has to be used case by case.' }),
  during: during.meta({ description: 'States of the main strand in which it may be used.' }),
  route,
  ...cited,
})
export type Power = z.infer<typeof power>

export const powersOver = z.strictObject({
  reaches: z.enum(['case-organisations', 'others-where-necessary']).meta({
    description:
      'How far a decision may reach: the organisations of the case alone, or others too where that is necessary for the case and follows from it.',
  }),
  says: z.string(),
  ...cited,
})

export const publication = z.strictObject({
  title: z.string().meta({ description: 'What is published.' }),
  by: routed,
  where: z.string(),
  every: z.enum(['once', 'week', 'month', 'quarter', 'half-year', 'year', 'each-step', 'no-cadence']),
  during: during,
  route,
  ...cited,
})
