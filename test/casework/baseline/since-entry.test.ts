/** Change since entry: beside a comparison, with what regression to the mean leads one to expect, or not at all. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { BaselineBody } from '../../../src/casework/baseline/baseline-schema.ts'
import { freezeBaseline } from '../../../src/casework/baseline/freeze-baseline.ts'
import type { Regimes } from '../../../src/casework/baseline/in-regime.ts'
import { differenceInDifferences } from '../../../src/statistics/difference-in-differences.ts'
import { oneCaseDifference } from '../../../src/casework/baseline/one-case-difference.ts'
import { type SinceEntry, sinceEntry } from '../../../src/casework/baseline/since-entry.ts'
import { normalDraws } from '../../../src/statistics/normal-draws.ts'
import { seededRandom } from '../../../src/statistics/random.ts'
import { asked, codesOf, type Figures, partsOf, snapshotOf, stay } from './small-evidence.ts'

const metrics = ['x-waits']
const codes = codesOf(20)
const nobody: Regimes = { placements: [], casesIn: new Map(), regimes: [] }
const until = '2025-06-30'

/** Everybody rises by 6 since entry, the case by 10; `q` 23 is the first whole quarter since. */
const value = (o: number, _: number, q: number) => 50 + o + ((q * 3 + o * 7) % 4) + (q >= 22 ? (o === 4 ? 10 : 6) : 0)
const file: Figures = { codes, metrics, knownAt: '2024-08-01T00:00:00.000Z', from: 0, to: 21, value }
const more: Figures = { ...file, knownAt: '2025-07-20T00:00:00.000Z', from: 22, to: 24 }

const given = (since: SinceEntry) => {
  if (!since.given) throw new Error(since.why)
  return since
}

describe('change since entry', () => {
  let body: BaselineBody
  beforeAll(() => {
    body = freezeBaseline(partsOf(snapshotOf([file])), asked(['XB005'], metrics))[0] as BaselineBody
  })

  it('stands beside the group’s change over the same quarters, their difference with an interval, and the fixed words', () => {
    const since = given(sinceEntry(body, snapshotOf([file, more]), until, nobody))
    expect(since.caution).toBe('not evidence that the regime caused it')
    const [waits] = since.metrics
    expect(waits?.quarters).toEqual(['2024-25-Q3', '2024-25-Q4', '2025-26-Q1'])
    expect(waits?.own.change).toBeCloseTo((waits?.own.since ?? 0) - (waits?.own.before ?? 0), 12)
    expect(waits?.group.organisations).toBe(10)
    expect(waits?.difference.estimate).toBeCloseTo((waits?.own.change ?? 0) - (waits?.group.change ?? 0), 9)
    const [lo, hi] = waits?.difference.interval ?? [0, 0]
    expect(lo < (waits?.difference.estimate ?? 0) && (waits?.difference.estimate ?? 0) < hi).toBe(true)
    expect(waits?.expected?.others).toBe(19)
    expect(waits?.own.change).toBeCloseTo((waits?.expected?.expectedChange ?? 0) + (waits?.expected?.beyond ?? 0), 9)
  })

  it('is not given at all where there is no comparison group', () => {
    const [alone] = freezeBaseline(partsOf(snapshotOf([{ ...file, codes: codesOf(3) }])), asked(['XB001'], metrics))
    const since = sinceEntry(alone as BaselineBody, snapshotOf([file, more]), until, nobody)
    expect(since).toMatchObject({ given: false, why: expect.stringMatching(/^Nobody can be compared with it/) })
    expect(JSON.stringify(since)).not.toMatch(/"change"/)
  })

  it('is not given before a whole quarter has passed, nor of a metric that has no figure since', () => {
    expect(sinceEntry(body, snapshotOf([file, more]), '2024-12-30', nobody)).toMatchObject({ given: false })
    const { metrics: found, notGiven } = given(sinceEntry(body, snapshotOf([file]), until, nobody))
    expect([found, notGiven.map(one => one.metric)]).toEqual([[], ['x-waits']])
  })

  it('is measured from the frozen baseline, whatever is corrected since', () => {
    const corrected = { ...file, knownAt: more.knownAt, value: (o: number, m: number, q: number) => value(o, m, q) + 9 }
    const { metrics: found } = given(sinceEntry(body, snapshotOf([file, corrected, more]), until, nobody))
    expect(found[0]?.own.before).toBe(body.metrics[0]?.mean)
  })

  it('is compared no longer with whoever has come into a regime since, and not given where fewer than three are left', () => {
    const members = body.comparison.members.map(one => one.code)
    const first = members[0] as string
    // In from January to June, on the last day of two quarters.
    const since = given(
      sinceEntry(body, snapshotOf([file, more]), until, {
        ...nobody,
        placements: [stay(first, '2025-01-15', '2025-06-15')],
      }),
    )
    expect([since.lost, since.metrics[0]?.group.organisations]).toEqual([[first], 9])
    const casesIn = new Map(members.slice(0, 8).map(code => [code, 'other-watch']))
    const few = given(sinceEntry(body, snapshotOf([file, more]), until, { ...nobody, casesIn }))
    expect(few.metrics).toEqual([])
    expect(few.notGiven[0]?.why).toMatch(/known of 2 of the organisations compared with; expected at least 3/)
  })
})

