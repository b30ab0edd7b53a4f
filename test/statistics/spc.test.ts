import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gChart, tChart } from '../../src/statistics/rare-events.ts'
import { spc, spcSummary } from '../../src/statistics/spc.ts'
import type { SpcPoint } from '../../src/statistics/spc-model.ts'
import { days, monthly } from './spc-points.ts'

/** Twenty months about 10, the largest step 2. */
const steady = [10, 11, 9, 10, 11, 10, 9, 11, 10, 9, 10, 11, 9, 10, 11, 10, 9, 11, 10, 9]

describe('an XmR chart', () => {
  it('has limits 2.66 mean moving ranges from the mean, and near limits two thirds of the way', () => {
    const { mean, lowerLimit, upperLimit, points } = spc(monthly([...Array(8)].flatMap(() => [-1, 1])))
    expect([mean, lowerLimit, upperLimit]).toEqual([0, -5.32, 5.32])
    expect(points[3]?.upperNear).toBeCloseTo(5.32 * (2 / 3), 12)
  })

  it('gives an entry for each point, sorted by date, in whatever order they come', () => {
    const points = monthly(steady)
    expect(spc(points.toReversed())).toEqual(spc(points))
  })

  it('marks a shift of seven, and of six where that is asked', () => {
    const shifted = [...Array(7)].flatMap(() => [11, 9]).concat([12, 12.5, 12, 12.5, 12, 12.5])
    expect(spc(monthly(shifted)).variation).toBe('common-cause')
    expect(spc(monthly(shifted), { shift: 6 }).variation).toBe('improvement-high')
    expect(spc(monthly(shifted), { shift: 6, improvement: 'decrease' }).variation).toBe('concern-high')
    expect(spc(monthly(shifted), { shift: 6, improvement: 'neutral' }).variation).toBe('neutral-high')
  })

  it('breaks a shift at a point that sits on the mean, whatever rounding does', () => {
    // Their mean is exactly 0.2, which a plain sum of tenths misses.
    const onMean = [...Array(10)].flatMap(() => [0.1, 0.2, 0.3])
    expect(spc(monthly(onMean)).points.every(point => point.rules.length === 0)).toBe(true)
    expect(spc(monthly(onMean)).mean).toBe(0.2)
  })

  it('counts a point outside the limits among two in three only by the rule since November 2023', () => {
    const base = [...Array(12)].flatMap(() => [9, 11])
    const points = monthly([...base, 20, 16, 11])
    const rules = (twoSigma: 'until-2023-10' | 'from-2023-11') => spc(points, { twoSigma }).points[25]?.rules
    expect(rules('until-2023-10')).not.toContain('two-in-three-above')
    expect(rules('from-2023-11')).toContain('two-in-three-above')
  })

  it('lets the conflict rule decide where a point is improvement and concern at once', () => {
    // A steady fall that is still above the mean.
    const falling = [...Array(10).fill(1), ...Array(9).fill(2), 20, 19, 18, 17, 16, 15, 14]
    const last = (conflict: 'improvement' | 'concern') => spc(monthly(falling), { conflict }).points.at(-1)
    expect(last('improvement')).toMatchObject({ conflict: true, variation: 'improvement-high' })
    expect(last('concern')).toMatchObject({ conflict: true, variation: 'concern-low' })
  })

  it('draws new limits from a rebase that a person gave a reason for, and never by itself', () => {
    const values = [...steady, ...steady.map(value => value + 30)]
    expect(spc(monthly(values)).phases).toHaveLength(1)
    const date = monthly(values)[20]?.date as string
    const { phases } = spc(monthly(values), { rebases: [{ date, reason: 'new ward' }] })
    expect(phases.map(({ mean, reason }) => [mean, reason])).toEqual([
      [10, null],
      [40, 'new ward'],
    ])
  })

  it('judges what follows a baseline by the limits of the baseline', () => {
    const values = [...steady, ...steady.map(value => value + 30)]
    const series = spc(monthly(values), { baseline: 20 })
    expect(series.phases.map(({ kind, mean }) => [kind, mean])).toEqual([
      ['baseline', 10],
      ['after-baseline', 10],
    ])
    expect(series.points.at(-1)?.rules).toContain('above-limit')
  })

  it('leaves ghosts and missing values out of limits, runs and icons, and keeps their rows', () => {
    const points: SpcPoint[] = monthly([...steady, 500, 10])
    const ghosted = spc(points.map((point, i) => (i === 20 ? { ...point, ghost: true } : point)))
    const missing = spc(points.map((point, i) => (i === 20 ? { ...point, value: null } : point)))
    expect(ghosted.upperLimit).toBe(spc(monthly([...steady, 10])).upperLimit)
    expect(missing.upperLimit).toBe(ghosted.upperLimit)
    expect(ghosted.points[20]).toMatchObject({ value: 500, type: 'none', ghost: true })
    expect(missing.points[20]).toMatchObject({ value: null, type: 'none' })
  })

  it('takes the target in force at the latest point', () => {
    const [points, late] = [monthly(steady), monthly(steady)[10]?.date as string]
    const target = [
      { from: null, to: late, value: 100 },
      { from: late, to: null, value: 5 },
    ]
    expect(spc(points, { target })).toMatchObject({ target: 5, assurance: 'pass' })
    expect(spc(points, { target: 100 }).assurance).toBe('fail')
    expect(spc(points, { target: 10 }).assurance).toBe('hit-or-miss')
    expect(spc(points, { target: 10, improvement: 'neutral' }).assurance).toBe('none')
  })

  it('is a run chart about its median below 15 known points, and has trial limits below 12 a phase', () => {
    const short = spc(monthly(steady.slice(0, 14)), { target: 5 })
    expect(short).toMatchObject({
      display: 'run-chart',
      upperLimit: null,
      variation: 'none',
      assurance: 'none',
      median: 10,
    })
    const rebased = spc(monthly(steady), { rebases: [{ date: monthly(steady)[12]?.date as string, reason: 'x' }] })
    expect(rebased.warnings.map(({ code }) => code)).toEqual(['trial-limits'])
  })
})

