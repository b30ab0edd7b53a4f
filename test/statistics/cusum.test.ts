import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bernoulliCusum } from '../../src/statistics/bernoulli-cusum.ts'
import { tabularCusum } from '../../src/statistics/cusum.ts'
import { ewma } from '../../src/statistics/ewma.ts'
import { caseWeight, riskAdjustedCusum } from '../../src/statistics/risk-adjusted-cusum.ts'
import { vlad, vladReach } from '../../src/statistics/vlad.ts'

const series = fc.array(
  fc.integer({ min: -8000, max: 8000 }).map(eighths => eighths / 8),
  { minLength: 2, maxLength: 60 },
)
const outcomes = fc.array(
  fc.record({ outcome: fc.integer({ min: 0, max: 1 }), risk: fc.double({ min: 0.001, max: 0.9, noNaN: true }) }),
  {
    minLength: 1,
    maxLength: 80,
  },
)

describe('a tabular CUSUM', () => {
  test('adds departures beyond half a standard deviation and signals beyond four', () => {
    const chart = tabularCusum([0, 1, 3, 3, 3], { target: 0, sigma: 1 })
    expect(chart.points.map(point => point.upper)).toEqual([0, 0.5, 3, 5.5, 8])
    expect(chart.points.map(point => point.signal)).toEqual([null, null, null, 'high', 'high'])
    expect(chart.points.map(point => point.upperRun)).toEqual([0, 1, 2, 3, 4])
    expect(chart).toMatchObject({ upperLimit: 4, lowerLimit: -4 })
  })

  test('turned upside down it is the same chart upside down', () => {
    fc.assert(
      fc.property(series, values => {
        const up = tabularCusum(values, { target: 0, sigma: 10 })
        const down = tabularCusum(
          values.map(value => 0 - value),
          { target: 0, sigma: 10 },
        )
        expect(down.points.map(point => 0 - (point.lower ?? Number.NaN))).toEqual(
          up.points.map(point => 0 + (point.upper ?? Number.NaN)),
        )
      }),
    )
  })

  test('other units change nothing but the units', () => {
    fc.assert(
      fc.property(series, values => {
        const one = tabularCusum(values)
        const other = tabularCusum(values.map(value => value * 1024))
        expect(other.points.map(point => point.signal)).toEqual(one.points.map(point => point.signal))
        expect(other.upperLimit).toBe((one.upperLimit as number) * 1024)
      }),
    )
  })

  test.each([0.1, 1 / 3, 99.9])('a series that is always %d has no signal', value => {
    const chart = tabularCusum(new Array(37).fill(value))
    expect(chart).toMatchObject({ target: value, sigma: 0 })
    expect(chart.points.every(point => point.signal === null && point.cumulative === 0)).toBe(true)
  })

  test('one point has no limits, none has no target, and a missing one moves nothing', () => {
    expect(tabularCusum([5])).toMatchObject({ target: 5, sigma: null, upperLimit: null })
    expect(tabularCusum([null, null])).toMatchObject({ target: null, sigma: null })
    expect(tabularCusum([])).toMatchObject({ points: [] })
    const points = tabularCusum([1, null, 1], { target: 0, sigma: 1 }).points
    expect(points.map(point => point.upper)).toEqual([0.5, null, 1])
  })

  test('one huge outlier widens the limits but leaves everything finite', () => {
    const { points, upperLimit } = tabularCusum([...new Array(20).fill(1), 1e12, ...new Array(20).fill(1)])
    expect(Number.isFinite(upperLimit)).toBe(true)
    expect(points.every(point => Number.isFinite(point.upper))).toBe(true)
  })

  test('a value that is not finite, or a setting that makes no sense, is refused by name', () => {
    expect(() => tabularCusum([1, Infinity])).toThrow('Row 2: found the value Infinity')
    expect(() => tabularCusum([1, Number.NaN])).toThrow('Row 2')
    expect(() => tabularCusum([1, 2], { sigma: -1 })).toThrow('Found sigma -1')
    expect(() => tabularCusum([1, 2], { h: Number.NaN })).toThrow('Found h NaN')
  })
})

