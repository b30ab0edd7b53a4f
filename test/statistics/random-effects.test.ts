import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BetweenVarianceMethod } from '../../src/statistics/between-variance.ts'
import { randomEffects } from '../../src/statistics/random-effects.ts'

const methods: readonly BetweenVarianceMethod[] = ['DL', 'HE', 'SJ', 'PM', 'EB', 'ML', 'REML']
const estimate = fc.integer({ min: -500, max: 500 }).map(n => n / 100)
const variance = fc.integer({ min: 1, max: 300 }).map(n => n / 100)
const studies = fc.array(fc.tuple(estimate, variance), { minLength: 3, maxLength: 25 })

describe.each(methods)('random effects by %s', method => {
  const fit = (pairs: readonly (readonly [number, number])[]) =>
    randomEffects(
      pairs.map(([y]) => y),
      pairs.map(([, v]) => v),
      { method },
    )

  test('shifting every estimate shifts the mean and nothing else; scaling scales', () => {
    fc.assert(
      fc.property(studies, pairs => {
        const plain = fit(pairs)
        const moved = fit(pairs.map(([y, v]) => [3 * y + 7, 9 * v] as const))
        expect(moved.mean).toBeCloseTo(3 * plain.mean + 7, 6)
        expect(moved.tau2).toBeCloseTo(9 * plain.tau2, 5)
        expect(moved.i2).toBeCloseTo(plain.i2, 5)
      }),
    )
  })

  test('a unit is drawn towards the mean and never past it', () => {
    fc.assert(
      fc.property(studies, pairs => {
        const { mean, effects, interval } = fit(pairs)
        effects.forEach((effect, i) => {
          const [y] = pairs[i] as readonly [number, number]
          expect(effect.estimate).toBeGreaterThanOrEqual(Math.min(y, mean) - 1e-9)
          expect(effect.estimate).toBeLessThanOrEqual(Math.max(y, mean) + 1e-9)
        })
        expect(interval[0]).toBeLessThan(mean)
        expect(interval[1]).toBeGreaterThan(mean)
      }),
    )
  })

  test('equal estimates differ by chance alone', () => {
    const found = fit([
      [2, 1],
      [2, 3],
      [2, 0.5],
      [2, 1],
    ])
    expect(found.tau2).toBe(0)
    expect(found.i2).toBe(0)
    expect(found.effects.every(effect => Math.abs(effect.estimate - 2) < 1e-12)).toBe(true)
  })
})

test('REML is at the top of its likelihood', () => {
  const y = [0.1, 1.9, -1.2, 2.5, 0.4, -0.8]
  const v = [0.2, 0.5, 0.3, 0.9, 0.1, 0.4]
  const likelihood = (tau2: number) => {
    const w = v.map(each => 1 / (each + tau2))
    const total = w.reduce((a, b) => a + b, 0)
    const mean = y.reduce((sum, each, i) => sum + each * (w[i] as number), 0) / total
    return (
      -0.5 *
      (Math.log(total) +
        y.reduce((sum, each, i) => sum - Math.log(w[i] as number) + (w[i] as number) * (each - mean) ** 2, 0))
    )
  }
  const { tau2 } = randomEffects(y, v, { method: 'REML' })
  for (const step of [-0.01, -0.001, 0.001, 0.01]) expect(likelihood(tau2)).toBeGreaterThan(likelihood(tau2 + step))
})

test('one unit is itself; two have no prediction interval', () => {
  const one = randomEffects([4], [0.25])
  expect(one).toMatchObject({ tau2: 0, mean: 4, se: 0.5, prediction: null })
  expect(randomEffects([4, 5], [1, 1]).prediction).toBeNull()
})

test('one huge outlier widens everything and breaks nothing', () => {
  const { tau2, prediction } = randomEffects([0, 0.1, -0.1, 1e9], [1, 1, 1, 1])
  expect(tau2).toBeGreaterThan(1e16)
  expect(prediction?.every(Number.isFinite)).toBe(true)
})

test('a hundred thousand units take no special care', () => {
  const y = Array.from({ length: 100_000 }, (_, i) => Math.sin(i))
  expect(
    randomEffects(
      y,
      y.map(() => 0.1),
      { method: 'REML' },
    ).tau2,
  ).toBeCloseTo(0.4, 2)
})

test.each([
  [[], [], /no estimates/],
  [[1, Number.NaN], [1, 1], /Row 2: found the estimate NaN/],
  [[1, Infinity], [1, 1], /Row 2: found the estimate Infinity/],
  [[1, 2], [1, 0], /Row 2: found the variance 0; expected a finite number above 0/],
  [[1, 2], [1], /Found 1 variances for 2 estimates/],
])('estimates %j with variances %j are refused', (y, v, message) => {
  expect(() => randomEffects(y, v)).toThrow(message)
})
