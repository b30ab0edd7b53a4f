import { describe, expect, test } from 'vitest'
import {
  cusumDecisionInterval,
  cusumRunLength,
  ewmaRunLength,
  ewmaWidth,
} from '../../src/statistics/average-run-length.ts'
import { exactCusumLimit, falseAlarmChance, simulatedCusumLimit } from '../../src/statistics/cusum-limit.ts'
import { tabularCusum } from '../../src/statistics/cusum.ts'
import { dynamicCusumLimits } from '../../src/statistics/dynamic-cusum-limit.ts'
import { ewma } from '../../src/statistics/ewma.ts'
import { gaussLegendre } from '../../src/statistics/integral-equation.ts'
import { normalDraws } from '../../src/statistics/normal-draws.ts'
import { seededRandom } from '../../src/statistics/random.ts'
import { caseWeight, riskAdjustedCusum } from '../../src/statistics/risk-adjusted-cusum.ts'

describe('average run lengths', () => {
  test.each([
    // Montgomery, table 9.3 and Lucas and Crosier: 168 without a shift and 8.38 at one standard deviation.
    [0.5, 4, 0, 167.68],
    [0.5, 4, 1, 8.38],
    [0.5, 5, 0, 465.44],
    [0.5, 5, 1, 10.38],
  ])('of a two-sided CUSUM with k %d, h %d at a shift of %d: %d', (k, h, shift, expected) => {
    expect(cusumRunLength({ k, h, sides: 'two' }, shift)).toBeCloseTo(expected, 2)
  })

  test.each([
    // Lucas and Saccucci 1990: designs for 500 observations between false alarms.
    [0.1, 2.814],
    [0.2, 2.962],
    [0.05, 2.615],
  ])('of an EWMA with λ %d and width %d: 500', (lambda, width) => {
    expect(Math.round(ewmaRunLength({ lambda, width }))).toBe(500)
    expect(ewmaWidth(lambda, 500)).toBeCloseTo(width, 3)
  })

  test('an EWMA with λ = 1 is a chart of single values: one in 370.4', () => {
    expect(ewmaRunLength({ lambda: 1, width: 3 })).toBeCloseTo(370.3983, 3)
  })

  test('fall with the shift and grow with the decision interval', () => {
    const byShift = [0, 0.25, 0.5, 1, 2, 3].map(shift => cusumRunLength({ k: 0.5, h: 4, sides: 'two' }, shift))
    expect(byShift).toEqual([...byShift].sort((a, b) => b - a))
    const byInterval = [0.5, 1, 2, 4, 6].map(h => cusumRunLength({ k: 0.5, h, sides: 'one' }))
    expect(byInterval).toEqual([...byInterval].sort((a, b) => a - b))
  })

  test.each([5, 100, 1e6])('a decision interval asked for %d observations gives them', length => {
    const h = cusumDecisionInterval(0.5, length, 'two')
    expect(cusumRunLength({ k: 0.5, h, sides: 'two' }) / length).toBeCloseTo(1, 9)
  })

  test('agree with the chart itself, simulated', () => {
    const draw = normalDraws(seededRandom('run lengths'))
    const mean = (first: () => number) => {
      let total = 0
      for (let run = 0; run < 300; run++) total += first()
      return total / 300
    }
    const values = () => Array.from({ length: 400 }, draw)
    const cusum = mean(() => {
      const { points } = tabularCusum(values(), { target: 0, sigma: 1, h: 2 })
      return points.findIndex(point => point.signal !== null) + 1
    })
    const expected = cusumRunLength({ k: 0.5, h: 2, sides: 'two' })
    expect(Math.abs(cusum - expected)).toBeLessThan((4 * expected) / Math.sqrt(300))
    const smoothed = mean(() => {
      // Long-run limits, as the formula has them: about twenty values bring the chart there.
      const { points } = ewma([...new Array(60).fill(0), ...values()], { target: 0, sigma: 1, lambda: 0.5, width: 2 })
      return points.findIndex(point => point.signal !== null) + 1 - 60
    })
    const length = ewmaRunLength({ lambda: 0.5, width: 2 })
    expect(Math.abs(smoothed - length)).toBeLessThan((4 * length) / Math.sqrt(300))
  })

  test('the quadrature is exact for polynomials', () => {
    const { nodes, weights } = gaussLegendre(5, 0, 2)
    const integral = nodes.reduce((sum, x, index) => sum + x ** 9 * (weights[index] as number), 0)
    expect(integral).toBeCloseTo(2 ** 10 / 10, 10)
  })

  test('designs that are none are refused', () => {
    expect(() => cusumRunLength({ k: 0.5, h: 0, sides: 'one' })).toThrow('Found h 0')
    expect(() => cusumDecisionInterval(0.5, 1, 'one')).toThrow('average run length of 1')
    expect(() => cusumDecisionInterval(0.5, 1.2, 'one')).toThrow('as short as 1.2')
    expect(() => ewmaRunLength({ lambda: 2, width: 3 })).toThrow('Found lambda 2')
  })
})

