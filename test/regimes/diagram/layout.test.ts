/** Where things stand in a statechart: nothing overlaps, whatever the chart. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { layersOf, layOut, type ChartLayout, type LayoutBox } from '../../../src/charts/statechart-layout.ts'

const box = (id: string, ...to: string[]): LayoutBox => ({
  id,
  head: 40,
  rows: to.map(one => ({ to: one, height: 20 })),
})

const charts = fc
  .integer({ min: 1, max: 25 })
  .chain(count =>
    fc.array(
      fc.record({
        head: fc.integer({ min: 20, max: 120 }),
        rows: fc.array(
          fc.record({ to: fc.nat(count - 1).map(n => `s${n}`), height: fc.integer({ min: 10, max: 90 }) }),
          { maxLength: 6 },
        ),
      }),
      { minLength: count, maxLength: count },
    ),
  )
  .map(boxes => boxes.map((one, index) => ({ ...one, id: `s${index}` })))

/** What must be so in every layout. */
function expectSound(boxes: readonly LayoutBox[], layout: ChartLayout): void {
  expect(layout.boxes.map(one => one.id).toSorted()).toEqual(boxes.map(one => one.id).toSorted())
  layout.boxes.forEach((one, index) => {
    const next = layout.boxes[index + 1]
    if (next) expect(one.y + one.height).toBeLessThan(next.y)
    else expect(one.y + one.height).toBe(layout.height)
    let below = one.y
    for (const row of one.rows) {
      expect(row.y).toBeGreaterThanOrEqual(below)
      below = row.y + row.height
    }
    expect(below).toBeLessThanOrEqual(one.y + one.height)
  })
  for (const [index, lane] of layout.lanes.entries()) {
    expect(lane.lane).toBeLessThan(layout.laneCount)
    for (const other of layout.lanes.slice(index + 1))
      if (other.lane === lane.lane) expect(lane.top > other.bottom || lane.bottom < other.top).toBe(true)
  }
  const arrows = boxes.reduce((sum, one) => sum + one.rows.length, 0)
  expect(layout.lanes.reduce((sum, lane) => sum + lane.joins.length, 0)).toBe(arrows)
}

describe('the layout of a statechart', () => {
  test('boxes, rows and lanes keep apart, and every arrow arrives, in any chart', () => {
    fc.assert(fc.property(charts, boxes => expectSound(boxes, layOut(boxes, 's0'))))
  })

  test('is the same each time', () => {
    fc.assert(
      fc.property(charts, boxes => {
        expect(layOut(boxes, 's0')).toEqual(layOut(structuredClone(boxes), 's0'))
      }),
    )
  })

  test('puts a state below all that lead to it, arrows back left aside', () => {
    const boxes = [box('end'), box('c', 'end', 'a'), box('a', 'b', 'c'), box('b', 'c')]
    expect(layOut(boxes, 'a').boxes.map(one => one.id)).toEqual(['a', 'b', 'c', 'end'])
    expect([...layersOf(boxes, 'a')]).toContainEqual(['c', 2])
  })

  test('puts what nothing leads to last', () => {
    expect(layOut([box('lost'), box('a', 'b'), box('b')], 'a').boxes.at(-1)?.id).toBe('lost')
  })

  test('gives arrows into one state one lane, and short ones the nearest', () => {
    const { lanes, laneCount } = layOut([box('a', 'c', 'b'), box('b', 'c'), box('c')], 'a')
    expect(lanes.map(({ to, lane, joins }) => [to, lane, joins.length])).toEqual([
      ['b', 0, 1],
      ['c', 1, 2],
    ])
    expect(laneCount).toBe(2)
  })

  test('refuses an arrow to a state that is none', () => {
    expect(() => layOut([box('a', 'nowhere')], 'a')).toThrow('from a to nowhere, which is no state')
  })
})
