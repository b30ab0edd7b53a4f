import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bootstrapInterval } from '../../src/statistics/bootstrap-interval.ts'
import { adjustedPValues, discoveries } from '../../src/statistics/false-discovery.ts'
import { normalDraws } from '../../src/statistics/normal-draws.ts'
import { seededRandom } from '../../src/statistics/random.ts'
import { probabilityBetter, rankProbabilities } from '../../src/statistics/rank-probability.ts'
import { relativeSegments, thresholdSegments } from '../../src/statistics/segment-probability.ts'

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const sure = (value: number) => ({ value, standardError: 0 })

describe('a bootstrap interval', () => {
  const sample = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29]

  test('of a mean is about that of the normal distribution, and the same seed gives the same', () => {
    const interval = bootstrapInterval(sample, mean, { seed: 'a', method: 'percentile' })
    const error = Math.sqrt(sample.reduce((sum, value) => sum + (value - 12.9) ** 2, 0)) / 10
    expect(interval.standardError).toBeCloseTo(error, 0)
    expect(Math.abs(interval.lower - (12.9 - 1.96 * error))).toBeLessThan(0.5)
    expect(Math.abs(interval.upper - (12.9 + 1.96 * error))).toBeLessThan(0.5)
    expect(bootstrapInterval(sample, mean, { seed: 'a', method: 'percentile' })).toEqual(interval)
  })

  test('BCa moves towards the long tail of a skewed sample', () => {
    const skewed = [1, 1, 1, 2, 2, 3, 4, 6, 10, 30]
    const plain = bootstrapInterval(skewed, mean, { seed: 'b', method: 'percentile' })
    const corrected = bootstrapInterval(skewed, mean, { seed: 'b' })
    expect(corrected.lower).toBeGreaterThan(plain.lower)
    expect(corrected.upper).toBeGreaterThan(plain.upper)
  })

  test('covers the mean of a normal population about as often as it says', () => {
    const draw = normalDraws(seededRandom('coverage'))
    let covered = 0
    for (let trial = 0; trial < 200; trial++) {
      const own = Array.from({ length: 30 }, draw)
      const { lower, upper } = bootstrapInterval(own, mean, { seed: `${trial}`, replicates: 400 })
      if (lower <= 0 && upper >= 0) covered++
    }
    expect(covered / 200).toBeGreaterThan(0.88)
  })

  test('has no width for one observation or a constant', () => {
    expect(bootstrapInterval([4], mean, { seed: '' })).toEqual({ estimate: 4, lower: 4, upper: 4, standardError: 0 })
    expect(bootstrapInterval([2, 2, 2], mean, { seed: '' })).toMatchObject({ lower: 2, upper: 2 })
  })

  test('refuses an empty sample and a statistic that is no number', () => {
    expect(() => bootstrapInterval([], mean, { seed: '' })).toThrow('Found no observations')
    expect(() => bootstrapInterval([1, Infinity], mean, { seed: '' })).toThrow('statistic of a resample is Infinity')
    expect(() => bootstrapInterval([1], mean, { seed: '', level: 1 })).toThrow('Found the level 1')
  })
})

describe('the chance of a rank', () => {
  test('is certain where there is no error, with ties as ties', () => {
    const ranks = rankProbabilities([sure(1), sure(2), sure(2), sure(3)], { better: 'low', seed: '', replicates: 100 })
    expect(ranks.map(one => [...one.ranks])).toEqual([[[1, 1]], [[2, 1]], [[2, 1]], [[4, 1]]])
    expect(ranks[3]).toMatchObject({ meanRank: 4, likely: [4, 4] })
  })

  test('of two is the chance that one beats the other', () => {
    const pair = [
      { value: 10, standardError: 3 },
      { value: 12, standardError: 4 },
    ] as const
    const [first] = rankProbabilities(pair, { better: 'low', seed: 'two', replicates: 40_000 })
    // Φ(2/5) = 0.6554.
    expect(probabilityBetter(...pair, 'low')).toBeCloseTo(0.6554217416103242, 12)
    expect(Math.abs((first?.ranks.get(1) ?? 0) - 0.6554)).toBeLessThan(0.01)
    expect(probabilityBetter(...pair, 'high')).toBeCloseTo(1 - 0.6554217416103242, 12)
  })

  test('adds up: every rank is somebody’s', () => {
    const estimate = fc.record({ value: fc.integer({ min: 0, max: 5 }), standardError: fc.integer({ min: 1, max: 3 }) })
    fc.assert(
      fc.property(fc.array(estimate, { minLength: 1, maxLength: 8 }), estimates => {
        const ranks = rankProbabilities(estimates, { better: 'high', seed: 'x', replicates: 200 })
        for (let rank = 1; rank <= estimates.length; rank++)
          expect(ranks.reduce((sum, one) => sum + (one.ranks.get(rank) ?? 0), 0)).toBeCloseTo(1, 9)
        for (const { likely, meanRank } of ranks) {
          expect(likely[0]).toBeLessThanOrEqual(likely[1])
          expect(meanRank).toBeGreaterThanOrEqual(1)
        }
      }),
      { numRuns: 30 },
    )
  })

  test('of nobody is nothing; of a hundred thousand it says what can be done; of no number it names the row', () => {
    expect(rankProbabilities([], { better: 'low', seed: '' })).toEqual([])
    const many = new Array(100_000).fill(sure(1))
    expect(() => rankProbabilities(many, { better: 'low', seed: '' })).toThrow('ask for 2000 replicates')
    expect(rankProbabilities(many, { better: 'low', seed: '', replicates: 3 })[99_999]?.likely).toEqual([1, 1])
    expect(() => rankProbabilities([sure(1), sure(Infinity)], { better: 'low', seed: '' })).toThrow('Row 2')
    expect(() => probabilityBetter(sure(1), { value: 1, standardError: -1 }, 'low')).toThrow('Row 2')
    expect(probabilityBetter(sure(1), sure(1), 'low')).toBe(0.5)
  })
})

