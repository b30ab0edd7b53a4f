/** Cases in a stage, placements and surroundings, made without a store. */
import type { RuledCase, Surroundings } from '../../../src/casework/conflicts.ts'
import type { Case } from '../../../src/casework/model.ts'
import type { CompiledRegime } from '../../../src/regimes/compiled.ts'
import { dayFromIso } from '../../../src/regimes/day.ts'
import { readHistory } from '../../../src/regimes/history-file.ts'
import type { PlacementRecord } from '../../../src/regimes/history-model.ts'
import { courseOf } from '../../../src/regimes/standing.ts'
import { cited, compile, type Parts, state } from '../../regimes/engine/harness.ts'

/** A regime by id with one state in it and two ways after it. */
export function regime(id: string, parts: Parts = {}): CompiledRegime {
  return compile({
    regime: id,
    title: `The ${id} programme`,
    roles: {
      office: { title: 'Office', kind: 'body', ...cited },
      trust: { title: 'The trust', kind: 'organisation', ...cited },
      helper: { title: 'Helper', kind: 'partner', ...cited },
    },
    stages: {
      first: 'outside',
      states: {
        outside: state('before', { enter: { to: 'inside' } }, { title: 'Considered' }),
        inside: state('in', { leave: { to: 'better' }, 'move-on': { to: 'moved' } }, { title: 'In it' }),
        better: state('after', undefined, { title: 'Better', ends: 'success' }),
        moved: state('after', undefined, { title: 'Moved on', ends: 'replaced' }),
      },
    },
    ...parts,
  })
}

export const saying = (says: string) => ({ says, ...cited })

interface Made {
  readonly organisations?: readonly string[]
  readonly entered?: string | null
  readonly left?: string | null
  readonly recordKind?: Case['recordKind']
}

/** A case of a regime in a stage, opened and entered on a day; closed on the day it left where its stage ends it. */
export function caseIn(compiled: CompiledRegime, id: string, stage: string, made: Made = {}): RuledCase {
  const { organisations = ['RAA'], entered = '2014-01-06', left = null, recordKind = 'fictional' } = made
  const [route = null] = compiled.courses.keys()
  const main = courseOf(compiled, { route }).states.get(stage)
  if (!main) throw new Error(`${compiled.regime.regime} has no state ${stage}`)
  const day = (iso: string | null) => (iso === null ? null : dayFromIso(iso))
  const found: Case = {
    id,
    regime: compiled.regime.regime,
    version: compiled.pin.version,
    recordKind,
    organisations,
    state: {
      pin: compiled.pin,
      route,
      organisations,
      state: stage,
      strands: {},
      clocks: [],
      granted: {},
      done: [],
      taken: {},
      sequence: 2,
      last: dayFromIso(left ?? entered ?? '2014-01-06'),
      entered: day(entered),
      left: day(left),
    },
    stage,
    phase: main.phase,
    sequence: 2,
    opened: entered ?? '2014-01-06',
    entered,
    closed: main.ends ? left : null,
    published: null,
  }
  return { found, compiled }
}

/** Rows of a history: `name` is also the regime. */
export function placed(
  ...rows: readonly {
    readonly id: string
    readonly name: string
    readonly code: string
    readonly entered: string
    readonly left: string
  }[]
): readonly PlacementRecord[] {
  if (rows.length === 0) return []
  const names = [...new Set(rows.map(one => one.name))]
  const text = `
history: made
title: Made
about: Made for tests.
record-kind: fictional
compiled: 2026-01-01
names:
${names.map(name => `  ${name}: { title: The ${name} programme, began: 2005-01-01, is: [{ regime: ${name} }] }`).join('\n')}
ways-out: { better: after it got better }
sources: { made: { publisher: The tests, kind: publisher, what: Made up } }
placements:
${rows.map(({ id, name, code, entered, left }) => `  - { id: ${id}, name: ${name}, organisation: Hospital ${code}, code: ${code.slice(0, 1)}-${code.slice(1)}, entered: ${entered}, left: ${left}, sources: [made] }`).join('\n')}
`
  return readHistory(text, 'made').placements.map(one => ({
    ...one,
    organisation: one.organisation?.replace('-', '') ?? null,
  }))
}

export function around(regimes: readonly CompiledRegime[], day = '2014-06-02'): Surroundings {
  const byId = new Map(regimes.map(one => [one.regime.regime, one.regime]))
  return { day, nameOf: code => `Hospital ${code}`, regimeOf: id => byId.get(id) }
}
