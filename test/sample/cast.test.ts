/** The cast holds every role that the regimes have, and nobody both recommends and decides. */
import { beforeAll, describe, expect, it } from 'vitest'
import { sampleCast } from '../../sample/cast.ts'
import { everydayFunctions, type Grant } from '../../src/casework/model.ts'
import type { Routed } from '../../src/regimes/parts.ts'
import type { Regime } from '../../src/regimes/regime.ts'
import { resolveRole } from '../../src/regimes/roles.ts'
import { loadShelf, type ShelvedRegime } from '../../src/regimes/shelf-file.ts'

const cast = sampleCast()
const holds = (function_: string, regime: string | null) => (grant: Grant) =>
  grant.function === function_ && (grant.regime === null || grant.regime === regime)
const holders = (role: string, regime: string) =>
  cast.filter(({ grants }) => grants.some(holds(role, regime))).map(({ key }) => key)

let shelf: readonly ShelvedRegime[]
let regimes: readonly Regime[]
beforeAll(async () => {
  shelf = await loadShelf()
  regimes = shelf.flatMap(one => [...one.byVersion.values()].map(({ regime }) => regime))
})

describe('the cast', () => {
  it('holds every role of every regime in all its versions', () => {
    const vacant = regimes.flatMap(({ regime, roles }) =>
      Object.keys(roles).flatMap(role => (holders(role, regime).length === 0 ? [`${regime}: ${role}`] : [])),
    )
    expect(vacant).toEqual([])
  })

  it('holds every everyday function', () => {
    for (const one of everydayFunctions) expect([one, holders(one, '').length]).not.toEqual([one, 0])
  })

  it('is granted nothing that does not exist', () => {
    const known = new Set([...everydayFunctions, ...regimes.flatMap(({ roles }) => Object.keys(roles))])
    const strange = cast.flatMap(({ grants }) => grants).filter(one => !known.has(one.function))
    expect(strange).toEqual([])
  })

  it('has nobody who both recommends and decides, on any way in or out', () => {
    const both = regimes.flatMap(regime =>
      decisions(regime).flatMap(([recommender, decider]) =>
        holders(recommender, regime.regime)
          .filter(key => holders(decider, regime.regime).includes(key))
          .map(key => `${regime.regime}: ${key} is ${recommender} and ${decider}`),
      ),
    )
    expect(both).toEqual([])
  })

  it('has names of its own, each with a purpose and a last day', () => {
    expect(new Set(cast.map(({ name }) => name)).size).toBe(cast.length)
    for (const { name, purpose, keepUntil } of cast) {
      expect(name).toMatch(/^\p{Lu}\p{L}+ \p{Lu}\p{L}+(-\p{Lu}\p{L}+)?$/u)
      expect(purpose).toContain('Invented')
      expect(keepUntil).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    }
  })
})

/** Recommender and decider of each way in and of the way out, on each route. */
function decisions({ entry, exit, routes }: Regime): readonly (readonly [string, string])[] {
  const pairs: (readonly [Routed | undefined, Routed | undefined])[] = [
    [entry.recommender, entry.decider],
    ...Object.values(entry.ways).map(
      way => [way.recommender ?? entry.recommender, way.decider ?? entry.decider] as const,
    ),
    [exit.recommender, exit.decider],
  ]
  return [null, ...Object.keys(routes ?? {})].flatMap(route =>
    pairs.flatMap(([recommends, decides]) => {
      const recommender = recommends === undefined ? null : resolveRole(recommends, route)
      const decider = decides === undefined ? null : resolveRole(decides, route)
      return recommender === null || decider === null || recommender === decider
        ? []
        : [[recommender, decider] as const]
    }),
  )
}