describe('the chance of a segment', () => {
  test('between fixed thresholds is that of the normal distribution', () => {
    const chances = thresholdSegments({ value: 2, standardError: 0.5 }, [1.5, 2, 2.5])
    expect(chances).toHaveLength(4)
    expect(chances[0]).toBeCloseTo(0.15865525393145707, 12)
    expect(chances[1]).toBeCloseTo(0.34134474606854293, 12)
    expect(chances.reduce((a, b) => a + b)).toBeCloseTo(1, 12)
  })

  test('a value on a cut is in the lower segment when it is known exactly', () => {
    expect(thresholdSegments(sure(2), [1.5, 2, 2.5])).toEqual([0, 1, 0, 0])
    expect(thresholdSegments(sure(2), [])).toEqual([1])
  })

  test('between quarters of the sector: a quarter of it is always in each', () => {
    const estimates = Array.from({ length: 40 }, (_, index) => ({ value: index, standardError: 5 }))
    const chances = relativeSegments(estimates, [0.25, 0.5, 0.75], { seed: 's', replicates: 500 })
    for (let segment = 0; segment < 4; segment++)
      expect(chances.reduce((sum, own) => sum + (own[segment] as number), 0)).toBeCloseTo(10, 9)
    expect(chances[0]?.[0]).toBeGreaterThan(0.9)
    expect(chances[20]?.[0]).toBeLessThan(0.05)
  })

  test('refuses cuts that do not ascend and shares beyond 1', () => {
    expect(() => thresholdSegments(sure(1), [2, 1])).toThrow('Found the cut 1 in place 2')
    expect(() => relativeSegments([sure(1)], [0.5, 2], { seed: '' })).toThrow('Found the share 2')
  })
})

describe('a guard against false discoveries', () => {
  // The fifteen p-values of Benjamini and Hochberg 1995, of which their method calls four at 5 %.
  const paper = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
  ]

  test('calls four of the fifteen tests of Benjamini and Hochberg, where Bonferroni calls three', () => {
    expect(discoveries(paper, 0.05).filter(called => called)).toHaveLength(4)
    expect(paper.filter(p => p <= 0.05 / 15)).toHaveLength(3)
    expect(adjustedPValues(paper)[3]).toBeCloseTo((0.0095 * 15) / 4, 12)
  })

  test('is stricter under any dependence', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 40 }), pValues => {
        const [usual, any] = [adjustedPValues(pValues), adjustedPValues(pValues, 'benjamini-yekutieli')]
        usual.forEach((q, index) => {
          expect(q).toBeGreaterThanOrEqual((pValues[index] as number) * (1 - 1e-12))
          expect(any[index]).toBeGreaterThanOrEqual(q as number)
          expect(any[index]).toBeLessThanOrEqual(1)
        })
      }),
    )
  })

  test('agrees with the definition: the smallest p(k)·m/k from there up', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 20 }), hundredths => {
        const pValues = hundredths.map(value => value / 100)
        const sorted = [...pValues].sort((a, b) => a - b)
        adjustedPValues(pValues).forEach((q, index) => {
          const from = sorted.lastIndexOf(pValues[index] as number)
          const slow = sorted.slice(from).map((p, k) => (p * sorted.length) / (from + k + 1))
          expect(q).toBeCloseTo(Math.min(1, ...slow), 12)
        })
      }),
    )
  })

  test('does not count what is missing, and refuses what is no p-value', () => {
    expect(adjustedPValues([0.01, null, 0.04])).toEqual([0.02, null, 0.04])
    expect(discoveries([0.01, null, 0.04], 0.05)).toEqual([true, false, true])
    expect(adjustedPValues([])).toEqual([])
    expect(() => adjustedPValues([0.5, 1.5])).toThrow('Row 2: found the p-value 1.5')
    expect(() => adjustedPValues([Number.NaN])).toThrow('Row 1')
    expect(() => discoveries([0.5], 0)).toThrow('Found the rate 0')
  })

  test('a hundred thousand tests of nothing are seldom called', () => {
    const random = seededRandom('nothing')
    const pValues = Array.from({ length: 100_000 }, () => random.uniform())
    expect(discoveries(pValues, 0.05).filter(called => called).length).toBeLessThan(10)
  })
})
