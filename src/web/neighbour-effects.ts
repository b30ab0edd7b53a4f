/** What cases of others mean for an organisation, as those who act for it are told: each with the way to answer it. */
import { z } from 'zod'
import { isPublic, readCase } from '../casework/case-store.ts'
import { type Working, withActor } from '../casework/desk-store.ts'
import { rulesOf } from '../casework/policy-store.ts'
import { neighbourEffectKind } from '../casework/records/neighbour-effect.ts'
import { answersForNeighbour, casesWithEffectOn } from '../casework/records/neighbours-store.ts'
import { readRecords } from '../casework/records/record-store.ts'
import { recordsOfKind } from '../casework/records/record.ts'
import { repliesTo } from '../casework/records/reply.ts'
import { type Asking, kindShown } from './cases.ts'
import { roleTitle } from './event-words.ts'

export const neighbourEffectSchema = z.object({
  case: z.uuid(),
  record: z.uuid(),
  regimeTitle: z.string(),
  organisations: z.array(z.string()).meta({ description: 'Names of those in the case.' }),
  effect: z.string(),
  direction: z.enum(['better', 'worse', 'mixed', 'not-known']),
  consulted: z.string().nullable().meta({ description: 'Day on which this organisation was asked; null for not yet.' }),
  answers: z.array(z.object({ on: z.string(), by: z.string(), says: z.string() })),
  mayAnswer: z.boolean().meta({ description: 'Whether it is the reader’s to answer.' }),
})
export type NeighbourEffectJson = z.infer<typeof neighbourEffectSchema>

/** Of published cases and public records, as they are now; oldest first. */
export function neighbourEffects(
  { desk, actor }: Asking,
  code: string,
  name: (code: string) => string,
): Promise<NeighbourEffectJson[]> {
  return withActor(desk, actor, async working => {
    const told = await Promise.all(
      (await casesWithEffectOn(working.store, code)).map(id => effectsIn(working, id, code, name)),
    )
    return told.flat()
  })
}

async function effectsIn(
  working: Working,
  id: string,
  code: string,
  name: (code: string) => string,
): Promise<NeighbourEffectJson[]> {
  const found = await readCase(working, id)
  if (found === null || found.recordKind !== kindShown(working) || !isPublic(found)) return []
  const compiled = await rulesOf(working, found)
  const { regime } = compiled
  const records = (await readRecords(working.store, id)).filter(({ audience }) => audience === 'public')
  const effects = recordsOfKind(records, neighbourEffectKind).filter(({ body }) => body.neighbour === code)
  return Promise.all(
    effects.map(async one => ({
      case: id,
      record: one.id,
      regimeTitle: regime.title,
      organisations: found.organisations.map(name),
      effect: one.body.effect,
      direction: one.body.direction,
      consulted: one.body.consulted,
      answers: repliesTo(records, one.id).map(({ effective, role, body }) => ({
        on: effective,
        by: roleTitle(regime, role),
        says: body.says,
      })),
      mayAnswer: (await answersForNeighbour(working, compiled, found.state.route, one)).length > 0,
    })),
  )
}
