/** The arithmetic of terms: whole pence, half up, sums exact, and more is never less. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { daysCost, earning, fixedFee, hasTwoDecimals, share } from '../../../src/casework/contracts/terms.ts'

const pence = fc.integer({ min: 0, max: 100_000_000_000 })
const percent = fc.integer({ min: 0, max: 30_000 }).map(one => one / 100)
const days = fc.integer({ min: 0, max: 100_000 }).map(one => one / 100)

describe('a share', () => {
  test('rounds half a penny up, and nothing else', () => {
    expect(share(10, 5)).toBe(1)
    expect(share(9, 5)).toBe(0)
    expect(share(333, 50)).toBe(167)
    expect(share(1_000_000, 15)).toBe(150_000)
    expect(share(123, 0.29)).toBe(0)
  })

  test('is within half a penny of what it is, and exact where nothing is to be rounded', () =>
    fc.assert(
      fc.property(pence, percent, (base, rate) => {
        const twice = 2n * (BigInt(share(base, rate)) * 10_000n - BigInt(base) * BigInt(Math.round(rate * 100)))
        expect(twice > -10_000n && twice <= 10_000n).toBe(true)
      }),
    ))

  test('of more, or at a higher rate, is never less', () =>
    fc.assert(
      fc.property(pence, pence, percent, percent, (a, b, x, y) => {
        expect(share(Math.max(a, b), Math.max(x, y))).toBeGreaterThanOrEqual(share(Math.min(a, b), Math.min(x, y)))
      }),
    ))

  test('and the rest of a fee are the fee', () =>
    fc.assert(
      fc.property(pence, fc.integer({ min: 0, max: 10_000 }), (fee, rate) => {
        expect(fixedFee(fee, rate / 100) + share(fee, rate / 100)).toBe(fee)
      }),
    ))
})

test('days at a rate are counted in hundredths', () => {
  expect(daysCost(1.5, 65_000)).toBe(97_500)
  expect(daysCost(0.25, 33_333)).toBe(8_333)
  expect(daysCost(0.5, 33_333)).toBe(16_667)
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 5_000 }), pence, (some, whole, rate) => {
      expect(daysCost(some + whole, rate)).toBe(daysCost(some, rate) + whole * rate)
    }),
  )
})

test('what has more than two decimals, or is negative, is no day and no percent', () => {
  expect(hasTwoDecimals(0.29)).toBe(true)
  expect(hasTwoDecimals(0.295)).toBe(false)
  expect(() => daysCost(-1, 100)).toThrow(RangeError)
  expect(() => share(100, 0.295)).toThrow(RangeError)
})

describe('what results earn', () => {
  test('however often they are verified, in whichever order, is the best term of all costs, once', () =>
    fc.assert(
      fc.property(fc.array(fc.record({ cost: pence, percent }), { minLength: 1, maxLength: 8 }), steps => {
        let [base, earned, best] = [0, 0, 0]
        for (const step of steps) {
          base += step.cost
          best = Math.max(best, share(base, step.percent))
          earned += earning(base, step.percent, earned).earns
        }
        expect(earned).toBe(best)
      }),
    ))

  test('is nothing where the figure is not known', () => {
    expect(earning(1_000_000, null, 0)).toEqual({ base: 1_000_000, percent: 0, due: 0, before: 0, earns: 0 })
  })
})
