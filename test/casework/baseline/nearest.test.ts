/** Distance between organisations by their means before entry. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { distanceOf, nearest, type Placed } from '../../../src/casework/baseline/nearest.ts'

const placed = (code: string, ...means: (number | null)[]): Placed => ({ code, means })
const figure = fc.integer({ min: -100_000, max: 100_000 }).map(hundredths => hundredths / 100)
const spread = fc.double({ min: 0.1, max: 100, noNaN: true })

it('is the root mean square of differences in spreads', () => {
  const spreads = [2, 10, null]
  expect(distanceOf(placed('A', 0, 0, 0), placed('B', 4, 10, 99), spreads)).toEqual({
    distance: Math.sqrt((4 + 1) / 2),
    metrics: 2,
  })
  expect(distanceOf(placed('A', 0, null), placed('B', null, 1), spreads)).toEqual({
    distance: Number.POSITIVE_INFINITY,
    metrics: 0,
  })
})

it('grows, or stays, as any metric moves away; and is the same both ways', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(figure, figure, spread), { minLength: 1, maxLength: 8 }),
      fc.nat(),
      fc.double({ min: 0, max: 500, noNaN: true }),
      (rows, pick, away) => {
        const one = placed('A', ...rows.map(([a]) => a))
        const other = placed('B', ...rows.map(([, b]) => b))
        const spreads = rows.map(([, , s]) => s)
        const near = distanceOf(one, other, spreads).distance
        expect(distanceOf(other, one, spreads).distance).toBe(near)
        const at = pick % rows.length
        const moved = other.means.map((mean, i) =>
          i === at && mean !== null ? mean + (mean >= (one.means[i] as number) ? away : -away) : mean,
        )
        expect(distanceOf(one, placed('B', ...moved), spreads).distance).toBeGreaterThanOrEqual(near)
      },
    ),
  )
})

it('does not depend on the units of the metrics', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(figure, figure), { minLength: 4, maxLength: 20 }), spread, (rows, factor) => {
      const all = (scale: number) => rows.map(([a, b], i) => placed(`X${i}`, a, b * scale))
      const [one, ...rest] = all(1)
      const [scaled, ...others] = all(factor)
      const before = nearest(one as Placed, rest)
      const after = nearest(scaled as Placed, others)
      const distances = new Map(after.near.map(({ code, distance }) => [code, distance]))
      for (const { code, distance } of before.near) expect(distances.get(code)).toBeCloseTo(distance, 6)
    }),
  )
})

it('takes no account of a metric in which all are alike', () => {
  const { near } = nearest(placed('A', 5, 1), [placed('B', 5, 9), placed('C', 5, 2), placed('D', 5, 4)])
  expect(near.map(({ code, metrics }) => [code, metrics])).toEqual([
    ['C', 1],
    ['D', 1],
    ['B', 1],
  ])
})
