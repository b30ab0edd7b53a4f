/** Charts: each an image with a name, nothing on top of anything else, nothing outside the frame. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { beeswarm } from '../../src/charts/beeswarm.ts'
import { divergingBars } from '../../src/charts/diverging-bars.ts'
import { domainProfile } from '../../src/charts/domain-profile.ts'
import { dotStrip } from '../../src/charts/dot-strip.ts'
import { probabilityBar } from '../../src/charts/probability-bar.ts'
import { segmentsOverTime } from '../../src/charts/segments-over-time.ts'
import { sparkline } from '../../src/charts/sparkline.ts'
import { ticks } from '../../src/charts/svg.ts'

const frame = {
  id: 'a',
  title: 'Scores <now>',
  description: 'What it shows.',
  recordKind: 'fictional',
  width: 900,
} as const
const dot = { name: 'Ashdown & Vale', value: 2.1, range: [1.8, 2.4], segment: 2, shape: 'diamond' } as const
const charts: Readonly<Record<string, (width: number) => string>> = {
  'dot strip': width =>
    dotStrip(
      { ...frame, width },
      {
        groups: [{ title: 'Acute trusts', dots: [dot, { ...dot, value: 3, shape: 'square' }] }],
        domain: [1, 4],
        cuts: [2, 2.4, 2.7],
        axis: 'Average score',
      },
    ),
  'diverging bars': width =>
    divergingBars(
      { ...frame, width },
      {
        bars: [
          { label: 'Sickness absence', effect: 0.08 },
          { label: 'Finance', effect: -0.2 },
        ],
        leftMeans: 'better',
        rightMeans: 'worse',
      },
    ),
  'domain profile': width =>
    domainProfile({ ...frame, width }, [
      { label: 'Access', score: 3.9, segment: 4, cuts: [2, 2.4, 2.7] },
      { label: 'People', score: null, segment: null, cuts: [] },
    ]),
  'probability bar': width => probabilityBar({ ...frame, width }, [0.02, 0.48, 0.5, 0]),
  'segments over time': width =>
    segmentsOverTime(
      { ...frame, width },
      [
        { label: 'Q1', segment: 3, byScores: 2 },
        { label: 'Q2', segment: null, byScores: null },
        { label: 'Q3', segment: 1, byScores: 1 },
      ],
      4,
    ),
}

describe.each(Object.entries(charts))('%s', (_, draw) => {
  it.each([900, 340])('is a named image of its kind of record, without inline style, at %i pixels', width => {
    const svg = draw(width)
    expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="a-title a-description"/)
    expect(svg).toContain('<title id="a-title">Scores &lt;now&gt;</title>')
    expect(svg).toContain('Fictional data')
    expect(svg).not.toMatch(/style=|NaN|undefined|Infinity/)
    const [, height] = /viewBox="0 0 \d+ (\d+)"/.exec(svg) ?? []
    for (const [, x] of svg.matchAll(/\b(?:x|cx|x1|x2)="(-?[\d.]+)"/g)) expect(Number(x)).toBeLessThanOrEqual(width)
    for (const [, y] of svg.matchAll(/\b(?:y|cy|y1|y2)="(-?[\d.]+)"/g))
      expect(Number(y)).toBeLessThanOrEqual(Number(height))
  })
})

describe('beeswarm', () => {
  it('never lays one dot over another', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { maxLength: 60 }), places => {
        const offsets = beeswarm(places, 10)
        for (let i = 0; i < places.length; i += 1)
          for (let j = i + 1; j < places.length; j += 1) {
            const apart = Math.hypot(
              (places[i] as number) - (places[j] as number),
              (offsets[i] as number) - (offsets[j] as number),
            )
            expect(apart).toBeGreaterThan(9.99)
          }
      }),
    )
  })
})

describe('small parts', () => {
  it('a sparkline needs two known values, and breaks where one is missing', () => {
    const of = (values: (number | null)[]) => sparkline({ values, name: 'n', recordKind: 'real' })
    expect(of([1, null])).toBe('')
    expect(of([1, 2, null, 3]).match(/M/g)).toHaveLength(2)
  })

  it('ticks are round and inside the span', () => {
    expect(ticks(1, 4, 6)).toEqual([1, 1.5, 2, 2.5, 3, 3.5, 4])
    expect(ticks(3, 3, 5)).toEqual([3])
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 0.001, max: 1e6, noNaN: true }),
        (lo, span) => {
          for (const tick of ticks(lo, lo + span, 6)) {
            expect(tick).toBeGreaterThanOrEqual(lo - span * 1e-6)
            expect(tick).toBeLessThanOrEqual(lo + span * (1 + 1e-6))
          }
        },
      ),
    )
  })
})
