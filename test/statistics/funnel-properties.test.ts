/** Funnel plots: what must hold whatever the data. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { incompleteGamma, poissonCdf } from '../../src/statistics/distributions.ts'
import { funnel } from '../../src/statistics/funnel.ts'
import { limitsAt } from '../../src/statistics/funnel-curve.ts'
import { binomialLimits, poissonLimits } from '../../src/statistics/funnel-limits.ts'
import { nullDispersion, qProfileInterval } from '../../src/statistics/overdispersion.ts'

const units = (pairs: readonly (readonly [number | null, number | null])[]) =>
  pairs.map(([numerator, denominator], i) => ({ group: `T${i + 1}`, numerator, denominator }))
const twelve = units([90, 100, 110, 95, 130, 70, 105, 99, 101, 120, 85, 97].map(n => [n, 100] as const))
const counts = fc.array(fc.tuple(fc.integer({ min: 0, max: 3000 }), fc.double({ min: 0.5, max: 3000, noNaN: true })), {
  minLength: 2,
  maxLength: 60,
})

describe('what must hold whatever the data', () => {
  it('limits contain the target, and wider levels contain narrower ones', () => {
    fc.assert(
      fc.property(counts, fc.constantFrom('shmi', 'cqc', 'ratio' as const), (pairs, method) => {
        const found = funnel(units(pairs), { method: method as 'shmi' })
        if (found.target === null || found.target === 0) return
        for (const { limits, adjustedLimits } of found.units)
          for (const kind of [limits, adjustedLimits]) {
            const [inner, outer] = [kind['95'], kind['99.8']]
            if (!inner || !outer) continue
            expect(inner[0]).toBeLessThanOrEqual(found.target * (1 + 1e-12))
            expect(inner[1]).toBeGreaterThanOrEqual(found.target * (1 - 1e-12))
            expect(outer[0]).toBeLessThanOrEqual(inner[0])
            expect(outer[1]).toBeGreaterThanOrEqual(inner[1])
          }
      }),
    )
  })

  it('the order of rows changes nothing but the order of units', () => {
    fc.assert(
      fc.property(counts, pairs => {
        const rows = units(pairs)
        const [there, back] = [funnel(rows, { method: 'cqc' }), funnel(rows.toReversed(), { method: 'cqc' })]
        expect((back.tau2 ?? 0) / (there.tau2 || 1)).toBeCloseTo(there.tau2 ? 1 : 0, 9)
        expect(back.units.map(unit => unit.outlier).reverse()).toEqual(there.units.map(unit => unit.outlier))
      }),
    )
  })

  it('limits narrow as units grow', () => {
    const at = limitsAt(funnel(twelve, { method: 'shmi' }))
    let before = Infinity
    for (let d = 0.3; d < 20_000; d *= 1.3) {
      const [low, high] = at(d).limits['99.8'] ?? [0, 0]
      expect(high - low).toBeLessThan(before)
      before = high - low
    }
  })

  it('exact limits are where the tails say, by the distribution itself', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4000 }), fc.constantFrom(0.025, 0.001), (events, tail) => {
        const [low, high] = poissonLimits(tail)(events)
        expect(1 - poissonCdf(events - 1, low * events)).toBeCloseTo(tail, 10)
        expect(poissonCdf(events, high * events)).toBeCloseTo(tail, 10)
      }),
    )
  })

  it('the large-shape series joins the inversion without a step', () => {
    for (const tail of [0.025, 0.001, 0.975, 0.999]) {
      for (const a of [50, 51.5, 80, 300, 1e4, 1e6]) {
        const x = poissonLimits(tail)(a)[0] * a
        const { lower, upper } = incompleteGamma(a, x)
        expect(Math.abs(tail < 0.5 ? lower / tail - 1 : upper / (1 - tail) - 1)).toBeLessThan(1e-9)
      }
    }
  })

  it('binomial limits come near the Poisson ones when events are rare', () => {
    const [low, high] = binomialLimits(1e7, 20 / 1e7, 0.025)
    const [poissonLow, poissonHigh] = poissonLimits(0.025)(20)
    expect((low * 1e7) / 20).toBeCloseTo(poissonLow, 4)
    expect((high * 1e7) / 20).toBeCloseTo(poissonHigh, 4)
  })

  it('trimming leaves of pure chance what theory says', () => {
    expect(nullDispersion('truncate', 0.1)).toBeCloseTo(0.438, 3)
    expect(nullDispersion('winsorise', 0.1)).toBeCloseTo(0.679, 3)
  })

  it('the Q-profile interval holds the moment estimate of equal-sized units', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 5, maxLength: 40 }), y => {
        const s = y.map(() => 0.5)
        const moment = y.reduce((sum, value) => sum + value * value, 0) / y.length - 0.25
        const [low, high] = qProfileInterval(y, s, y.length)
        expect(low).toBeLessThanOrEqual(Math.max(0, moment) + 1e-9)
        expect(high).toBeGreaterThanOrEqual(Math.max(0, moment) - 1e-9)
      }),
    )
  })
})
