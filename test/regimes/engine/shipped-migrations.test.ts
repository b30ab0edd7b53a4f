/** Every mapping from one regime to another names what is there, and moves a case. */
import { describe, expect, test } from 'vitest'
import { dayFromIso } from '../../../src/regimes/day.ts'
import { migrate } from '../../../src/regimes/migrate.ts'
import type { CaseState } from '../../../src/regimes/model.ts'
import { loadShelf, type ShelvedVersion } from '../../../src/regimes/shelf-file.ts'

const shelf = await loadShelf()
const day = dayFromIso('2030-01-01')

/** A case that stands in a state, as if it had come there. */
function caseIn({ compiled }: ShelvedVersion, state: string, route: string | null): CaseState {
  return {
    pin: compiled.pin,
    route,
    organisations: ['ZA-001'],
    state,
    strands: {},
    clocks: [],
    granted: {},
    done: [],
    taken: {},
    sequence: 1,
    last: dayFromIso('2005-01-01'),
    entered: null,
    left: null,
  }
}

const mappings = shelf.flatMap(({ latest: to }) =>
  Object.entries(to.regime.relations['migrates-from'] ?? {}).map(([id, mapping]) => ({ to, id, mapping })),
)

describe.each(mappings)('$id to $to.regime.regime', ({ to, id, mapping }) => {
  const from = shelf.find(one => one.id === id)

  test('the older regime has the states, duties and routes that are mapped', () => {
    const states = [...(from?.byVersion.values() ?? [])].flatMap(({ regime }) => Object.keys(regime.stages.states))
    const duties = [...(from?.byVersion.values() ?? [])].flatMap(({ regime }) => Object.keys(regime.duties))
    const routes = [...(from?.byVersion.values() ?? [])].flatMap(({ regime }) => Object.keys(regime.routes ?? {}))
    expect(states).toEqual(expect.arrayContaining(Object.keys(mapping.stages)))
    expect(duties).toEqual(expect.arrayContaining(Object.keys(mapping.duties ?? {})))
    expect(routes).toEqual(expect.arrayContaining(mapping['from-routes'] ?? []))
  })

  test('every state that still runs comes over on some route', () => {
    const { latest } = from as (typeof shelf)[number]
    for (const state of Object.keys(mapping.stages)) {
      const main = latest.regime.stages.states[state]
      if (main === undefined || main.ends !== undefined) continue
      const outcomes = [...latest.compiled.courses.keys()].flatMap(route =>
        [undefined, ...Object.keys(to.regime.routes ?? {})].map(asked =>
          migrate(latest.compiled, to.compiled, caseIn(latest, state, route), day, asked),
        ),
      )
      expect(outcomes.map(one => one.possible)).toContain(true)
    }
  })
})
