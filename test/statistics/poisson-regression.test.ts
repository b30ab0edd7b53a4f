import { describe, expect, test } from 'vitest'
import { harmonics } from '../../src/statistics/harmonics.ts'
import { interruptedDesign } from '../../src/statistics/interrupted-time-series.ts'
import { poissonRegression } from '../../src/statistics/poisson-regression.ts'

const ones = (counts: readonly number[]) => ({ terms: ['(Intercept)'], rows: counts.map(() => [1]) })

describe('Poisson regression', () => {
  test('with an intercept alone is the crude rate, with its textbook error', () => {
    const counts = [3, 8, 0, 5]
    const people = [100, 200, 50, 150]
    const { coefficients, fitted, deviance, nullDeviance } = poissonRegression(
      ones(counts),
      counts,
      people.map(Math.log),
    )
    expect(coefficients[0]?.estimate).toBeCloseTo(Math.log(16 / 500), 12)
    expect(coefficients[0]?.se).toBeCloseTo(1 / 4, 10)
    expect(fitted[1]).toBeCloseTo(6.4, 12)
    expect(deviance).toBeCloseTo(nullDeviance, 12)
  })

  test('two groups give their rate ratio with error √(1/a + 1/b)', () => {
    const { coefficients } = poissonRegression(
      {
        terms: ['(Intercept)', 'treated'],
        rows: [
          [1, 0],
          [1, 1],
        ],
      },
      [20, 35],
    )
    expect(coefficients[1]?.estimate).toBeCloseTo(Math.log(35 / 20), 10)
    expect(coefficients[1]?.se).toBeCloseTo(Math.sqrt(1 / 20 + 1 / 35), 8)
  })

  test('finds level, season and offset put in', () => {
    const times = Array.from({ length: 72 }, (_, i) => i + 1)
    const people = times.map(t => 1000 + 5 * t)
    const wave = harmonics(times, 12, 2)
    const counts = times.map(
      (t, i) =>
        (people[i] as number) * Math.exp(-3 + 0.002 * t - (t >= 37 ? 0.3 : 0) + 0.2 * (wave.cos1?.[i] as number)),
    )
    const { coefficients, dispersion } = poissonRegression(
      interruptedDesign(72, 37, wave),
      counts,
      people.map(Math.log),
    )
    const found = Object.fromEntries(coefficients.map(row => [row.term, row.estimate]))
    expect(found).toMatchObject({
      t: expect.closeTo(0.002, 6),
      level: expect.closeTo(-0.3, 6),
      cos1: expect.closeTo(0.2, 6),
      sin2: expect.closeTo(0, 6),
    })
    expect(dispersion).toBeLessThan(1e-9)
  })

  test.each([
    [[1, -2, 3], undefined, /Row 2: found the count -2/],
    [[0, 0, 0], undefined, /Every count is 0/],
    [[1, Number.NaN, 3], undefined, /Row 2: found NaN/],
    [[1, 2, 3], [10, 0, 30], /Row 2, offset: found -Infinity/],
  ])('counts %j of %j are refused', (counts, people, message) => {
    expect(() => poissonRegression(ones(counts), counts, people?.map(Math.log))).toThrow(message)
  })

  test('a group without events is told apart from a fit', () => {
    const rows = [
      [1, 0],
      [1, 0],
      [1, 1],
      [1, 1],
    ]
    expect(() => poissonRegression({ terms: ['(Intercept)', 'group'], rows }, [4, 6, 0, 0])).toThrow(/no events/)
  })
})

test('waves want a period and fewer pairs than half of it', () => {
  expect(() => harmonics([1, 2], 12, 6)).toThrow(/6 pairs of waves for a period of 12/)
  expect(harmonics([12, 24], 12, 1).sin1?.every(value => Math.abs(value) < 1e-12)).toBe(true)
})
