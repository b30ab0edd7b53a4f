/** Funnel plots: the published SHMI, overdispersion, bad input, and what must hold whatever the data. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { funnel } from '../../src/statistics/funnel.ts'
import { seededRandom } from '../../src/statistics/random.ts'
import { normalQuantile } from '../../src/statistics/distributions.ts'
import { shared, sharedFile } from '../shared.ts'

const units = (pairs: readonly (readonly [number | null, number | null])[]) =>
  pairs.map(([numerator, denominator], i) => ({ group: `T${i + 1}`, numerator, denominator }))
const twelve = units([90, 100, 110, 95, 130, 70, 105, 99, 101, 120, 85, 97].map(n => [n, 100] as const))
describe.skipIf(shared === null)('the eleven SHMI releases of 2011 to 2014 (needs the shared data folder)', () => {
  const files = shared === null ? [] : readdirSync(sharedFile('data', 'shmi')).filter(file => file.endsWith('.csv'))
  const read = (file: string) =>
    readFileSync(sharedFile('data', 'shmi', file), 'utf8')
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map(line => line.split(','))
      .map(cells => ({
        group: cells[1] as string,
        numerator: Number(cells.at(-2)),
        denominator: Number(cells.at(-1)),
      }))

  it('has all eleven releases', () => expect(files).toHaveLength(11))

  it.each(files)('%s: adjusted limits and outliers for every provider, wider than chance alone', file => {
    const found = funnel(read(file), { method: 'shmi' })
    expect(found.tau2).toBeGreaterThan(0.002)
    expect(found.decidedBy).toEqual({ level: 95, limits: 'adjusted' })
    for (const { limits, adjustedLimits, outlier } of found.units) {
      expect(outlier).not.toBeNull()
      expect(adjustedLimits['95']?.[0]).toBeLessThan(limits['95']?.[0] ?? 0)
      expect(adjustedLimits['95']?.[1]).toBeGreaterThan(limits['95']?.[1] ?? 9)
    }
  })

  it('has far fewer outliers adjusted than by chance alone, and none once φ is corrected for trimming', () => {
    const rows = read('shmi-2014-january.csv')
    const high = (options: object) =>
      funnel(rows, { method: 'shmi', ...options }).units.filter(unit => unit.outlier === 'high').length
    expect(high({})).toBe(9)
    expect(high({ estimator: 'corrected' })).toBe(0)
    expect(high({ overdispersion: 'none', decide: { level: 99.8 } })).toBeGreaterThan(20)
  })
})

describe('funnel', () => {
  it('says its method in words', () => {
    expect(funnel(twelve, { method: 'shmi' }).description).toMatch(
      /^SHMI method: .*Target 1\. Exact Poisson limits of chance at 95% and 99\.8%\..*10% truncated.*An outlier is outside the 95% limits adjusted for overdispersion\.$/,
    )
  })

  it('always has adjusted limits for the SHMI, and keeps chance where overdispersion is not estimated', () => {
    const even = units(Array.from({ length: 20 }, () => [100, 100] as const))
    const shmi = funnel(even, { method: 'shmi' })
    expect(shmi.tau2).toBe(0)
    expect(shmi.units[0]?.adjustedLimits['95']?.[1]).toBeCloseTo(Math.exp(1.959964 / 10), 6)
    const plain = funnel(even, { method: 'shmi', overdispersion: 'none' })
    expect(plain.units[0]?.adjustedLimits['95']).toBeNull()
    expect(plain.decidedBy.limits).toBe('unadjusted')
  })

  it('squares CQC limits back, so they are about twice as wide as the package that does not', () => {
    const width = (profile: 'turnaround' | 'funnelplotr') => {
      const [low, high] = funnel(twelve, { method: 'cqc', profile }).units[0]?.adjustedLimits['95'] ?? [0, 0]
      return high - low
    }
    expect(width('turnaround') / width('funnelplotr')).toBeCloseTo(2, 1)
    expect(funnel(twelve, { method: 'cqc', profile: 'funnelplotr' }).warnings.join()).toContain('square-root scale')
  })

  it('adds up many rows of one group', () => {
    const split = twelve.flatMap(({ group }, i) => [
      { group, numerator: (twelve[i]?.numerator ?? 0) - 3, denominator: 60 },
      { group, numerator: 3, denominator: 40 },
    ])
    expect(funnel(split, { method: 'ratio' }).units).toEqual(funnel(twelve, { method: 'ratio' }).units)
  })

  it('takes any levels and a multiplier', () => {
    const found = funnel(twelve.slice(0, 2), {
      method: 'proportion',
      levels: [80, 99],
      multiplier: 100,
      target: 0.9,
      limits: 'wilson',
    })
    expect(Object.keys(found.units[0]?.limits ?? {})).toEqual(['80', '99'])
    expect(found.target).toBe(90)
    expect(found.decidedBy.level).toBe(99)
  })

  it('gives the interval of τ² when asked: around the truth for simulated units', () => {
    const random = seededRandom('tau')
    const draw = () => normalQuantile(random.uniform() + 2 ** -33)
    const rows = units(
      Array.from({ length: 200 }, () => {
        const expected = 400
        return [Math.round(expected * Math.exp(0.15 * draw()) + Math.sqrt(expected) * draw()), expected] as const
      }),
    )
    for (const tau2Interval of ['q-profile', 'bootstrap'] as const) {
      const found = funnel(rows, { method: 'shmi', estimator: 'corrected', tau2Interval })
      expect(found.tau2Interval?.[0]).toBeLessThan(0.0225)
      expect(found.tau2Interval?.[1]).toBeGreaterThan(0.0225)
    }
  })
})

describe('bad input ends in a defined result or in words', () => {
  it.each([
    [[[5, -1]], 'Row 1 (T1): found the denominator -1'],
    [
      [
        [5, 9],
        [-2, 9],
      ],
      'Row 2 (T2): found the numerator -2',
    ],
    [
      [
        [5, 9],
        [Infinity, 9],
      ],
      'Row 2 (T2): found the numerator Infinity',
    ],
    [
      [
        [5, 9],
        [10, 9],
      ],
      'Row 2 (T2): found 10 of 9; expected a numerator no larger',
    ],
  ] as const)('%j', (pairs, words) => {
    expect(() => funnel(units(pairs), { method: 'proportion' })).toThrow(words)
  })

  it.each(['shmi', 'cqc', 'proportion', 'ratio'] as const)(
    '%s: nothing, one group, all missing, zero counts',
    method => {
      expect(funnel([], { method }).units).toEqual([])
      expect(funnel(units([[1, 2]]), { method }).units[0]?.value).toBe(0.5)
      const missing = funnel(
        units([
          [null, 2],
          [1, null],
          [Number.NaN, 3],
        ]),
        { method },
      )
      for (const unit of missing.units) expect(unit).toMatchObject({ value: null, z: null, outlier: null })
      const zeros = funnel(
        units([
          [0, 10],
          [0, 12],
          [0, 0],
        ]),
        { method },
      )
      expect(zeros.units[2]).toMatchObject({ value: null, z: null, outlier: null, limits: { '95': null } })
      expect(JSON.stringify(zeros)).not.toMatch(/NaN|Infinity/)
    },
  )

  it('one huge outlier does not widen the trimmed funnel', () => {
    const tau2 = (n: number) =>
      funnel([...twelve, { group: 'far', numerator: n, denominator: 100 }], { method: 'shmi' }).tau2
    expect(tau2(100_000)).toBe(tau2(500))
  })

  it('refuses options out of range', () => {
    expect(() => funnel(twelve, { method: 'shmi', trim: 0.5 })).toThrow('The trim is 0.5')
    expect(() => funnel(twelve, { method: 'shmi', levels: [100] })).toThrow('The level is 100')
    expect(() => funnel(twelve, { method: 'shmi', limits: 'wilson' })).toThrow('expected exact or approximate')
    expect(() => funnel(twelve, { method: 'proportion', target: 1.2 })).toThrow('a proportion between 0 and 1')
  })

  it('100,000 groups', () => {
    const many = units(Array.from({ length: 100_000 }, (_, i) => [100 + (i % 37), 115] as const))
    expect(funnel(many, { method: 'shmi' }).units).toHaveLength(100_000)
  }, 20_000)
})
