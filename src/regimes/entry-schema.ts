/** The way in, the number of places, escalation, the way out, and how a regime stands to others. */
import { z } from 'zod'
import { cited, list, map, route, routed, slug } from './parts.ts'

const way = z.strictObject({
  title: z.string(),
  criterion: slug,
  event: slug.meta({ description: 'Event of the main strand by which a case enters this way.' }),
  recommender: routed.optional().meta({ description: 'Who recommends, where this way has its own.' }),
  decider: routed.optional().meta({ description: 'Who decides, where this way has its own.' }),
  considered: z
    .boolean()
    .default(false)
    .meta({ description: 'Whoever meets it is considered, by judgement; it is no ground for entry by itself.' }),
  route,
  ...cited,
})

const recommendingEvents = list(slug, 8).optional().meta({
  description:
    "Events of the main strand that are the recommender's recommendation, until one is written. No other act of theirs recommends.",
})

export const entry = z.strictObject({
  recommender: routed.optional().meta({ description: 'Role that recommends; left out where none is known.' }),
  'recommending-events': recommendingEvents,
  decider: routed.meta({ description: 'The one role that decides. A joint body is one role with members.' }),
  automatic: z.boolean().meta({ description: 'Whoever meets the criterion enters without a decision.' }),
  ways: map(slug, way, 8),
  'accuracy-check': z
    .strictObject({ clock: slug, ...cited })
    .optional()
    .meta({
      description:
        'The organisation checks what is said of it before entry is decided, while this clock runs: nobody decides before its end, nor while a point is unanswered.',
    }),
  order: list(
    z.strictObject({
      by: z.string().max(400).meta({ description: 'A number, in CEL: the highest goes first.' }),
      says: z.string(),
      ...cited,
    }),
    6,
  )
    .optional()
    .meta({ description: 'Who goes before whom when there are more candidates than places.' }),
  ...cited,
})

export const capacity = z.strictObject({
  places: z
    .int()
    .min(1)
    .nullable()
    .default(null)
    .meta({ description: 'How many at a time; null where there is no number.' }),
  kind: z.enum(['cap', 'expected', 'observed', 'none']).meta({
    description:
      'A cap is never exceeded; an expected number only by a recorded decision with a published reason; an observed count binds nobody.',
  }),
  'held-by': z
    .strictObject({ finding: slug, equals: z.string(), ...cited })
    .optional()
    .meta({ description: 'Kind of finding that says an organisation holds a place, and the value that says so.' }),
  provisional: z.strictObject({ places: z.int().min(1), says: z.string(), ...cited }).optional(),
  'when-full': list(
    z.strictObject({
      id: z.enum(['exceed', 'exit-another', 'wait-with-protection', 'wait']),
      says: z.string(),
      ...cited,
    }),
    4,
  ).optional(),
  observed: list(
    z.strictObject({ count: z.int().min(0), when: z.string(), of: z.string().optional(), ...cited }),
    20,
  ).optional(),
  ...cited,
})
export type Capacity = z.infer<typeof capacity>

export const escalation = z.strictObject({
  title: z.string(),
  criterion: slug.optional(),
  event: slug.optional().meta({ description: 'Event of the main strand that escalates.' }),
  decider: routed,
  'leads-to': list(slug, 6).optional().meta({ description: 'Other regimes it may end in.' }),
  ...cited,
})

export const exit = z.strictObject({
  recommender: routed.optional(),
  'recommending-events': recommendingEvents,
  decider: routed.optional().meta({ description: 'Left out only where nobody is named.' }),
  criterion: slug.optional().meta({ description: 'Left out only where no test of exit is known.' }),
  events: list(slug, 8).optional().meta({ description: 'Events of the main strand by which a case leaves.' }),
  relative: z
    .boolean()
    .default(false)
    .meta({ description: 'Not all could pass together, because it compares organisations with each other.' }),
  package: z.string().optional().meta({ description: 'What follows a case out.' }),
  're-entry': z.string().optional(),
  sustain: list(
    z.strictObject({
      'months-after': z.int().min(1).max(120),
      criterion: slug.optional(),
      by: routed,
      says: z.string(),
      ...cited,
    }),
    6,
  )
    .optional()
    .meta({ description: 'Checks after exit that show whether it lasted.' }),
  ...cited,
})

export const relations = z.strictObject({
  supersedes: map(slug, z.strictObject({ says: z.string(), ...cited }), 20).optional(),
  conflicts: map(slug, z.strictObject({ says: z.string(), ...cited }), 20).optional(),
  alongside: map(slug, z.strictObject({ says: z.string(), ...cited }), 20).optional(),
  'leads-to': map(slug, z.strictObject({ says: z.string(), ...cited }), 20).optional(),
  'migrates-from': map(
    slug,
    z.strictObject({
      says: z.string(),
      route: routed.optional().meta({
        description:
          'Route here, for all cases or by route there; left out where routes are the same or there are none.',
      }),
      'from-routes': list(slug, 8)
        .optional()
        .meta({ description: 'Routes there whose cases come over; all of them where left out.' }),
      stages: map(slug, slug, 60).meta({ description: 'Main state there → main state here.' }),
      duties: map(slug, z.union([slug, z.null()]), 60)
        .optional()
        .meta({ description: 'Duty there → duty here, or null where it lapses.' }),
      ...cited,
    }),
    10,
  ).optional(),
})

export const scope = z.strictObject({
  'organisation-types': list(slug),
  'legal-forms': list(slug).optional(),
  areas: z.boolean().default(false).meta({ description: 'A case may cover several organisations.' }),
  says: z.string(),
  ...cited,
})

/** A way through a regime that depends on what the organisation is; without routes there is one for all. */
export const routeEntry = z.strictObject({
  title: z.string(),
  'legal-forms': list(slug).optional(),
  'organisation-types': list(slug).optional(),
  ...cited,
})

/** What people said of it, and what came of it. */
export const remark = z.strictObject({ says: z.string(), ...cited })
