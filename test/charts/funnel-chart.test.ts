/** The funnel chart: title and method printed, outliers by shape, labels apart from one another and inside the frame. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { funnelChart } from '../../src/charts/funnel-chart.ts'
import { placeLabels } from '../../src/charts/label-places.ts'
import { funnel } from '../../src/statistics/funnel.ts'

const rows = Array.from({ length: 40 }, (_, i) => {
  const denominator = 320 + i * 12
  const ratio = i === 3 ? 1.9 : i === 5 ? 0.4 : 0.95 + ((i * 37) % 11) / 100
  return { group: `T${i + 1}`, numerator: Math.round(denominator * ratio), denominator }
})
const draw = (width: number, given = rows) =>
  funnelChart(
    { id: 'a', title: 'Deaths <observed> by expected', description: 'What it shows.', recordKind: 'fictional', width },
    { funnel: funnel(given, { method: 'shmi' }), valueAxis: 'Observed over expected', sizeAxis: 'Expected deaths' },
  )

describe.each([900, 340])('at %i pixels', width => {
  const svg = draw(width)
  const text = svg.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

  it('prints its title and its method', () => {
    expect(text).toContain('Deaths &lt;observed&gt;')
    expect(text).toContain('SHMI method: observed over expected')
    expect(text).toContain('95% limits (adjusted)')
  })

  it('draws outliers as triangles with their names', () => {
    expect(svg.match(/funnel-dot funnel-high/g)?.length).toBeGreaterThan(1)
    expect(text).toContain('T4')
    expect(text).toContain('T6')
  })

  it('keeps everything inside the frame and has no style of its own', () => {
    expect(svg).not.toMatch(/style=|NaN|undefined|Infinity/)
    const [, height] = /viewBox="0 0 \d+ (\d+)"/.exec(svg) ?? []
    for (const [, x] of svg.matchAll(/\b(?:x|cx|x1|x2)="(-?[\d.]+)"/g)) expect(Number(x)).toBeLessThanOrEqual(width)
    for (const [, y] of svg.matchAll(/\b(?:y|cy|y1|y2)="(-?[\d.]+)"/g))
      expect(Number(y)).toBeLessThanOrEqual(Number(height))
  })
})

it('says so where there is nothing to draw', () => {
  expect(draw(900, [])).toContain('nothing to draw')
})

it('labels never cover one another nor leave the frame', () => {
  const frame = { left: 0, right: 400, top: 0, bottom: 300 }
  const point = fc.record({
    x: fc.double({ min: 0, max: 400, noNaN: true }),
    y: fc.double({ min: 0, max: 300, noNaN: true }),
  })
  fc.assert(
    fc.property(fc.array(point, { maxLength: 40 }), points => {
      const boxes = placeLabels(
        points.map(one => ({ ...one, text: 'RXX' })),
        frame,
      ).flatMap(place => {
        if (place === null) return []
        const left = place.anchor === 'start' ? place.x : place.anchor === 'end' ? place.x - 24 : place.x - 12
        return [{ left, right: left + 24, top: place.y - 12, bottom: place.y + 4 }]
      })
      boxes.forEach((a, i) => {
        expect(a.left >= 0 && a.right <= 400 && a.top >= 0 && a.bottom <= 300).toBe(true)
        for (const b of boxes.slice(i + 1))
          expect(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).toBe(false)
      })
    }),
  )
})
