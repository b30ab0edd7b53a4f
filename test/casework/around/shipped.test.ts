/** The regimes that ship, and the real history: what their files say of each other reaches the cases. */
import { beforeAll, describe, expect, it } from 'vitest'
import { conflictsOf, type Surroundings } from '../../../src/casework/conflicts.ts'
import { doubleDuties } from '../../../src/casework/double-duties.ts'
import { earlierAttempts } from '../../../src/casework/earlier-attempts.ts'
import { isCollaboration, lostHeadroom } from '../../../src/casework/headroom.ts'
import { loadHistory } from '../../../src/regimes/history-file.ts'
import type { PlacementRecord } from '../../../src/regimes/history-model.ts'
import { type ShelvedRegime, loadShelf } from '../../../src/regimes/shelf-file.ts'
import { caseIn } from './cases.ts'

let shelf: readonly ShelvedRegime[]
let history: readonly PlacementRecord[]
beforeAll(async () => {
  ;[shelf, history] = await Promise.all([loadShelf(), loadHistory()])
})

const found = (id: string) => shelf.find(one => one.id === id)?.latest.compiled as ShelvedRegime['latest']['compiled']
const on = (day: string): Surroundings => ({
  day,
  nameOf: code => code,
  regimeOf: (id, version) => {
    const one = shelf.find(each => each.id === id)
    return (version === null ? one?.latest : one?.byVersion.get(version))?.regime
  },
})
const real = { recordKind: 'real' as const, organisations: ['RM1'], entered: '2015-09-25' }

describe('a trust in special measures', () => {
  it('that is in a collaboration too has a conflict, by what the collaboration’s file says', () => {
    const vanguard = caseIn(found('acute-care-collaboration-vanguards-2015'), 'v', 'vanguard', {
      ...real,
      organisations: ['RM1', 'RQX'],
    })
    const special = caseIn(found('special-measures-2013'), 's', 'placed', real)
    expect(conflictsOf(special, [vanguard], [], on('2015-10-01'))).toMatchObject([
      {
        kind: 'conflict',
        organisations: ['RM1'],
        said: [
          {
            by: 'acute-care-collaboration-vanguards-2015',
            says: 'Leaders busy with special measures have no headroom to collaborate.',
            confidence: 'read',
          },
        ],
      },
    ])
    expect(lostHeadroom([vanguard, special], [], [], on('2015-10-01'))).toMatchObject([
      { organisation: 'RM1', helps: { caseId: 'v' }, itselfIn: { caseId: 's' }, since: '25 September 2015' },
    ])
  })

  it('and for finance may be in both, as both files say; two successive programmes may not', () => {
    const special = caseIn(found('special-measures-2014'), 's', 'special-measures', real)
    const money = caseIn(found('financial-special-measures-2016'), 'm', 'delivery', real)
    expect(conflictsOf(special, [money], [], on('2017-01-01')).map(one => [one.kind, one.said.length])).toEqual([
      ['alongside', 2],
    ])
    const older = caseIn(found('special-measures-2013'), 'o', 'placed', real)
    expect(conflictsOf(special, [older], [], on('2017-01-01'))).toMatchObject([{ kind: 'superseded' }])
  })

  it('is told of a monthly plan to one body and a monthly plan to another only where the bodies differ', () => {
    const special = caseIn(found('special-measures-2014'), 's', 'special-measures', real)
    const older = caseIn(found('special-measures-2013'), 'o', 'placed', real)
    expect(doubleDuties(special, [older], on('2017-01-01'))).toEqual([])
  })
})

it('only programmes for groups without powers over them are collaborations', () => {
  expect(shelf.filter(({ latest }) => isCollaboration(latest.regime)).map(({ id }) => id)).toEqual([
    'acute-care-collaboration-vanguards-2015',
  ])
})

it('every real stay is an earlier attempt of its organisation, and none without an end is told as going on', () => {
  const codes = [...new Set(history.flatMap(({ organisation }) => organisation ?? []))]
  const known = { cases: [], placements: history }
  for (const code of codes) {
    const attempts = earlierAttempts([{ code, of: 'itself', absorbed: null }], known, [], null, on('2026-01-01'))
    expect(attempts).toHaveLength(history.filter(({ organisation }) => organisation === code).length)
    for (const one of attempts) {
      expect(one.words).not.toMatch(/still in\b|undefined/)
      expect(one.sources.length).toBeGreaterThan(0)
    }
    for (const one of attempts.filter(({ to }) => to.startsWith('end not known')))
      expect(one.sustained.lasted).toBe('not-known')
  }
})
