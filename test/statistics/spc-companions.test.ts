import { describe, expect, it } from 'vitest'
import { attributeChart, type CountPoint } from '../../src/statistics/attribute-charts.ts'
import { controlledIcons } from '../../src/statistics/controlled-icons.ts'
import { expectedFalseAlarms, falseAlarmRate, simulateFalseAlarms } from '../../src/statistics/false-alarms.ts'
import { normalDraws } from '../../src/statistics/normal-draws.ts'
import { seededRandom } from '../../src/statistics/random.ts'
import { suggestRebase } from '../../src/statistics/rebase-suggestion.ts'
import { runChart } from '../../src/statistics/run-chart.ts'
import { spc } from '../../src/statistics/spc.ts'
import { monthly } from './spc-points.ts'

const counts = (pairs: readonly (readonly [number | null, number])[]): CountPoint[] =>
  monthly(pairs.map(([numerator]) => numerator)).map(({ date, value }, i) => ({
    date,
    numerator: value,
    denominator: pairs[i]?.[1] as number,
  }))

describe('charts of counts', () => {
  it('P: limits at each size are p̄ ± 3√(p̄(1−p̄)/n), cut at 0 and 1', () => {
    const { centre, points } = attributeChart(
      'p',
      counts([
        [5, 10],
        [50, 100],
        [45, 90],
      ]),
    )
    expect(centre).toBe(0.5)
    expect(points[1]?.upperLimit).toBeCloseTo(0.5 + 3 * Math.sqrt(0.25 / 100), 12)
    expect(points[0]).toMatchObject({ upperLimit: 0.5 + 3 * Math.sqrt(0.025), lowerLimit: 0.5 - 3 * Math.sqrt(0.025) })
    expect(
      attributeChart(
        'p',
        counts([
          [1, 2],
          [1, 2],
        ]),
      ).points[0],
    ).toMatchObject({ lowerLimit: 0, upperLimit: 1 })
  })

  it('U and C: limits are ū ± 3√(ū/n) and c̄ ± 3√c̄, never below 0', () => {
    expect(
      attributeChart(
        'u',
        counts([
          [8, 2],
          [8, 2],
        ]),
      ).points[0],
    ).toMatchObject({ value: 4, lowerLimit: 0 })
    expect(
      attributeChart(
        'u',
        counts([
          [8, 2],
          [8, 2],
        ]),
      ).points[0]?.upperLimit,
    ).toBeCloseTo(4 + 3 * Math.sqrt(2), 12)
    expect(
      attributeChart(
        'c',
        counts([
          [9, 1],
          [9, 1],
        ]),
      ).points[0],
    ).toMatchObject({ lowerLimit: 0, upperLimit: 18 })
  })

  it('P′: widens the limits by σz, the mean moving range of z over 1.128', () => {
    const shares = counts([0.4, 0.6, 0.45, 0.55, 0.4, 0.6].map(share => [share * 1000, 1000] as const))
    const sigma = Math.sqrt(0.25 / 1000)
    const ranges = [0.2, 0.15, 0.1, 0.15, 0.2].map(range => range / sigma)
    const widening = ranges.reduce((a, b) => a + b) / 5 / 1.128
    const prime = attributeChart('p-prime', shares)
    expect(prime.widening).toBeCloseTo(widening, 9)
    expect(prime.points[0]?.upperLimit).toBeCloseTo(0.5 + 3 * sigma * widening, 9)
    expect(attributeChart('p', shares).points.some(({ rules }) => rules.length > 0)).toBe(true)
    expect(prime.points.every(({ rules }) => rules.length === 0)).toBe(true)
  })

  it('refuse, naming the row: no denominator, a numerator above it, a negative count', () => {
    expect(() =>
      attributeChart(
        'p',
        counts([
          [1, 2],
          [1, 0],
        ]),
      ),
    ).toThrow(/Row 2: found a denominator of 0/)
    expect(() => attributeChart('p', counts([[3, 2]]))).toThrow(
      /Row 1: found a numerator of 3 above its denominator of 2/,
    )
    expect(() => attributeChart('c', counts([[-1, 2]]))).toThrow(/Row 1: found a count of -1/)
    expect(
      attributeChart(
        'u',
        counts([
          [3, 2],
          [null, 0],
        ]),
      ).points[1],
    ).toMatchObject({ value: null, variation: 'none' })
  })
})