describe('the summary', () => {
  it('is the chart without its points', () => {
    const points = monthly([...steady, 40, null])
    for (const profile of ['making-data-count', 'nhsrplotthedots'] as const) {
      const { points: _points, ...rest } = spc(points, { profile, target: 9 })
      expect(spcSummary(points, { profile, target: 9 })).toEqual(rest)
    }
  })
})

describe('series that hardly vary', () => {
  const always = monthly(Array(24).fill(1))
  it('pass where they are always on or better than the target, and fail where worse', () => {
    expect(spc(always, { target: 1 })).toMatchObject({ variation: 'common-cause', assurance: 'pass', lowerLimit: 1 })
    expect(spc(always, { target: 0.95 }).assurance).toBe('pass')
    expect(spc(always, { target: 1.05 }).assurance).toBe('fail')
    expect(spc(monthly(Array(24).fill(0)), { target: 0, improvement: 'decrease' }).assurance).toBe('pass')
  })

  it('have the mean of their one value exactly, so that no point is off it', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.integer({ min: 15, max: 90 }), (value, n) => {
        const series = spc(monthly(Array(n).fill(value)))
        expect(series.points.every(({ rules }) => rules.length === 0)).toBe(true)
        expect(series.variation).toBe('common-cause')
      }),
    )
  })

  it('are not all special causes for one blip, screened or not', () => {
    const blip = monthly([...Array(12).fill(0), 1, ...Array(11).fill(0)])
    for (const screen of [false, true]) {
      const series = spc(blip, { screen, target: 0, improvement: 'decrease' })
      expect(series.points.filter(({ rules }) => rules.includes('below-limit'))).toHaveLength(0)
      expect(series.variation).not.toMatch(/concern/)
      expect(series.assurance).toBe('hit-or-miss')
    }
    expect(spc(blip, { screen: true }).warnings.map(({ code }) => code)).toContain('screening-undone')
  })

  it('keep the defects of NHSRplotthedots in its profile, and say so', () => {
    const nhsr = spc(always, { profile: 'nhsrplotthedots', target: 0.95 })
    expect(nhsr).toMatchObject({ upperLimit: null, assurance: 'hit-or-miss' })
    expect(nhsr.warnings.map(({ code }) => code)).toContain('peer-defect')
    const blip = spc(monthly([...Array(12).fill(0), 1, ...Array(11).fill(0)]), { profile: 'nhsrplotthedots' })
    expect(blip.points.every(({ rule }) => rule === 'Above UCL' || rule === 'Below LCL')).toBe(true)
    expect(blip.warnings.some(({ message }) => message.includes('no width'))).toBe(true)
  })
})

