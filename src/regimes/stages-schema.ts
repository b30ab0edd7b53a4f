/** The course of a case: a statechart of states and events, with strands that run beside the main one. */
import { z } from 'zod'
import { cited, during, list, map, route, routed, slug } from './parts.ts'

const { clause, confidence, note, since, until } = cited

const transition = z.strictObject({
  to: slug.meta({ description: 'State of the same strand; may be the state itself.' }),
  if: slug.optional().meta({ description: 'Criterion of this file that must be met; the event brings its outcome.' }),
  by: routed.optional().meta({ description: 'Role whose act it is; an event of the world where left out.' }),
  'at-most': z.int().min(1).max(60).optional().meta({ description: 'How often a case may take it.' }),
  says: z.string().optional(),
  route,
  // A state's citation stands for its transitions unless they say otherwise.
  clause: clause.optional(),
  confidence: confidence.optional(),
  note,
  since,
  until,
})
export type Transition = z.infer<typeof transition>

const state = z.strictObject({
  title: z.string(),
  says: z.string().optional().meta({ description: 'What happens here, in a sentence.' }),
  phase: z.enum(['before', 'in', 'after']).meta({
    description: 'Before entry, in the regime (a case in it holds a place), or after it.',
  }),
  ends: z
    .enum(['success', 'transfer', 'closure', 'not-entered', 'replaced', 'unknown'])
    .optional()
    .meta({ description: 'The case ends here, and how; only a state without `on` may.' }),
  on: map(slug, z.union([transition, list(transition, 8)]), 40)
    .optional()
    .meta({
      description:
        'Events and where they lead. Of several transitions the first whose criterion is met is taken; an outcome that is not known stops the event.',
    }),
  ...cited,
})
export type State = z.infer<typeof state>

/** The main strand. Its states say whether a case is in the regime. */
export const stages = z.strictObject({ first: slug, states: map(slug, state, 60) })

const strandState = state.omit({ phase: true, ends: true }).extend({
  courts: z.enum(['no-claim', 'open', 'stands', 'quashed']).optional().meta({
    description:
      'What it says of courts: no claim is before one, one is open, what was decided stands, or it is quashed, if only in part. Where a judicial review or a quashing in the case says otherwise, that is told in its place.',
  }),
})
export type StrandState = z.infer<typeof strandState>

/** A strand that runs beside the main one, while that is in certain states. */
export const strand = z.strictObject({
  title: z.string(),
  while: during,
  first: slug,
  states: map(slug, strandState, 30),
  ...cited,
})
export type Strand = z.infer<typeof strand>
