/** The baseline that a case freezes when it enters: what it takes, what it leaves alone for ever, and with whom it compares. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { baselineBody, type BaselineBody } from '../../../src/casework/baseline/baseline-schema.ts'
import { freezeBaseline } from '../../../src/casework/baseline/freeze-baseline.ts'
import { quartersBefore, quartersSince } from '../../../src/casework/baseline/quarters.ts'
import {
  asked,
  codesOf,
  entered,
  type Figures,
  frozenAt,
  partsOf,
  quarters,
  snapshotOf,
  stay,
} from './small-evidence.ts'

const metrics = ['x-waits', 'x-beds']
const codes = codesOf(20)
const before = '2024-07-30T09:30:00.000Z'
const later = '2024-11-30T09:30:00.000Z'
/** Each organisation its own level, and something of each quarter. */
const level = (o: number, m: number, q: number) => 50 + o * (m + 1) + ((q * 7 + o * 3) % 5)
const first: Figures = { codes, metrics, knownAt: before, from: 0, to: 20, value: level }

const frozen = (...args: Parameters<typeof freezeBaseline>): BaselineBody => {
  const [body] = freezeBaseline(...args)
  return body as BaselineBody
}

describe('quarters', () => {
  it('before a day are whole ones before the quarter that holds it; since it, those that begin on it or later', () => {
    expect(quartersBefore('2024-08-05', 2).map(one => one.id)).toEqual(['2023-24-Q4', '2024-25-Q1'])
    expect(quartersBefore('2024-06-30', 1).map(one => one.id)).toEqual(['2023-24-Q4'])
    expect(quartersBefore('2024-07-01', 1)[0]).toMatchObject({
      id: '2024-25-Q1',
      start: '2024-04-01',
      end: '2024-06-30',
    })
    expect(quartersSince('2024-08-05', '2025-03-31').map(one => one.id)).toEqual(['2024-25-Q3', '2024-25-Q4'])
    expect(quartersSince('2024-07-01', '2024-09-30').map(one => one.id)).toEqual(['2024-25-Q2'])
    expect(quartersSince('2024-07-02', '2024-12-30')).toEqual([])
  })

  it('never overlap, and leave out at most the one of the day', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('2001-01-01'), max: new Date('2090-12-31'), noInvalidDate: true }), date => {
        const day = date.toISOString().slice(0, 10)
        const [last] = quartersBefore(day, 8).slice(-1)
        const [next] = quartersSince(day, '2095-12-31')
        expect(last && last.end < day).toBe(true)
        expect(next && next.start >= day).toBe(true)
        const apart = (Date.parse(next?.start ?? '') - Date.parse(last?.end ?? '')) / 86_400_000 - 1
        expect(apart === 0 || (apart >= 90 && apart <= 92)).toBe(true)
      }),
    )
  })
})

describe('the baseline', () => {
  it('holds the last eight whole quarters, each with where its figure stands', () => {
    const body = frozen(partsOf(snapshotOf([first])), asked(['XB001'], metrics))
    expect(baselineBody.parse(body)).toEqual(body)
    expect(body.window.map(one => one.period)).toEqual(quarters.slice(13, 21).map(one => one.id))
    const [waits] = body.metrics
    expect(waits?.quarters.map(one => one.value)).toEqual([13, 14, 15, 16, 17, 18, 19, 20].map(q => level(0, 0, q)))
    expect(waits?.quarters[0]).toMatchObject({ months: null, observations: [[0, 15]] })
    expect(body.files).toEqual([{ fileName: 'small-0.csv', sha256: '0'.repeat(64), knownAt: before }])
  })

  it('averages months, bears one missing of a quarter and not two', () => {
    const dropped = snapshotOf([{ ...first, monthly: true, metrics: ['x-waits'] }])
    const without = (...months: string[]) => ({
      ...dropped,
      values: (metric: string, period: string) =>
        months.includes(period) ? new Map<string, never>() : dropped.values(metric, period),
    })
    const of = (...months: string[]) => frozen(partsOf(without(...months)), asked(['XB001'], ['x-waits'])).metrics[0]
    expect(of()?.quarters.map(one => one.months)).toEqual([3, 3, 3, 3, 3, 3, 3, 3])
    expect(of('2023-02')?.quarters.find(one => one.period === '2022-23-Q4')?.months).toBe(2)
    expect(of('2023-02', '2023-03')?.quarters.map(one => one.period)).not.toContain('2022-23-Q4')
  })

  it('leaves a metric out of which fewer than four quarters are held, and says so where the regime speaks of it', () => {
    const value = (o: number, m: number, q: number) => (m === 1 && q < 18 ? null : level(o, m, q))
    const body = frozen(partsOf(snapshotOf([{ ...first, value }])), asked(['XB001'], metrics))
    expect(body.metrics.map(one => one.metric)).toEqual(['x-waits'])
    expect(body.notHeld).toEqual([{ metric: 'x-beds', title: 'Beds', quarters: 3 }])
  })

  it('is one for each organisation of an area, none compared with another', () => {
    const bodies = freezeBaseline(partsOf(snapshotOf([first])), asked(['XB004', 'XB005', 'XB006'], metrics))
    expect(bodies.map(one => one.organisation)).toEqual(['XB004', 'XB005', 'XB006'])
    for (const { pool } of bodies) expect(pool.filter(code => ['XB004', 'XB005', 'XB006'].includes(code))).toEqual([])
  })

  it('is the same when frozen twice, and later evidence does not change it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 19 }), fc.integer({ min: -40, max: 40 }), (who, shift) => {
        const own = [codes[who] as string]
        const once = frozen(partsOf(snapshotOf([first])), asked(own, metrics))
        expect(frozen(partsOf(snapshotOf([first])), asked(own, metrics))).toEqual(once)
        // Quarters since, and a quarter before that was published late.
        const more: Figures = { ...first, knownAt: later, from: 21, to: 25, value: (o, m, q) => level(o, m, q) + shift }
        expect(frozen(partsOf(snapshotOf([first, more])), asked(own, metrics))).toEqual(once)
        const early = { ...first, to: 19 }
        const late: Figures = { ...more, from: 20, to: 20 }
        const known = frozen(partsOf(snapshotOf([early])), asked(own, metrics))
        expect(frozen(partsOf(snapshotOf([early, late])), asked(own, metrics))).toEqual(known)
      }),
      { numRuns: 15 },
    )
  })
})