describe('an EWMA chart', () => {
  test('weighs the newest value by λ, with limits that widen to their long-run width', () => {
    const { points } = ewma([10, 0, 0], { target: 0, sigma: 1, lambda: 0.2, width: 3 })
    expect(points.map(point => point.average)).toEqual([2, 1.6, 1.2800000000000002])
    expect(points[0]?.upperLimit).toBeCloseTo(3 * 0.2, 12)
    expect(points[1]?.upperLimit).toBeCloseTo(3 * Math.sqrt((0.2 / 1.8) * (1 - 0.8 ** 4)), 12)
    expect(points[0]?.signal).toBe('high')
  })

  test('with λ = 1 it is the values themselves between target ± Lσ', () => {
    fc.assert(
      fc.property(series, values => {
        const { points } = ewma(values, { target: 0, sigma: 100, lambda: 1 })
        expect(points.map(point => (point.average ?? 0) + 0)).toEqual(values.map(value => value + 0))
        expect(points.every(point => point.upperLimit === 300)).toBe(true)
      }),
    )
  })

  test('its limits hold the target, and never narrow', () => {
    fc.assert(
      fc.property(series, fc.double({ min: 0.01, max: 1, noNaN: true }), (values, lambda) => {
        const { points, target } = ewma(values, { lambda })
        points.forEach((point, index) => {
          expect(point.lowerLimit).toBeLessThanOrEqual(target as number)
          expect(point.upperLimit).toBeGreaterThanOrEqual(points[index - 1]?.upperLimit ?? (target as number))
        })
      }),
    )
  })

  test('constant, single, missing and infinite values end in something defined', () => {
    expect(ewma(new Array(9).fill(0.1)).points.every(point => point.signal === null && point.average === 0.1)).toBe(
      true,
    )
    expect(ewma([3]).points[0]).toEqual({ value: 3, average: 3, lowerLimit: null, upperLimit: null, signal: null })
    expect(ewma([null, null]).points[0]?.average).toBeNull()
    expect(() => ewma([1, -Infinity])).toThrow('Row 2')
    expect(() => ewma([1, 2], { lambda: 0 })).toThrow('Found lambda 0')
  })
})

describe('a risk-adjusted CUSUM', () => {
  test('adds the log-likelihood ratio of Steiner and others', () => {
    expect(caseWeight(true, 0.05, 2)).toBeCloseTo(Math.log(2) - Math.log(1.05), 14)
    expect(caseWeight(false, 0.05, 2)).toBeCloseTo(-Math.log(1.05), 14)
  })

  test('the death of a patient expected to die says little, that of one expected to live much', () => {
    const [sure, unlikely] = [0.9, 0.01].map(risk => caseWeight(true, risk, 2))
    expect(unlikely).toBeGreaterThan(10 * (sure as number))
  })

  test('signals at its limit and starts again, unless told to go on', () => {
    const given = [
      [1, 1, 1, 1, 0],
      [0.05, 0.05, 0.05, 0.05, 0.05],
    ] as const
    const restarted = riskAdjustedCusum(...given, { oddsRatio: 2, limit: 1.9 })
    expect(restarted.map(point => point.signal)).toEqual([false, false, true, false, false])
    expect(restarted[2]).toMatchObject({ carried: 0 })
    expect(restarted[2]?.reached).toBeCloseTo(1.933, 3)
    const onwards = riskAdjustedCusum(...given, { oddsRatio: 2, limit: 1.9, reset: false })
    expect(onwards.map(point => point.signal)).toEqual([false, false, true, true, true])
  })

  test('never falls below 0 watching for harm, nor rises above it watching for improvement', () => {
    fc.assert(
      fc.property(outcomes, fc.double({ min: 1.1, max: 5, noNaN: true }), (cases, oddsRatio) => {
        const columns = [cases.map(one => one.outcome), cases.map(one => one.risk)] as const
        const worse = riskAdjustedCusum(...columns, { oddsRatio, limit: 3 })
        const better = riskAdjustedCusum(...columns, { oddsRatio: 1 / oddsRatio, limit: -3 })
        expect(worse.every(point => point.carried >= 0 && point.carried < 3 && point.limit === 3)).toBe(true)
        expect(better.every(point => point.carried <= 0 && point.carried > -3 && point.limit === -3)).toBe(true)
      }),
    )
  })

  test('without reset it is the rise of the plain sum above its lowest point', () => {
    fc.assert(
      fc.property(outcomes, cases => {
        const points = riskAdjustedCusum(
          cases.map(one => one.outcome),
          cases.map(one => one.risk),
          { oddsRatio: 2, limit: 1e6, reset: false },
        )
        let plain = 0
        let lowest = 0
        for (const point of points) {
          plain += point.weight as number
          lowest = Math.min(lowest, plain)
          expect(point.reached).toBeCloseTo(plain - lowest, 9)
        }
      }),
    )
  })

  test('takes risks of 0 and 1, and cases with something missing', () => {
    const points = riskAdjustedCusum([1, 0, null, 1], [0, 1, 0.5, null], { oddsRatio: 2, limit: 3 })
    expect(points.map(point => point.carried)).toEqual([Math.log(2), 0, 0, 0])
  })

  test('refuses what is no outcome, no risk or no odds ratio, by row', () => {
    const run =
      (outcome: number, risk: number, oddsRatio = 2, limit = 3) =>
      () =>
        riskAdjustedCusum([0, outcome], [0.1, risk], { oddsRatio, limit })
    expect(run(2, 0.1)).toThrow('Row 2: found the outcome 2')
    expect(run(1, 1.2)).toThrow('Row 2: found the risk 1.2')
    expect(run(1, Number.NaN)).toThrow('Row 2: found the risk NaN')
    expect(run(1, 0.1, 1)).toThrow('Found the odds ratio 1')
    expect(run(1, 0.1, 2, 0)).toThrow('found the limit 0')
    expect(() => riskAdjustedCusum([0, 1], [0.1], { oddsRatio: 2, limit: 3 })).toThrow('Found 1 risks for 2 outcomes')
    expect(() => riskAdjustedCusum([0, 1], [0.1, 0.1], { oddsRatio: 2, limit: [3] })).toThrow('Found 1 limits')
  })
})

