import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { consecutiveOutliers } from '../../src/statistics/consecutive-outliers.ts'
import { percentilePositions } from '../../src/statistics/percentile-position.ts'
import { positionDrop, worstRun } from '../../src/statistics/percentile-trend.ts'
import { quantile, type QuantileType } from '../../src/statistics/quantile-types.ts'

describe('a percentile position', () => {
  test('is the share of the others that do better; ties share the best place', () => {
    expect(percentilePositions([95, 80, 80, 60, 40], 'high')).toEqual([0, 0.25, 0.25, 0.75, 1])
    expect(percentilePositions([95, 80, 80, 60, 40], 'low')).toEqual([1, 0.5, 0.5, 0.25, 0])
  })

  test('is nobody’s where the value is missing, and 0 for who is alone', () => {
    expect(percentilePositions([null, 3, null, 5], 'high')).toEqual([null, 1, null, 0])
    expect(percentilePositions([null, 3], 'high')).toEqual([null, 0])
    expect(percentilePositions([], 'high')).toEqual([])
  })

  test('does not care about the scale, and agrees with counting', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 30 })), { maxLength: 40 }), values => {
        const positions = percentilePositions(values, 'low')
        const scaled = values.map(value => (value === null ? null : 7 * value - 3))
        expect(percentilePositions(scaled, 'low')).toEqual(positions)
        const known = values.filter(value => value !== null)
        values.forEach((value, index) => {
          const better = value === null ? null : known.filter(other => other < value).length
          expect(positions[index]).toBe(better === null ? null : known.length > 1 ? better / (known.length - 1) : 0)
        })
      }),
    )
  })

  test('takes infinite values as worse or better than all, and refuses NaN', () => {
    expect(percentilePositions([Infinity, 1, 2], 'high')).toEqual([0, 1, 0.5])
    expect(() => percentilePositions([1, Number.NaN], 'high')).toThrow('Row 2: found NaN')
  })

  test('of a hundred thousand groups is soon found', () => {
    const positions = percentilePositions(
      Array.from({ length: 100_000 }, (_, index) => index),
      'low',
    )
    expect(positions.at(-1)).toBe(1)
  })
})

describe('how positions move', () => {
  test('a drop is how much further down it stands than the period before', () => {
    expect(positionDrop([0.9, 0.25, 0.75])).toBe(0.5)
    expect(positionDrop([0.75, 0.25])).toBe(-0.5)
    expect(positionDrop([0.2, null, 0.9])).toBeNull()
    expect(positionDrop([0.9])).toBeNull()
    expect(positionDrop([])).toBeNull()
  })

  test('a run in the worst tenth counts back from the last period, and what is missing ends it', () => {
    expect(worstRun([0.95, 0.5, 0.9, 1])).toBe(2)
    expect(worstRun([1, 1, 1])).toBe(3)
    expect(worstRun([1, null, 1])).toBe(1)
    expect(worstRun([1, 0.89])).toBe(0)
    expect(worstRun([0.8, 0.8], 0.75)).toBe(2)
    expect(worstRun([])).toBe(0)
  })

  test('an outlier in two years running; what is missing is neither met nor not met', () => {
    expect(consecutiveOutliers(['none', 'high', 'high'], 'high')).toBe(true)
    expect(consecutiveOutliers(['high', 'none', 'high'], 'high')).toBe(false)
    expect(consecutiveOutliers(['high', 'low'], 'high')).toBe(false)
    expect(consecutiveOutliers([null, 'high'], 'high')).toBeNull()
    expect(consecutiveOutliers([null, 'none'], 'high')).toBe(false)
    expect(consecutiveOutliers(['high'], 'high')).toBeNull()
    expect(consecutiveOutliers(['high'], 'high', 1)).toBe(true)
    expect(() => consecutiveOutliers([], 'high', 0)).toThrow('Found 0 periods')
  })
})

describe('quantiles by the nine definitions', () => {
  const four = [1, 2, 4, 8]
  // Worked by hand from Hyndman and Fan's definitions for n = 4, p = 0.3.
  test.each([
    [1, 2],
    [2, 2],
    [3, 1],
    [4, 1.2],
    [5, 1.7],
    [6, 1.5],
    [7, 1.9],
    [8, 1.6333333333333333],
    [9, 1.65],
  ] as const)('type %d of 1, 2, 4, 8 at 0.3 is %d', (type, expected) => {
    expect(quantile(four, 0.3, type)).toBeCloseTo(expected, 12)
  })

  test('a position that is whole but for rounding is whole', () => {
    const thirty = Array.from({ length: 30 }, (_, index) => index + 1)
    expect(quantile(thirty, 0.1, 1)).toBe(3)
    expect(quantile(thirty, 0.1, 2)).toBe(3.5)
    expect(quantile(thirty, 0.1, 4)).toBe(3)
  })

  test('each lies within the sample, grows with p and moves with the data', () => {
    const types = fc.integer({ min: 1, max: 9 }).map(type => type as QuantileType)
    const sample = fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 1, maxLength: 30 })
    const share = fc.integer({ min: 0, max: 64 }).map(p => p / 64)
    fc.assert(
      fc.property(sample, share, share, types, (values, p, q, type) => {
        const sorted = [...values].sort((a, b) => a - b)
        const [low, high] = [quantile(sorted, Math.min(p, q), type), quantile(sorted, Math.max(p, q), type)]
        expect(low).toBeGreaterThanOrEqual(sorted[0] as number)
        expect(high).toBeLessThanOrEqual(sorted.at(-1) as number)
        expect(low).toBeLessThanOrEqual(high + 1e-9)
        expect(
          quantile(
            sorted.map(value => 2 * value + 8),
            p,
            type,
          ),
        ).toBeCloseTo(2 * quantile(sorted, p, type) + 8, 9)
      }),
    )
  })

  test('an empty sample has none; a share beyond 1 is refused', () => {
    expect(quantile([], 0.5)).toBeNaN()
    expect(() => quantile([1], 1.5)).toThrow('Found the share 1.5')
  })
})
