import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { negativeChance } from '../../src/statistics/durbin-watson.ts'
import { glsAr1 } from '../../src/statistics/gls-ar1.ts'
import { interruptedDesign, interruptedTimeSeries } from '../../src/statistics/interrupted-time-series.ts'
import { seededRandom } from '../../src/statistics/random.ts'

const wobble = (n: number, seed = 'its') => {
  const random = seededRandom(seed)
  return Array.from({ length: n }, () => random.uniform() + random.uniform() + random.uniform() - 1.5)
}

describe('interrupted time series', () => {
  test('a step and a bend put in are found', () => {
    const noise = wobble(60)
    const values = noise.map((e, i) => 20 + 0.1 * i + (i >= 30 ? 5 + 0.4 * (i - 29) : 0) + 0.05 * e)
    const { fit, effectAtEnd, counterfactual } = interruptedTimeSeries(values, { intervention: 31, lag: 3 })
    expect(fit.estimates[2]).toBeCloseTo(5, 1)
    expect(fit.estimates[3]).toBeCloseTo(0.4, 1)
    expect(effectAtEnd.estimate).toBeCloseTo(17, 1)
    expect(counterfactual.at(-1)).toBeCloseTo(20 + 5.9, 1)
  })

  test('shifting and scaling the series scales effects and errors, and leaves the tests alone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: -100, max: 100 }), (scale, shift) => {
        const values = wobble(24, `${scale}`)
        const options = { intervention: 12, lag: 2 }
        const plain = interruptedTimeSeries(values, options)
        const moved = interruptedTimeSeries(
          values.map(v => scale * v + shift),
          options,
        )
        expect(moved.effectAtEnd.estimate).toBeCloseTo(scale * plain.effectAtEnd.estimate, 6)
        expect(moved.effectAtEnd.p).toBeCloseTo(plain.effectAtEnd.p, 8)
        expect(moved.durbinWatson.p).toBeCloseTo(plain.durbinWatson.p, 8)
      }),
      { numRuns: 20 },
    )
  })

  test('a constant series has no effect and no test to give', () => {
    const { fit, coefficients, durbinWatson, breuschGodfrey, effectAtEnd } = interruptedTimeSeries(
      new Array<number>(20).fill(100),
      { intervention: 11, lag: 2 },
    )
    expect(fit.sigma).toBe(0)
    expect(effectAtEnd.estimate).toBeCloseTo(0, 9)
    expect(coefficients.every(row => Number.isNaN(row.p))).toBe(true)
    expect([durbinWatson.statistic, breuschGodfrey.p]).toEqual([Number.NaN, Number.NaN])
    expect(() => glsAr1(interruptedDesign(20, 11), new Array<number>(20).fill(100))).toThrow(/fits every value exactly/)
  })

  test.each([
    [[1, 2, Number.NaN, 4, 5, 6], 4, /Row 3: found NaN/],
    [[1, 2, 3, Infinity, 5, 6], 4, /Row 4: found Infinity/],
    [[5], 1, /intervention at point 1 of 1/],
    [[1, 2, 3, 4, 5, 6], 6, /at least two points before it and two from it on/],
  ])('%j with intervention at %i is refused', (values, intervention, message) => {
    expect(() => interruptedTimeSeries(values, { intervention, lag: 1 })).toThrow(message)
  })
})

test('autocorrelation put in is found by both likelihoods', () => {
  const noise = wobble(400)
  let error = 0
  const values = noise.map((e, i) => {
    error = 0.6 * error + e
    return 10 + 0.01 * i + error
  })
  for (const method of ['ML', 'REML'] as const)
    expect(Math.abs(glsAr1(interruptedDesign(400, 200), values, method).phi - 0.6)).toBeLessThan(0.1)
})

describe('the chance that a quadratic form is negative', () => {
  test('is known in closed form for one against one and for two against two', () => {
    for (const r of [0.1, 1, 4]) {
      // z₁² < r z₂² is |Cauchy| < √r; sums of two squares are exponential.
      expect(negativeChance([1, -r])).toBeCloseTo((2 / Math.PI) * Math.atan(Math.sqrt(r)), 7)
      expect(negativeChance([1, 1, -r, -r])).toBeCloseTo(r / (1 + r), 12)
    }
  })

  test('and of its opposite add up to one', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.integer({ min: -50, max: 50 }).filter(n => n !== 0),
          { minLength: 2, maxLength: 12 },
        ),
        whole => {
          const mu = [...new Set(whole)].map(n => n / 10)
          expect(negativeChance(mu) + negativeChance(mu.map(m => -m))).toBeCloseTo(1, 6)
        },
      ),
    )
  })
})
