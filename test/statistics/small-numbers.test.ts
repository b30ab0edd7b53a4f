import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { suppressCount, suppressTable, type PublishedTable } from '../../src/statistics/small-numbers.ts'

const both = { rows: true, columns: true }
const neither = { rows: false, columns: false }
const shown = (table: PublishedTable) => table.cells.map(row => row.map(cell => cell.count ?? '*'))

describe('one count', () => {
  test.each([
    [0, 0, null],
    [1, null, 'small'],
    [7, null, 'small'],
    [8, 10, null],
    [12, 10, null],
    [13, 15, null],
    [null, null, 'missing'],
  ] as const)('%s is published as %s', (count, published, hidden) => {
    expect(suppressCount(count)).toEqual({ count: published, hidden })
  })

  test('by another rule: fewer than five, unrounded', () => {
    expect(suppressCount(5, { hideUpTo: 4, roundTo: 1 })).toEqual({ count: 5, hidden: null })
    expect(suppressCount(4, { hideUpTo: 4, roundTo: 1 }).hidden).toBe('small')
  })
})

describe('a table with totals', () => {
  test('hides a second count of the line, the smallest, so that the total does not give the first away', () => {
    const table = suppressTable([[3], [40], [12], [0]], { totals: { rows: false, columns: true } })
    expect(shown(table)).toEqual([['*'], [40], ['*'], [0]])
    expect(table.cells[2]?.[0]?.hidden).toBe('protecting')
    expect(table.columnTotals).toEqual([{ count: 55, hidden: null }])
  })

  test('needs no second where two are small, and none at all without totals', () => {
    const along = { rows: true, columns: false }
    expect(shown(suppressTable([[3, 4, 40]], { totals: along }))).toEqual([['*', '*', 40]])
    expect(
      shown(
        suppressTable(
          [
            [3, 4, 40],
            [9, 20, 30],
          ],
          { totals: neither },
        ),
      ),
    ).toEqual([
      ['*', '*', 40],
      [10, 20, 30],
    ])
  })

  test('closes a rectangle of hidden counts where rows and columns have totals', () => {
    const counts = [
      [5, 30, 40],
      [20, 10, 50],
      [30, 60, 70],
    ]
    expect(shown(suppressTable(counts, { totals: both }))).toEqual([
      ['*', '*', 40],
      ['*', '*', 50],
      [30, 60, 70],
    ])
  })

  test('hides totals when there is nothing else to hide behind', () => {
    const table = suppressTable([[3]], { totals: both })
    expect(
      [table.cells[0]?.[0], table.rowTotals[0], table.columnTotals[0], table.total].every(one => one?.count === null),
    ).toBe(true)
  })

  test('no hidden small count follows from what is shown, whatever the table', () => {
    const tables = fc.integer({ min: 1, max: 4 }).chain(columns =>
      fc.array(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: columns, maxLength: columns }), {
        minLength: 1,
        maxLength: 4,
      }),
    )
    fc.assert(
      fc.property(tables, counts => {
        const table = suppressTable(counts, { totals: both, roundTo: 1 })
        const bordered = [
          ...table.cells.map((row, r) => [...row, table.rowTotals[r]]),
          [...table.columnTotals, table.total],
        ].map(row => row.map(cell => cell?.hidden ?? null))
        bordered.forEach((row, r) =>
          row.forEach((hidden, c) => {
            if (hidden !== 'small') return
            // Some rectangle of hidden counts holds it, so that adding and taking one around it changes no total.
            const found = bordered.some(
              (other, y) => y !== r && other[c] && row.some((_, x) => x !== c && row[x] && other[x]),
            )
            expect(found).toBe(true)
          }),
        )
      }),
    )
  })

  test('shows every count that is neither small nor needed', () => {
    const counts = [
      [10, 20],
      [30, 40],
    ]
    const table = suppressTable(counts, { totals: both })
    expect(shown(table)).toEqual(counts)
    expect(table.total).toEqual({ count: 100, hidden: null })
  })
})

describe('what is no table of counts', () => {
  test.each([[-1], [1.5], [Infinity], [Number.NaN]])('%d is refused by row and column', bad => {
    expect(() =>
      suppressTable(
        [
          [10, 10],
          [10, bad],
        ],
        { totals: both },
      ),
    ).toThrow(`Row 2, column 2: found ${bad}`)
  })

  test('rows of other lengths are refused; nothing, or nothing known, is published as such', () => {
    expect(() => suppressTable([[1, 2], [3]], { totals: both })).toThrow('Row 2: found 1 columns; expected 2')
    expect(suppressTable([], { totals: both }).cells).toEqual([])
    expect(suppressTable([[null]], { totals: neither }).cells).toEqual([[{ count: null, hidden: 'missing' }]])
    expect(() => suppressCount(1, { roundTo: 0 })).toThrow('Found roundTo 0')
  })

  test('a hundred thousand groups are done in a line, and refused where they would take hours', () => {
    const groups = Array.from({ length: 100_000 }, (_, index) => [index % 20, index % 9])
    const table = suppressTable(groups, { totals: { rows: false, columns: true } })
    expect(table.cells).toHaveLength(100_000)
    expect(() => suppressTable(groups, { totals: both })).toThrow('divide it into smaller ones')
  })
})
