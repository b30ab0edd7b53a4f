import { describe, expect, it } from 'vitest'
import { assuranceIcon, variationIcon } from '../../src/charts/icons.ts'
import { spcChart } from '../../src/charts/spc-chart.ts'
import { spc } from '../../src/statistics/spc.ts'
import type { SpcSeries } from '../../src/statistics/spc-model.ts'
import { monthly } from './spc-points.ts'

const words = { format: (value: number) => `${value.toFixed(1)}%`, date: (date: string) => date.slice(0, 7) }
const draw = (series: SpcSeries, width = 900) =>
  spcChart({ id: 'c', title: 'Seen in time', description: 'd', recordKind: 'fictional', width }, series, words)
const changed = spc(monthly([...Array(10)].flatMap(() => [60, 62]).concat([40, 41])), { target: 76 })

describe('the control chart', () => {
  it('has a name and description, and says what kind of records it shows', () => {
    expect(draw(changed)).toMatch(/role="img".*<title id="c-title">Seen in time<\/title><desc .*Fictional data/)
  })

  it('marks special causes by shape, and names each shape in its legend', () => {
    expect(draw(changed)).toMatch(/<path [^>]*class="spc-special spc-concern"/)
    expect(draw(changed)).toContain('Concern (low)')
    expect(draw(changed)).not.toContain('neither better nor worse')
  })

  it('names mean, limits and target at their lines, and breaks the line where a value is missing', () => {
    for (const text of ['Mean ', 'Upper ', 'Lower ', 'Target 76.0%']) expect(draw(changed)).toContain(text)
    const gap = spc(monthly([...Array(10).fill(1), null, ...Array(10).fill(2)]))
    expect(/<path d="([^"]*)" class="spc-line"/.exec(draw(gap))?.[1]?.split('M')).toHaveLength(3)
  })

  it('keeps every label within the picture, at both widths', () => {
    for (const width of [900, 340]) {
      const svg = draw(spc(monthly(Array(20).fill(100)), { target: 95 }), width)
      for (const [, x, anchor, text] of svg.matchAll(/<text x="([\d.]+)"[^>]*?(?:text-anchor="(\w+)")?>([^<]+)</g)) {
        // 8.7 px a letter is the widest of the fonts.
        const wide = (text as string).length * 8.7
        const start = Number(x) - (anchor === 'end' ? wide : anchor === 'middle' ? wide / 2 : 0)
        expect(start, `${text} at ${width}`).toBeGreaterThanOrEqual(-1)
        expect(start + wide, `${text} at ${width}`).toBeLessThanOrEqual(width + 1)
      }
    }
  })

  it('draws a short series as a run chart with its median and no limits', () => {
    const svg = draw(spc(monthly([1, 2, 3])))
    expect(svg).toContain('Median 2.0%')
    expect(svg).not.toContain('spc-limit')
  })

  it('draws no point, one point, and points that are all missing', () => {
    for (const values of [[], [3], [null, null]]) expect(draw(spc(monthly(values)))).not.toMatch(/NaN|Infinity/)
  })
})

describe('the icons', () => {
  it('carry their meaning in words and letters', () => {
    expect(variationIcon('concern-low')).toMatch(/aria-label="Special cause: concern, figures are lower".*>L</)
    expect(assuranceIcon('hit-or-miss')).toMatch(/aria-label="May meet or miss the target by chance".*>\?</)
  })
})
