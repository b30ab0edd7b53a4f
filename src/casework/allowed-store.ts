/** What may happen next in a case, and whether this actor may do it. */
import type { CompiledRegime } from '../regimes/compiled.ts'
import { allowedEvents, courseOf } from '../regimes/standing.ts'
import type { Working } from './desk-store.ts'
import { rolesActed } from './event-store.ts'
import { ownRecommendation } from './four-eyes.ts'
import { rolesHeld, recording } from './grants.ts'
import { matterOf } from './matter-store.ts'
import type { Case } from './model.ts'
import { rulesOf } from './policy-store.ts'

export interface AllowedEvent {
  readonly event: string
  /** Roles whose act it is; none for an event of the world, which whoever acts in the case may record. */
  readonly by: readonly string[]
  /** Roles or functions in which this actor may record it; none where they may not. */
  readonly as: readonly string[]
  /** Why this actor may not; null where they may. */
  readonly why: string | null
}

/**
 * Events that the case's states know now. Whether a criterion is met, recording the event will tell.
 * @param atHand The rules of the case, where they were read already.
 */
export async function allowedFor(
  working: Working,
  found: Case,
  atHand?: CompiledRegime,
): Promise<readonly AllowedEvent[]> {
  const compiled = atHand ?? (await rulesOf(working, found))
  const { regime } = compiled
  const { route, state: at, strands } = found.state
  const course = courseOf(compiled, found.state)
  const states = [
    course.states.get(at),
    ...Object.entries(strands).map(([strand, state]) => course.strands.get(strand)?.states.get(state)),
  ]
  const held = rolesHeld(working.actor, await matterOf(working, regime, found.organisations))
  const acted = held.length === 0 ? [] : await rolesActed(working.store.db, found.id, working.actor.key)
  const title = (role: string) => `"${regime.roles[role]?.title ?? role}"`
  return allowedEvents(compiled, found.state).map(event => {
    const moves = states.flatMap(state => state?.on.get(event) ?? [])
    const by = [...new Set(moves.flatMap(move => move.by ?? []))]
    const mine = moves.some(move => move.by === null) ? held : held.filter(role => by.includes(role))
    const refused = mine.map(role => ownRecommendation(regime, route, role, acted))
    const as = mine.filter((_, index) => refused[index] === null)
    const whose = by.length === 0 ? `one of ${recording.join(', ')}` : by.map(title).join(' or ')
    const why =
      refused.find(one => one !== null)?.words ?? `It is the act of ${whose}, for which you hold no grant here.`
    return { event, by, as, why: as.length > 0 ? null : why }
  })
}
