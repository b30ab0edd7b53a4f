/** What the casework API takes and gives where a case goes to other rules. */
import { z } from 'zod'
import { openSchema } from './case-schemas.ts'

const { regime, version, route, on, reason, exceed } = openSchema.shape

const rules = z.object({ regime: z.string(), version: z.string(), title: z.string() })
const titled = z.object({ id: z.string(), title: z.string() })
const stage = z.object({ from: z.string(), fromTitle: z.string(), to: z.string(), toTitle: z.string() })

export const migrationSchema = z.object({
  id: z.uuid(),
  sequence: z.int().meta({ description: 'Number of the last event of the case; to be sent as If-Match.' }),
  on: z.string(),
  from: rules,
  to: rules,
  route: z.string().nullable().meta({ description: 'Route there; null where there is one for all.' }),
  stage,
  phase: z.object({ from: z.enum(['before', 'in', 'after']), to: z.enum(['before', 'in', 'after']) }),
  place: z.string().nullable().meta({ description: 'What becomes of the place that it holds or would take.' }),
  mayExceed: z.boolean().meta({ description: 'Takes one of an expected number of places, with a reason beyond it.' }),
  duties: z.object({
    kept: z.array(z.object({ from: titled, to: titled })),
    lapsed: z.array(titled),
    begun: z.array(titled),
  }),
  powers: z.object({ ended: z.array(titled), begun: z.array(titled) }),
  clocks: z.object({
    kept: z.array(titled.extend({ due: z.string().nullable(), before: z.string().nullable() })),
    ended: z.array(titled),
  }),
  words: z.array(z.string()).meta({ description: 'What a person should read before agreeing.' }),
  decider: z.object({ role: z.string(), title: z.string() }).nullable().meta({ description: 'Whose act it is.' }),
  why: z.string().nullable().meta({ description: 'Why the asker may not do it; null where they may.' }),
  hash: z.string().meta({ description: 'What was read; to be sent as `previewed`.' }),
})
export type MigrationJson = z.infer<typeof migrationSchema>

export const migrateSchema = z.strictObject({
  to: regime.meta({ description: 'Id of the regime that takes the case over; its own for another version.' }),
  version,
  route,
  on,
  reason,
  exceed,
  previewed: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'expected the hash of a preview, 64 characters of 0 to 9 and a to f')
    .meta({ description: 'The hash of the preview that was read.' }),
})
