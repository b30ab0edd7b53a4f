/** Placements made up for tests. */
import fc from 'fast-check'
import type { PlacementRecord } from '../../../src/regimes/history-model.ts'
import { knownDate } from '../../../src/regimes/known-date.ts'

/** A placement of a trust in a regime, all of it plain, with what a test changes. */
export function placement(change: Partial<PlacementRecord> = {}): PlacementRecord {
  const entered = change.entered === undefined ? knownDate('2013-07-16') : change.entered
  return {
    id: 'one',
    recordKind: 'real',
    regime: 'a-regime',
    version: null,
    name: { id: 'a-regime', title: 'A regime' },
    organisation: 'RXX',
    organisationName: 'A trust',
    area: false,
    entered,
    notBefore: entered?.earliest ?? null,
    left: null,
    leftKnown: change.left ? 'dated' : 'end-not-known',
    outBy: null,
    lastKnownIn: null,
    howLeft: null,
    into: null,
    sources: [],
    notes: [],
    conflicts: [],
    ...change,
  }
}

const anyDate = fc
  .tuple(fc.integer({ min: 2005, max: 2026 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .chain(([year, month, day]) => {
    const [m, d] = [`${month}`.padStart(2, '0'), `${day}`.padStart(2, '0')]
    return fc.constantFrom(`${year}`, `${year}-${m}`, `${year}-${m}-${d}`)
  })
  .map(text => knownDate(text))

/** Any placement: dated or not at either end, of one of two trusts in one of three regimes. */
export const anyPlacement: fc.Arbitrary<PlacementRecord> = fc
  .record({
    id: fc.uuid(),
    organisation: fc.constantFrom('RXX', 'RYY'),
    regime: fc.constantFrom('first', 'second', 'third'),
    entered: fc.option(anyDate),
    left: fc.option(anyDate),
    seen: fc.option(anyDate),
    by: fc.option(anyDate),
  })
  .filter(({ entered, left, seen, by }) => {
    const ends = [left, seen, by].filter(date => date !== null)
    return entered === null || ends.every(date => date.latest >= entered.latest)
  })
  .map(({ id, organisation, regime, entered, left, seen, by }) =>
    placement({
      id,
      organisation,
      regime,
      name: { id: regime, title: regime },
      entered,
      left,
      outBy: left || !by || (seen && seen.latest > by.earliest) ? null : by.latest,
      lastKnownIn: left ? null : seen,
    }),
  )
