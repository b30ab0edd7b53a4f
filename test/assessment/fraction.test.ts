import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  add,
  compare,
  divide,
  fraction,
  multiply,
  parseFraction,
  roundHalfUp,
  subtract,
  toFixed,
  toNumber,
  toText,
  weightedMean,
  zero,
} from '../../src/assessment/fraction.ts'

const anyFraction = fc
  .tuple(fc.bigInt(-(10n ** 12n), 10n ** 12n), fc.bigInt(1n, 10n ** 9n))
  .map(([n, d]) => fraction(n, d))

describe('exact fractions', () => {
  test('a half always rounds up, where a float would waver', () => {
    expect(toFixed(parseFraction('2.005'))).toBe('2.01')
    expect(toFixed(parseFraction('1.015'))).toBe('1.02')
    expect(toFixed(fraction(7, 3))).toBe('2.33')
    expect(toFixed(parseFraction('-0.005'))).toBe('-0.01')
    expect(toFixed(fraction(3), 0)).toBe('3')
  })

  test('decimals and ratios are read exactly, and anything else is refused', () => {
    expect(toText(parseFraction('2.50'))).toBe('5/2')
    expect(toText(parseFraction('1/3'))).toBe('1/3')
    expect(toText(parseFraction('1e-2'))).toBe('1/100')
    for (const bad of ['', '.', 'two', '1,000', '1/0', '0x10'])
      expect(() => parseFraction(bad), bad).toThrow(RangeError)
  })

  test('adding undoes subtracting, multiplying undoes dividing', () => {
    fc.assert(
      fc.property(anyFraction, anyFraction, (a, b) => {
        expect(compare(subtract(add(a, b), b), a)).toBe(0)
        if (b.n !== 0n) expect(compare(divide(multiply(a, b), b), a)).toBe(0)
      }),
    )
  })

  test('rounding moves a value by at most half a unit of its last place, and never past its printed neighbour', () => {
    fc.assert(
      fc.property(anyFraction, fc.integer({ min: 0, max: 6 }), (a, places) => {
        const error = subtract(roundHalfUp(a, places), a)
        const half = fraction(1, 2n * 10n ** BigInt(places))
        expect(compare(error.n < 0n ? fraction(-error.n, error.d) : error, half)).toBeLessThanOrEqual(0)
        // A double holds some sixteen digits, however many the text prints.
        const exact = toNumber(roundHalfUp(a, places))
        expect(Math.abs(Number(toFixed(a, places)) - exact)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(exact)))
      }),
    )
  })

  test('a weighted mean is what adding and dividing give', () => {
    const weight = fc.tuple(fc.bigInt(1n, 9n), fc.bigInt(1n, 9n)).map(([n, d]) => fraction(n, d))
    fc.assert(
      fc.property(fc.array(fc.record({ value: anyFraction, weight }), { minLength: 1, maxLength: 8 }), terms => {
        const total = terms.reduce((sum, term) => add(sum, multiply(term.value, term.weight)), zero)
        const weights = terms.reduce((sum, term) => add(sum, term.weight), zero)
        expect(toText(weightedMean(terms))).toBe(toText(divide(total, weights)))
      }),
    )
    expect(() => weightedMean([])).toThrow(RangeError)
  })
})