describe('a two-sided Bernoulli CUSUM', () => {
  test('can take its rate from the first cases', () => {
    const chart = bernoulliCusum([0, 1, 0, 0, 1, 1, 1, 1, 1, 1, 1], { target: { baseline: 4 }, limit: 1.5 })
    expect(chart).toMatchObject({ rate: 0.25, higherRate: 0.4 })
    expect(chart.deterioration.some(point => point.signal)).toBe(true)
    expect(chart.improvement.every(point => point.carried <= 0 && !point.signal)).toBe(true)
  })

  test('needs a baseline that has some events and not only events', () => {
    expect(() => bernoulliCusum([0, 0, 1], { target: { baseline: 2 } })).toThrow('Found 0 events in the 2 known cases')
    expect(() => bernoulliCusum([1, 1, 0], { target: { baseline: 2 } })).toThrow('Found 2 events')
    expect(() => bernoulliCusum([1, 0], { target: { baseline: 5 } })).toThrow('baseline of 5 cases')
    expect(() => bernoulliCusum([1, 0], { target: 0 })).toThrow('Found the target rate 0')
    expect(() => bernoulliCusum([1, 0], { target: 0.2, oddsRatio: 0.5 })).toThrow('expected above 1')
  })
})

describe('a variable life-adjusted display', () => {
  test('is expected less observed', () => {
    fc.assert(
      fc.property(outcomes, cases => {
        const points = vlad(
          cases.map(one => one.outcome),
          cases.map(one => one.risk),
        )
        for (const point of points) {
          expect(point.gain).toBeCloseTo(point.expected - point.observed, 9)
          expect(point.upper).toBeLessThanOrEqual(point.expected)
          expect(point.lower).toBeLessThanOrEqual(point.upper)
        }
      }),
    )
  })

  test('with one common risk its limits are those of a binomial count', () => {
    // 20 cases of risk 0.1: P(Y ≤ 0) = 0.122 and P(Y ≤ 5) = 0.989, P(Y ≤ 4) = 0.957.
    const last = vlad(new Array(20).fill(0), new Array(20).fill(0.1)).at(-1)
    expect(last?.upper).toBeCloseTo(2, 9)
    expect(last?.lower).toBeCloseTo(2 - 5, 9)
  })

  test('a hundred thousand cases are a matter of seconds', () => {
    const points = vlad(
      Array.from({ length: 100_000 }, (_, index) => Number(index % 50 === 0)),
      new Array(100_000).fill(0.02),
    )
    expect(points.at(-1)?.gain).toBeCloseTo(0, 6)
  })

  test('strays far over a whole run, and the same seed says how far', () => {
    const risks = new Array(500).fill(0.1)
    const reach = vladReach(risks, { seed: 'a' })
    expect(vladReach(risks, { seed: 'a' })).toBe(reach)
    // The furthest of a random walk is about 2.24 standard deviations of its end in 95 of 100 runs.
    expect(reach / Math.sqrt(500 * 0.09)).toBeGreaterThan(2)
    expect(reach / Math.sqrt(500 * 0.09)).toBeLessThan(2.4)
  })

  test('a case with something missing moves nothing; a bad one is refused', () => {
    expect(vlad([1, null], [0.2, 0.3]).map(point => point.gain)).toEqual([-0.8, -0.8])
    expect(() => vlad([1], [-0.1])).toThrow('Row 1: found the risk -0.1')
  })
})
