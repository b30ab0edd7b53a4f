import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bandGaps } from '../../src/assessment/bands.ts'
import { cutsFor, exactQuantile7, segmentOf } from '../../src/assessment/cuts.ts'
import { fraction, parseFraction, roundHalfUp, toFixed, toNumber } from '../../src/assessment/fraction.ts'
import { leaguePlaces } from '../../src/assessment/league.ts'
import { placeScore, placesOf, poolOf, rankedPart } from '../../src/assessment/ranked-score.ts'
import { rosterOf } from '../../src/assessment/roster.ts'
import { quantile7 } from '../../src/statistics/quantile.ts'
import { framework, observed, organisation, quarter, snapshotOf } from './evidence-for-tests.ts'

const standard = { pool: 'all-reporters' as const, best: 1, worst: 4 }

describe('percentile scores', () => {
  test('the best of a pool scores 1.00, the worst 4.00, and the rest lie evenly between', () => {
    expect([1, 2, 3, 4].map(place => toFixed(placeScore(standard, place, 4)))).toEqual(['1.00', '2.00', '3.00', '4.00'])
    expect(toFixed(placeScore(standard, 28, 121))).toBe('1.68')
  })

  test('ties share the best place, and the next place counts them all', () => {
    const pool = poolOf([0, 0, 0, 5, 9], 'low')
    expect(pool.place(0)).toEqual({ from: 1, to: 3 })
    expect(pool.place(5)).toEqual({ from: 4, to: 4 })
    expect(poolOf([5, 9, 9], 'high').place(9)).toEqual({ from: 1, to: 2 })
  })

  test('alone in a pool is best in it', () => {
    expect(toFixed(placeScore(standard, 1, 1))).toBe('1.00')
    expect(placesOf(standard, fraction(1), 1)).toEqual([1])
  })

  test('a published score is put back on the one place that rounds to it, in any pool up to 301', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 301 }), fc.nat(), (pool, seed) => {
        const place = 1 + (seed % pool)
        expect(placesOf(standard, roundHalfUp(placeScore(standard, place, pool)), pool)).toEqual([place])
      }),
    )
  })

  test('a score off the lattice is put back nowhere', () => {
    expect(placesOf(standard, parseFraction('1.01'), 61)).toEqual([])
    expect(placesOf({ ...standard, worst: 3 }, parseFraction('3.50'), 80)).toEqual([])
  })

  test('a floor and a standard take a value out of the ranking, on the right side for either direction', () => {
    const floor = { ...standard, worst: 3, floor: { value: 70, score: 4 } }
    expect(rankedPart(floor, 'high', 69.99)).toBe('fails-floor')
    expect(rankedPart(floor, 'high', 70)).toBe('ranked')
    const none = { ...standard, best: 2, standard: { value: 0, score: 1 } }
    expect(rankedPart(none, 'low', 0)).toBe('meets-standard')
    expect(rankedPart(none, 'low', 1)).toBe('ranked')
  })
})

describe('bands', () => {
  test('bands that cover every value once are sound', () => {
    expect(
      bandGaps([
        { 'at-least': 0, score: 1 },
        { 'at-least': -1, below: 0, score: 2 },
        { below: -1, score: 3 },
      ]),
    ).toEqual([])
  })

  test('a gap and an overlap are told with the values they concern', () => {
    expect(
      bandGaps([
        { above: 0, score: 1 },
        { below: 0, score: 2 },
      ])[0]?.found,
    ).toContain('exactly 0')
    expect(
      bandGaps([
        { 'at-least': 0, score: 1 },
        { 'at-most': 0, score: 2 },
      ])[0]?.found,
    ).toContain('overlap')
    expect(
      bandGaps([
        { 'at-least': 0, below: 1, score: 1 },
        { 'at-least': 2, score: 2 },
      ]).map(fault => fault.found),
    ).toEqual([
      'a gap: no band covers values below 0',
      'a gap: no band covers exactly 1',
      'a gap: no band covers values between 1 and 2',
    ])
  })
})

describe('cuts and segments', () => {
  test('quarters are type-7 quartiles, exact', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 100, max: 400 }), { minLength: 1, maxLength: 40 }),
        fc.constantFrom(1, 2, 3),
        (hundredths, q) => {
          const sorted = [...hundredths].sort((a, b) => a - b)
          const exact = exactQuantile7(
            sorted.map(n => fraction(n, 100)),
            fraction(q, 4),
          )
          expect(toNumber(exact)).toBeCloseTo(
            quantile7(
              sorted.map(n => n / 100),
              q / 4,
            ),
            10,
          )
        },
      ),
    )
  })

  test('a score at a cut belongs to the better segment', () => {
    const cuts = {
      at: [fraction(2), fraction(3)],
      basis: 'thresholds' as const,
      intervals: null,
      verified: true,
      over: null,
    }
    expect([1.99, 2, 2.01, 3, 3.01].map(score => segmentOf(parseFraction(String(score)), cuts))).toEqual([
      1, 1, 2, 2, 3,
    ])
  })

  test('the period’s cuts do not serve a fictional sector', () => {
    const small = framework()
    const roster = rosterOf(small, snapshotOf([observed('A', 'OF0001', '1')], [organisation('A')]), quarter.id)
    expect(roster.period).toBeNull()
    expect(cutsFor(small, roster, 'overall', [fraction(2)])?.basis).toBe('quartiles-computed')
  })
})

describe('the league table', () => {
  test('adjusted segment comes before average; ties share a place; unknowns have none', () => {
    const places = leaguePlaces([
      { peerGroup: 'a', segment: 3, score: 1.5 },
      { peerGroup: 'a', segment: 1, score: 1.9 },
      { peerGroup: 'a', segment: 1, score: 1.9 },
      { peerGroup: 'a', segment: null, score: 1 },
      { peerGroup: 'b', segment: 4, score: 3 },
      { peerGroup: 'a', segment: 2, score: 2.1 },
    ])
    expect(places.map(one => one.rank)).toEqual([4, 1, 1, null, 1, 3])
    expect(places.map(one => one.tied)).toEqual([false, true, true, false, false, false])
  })
})