describe('the difference', () => {
  it('is that of the two-by-two table, its interval that of a new member of the group', () => {
    const own = [10, 16] as const
    const others = [
      [8, 9],
      [9, 12],
      [12, 14],
    ] as const
    const found = oneCaseDifference(own, others)
    expect(found.estimate).toBeCloseTo(4, 12)
    const rows = [own, ...others].flatMap(([before, since], unit) => [
      { unit, time: 0, y: before, treated: unit === 0, post: false },
      { unit, time: 1, y: since, treated: unit === 0, post: true },
    ])
    expect(found.estimate).toBeCloseTo(differenceInDifferences(rows).effect.estimate, 12)
    // t(2) at 97.5% is 4.302653; the others changed by 1, 3 and 2: s = 1.
    const half = 4.302652729749464 * Math.sqrt(4 / 3)
    expect(found.interval[0]).toBeCloseTo(4 - half, 9)
    expect(found.interval[1]).toBeCloseTo(4 + half, 9)
  })
})

/**
 * Hospitals whose true levels never move, and the one that did worst before entry is taken: it gets better by itself. What a
 * page without a comparison would call success is regression to the mean.
 */
describe('with no effect at all', () => {
  const runs = 200
  const naive: number[] = []
  const difference: number[] = []
  const beyond: number[] = []
  const covered = { difference: 0, beyond: 0 }
  beforeAll(() => {
    for (let run = 0; run < runs; run++) {
      const draw = normalDraws(seededRandom(`return ${run}`))
      const hospitals = codesOf(60)
      const levels = hospitals.map(() => 70 + draw())
      const noise = hospitals.map(() => Array.from({ length: 30 }, () => 3 * draw()))
      const figure = (o: number, _: number, q: number) => (levels[o] as number) + (noise[o]?.[q] as number)
      const before: Figures = { codes: hospitals, metrics, knownAt: file.knownAt, from: 13, to: 20, value: figure }
      const after: Figures = { ...before, knownAt: more.knownAt, from: 22, to: 24 }
      const means = hospitals.map((_, o) =>
        Array.from({ length: 8 }, (__, i) => figure(o, 0, 13 + i)).reduce((a, b) => a + b),
      )
      const worst = hospitals[means.indexOf(Math.min(...means))] as string
      const [body] = freezeBaseline(partsOf(snapshotOf([before])), asked([worst], metrics))
      const [found] = given(sinceEntry(body as BaselineBody, snapshotOf([before, after]), until, nobody)).metrics
      if (!found?.expected) throw new Error('nothing was found')
      naive.push(found.own.change)
      difference.push(found.difference.estimate)
      beyond.push(found.expected.beyond)
      if (holdsNothing(found.difference.interval)) covered.difference++
      if (holdsNothing(found.expected.interval)) covered.beyond++
    }
  })
  const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length
  const error = (values: readonly number[]) =>
    Math.sqrt(values.reduce((sum, one) => sum + (one - mean(values)) ** 2, 0) / (values.length - 1) / values.length)

  const holdsNothing = ([lo, hi]: readonly [number, number]) => lo <= 0 && hi >= 0

  it('the worst gets better by itself, well beyond chance', () => {
    expect(mean(naive)).toBeGreaterThan(5 * error(naive))
  })

  // Over 1,000 runs: 1.92 alone, 0.89 against the nearest, who were not quite so badly off, and 0.13 beyond the expected return;
  // the intervals hold no effect in 93 and 95 of 100.
  it('the comparison with the nearest absorbs about half of it, and its interval mostly holds no effect', () => {
    expect(Math.abs(mean(difference))).toBeLessThan(0.65 * mean(naive))
    expect(covered.difference / runs).toBeGreaterThan(0.85)
  })

  it('what is beyond the expected return is nothing but chance', () => {
    expect(Math.abs(mean(beyond))).toBeLessThan(3 * error(beyond))
    expect(Math.abs(mean(beyond))).toBeLessThan(mean(naive) / 3)
    expect(covered.beyond / runs).toBeGreaterThan(0.9)
  })
})