describe('a run chart', () => {
  it('signals a run longer than ⌊log2 n⌉ + 3 of the useful points', () => {
    const { usefulPoints, longestRun, longestRunLimit, signal } = runChart(
      monthly([...Array(9).fill(0), 5, ...Array(9).fill(10)].map((value, i) => value + i / 1000)),
    )
    expect({ usefulPoints, longestRun, longestRunLimit, signal }).toEqual({
      usefulPoints: 18,
      longestRun: 9,
      longestRunLimit: 7,
      signal: true,
    })
  })

  it('signals too few crossings of the median, and none where they alternate', () => {
    const blocks = monthly([0, 0, 0, 0, 0, 9, 9, 9, 9, 9, 0, 0, 0, 0, 0, 9, 9, 9, 9, 9])
    expect(runChart(blocks)).toMatchObject({ longestRun: 5, crossings: 3, crossingsLimit: 6, signal: true })
    expect(runChart(monthly(Array.from({ length: 20 }, (_, i) => i % 2))).signal).toBe(false)
    expect(runChart(monthly([1, 2, 3]))).toMatchObject({ signal: null, median: 2 })
  })
})

describe('the false-alarm view', () => {
  // Measured beforehand with another generator: 14.7% and 1.3% at 24 points, 43.1% and 1.9% at 60.
  it.each([
    [24, 0.147, 0.013],
    [36, 0.264, 0.016],
    [60, 0.431, 0.019],
  ])('at %i points agrees with rates measured independently', (points, anyPoint, latestPoint) => {
    const rate = falseAlarmRate(points)
    expect(Math.abs((rate?.anyPoint ?? 0) - anyPoint)).toBeLessThan(0.02)
    expect(Math.abs((rate?.latestPoint ?? 0) - latestPoint)).toBeLessThan(0.004)
  })

  it('can be simulated again', () => {
    const simulated = simulateFalseAlarms(24, 4000)
    expect(Math.abs(simulated.anyPoint - (falseAlarmRate(24)?.anyPoint ?? 0))).toBeLessThan(0.025)
    expect(simulateFalseAlarms(24, 50)).toEqual(simulateFalseAlarms(24, 50))
  })

  it('tells how many icons a sector of 200 organisations by 50 metrics shows by chance', () => {
    const { expectedIcons, charts } = expectedFalseAlarms(Array(10_000).fill(36))
    expect(charts).toBe(10_000)
    expect(expectedIcons).toBeGreaterThan(110)
    expect(expectedIcons).toBeLessThan(190)
    expect(expectedFalseAlarms([5, 14])).toMatchObject({ charts: 0, expectedIcons: 0 })
  })
})

describe('icons controlled for false discovery', () => {
  const draw = normalDraws(seededRandom('controlled icons'))
  const chance = Array.from({ length: 400 }, () => spc(monthly(Array.from({ length: 36 }, draw))))

  it('withhold nearly every icon that chance made', () => {
    const icons = controlledIcons(chance, 0.1)
    expect(icons.filter(({ variation }) => variation !== 'common-cause').length).toBeGreaterThan(1)
    expect(icons.filter(({ controlled }) => controlled !== 'common-cause').length).toBeLessThanOrEqual(1)
  })

  it('keep the icon of what truly changed among them', () => {
    const changed = spc(monthly(Array.from({ length: 36 }, (_, i) => draw() + (i < 18 ? 0 : 6))))
    const icon = controlledIcons([...chance, changed]).at(-1)
    expect(icon).toMatchObject({ variation: 'improvement-high', controlled: 'improvement-high', withheld: false })
  })

  it('have a p-value that is at most as often small as it says', () => {
    for (const level of [0.05, 0.2]) {
      const small = controlledIcons(chance).filter(({ p }) => (p as number) <= level).length
      expect(small / chance.length).toBeLessThanOrEqual(level + 0.03)
    }
  })
})

describe('a rebase', () => {
  const before = [...Array(8)].flatMap(() => [9, 11])
  it('is suggested where a shift has lasted, with its evidence and a question', () => {
    const series = spc(monthly([...before, ...Array.from({ length: 14 }, (_, i) => 19 + (i % 2))]))
    expect(suggestRebase(series)).toMatchObject({ date: '2021-05-01', direction: 'above', points: 14, meanBefore: 10 })
    expect(suggestRebase(series)?.question).toContain('Is there a known change')
  })

  it('is not suggested for less', () => {
    expect(suggestRebase(spc(monthly([...before, 19, 20, 19, 20, 19, 20, 19, 20])))).toBeNull()
    expect(suggestRebase(spc(monthly(before)))).toBeNull()
  })
})
