import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { differenceInDifferences, type PanelRow } from '../../src/statistics/difference-in-differences.ts'
import { staggeredDid } from '../../src/statistics/staggered-did.ts'
import { twoWayFixedEffects } from '../../src/statistics/two-way-fixed-effects.ts'

const wave = (unit: number, time: number) => Math.sin(unit * 12.9898 + time * 78.233) * 2
const rows = (effect: number, units = 12, times = 8): PanelRow[] =>
  Array.from({ length: units * times }, (_, i) => {
    const unit = Math.floor(i / times)
    const time = i % times
    const treated = unit < units / 3
    const post = time >= times / 2
    return { unit, time, treated, post, y: unit + 0.5 * time + wave(unit, time) + (treated && post ? effect : 0) }
  })

describe('difference in differences', () => {
  test('is the difference of the four means, and two-way fixed effects agree on a complete panel', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20, max: 20 }), effect => {
        const panel = rows(effect)
        const { effect: found, means } = differenceInDifferences(panel)
        const [a, b, c, d] = means.map(cell => cell.mean) as [number, number, number, number]
        expect(found.estimate).toBeCloseTo(d - b - (c - a), 9)
        expect(found.estimate - effect).toBeCloseTo(differenceInDifferences(rows(0)).effect.estimate, 9)
        const within = twoWayFixedEffects(panel.map(row => ({ ...row, treatment: Number(row.treated && row.post) })))
        expect(within.estimate).toBeCloseTo(found.estimate, 9)
      }),
      { numRuns: 20 },
    )
  })

  test('does not care for the order of rows', () => {
    const panel = rows(3)
    expect(differenceInDifferences(panel.toReversed()).effect.se).toBeCloseTo(
      differenceInDifferences(panel).effect.se,
      12,
    )
  })

  test('needs all four cells and finite values', () => {
    expect(() => differenceInDifferences(rows(1).filter(row => !row.treated))).toThrow(/no treated rows before/)
    expect(() => differenceInDifferences(rows(1).map((row, i) => (i === 4 ? { ...row, y: Number.NaN } : row)))).toThrow(
      /Row 5: found NaN/,
    )
  })

  test('a constant outcome has no effect and no test', () => {
    const { effect } = differenceInDifferences(rows(0).map(row => ({ ...row, y: 7 })))
    expect(effect.estimate).toBeCloseTo(0, 12)
    expect(effect.p).toBeNaN()
  })
})

describe('two-way fixed effects', () => {
  const treated = rows(2).map(row => ({ ...row, treatment: Number(row.treated && row.post) }))

  test('bear gaps: rows that fit unit, period and effect exactly give that effect', () => {
    const exact = treated
      .filter((_, i) => i % 7 !== 3)
      .map(row => ({ ...row, y: Number(row.unit) - 2 * row.time + 4 * row.treatment }))
    expect(twoWayFixedEffects(exact).estimate).toBeCloseTo(4, 8)
  })

  test('refuse a unit twice in a period and a treatment that never varies', () => {
    expect(() => twoWayFixedEffects([...treated, treated[0] as (typeof treated)[0]])).toThrow(
      /Row 97: found unit 0 in period 0 again, after row 1/,
    )
    expect(() => twoWayFixedEffects(treated.map(row => ({ ...row, treatment: 1 })))).toThrow(/does not vary/)
  })

  test('a hundred thousand units', () => {
    const many = Array.from({ length: 200_000 }, (_, i) => ({
      unit: i >> 1,
      time: i & 1,
      y: ((i >> 1) % 10) + (i & 1),
      treatment: i & 1 && (i >> 1) % 2 ? 1 : 0,
    }))
    expect(twoWayFixedEffects(many).estimate).toBeCloseTo(0, 9)
  })
})

describe('staggered entry', () => {
  const panel = (effect: (exposure: number) => number) =>
    Array.from({ length: 90 * 7 }, (_, i) => {
      const unit = Math.floor(i / 7)
      const time = 2001 + (i % 7)
      const firstTreated = [null, 2003, 2005][unit % 3] ?? null
      const exposure = firstTreated === null ? -1 : time - firstTreated
      return {
        unit,
        time,
        firstTreated,
        y: unit + time + wave(unit, time) * 0.01 + (exposure >= 0 ? effect(exposure) : 0),
      }
    })

  test('finds effects that grow, where one coefficient for all would mix them', () => {
    const { effects, aggregates } = staggeredDid(panel(exposure => 1 + exposure))
    for (const { group, time, att } of effects) expect(att).toBeCloseTo(time < group ? 0 : 1 + time - group, 1)
    for (const part of aggregates.dynamic.parts) expect(part.att).toBeCloseTo(part.at < 0 ? 0 : 1 + part.at, 1)
    expect(aggregates.simple.se).toBeGreaterThan(0)
  })

  test('those not treated yet serve as comparison where nobody never is', () => {
    const all = panel(() => 5).filter(row => row.firstTreated !== null)
    expect(() => staggeredDid(all)).toThrow(/no unit that is never treated/)
    const { effects } = staggeredDid(all, { controls: 'not-yet-treated' })
    expect(effects.filter(cell => cell.time >= cell.group).map(cell => cell.time)).toEqual([2003, 2004])
    for (const cell of effects.filter(each => each.time >= each.group)) expect(cell.att).toBeCloseTo(5, 1)
  })

  test('order of rows does not matter; gaps, repeats and changing dates are named', () => {
    const good = panel(() => 1)
    expect(staggeredDid(good.toReversed()).aggregates.simple.att).toBeCloseTo(
      staggeredDid(good).aggregates.simple.att,
      12,
    )
    expect(() => staggeredDid(good.slice(1))).toThrow(/Unit 0 has no value in period 2001/)
    expect(() => staggeredDid([...good, good[0] as (typeof good)[0]])).toThrow(/Row 631 .* second value/)
    expect(() => staggeredDid(good.map((row, i) => (i === 1 ? { ...row, firstTreated: 2004 } : row)))).toThrow(
      /Row 2 .* first treated 2004/,
    )
  })
})
