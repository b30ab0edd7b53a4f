/** Indicators of public health: intervals, standardisation, life tables, groups and gradients. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  binomialCdf,
  chiSquaredQuantile,
  fCdf,
  fQuantile,
  normalCdf,
  normalQuantile,
  poissonCdf,
  poissonProbability,
  poissonQuantile,
  tCdf,
  tQuantile,
} from '../../src/statistics/distributions.ts'
import { countBand, proportionBand } from '../../src/statistics/funnel-significance.ts'
import { lifeExpectancy } from '../../src/statistics/life-expectancy.ts'
import { meanInterval } from '../../src/statistics/mean-interval.ts'
import { proportionInterval } from '../../src/statistics/proportion-interval.ts'
import { quantileGroups } from '../../src/statistics/quantile-group.ts'
import { byarCountInterval, exactCountInterval, rateInterval } from '../../src/statistics/rate-interval.ts'
import { slopeIndex } from '../../src/statistics/slope-index.ts'
import { directlyStandardisedRate, standardisedRatio } from '../../src/statistics/standardised-rate.ts'
import { winsorise } from '../../src/statistics/winsorise.ts'

describe('distributions', () => {
  it('known quantiles', () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14)
    expect(tQuantile(0.975, 1)).toBeCloseTo(12.706204736174694, 11)
    expect(chiSquaredQuantile(0.95, 1)).toBeCloseTo(3.841458820694124, 12)
    expect(fQuantile(0.95, 3, 17)).toBeCloseTo(3.19677684094334, 10)
    expect(poissonQuantile(0.975, 100)).toBe(120)
  })

  it('cumulative probabilities are the sums of their terms', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.double({ min: 0.01, max: 80, noNaN: true }), (k, mean) => {
        let sum = 0
        for (let i = 0; i <= k; i++) sum += poissonProbability(i, mean)
        expect(poissonCdf(k, mean)).toBeCloseTo(sum, 12)
      }),
    )
    expect(binomialCdf(3, 10, 0.3)).toBeCloseTo(0.6496107184, 10)
  })

  it('quantiles undo cumulative probabilities', () => {
    const p = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true })
    fc.assert(
      fc.property(p, fc.double({ min: 0.5, max: 500, noNaN: true }), (chance, df) => {
        expect(normalCdf(normalQuantile(chance))).toBeCloseTo(chance, 12)
        expect(tCdf(tQuantile(chance, df), df)).toBeCloseTo(chance, 9)
        expect(fCdf(fQuantile(chance, df, 7), df, 7)).toBeCloseTo(chance, 9)
      }),
    )
  })
})

describe('intervals', () => {
  it('95% and 99.8% come together, the one inside the other, with the value inside both', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 500 }), (x, more) => {
        for (const found of [
          proportionInterval(x, x + more, { levels: [95, 99.8] }),
          rateInterval(x, more, { levels: [95, 99.8], multiplier: 1000 }),
        ]) {
          const [inner, outer] = [found.intervals['95'] ?? [1, 0], found.intervals['99.8'] ?? [1, 0]]
          expect(outer[0]).toBeLessThanOrEqual(inner[0])
          expect(inner[0]).toBeLessThanOrEqual(found.value as number)
          expect(inner[1]).toBeGreaterThanOrEqual(found.value as number)
          expect(outer[1]).toBeGreaterThanOrEqual(inner[1])
        }
      }),
    )
  })

  it('Byar comes near the exact interval from 10 events', () => {
    for (const x of [10, 50, 400])
      byarCountInterval(x, 95).forEach((end, i) =>
        expect(end / (exactCountInterval(x, 95)[i] as number)).toBeCloseTo(1, 2),
      )
  })

  it('no denominator, no value', () => {
    expect(proportionInterval(0, 0)).toMatchObject({ value: null, intervals: { '95': null } })
    expect(rateInterval(3, 0)).toMatchObject({ value: null })
    expect(meanInterval([])).toMatchObject({ value: null, standardDeviation: null })
    expect(meanInterval([4])).toMatchObject({ value: 4, intervals: { '95': null } })
    expect(meanInterval([4, Number.NaN, 6])).toMatchObject({ value: 5, count: 2 })
  })

  it.each([
    [() => proportionInterval(5, 4), 'The numerator 5 is above the denominator 4'],
    [() => rateInterval(-1, 4), 'The numerator is -1'],
    [() => rateInterval(1, Infinity), 'The denominator is Infinity'],
  ])('refuses what is no count', (run, words) => expect(run).toThrow(words))
})

describe('standardised rates', () => {
  const strata = [
    { events: 12, population: 1000, standard: 5500 },
    { events: 40, population: 800, standard: 4000 },
  ]

  it('a population built like the standard has its crude rate', () => {
    const same = strata.map(one => ({ ...one, standard: one.population }))
    expect(directlyStandardisedRate(same).value).toBeCloseTo(52 / 1800, 12)
  })

  it('below ten events there is no rate, and an empty stratum leaves none', () => {
    expect(directlyStandardisedRate([{ events: 9, population: 100, standard: 1 }]).value).toBeNull()
    expect(directlyStandardisedRate([...strata, { events: 0, population: 0, standard: 10 }]).value).toBeNull()
  })

  it('a population with the reference rates has a ratio of 1', () => {
    expect(standardisedRatio(strata, strata).value).toBeCloseTo(1, 12)
    expect(() => standardisedRatio(strata, [])).toThrow('2 strata but 0 in the reference')
  })
})

describe('life expectancy', () => {
  const bands = [0, 1, 5, 20, 65, 90].map((start, i) => ({
    start,
    population: 2000,
    deaths: [8, 1, 1, 4, 40, 400][i] ?? 0,
  }))

  it('more deaths, shorter lives', () => {
    const worse = bands.map(band => ({ ...band, deaths: band.deaths * 1.5 }))
    expect(lifeExpectancy(worse)[0]?.value).toBeLessThan(lifeExpectancy(bands)[0]?.value as number)
  })

  it('is not given for few people, more deaths than people or no deaths in the open band', () => {
    const of = (change: (band: (typeof bands)[number], i: number) => object) =>
      lifeExpectancy(bands.map((band, i) => ({ ...band, ...change(band, i) })))[0]?.value
    expect(of(() => ({ population: 500 }))).toBeNull()
    expect(of((_, i) => (i === 2 ? { deaths: 2001 } : {}))).toBeNull()
    expect(of((_, i) => (i === 5 ? { deaths: 0 } : {}))).toBeNull()
    expect(() => lifeExpectancy(bands.toReversed())).toThrow('expected ascending ages')
  })
})

describe('groups and gradients', () => {
  it('ties stay together and missing values have no group', () => {
    expect(quantileGroups([3, 1, Number.NaN, 2, 2, 4], 5, 'lowest')).toEqual([4, 1, null, 2, 2, 5])
    expect(quantileGroups([1, 2, 3, 4], 4)).toEqual([4, 3, 2, 1])
    expect(() => quantileGroups([1], 0)).toThrow('The number of groups is 0')
  })

  it('a straight gradient is its slope; its exact interval is near the simulated one', () => {
    const groups = Array.from({ length: 10 }, (_, i) => ({ population: 100, value: 70 + (i + 0.5), error: 0.5 }))
    const found = slopeIndex(groups, { draws: 20_000 })
    expect(found.slopeIndex).toBeCloseTo(10, 10)
    expect(found.relativeIndex).toBeCloseTo(80 / 70, 10)
    const [low, high] = found.slopeIntervals['95'] ?? [0, 0]
    expect((low + high) / 2).toBeCloseTo(10, 10)
    expect((high - low) / 2 / 1.96).toBeCloseTo(0.5 / Math.sqrt(10 * 0.0825), 3)
  })

  it('bands of significance', () => {
    expect(countBand(150, 112)).toBe('High (0.001)')
    expect(countBand(40, 61.5)).toBe('Low (0.025)')
    expect(proportionBand(14, 100, 0.13)).toBe('Not significant')
  })

  it('winsorising moves only what lies outside', () => {
    expect(winsorise([1, 2, 3, 4, 100], 0.25)).toEqual([2, 2, 3, 4, 4])
  })
})
