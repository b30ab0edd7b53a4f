import { describe, expect, test } from 'vitest'
import { normalQuantile } from '../../src/statistics/distributions.ts'
import { seededRandom } from '../../src/statistics/random.ts'
import { changeBeyondReturn, expectedReturn, regressionToTheMean } from '../../src/statistics/regression-to-the-mean.ts'

/** Stable units measured twice with noise: nothing changes, whatever is done. */
const measures = (n: number, correlation: number) => {
  const random = seededRandom('return')
  const z = () => normalQuantile((random.uniform() * 4294967295 + 1) / 4294967297)
  const units = Array.from({ length: n }, () => {
    const truth = Math.sqrt(correlation) * z()
    const noise = Math.sqrt(1 - correlation)
    return [100 + 10 * (truth + noise * z()), 100 + 10 * (truth + noise * z())] as const
  })
  return { first: units.map(([y]) => y), second: units.map(([, y]) => y) }
}

describe('regression to the mean', () => {
  const { first, second } = measures(20_000, 0.4)

  test('units chosen as extreme move back by what the formula says', () => {
    const chosen = first.map((_, i) => i).filter(i => (first[i] as number) > 115)
    const moved = chosen.reduce((sum, i) => sum + (first[i] as number) - (second[i] as number), 0) / chosen.length
    const expected = expectedReturn({ mean: 100, spread: 10, correlation: 0.4 }, { cutOff: 115, side: 'above' })
    expect(expected).toBeGreaterThan(10)
    expect(Math.abs(moved - expected)).toBeLessThan(0.6)
  })

  test('both sides mirror; a perfect measure does not return; farther out returns more', () => {
    const population = { mean: 0, spread: 1, correlation: 0.5 }
    const at = (cutOff: number) => expectedReturn(population, { cutOff, side: 'above' })
    expect(expectedReturn(population, { cutOff: -2, side: 'below' })).toBeCloseTo(at(2), 12)
    expect(expectedReturn({ ...population, correlation: 1 }, { cutOff: 2, side: 'above' })).toBe(0)
    for (let z = -3; z < 45; z++) expect(at(z + 1)).toBeGreaterThan(at(z))
  })

  test('a change that is nothing but return is found to be nothing more', () => {
    const found = changeBeyondReturn(
      first,
      second,
      first.map(value => value > 115),
    )
    expect(found.change).toBeLessThan(-10)
    expect(found.interval[0]).toBeLessThan(0)
    expect(found.interval[1]).toBeGreaterThan(0)
  })

  test('an effect on top of it is found', () => {
    const chosen = first.map(value => value > 115)
    const found = changeBeyondReturn(
      first,
      second.map((value, i) => (chosen[i] ? value - 5 : value)),
      chosen,
    )
    expect(Math.abs(found.beyond + 5)).toBeLessThan(1.2)
    expect(found.interval[1]).toBeLessThan(0)
  })

  test('the regression is that of the second on the first', () => {
    const { correlation, coefficients, expected } = regressionToTheMean(first, second)
    expect(correlation).toBeCloseTo(0.4, 1)
    expect(coefficients[1]?.estimate).toBeCloseTo(0.4, 1)
    expect(expected).toHaveLength(20_000)
  })

  test('too few, constant and missing are refused', () => {
    expect(() => regressionToTheMean([1, 2], [1, 2])).toThrow(/Found 2 units/)
    expect(() => regressionToTheMean([5, 5, 5], [1, 2, 3])).toThrow(/y1 is constant .* combination/)
    expect(() => regressionToTheMean([1, Number.NaN, 3], [1, 2, 3])).toThrow(/Row 2, y1: found NaN/)
    expect(() => changeBeyondReturn([1, 2, 3, 4], [1, 2, 3, 4], [false, false, false, false])).toThrow(/no chosen unit/)
    expect(() => expectedReturn({ mean: 0, spread: 0, correlation: 0 }, { cutOff: 1, side: 'above' })).toThrow(
      /spread 0/,
    )
  })
})
