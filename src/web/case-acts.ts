/** What may be done in a case beside its events, as its page and JSON show it: clocks moved, support given. */
import { z } from 'zod'
import { allowedActs } from '../casework/allowed-acts-store.ts'
import { withActor } from '../casework/desk-store.ts'
import type { Asking, CaseReading } from './cases.ts'
import { roleTitle } from './event-words.ts'

const role = z.object({ role: z.string(), title: z.string() })
export const actsSchema = z.object({
  clocks: z.array(
    z.object({
      kind: z.enum(['extend', 'suspend', 'resume']),
      clock: z.string(),
      title: z.string(),
      by: role,
      mine: z.boolean().meta({ description: 'Whether the reader may do it.' }),
      extension: z
        .object({ unit: z.string(), most: z.int().nullable(), instrument: z.string() })
        .nullable()
        .meta({ description: 'What an extension is counted in, the most it may be, and by what it is granted.' }),
    }),
  ),
  support: z.array(
    z.object({
      support: z.string(),
      title: z.string(),
      subjects: z.array(z.object({ subject: z.string(), title: z.string(), referTo: role.nullable() })),
      as: z.array(role).meta({ description: 'Roles and functions in which the reader may record it.' }),
    }),
  ),
})
export type ActsJson = z.infer<typeof actsSchema>

/** None of a case as it was known before. */
export function actsOf({ desk, actor }: Asking, { found, compiled, asKnownAt }: CaseReading): Promise<ActsJson> {
  return withActor(desk, actor, async working => {
    if (asKnownAt !== null) return { clocks: [], support: [] }
    const { clocks, support } = await allowedActs(working, found)
    const titled = (id: string) => ({ role: id, title: roleTitle(compiled.regime, id) })
    return {
      clocks: clocks.map(one => ({ ...one, by: titled(one.by) })),
      support: support.map(one => ({
        ...one,
        subjects: one.subjects.map(({ referTo, ...about }) => ({
          ...about,
          referTo: referTo === null ? null : titled(referTo),
        })),
        as: one.as.map(titled),
      })),
    }
  })
}