describe('the comparison group', () => {
  it('holds the nearest ten of its type, in order of distance', () => {
    const { comparison, pool } = frozen(partsOf(snapshotOf([first])), asked(['XB010'], metrics))
    expect(comparison.members).toHaveLength(10)
    expect(comparison.members.map(one => one.code).toSorted()).toEqual(
      ['XB005', 'XB006', 'XB007', 'XB008', 'XB009', 'XB011', 'XB012', 'XB013', 'XB014', 'XB015'].toSorted(),
    )
    const distances = comparison.members.map(one => one.distance)
    expect(distances).toEqual(distances.toSorted((a, b) => a - b))
    expect(pool).toEqual(codes.filter(code => code !== 'XB010'))
  })

  it('never holds the case’s own organisations, anybody in a regime or of another type, whoever they are', () => {
    const some = fc.uniqueArray(fc.integer({ min: 0, max: 19 }), { maxLength: 8 })
    const snapshot = snapshotOf([first], o => (o % 5 === 4 ? 'ambulance' : 'acute'))
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 19 }), { minLength: 1, maxLength: 4 }),
        some,
        some,
        some,
        (own, cased, placed, unknown) => {
          const codeOf = (i: number) => codes[i] as string
          const placements = [
            ...placed.map(i => stay(codeOf(i), '2023-01-01', '2025-01-01')),
            ...unknown.map(i => stay(codeOf(i), '2019-01-01', null)),
          ]
          const casesIn = new Map(cased.map(i => [codeOf(i), 'other-watch']))
          const bodies = freezeBaseline(partsOf(snapshot, placements), asked(own.map(codeOf), metrics, { casesIn }))
          const barred = new Set([...own, ...cased, ...placed, ...unknown].map(codeOf))
          for (const { organisation, pool, comparison } of bodies) {
            const type = snapshot.organisations.get(organisation)?.type
            for (const code of [...pool, ...comparison.members.map(one => one.code)]) {
              expect(barred.has(code)).toBe(false)
              expect(snapshot.organisations.get(code)?.type).toBe(type)
            }
            expect(comparison.none === null ? comparison.members.length >= 3 : comparison.members.length === 0).toBe(
              true,
            )
            const leftOut = comparison.leftOut.flatMap(one => one.codes)
            expect(leftOut.length + pool.length).toBe(
              codes.filter(code => snapshot.organisations.get(code)?.type === type && !own.map(codeOf).includes(code))
                .length,
            )
          }
        },
      ),
      { numRuns: 40 },
    )
  })

  it('may hold somebody who has left a regime before', () => {
    const placements = [stay('XB011', '2020-01-01', '2021-01-01')]
    const { comparison } = frozen(partsOf(snapshotOf([first]), placements), asked(['XB010'], metrics))
    expect(comparison.members.map(one => one.code)).toContain('XB011')
  })

  it('leaves out whoever has too little evidence, and says so', () => {
    const value = (o: number, m: number, q: number) => (o === 3 && q > 15 ? null : level(o, m, q))
    const { comparison } = frozen(partsOf(snapshotOf([{ ...first, value }])), asked(['XB001'], metrics))
    expect(comparison.leftOut).toMatchObject([{ why: 'too-little-evidence', codes: ['XB004'] }])
  })

  it('is none where fewer than three are left, and the reason is given', () => {
    const few = { ...first, codes: codesOf(3) }
    const { comparison } = frozen(partsOf(snapshotOf([few])), asked(['XB001'], metrics))
    expect(comparison.members).toEqual([])
    expect(comparison.none).toBe(
      'Found 2 organisations of its type in no regime and with enough evidence; a comparison needs at least 3.',
    )
    const nothing = frozen(partsOf(snapshotOf([{ ...first, to: 3 }])), asked(['XB001'], metrics))
    expect(nothing.comparison.none).toMatch(/No metric of it is held/)
  })

  it('breaks ties by code, whatever order the evidence came in', () => {
    const same = { ...first, value: (o: number, m: number, q: number) => (o === 0 ? 1 : level(5, m, q)) }
    const reversed = { ...same, codes: [codes[0] as string, ...codes.slice(1).toReversed()] }
    const of = (file: Figures) =>
      frozen(partsOf(snapshotOf([file])), asked(['XB001'], metrics)).comparison.members.map(one => one.code)
    expect(of(same)).toEqual(codes.slice(1, 11))
    expect(of(reversed)).toEqual(codes.slice(1, 11))
  })
})

it('is frozen on the day that is given', () => {
  const body = frozen(partsOf(snapshotOf([first])), asked(['XB001'], metrics))
  expect([body.entered, body.asKnownAt]).toEqual([entered, frozenAt])
})