/** Every possible history: the slow oracle, 2^n. */
function enumerated(risk: number, cases: number, oddsRatio: number, limit: number): number {
  let chance = 0
  for (let history = 0; history < 2 ** cases; history++) {
    const outcomes = Array.from({ length: cases }, (_, at) => (history >> at) & 1)
    const points = riskAdjustedCusum(outcomes, new Array(cases).fill(risk), { oddsRatio, limit, reset: false })
    if (!points.some(point => point.signal)) continue
    chance += outcomes.reduce<number>((product, outcome) => product * (outcome ? risk : 1 - risk), 1)
  }
  return chance
}

describe('limits of a Bernoulli CUSUM', () => {
  test.each([
    [0.05, 2, 1.2],
    [0.3, 2, 1],
    [0.3, 0.5, 0.9],
    [0.5, 3, 0.5],
    [0.9, 0.5, 0.3],
  ])('chance of a false alarm at risk %d, odds ratio %d, limit %d: as by enumeration', (risk, oddsRatio, limit) => {
    expect(falseAlarmChance({ risk, cases: 10, oddsRatio, limit })).toBeCloseTo(
      enumerated(risk, 10, oddsRatio, limit),
      12,
    )
  })

  test.each([
    [0.05, 100, 2],
    [0.2, 60, 0.5],
    [0.1, 300, 2],
  ])(
    'the exact limit at risk %d over %d cases keeps false alarms to 5%, and nothing lower does',
    (risk, cases, oddsRatio) => {
      const limit = exactCusumLimit({ risk, cases, oddsRatio, alpha: 0.05 })
      expect(Math.sign(limit)).toBe(oddsRatio > 1 ? 1 : -1)
      expect(falseAlarmChance({ risk, cases, oddsRatio, limit })).toBeLessThanOrEqual(0.05)
      expect(falseAlarmChance({ risk, cases, oddsRatio, limit: limit * (1 - 1e-8) })).toBeGreaterThan(0.05)
    },
  )

  test('simulated limits come close to the exact ones, and the same seed gives the same', () => {
    const exact = exactCusumLimit({ risk: 0.05, cases: 400, oddsRatio: 2, alpha: 0.1 })
    const simulate = (seed: string) =>
      simulatedCusumLimit(new Array(400).fill(0.05), { oddsRatio: 2, alpha: 0.1, seed })
    expect(Math.abs(simulate('one') / exact - 1)).toBeLessThan(0.03)
    expect(simulate('one')).toBe(simulate('one'))
    expect(simulate('one')).not.toBe(simulate('another'))
  })

  test('dynamic limits give each case the same small chance of a first false alarm', () => {
    const risks = Array.from({ length: 200 }, (_, index) => 0.01 + 0.2 * (((index * 7) % 13) / 13))
    for (const oddsRatio of [2, 0.5]) {
      const limits = dynamicCusumLimits(risks, { oddsRatio, alpha: 0.004 })
      const random = seededRandom('dynamic')
      const [at, alarms] = [new Float64Array(200), new Float64Array(200)]
      for (let run = 0; run < 20_000; run++) {
        let sum = 0
        for (let i = 0; i < 200; i++) {
          at[i] = (at[i] as number) + 1
          const risk = risks[i] as number
          sum = Math.max(0, sum + caseWeight(random.uniform() < risk, risk, oddsRatio))
          if (sum >= Math.abs(limits[i] as number)) {
            alarms[i] = (alarms[i] as number) + 1
            break
          }
        }
      }
      const share = alarms.slice(50).reduce((a, b) => a + b) / at.slice(50).reduce((a, b) => a + b)
      expect(share).toBeGreaterThan(0.0034)
      expect(share).toBeLessThan(0.0044)
    }
  })

  test('what makes no limit is refused', () => {
    expect(() => exactCusumLimit({ risk: 0, cases: 10, oddsRatio: 2, alpha: 0.05 })).toThrow('Found the risk 0')
    expect(() => exactCusumLimit({ risk: 0.1, cases: 1e5, oddsRatio: 2, alpha: 0.05 })).toThrow('simulate the limit')
    expect(() => simulatedCusumLimit([], { oddsRatio: 2, alpha: 0.05, seed: '' })).toThrow('Found no risks')
    expect(() => dynamicCusumLimits([0.1, 2], { oddsRatio: 2, alpha: 0.05 })).toThrow('Row 2: found the risk 2')
    expect(() => dynamicCusumLimits([0.1], { oddsRatio: 2, alpha: 0 })).toThrow('chance of a false alarm 0')
  })
})
