/** Bars on an axis of years: certain days filled, possible ones dashed, an unknown end never drawn to the edge. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AxisBar, regimeAxis } from '../../src/charts/regime-axis.ts'

const years = { from: 2005, to: 2026 }
const plain: AxisBar = {
  sure: ['2013-07-16', '2014-06-30'],
  may: { from: '2013-07-16', to: '2014-06-30' },
  goesOn: false,
  look: 'filled',
  marks: [],
}
const draw = (bars: readonly Partial<AxisBar>[], width = 900) =>
  regimeAxis(
    { id: 'a', title: 'Who was in', description: 'Stays.', recordKind: 'real', width },
    bars.map((bar, i) => ({ title: `Trust ${i} <&>`, note: 'July 2013 to June 2014', bar: { ...plain, ...bar } })),
    years,
  )
const right = (svg: string, cssClass: string) =>
  [...svg.matchAll(new RegExp(`<rect x="([\\d.]+)"[^>]*width="([\\d.]+)"[^>]*class="${cssClass}"`, 'g'))].map(
    ([, x, width]) => Number(x) + Number(width),
  )

describe('a bar', () => {
  it('whose dates are known is filled and nothing else', () => {
    const svg = draw([{}])
    expect(svg).toContain('axis-filled')
    expect(svg).not.toContain('axis-may')
  })

  it('whose dates are known to the month or year has dashed ends around the certain days', () => {
    const svg = draw([{ sure: ['2013-12-31', '2015-01-01'], may: { from: '2013-01-01', to: '2015-12-31' } }])
    expect(right(svg, 'axis-may')[0]).toBeGreaterThan(right(svg, 'axis-bar axis-filled')[0] as number)
  })

  it('whose end nobody knows is a short stub with a question mark, far from the edge', () => {
    const svg = draw([{ sure: null, may: { from: '2013-07-16', to: null } }])
    expect(svg).toContain('>?</text>')
    expect(svg).not.toContain('axis-filled')
    expect(right(svg, 'axis-may')[0]).toBeLessThan(700)
  })

  it('that goes on says so with an arrow; the looks differ by more than colour', () => {
    expect(draw([{ goesOn: true }])).toContain('axis-onward')
    expect(draw([{ look: 'hatched' }])).toContain('url(#a-hatch)')
    expect(draw([{ look: 'outlined' }])).toContain('axis-outlined')
  })

  it('names its versions where there is room', () => {
    const marks = ['2009', '2012', '2013'].map(text => ({ day: `${text}-01-01`, text }))
    const svg = draw([{ sure: ['2009-01-01', '2020-01-01'], marks }], 340)
    expect(svg).toContain('>2012</text>')
    expect(svg).not.toContain('>2013</text>')
  })
})

it('keeps everything inside the frame, escapes names, and has no style of its own', () => {
  const day = fc
    .date({ min: new Date('1995-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })
    .map(date => date.toISOString().slice(0, 10))
  const bar = fc.tuple(day, day, fc.boolean()).map(([a, b, open]) => {
    const [from, to] = a < b ? [a, b] : [b, a]
    return { sure: open ? null : ([from, to] as const), may: { from, to: open ? null : to } }
  })
  fc.assert(
    fc.property(fc.array(bar, { maxLength: 5 }), fc.constantFrom(900, 340), (bars, width) => {
      const svg = draw(bars, width)
      expect(svg).not.toMatch(/style=|NaN|undefined|Infinity|<&>/)
      const [, height] = /viewBox="0 0 \d+ (\d+)"/.exec(svg) ?? []
      for (const [, x, y, w, h] of svg.matchAll(
        /<rect x="([-\d.]+)" y="([-\d.]+)" width="([\d.]+)" height="([\d.]+)"/g,
      )) {
        expect(Number(x)).toBeGreaterThanOrEqual(0)
        expect(Number(x) + Number(w)).toBeLessThanOrEqual(width)
        expect(Number(y) + Number(h)).toBeLessThanOrEqual(Number(height))
      }
    }),
    { numRuns: 60 },
  )
})
