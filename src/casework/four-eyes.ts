/** Four eyes: whoever acted as recommender of the way in or out does not act as its decider in the same case. Pure. */
import type { Routed } from '../regimes/parts.ts'
import type { Regime } from '../regimes/regime.ts'
import { resolveRole } from '../regimes/roles.ts'
import type { Refused } from './model.ts'
import { refuse } from './refused.ts'

/**
 * Recommender's roles whose holders may not decide as `role`, on a route. Where a file has one role recommend and decide,
 * it cannot tell the two acts apart, and nor can this.
 */
export function recommendersBarredFrom(regime: Regime, route: string | null, role: string): readonly string[] {
  const { entry, exit } = regime
  const on = (routed: Routed | undefined) => (routed === undefined ? null : resolveRole(routed, route))
  const ways = Object.values(entry.ways).map(way => [
    way.recommender ?? entry.recommender,
    way.decider ?? entry.decider,
  ])
  const pairs = [[entry.recommender, entry.decider], ...ways, [exit.recommender, exit.decider]].map(pair =>
    pair.map(on),
  )
  const barred = pairs.flatMap(([recommender, decider]) =>
    decider === role && recommender && recommender !== role ? [recommender] : [],
  )
  return [...new Set(barred)]
}

/** Refuses somebody who decides as `role` after acting as one of `acted` that bars it; null where nothing does. */
export function ownRecommendation(
  regime: Regime,
  route: string | null,
  role: string,
  acted: readonly string[],
): Refused | null {
  const own = recommendersBarredFrom(regime, route, role).find(one => acted.includes(one))
  if (own === undefined) return null
  const title = (id: string) => `"${regime.roles[id]?.title ?? id}" (${id})`
  return refuse(
    'own-recommendation',
    `You acted in this case as ${title(own)}, who recommends; whoever recommends does not decide. Leave it to another who may act as ${title(role)}.`,
  )
}