describe('bad input', () => {
  it('names the row of a duplicate date, of an infinite value and of a date that is none', () => {
    const points = monthly(steady)
    expect(() => spc([...points, { date: points[4]?.date as string, value: 3 }])).toThrow(
      /Row 21: found the date 2020-05-01 again \(also in row 5\)/,
    )
    expect(() => spc([{ date: '2020-01-01', value: Infinity, row: 7 }])).toThrow(/Row 7: found the value Infinity/)
    expect(() => spc([{ date: 'May', value: 1 }])).toThrow(/Row 1: found the date "May"; expected an ISO date/)
  })

  it('refuses settings out of their range', () => {
    expect(() => spc(monthly(steady), { shift: 5 })).toThrow(/expected 6, 7 or 8/)
    expect(() => spc(monthly(steady), { baseline: 0 })).toThrow(/whole number above 0/)
    expect(() => spc(monthly(steady), { baseline: 11, profile: 'nhsrplotthedots' })).toThrow(/12 or more/)
  })

  it('gives a defined result for no point, one point, none known, and one huge outlier', () => {
    expect(spc([])).toMatchObject({ points: [], mean: null, variation: 'none' })
    expect(spc(monthly([5]), { minimumPoints: 0 })).toMatchObject({ mean: 5, upperLimit: null, assurance: 'none' })
    for (const profile of ['making-data-count', 'nhsrplotthedots'] as const) {
      const none = spc(monthly(Array(20).fill(null)), { profile, target: 1 })
      expect(none).toMatchObject({ mean: null, upperLimit: null })
      expect(none.points).toHaveLength(20)
      expect(spc(monthly([...steady, 1e300]), { profile }).points.at(-1)?.rules).toContain('above-limit')
    }
  })

  it('judges 100,000 groups in one go', () => {
    const points = monthly(steady)
    let special = 0
    for (let i = 0; i < 100_000; i++) if (spc(points).variation !== 'common-cause') special++
    expect(special).toBe(0)
  }, 60_000)
})

describe('invariances', () => {
  const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 15, maxLength: 60 })
  it('limits contain the mean, and near limits lie between', () => {
    fc.assert(
      fc.property(values, fc.constantFrom('making-data-count', 'nhsrplotthedots'), (given, profile) => {
        for (const { mean, lowerLimit, upperLimit, lowerNear, upperNear } of spc(monthly(given), { profile }).points) {
          if (lowerLimit === null) continue
          const order = [lowerLimit, lowerNear, mean, upperNear, upperLimit] as number[]
          expect(order).toEqual(order.toSorted((a, b) => a - b))
        }
      }),
    )
  })

  // Powers of two scale without rounding, so that the rules must agree exactly.
  it('scaling changes no rule, and turning the values over swaps high and low', () => {
    fc.assert(
      fc.property(values, given => {
        const rules = (of: readonly number[]) => spc(monthly(of)).points.map(point => point.rules)
        expect(rules(given.map(value => value * 8))).toEqual(rules(given))
        const swapped = rules(given.map(value => -value)).map(all =>
          all.map(rule => rule.replace(/above|below|up|down/, word => swap[word] as string)).toSorted(),
        )
        expect(swapped).toEqual(rules(given).map(all => all.toSorted()))
      }),
    )
  })
  const swap: Readonly<Record<string, string>> = { above: 'below', below: 'above', up: 'down', down: 'up' }

  it('agrees with windows taken one by one', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 15, maxLength: 60 }), given => {
        const series = spc(monthly(given))
        const mean = series.mean as number
        const expected = given.map((_, i) => {
          const windows = given.flatMap((_v, start) =>
            start <= i && i <= start + 6 && start + 7 <= given.length ? [given.slice(start, start + 7)] : [],
          )
          return {
            shift: windows.some(w => w.every(v => v > mean) || w.every(v => v < mean)),
            trend: windows.some(w =>
              [1, -1].some(sign => w.every((v, k) => k === 0 || sign * (v - (w[k - 1] as number)) > 0)),
            ),
          }
        })
        expect(
          series.points.map(({ rules }) => ({
            shift: rules.some(rule => rule.startsWith('shift')),
            trend: rules.some(rule => rule.startsWith('trend')),
          })),
        ).toEqual(expected)
      }),
    )
  })
})

describe('charts of rare events', () => {
  it('counts the days between dates, and has no lower line where it would be below 0', () => {
    const series = tChart(days([0, 5, 6, 30, 31, 90, 95, 100, 160, 161, 170, 200, 201, 230, 300, 330]))
    expect(series.points.slice(0, 3).map(({ value }) => value)).toEqual([null, 5, 1])
    expect(series.lowerLimit).toBeNull()
    expect(series.upperLimit).toBeGreaterThan(series.mean as number)
  })

  it('takes two events on one day as no days apart, and refuses a negative gap', () => {
    expect(tChart(days([0, 0, 3])).points[1]?.value).toBe(0)
    expect(() => tChart([{ date: '2020-01-01', value: -3 }])).toThrow(/Row 1: found -3 between events/)
  })

  it('a G chart has its centre at 0.693 of the mean and its limit at mean + 3√(mean(mean + 1))', () => {
    const series = gChart(days([...Array(16).keys()].map(i => i * 4)).map(({ date }) => ({ date, value: 8 })))
    expect(series).toMatchObject({ mean: 0.693 * 8, upperLimit: 8 + 3 * Math.sqrt(72), lowerLimit: null })
  })
})
