/** What may be done in a case beside its events, as its page and JSON show it: clocks moved, support given. */
import { z } from 'zod'
import { allowedActs } from '../casework/allowed-acts-store.ts'
import { countingEvents } from '../casework/counting.ts'
import { withActor } from '../casework/desk-store.ts'
import { rolesHeld } from '../casework/grants.ts'
import { matterOf } from '../casework/matter-store.ts'
import { quashingsOf, quashTellers } from '../casework/quashings.ts'
import { bodyNow, nowSchema } from './body-now.ts'
import type { Asking, CaseReading } from './cases.ts'
import { roleTitle } from './event-words.ts'
import { words } from './format.ts'

const role = z.object({ role: z.string(), title: z.string(), now: nowSchema })
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
  quash: z
    .object({
      decisions: z.array(z.object({ sequence: z.int(), words: z.string(), on: z.string() })),
      clocks: z.array(z.object({ clock: z.string(), title: z.string() })),
      as: z.array(role).meta({ description: 'Roles and functions in which the reader may write it down.' }),
    })
    .meta({ description: 'Decisions of which the reader may write down that a court quashed them.' }),
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
export function actsOf({ desk, actor }: Asking, reading: CaseReading): Promise<ActsJson> {
  const { found, compiled, asKnownAt } = reading
  return withActor(desk, actor, async working => {
    if (asKnownAt !== null) return { clocks: [], quash: nothing, support: [] }
    const { clocks, support } = await allowedActs(working, found, compiled)
    const titled = (id: string) => ({
      role: id,
      title: roleTitle(compiled.regime, id),
      now: bodyNow(reading, id, 'powers'),
    })
    const held = rolesHeld(actor, await matterOf(working, compiled.regime, found.organisations))
    const tellers = quashTellers(compiled, found.state.route).filter(one => held.includes(one))
    return {
      quash: tellers.length === 0 ? nothing : { ...quashable(reading), as: tellers.map(titled) },
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

const nothing: ActsJson['quash'] = { decisions: [], clocks: [], as: [] }

/** Events that count and were not quashed as a whole, latest first, and clocks that may stop with a part of one. */
function quashable({ found, compiled: { regime }, events }: CaseReading): Omit<ActsJson['quash'], 'as'> {
  const quashings = quashingsOf(events)
  return {
    decisions: countingEvents(events)
      .filter(({ kind, sequence }) => kind === 'event' && quashings.get(sequence)?.part !== null)
      .map(({ sequence, name, effective }) => ({ sequence, words: words(name), on: effective }))
      .toReversed(),
    clocks: found.state.clocks.map(({ clock }) => ({ clock, title: regime.clocks[clock]?.title ?? clock })),
  }
}
