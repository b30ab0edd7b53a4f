import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDate } from '../../src/evidence/dates.ts'
import { parsePeriod, periodFromId } from '../../src/evidence/periods.ts'

describe('Every label becomes real dates, and is kept', () => {
  it.each([
    ['Q1 2025/26', '2025-26-Q1', '2025-04-01', '2025-06-30'],
    ['Q4 2024-25', '2024-25-Q4', '2025-01-01', '2025-03-31'],
    ['Q4 2024/25', '2024-25-Q4', '2025-01-01', '2025-03-31'],
    ['Jun-25', '2025-06', '2025-06-01', '2025-06-30'],
    ['2024', '2024', '2024-01-01', '2024-12-31'],
    ['2025/26', '2025-26', '2025-04-01', '2026-03-31'],
    ['Month 3 2025', '2025-26-Q1', '2025-04-01', '2025-06-30'],
    ['Month 6 2025', '2025-04-01..2025-09-30', '2025-04-01', '2025-09-30'],
    ['Month 12 2025', '2025-26', '2025-04-01', '2026-03-31'],
    ['Jun 24 - Jun 25 vs Jun 23 - Jun 24', '2024-06-01..2025-06-30', '2024-06-01', '2025-06-30'],
    ['Oct 24 - Sep 25 vs Oct 23 - Sep 24', '2024-10-01..2025-09-30', '2024-10-01', '2025-09-30'],
    ['MSitAE-MAY-2026', '2026-05', '2026-05-01', '2026-05-31'],
    ['RTT-April-2026', '2026-04', '2026-04-01', '2026-04-30'],
    ['2024-06', '2024-06', '2024-06-01', '2024-06-30'],
    ['2024-04-01', '2024-04', '2024-04-01', '2024-04-30'],
    ['2015-6', '2015-06', '2015-06-01', '2015-06-30'],
    ['13 Feb 24-12 Feb 26', '2024-02-13..2026-02-12', '2024-02-13', '2026-02-12'],
    ['Quarter ending June 2025', '2025-26-Q1', '2025-04-01', '2025-06-30'],
    ['April to June 2025', '2025-26-Q1', '2025-04-01', '2025-06-30'],
    ['MARCH 2024-25', '2025-03', '2025-03-01', '2025-03-31'],
    ['2005/06', '2005-04-01..2006-03-31', '2005-04-01', '2006-03-31'],
  ])('%s is %s', (label, id, start, end) => {
    expect(parsePeriod(label)).toEqual({ id, label, start, end })
  })

  it.each([
    'Latest published if awarded post August 2023',
    'Q5 2025/26',
    'Q1 2025',
    '2024/26',
    'Month 13 2025',
    '31 Feb 2024',
    '',
    'soon',
    '0000',
    '9999-01',
  ])('%j has no dates of its own', label => {
    expect(parsePeriod(label)).toBeNull()
  })

  it.each([
    ['2011-october', '2010-04-01', '2011-03-31'],
    ['2012-january', '2010-07-01', '2011-06-30'],
    ['2012-july', '2011-01-01', '2011-12-31'],
  ])('the mortality publication of %s covers the year from %s', (label, start, end) => {
    expect(parsePeriod(label, 'year-published')).toMatchObject({ label, start, end })
  })

  it('reads the quarter that ends in a month of a financial year', () => {
    expect(parsePeriod('March 2025-26', 'quarter-ending')).toMatchObject({ id: '2025-26-Q4', end: '2026-03-31' })
    expect(parsePeriod('2005-06', 'financial-year')).toMatchObject({ start: '2005-04-01', end: '2006-03-31' })
  })
})

describe('Ids', () => {
  const day = fc
    .date({ min: new Date('1950-01-01T00:00Z'), max: new Date('2099-12-31T00:00Z'), noInvalidDate: true })
    .map(date => date.toISOString().slice(0, 10))

  it('round-trip, and begin no later than they end', () => {
    fc.assert(
      fc.property(day, day, (a, b) => {
        const [start, end] = a <= b ? [a, b] : [b, a]
        const id = parsePeriod(`${start}..${end}`)?.id as string
        expect(periodFromId(id)).toEqual({ id, label: id, start, end })
      }),
    )
  })

  it('are the same however the period was printed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1990, max: 2098 }), fc.integer({ min: 1, max: 4 }), (year, quarter) => {
        const next = `${(year + 1) % 100}`.padStart(2, '0')
        const printed = [
          `Q${quarter} ${year}/${next}`,
          `Q${quarter} ${year}-${next}`,
          `${year}-${next}-Q${quarter}`,
          `q${quarter} ${year}/${year + 1}`,
        ]
        expect(new Set(printed.map(label => parsePeriod(label)?.id)).size).toBe(1)
      }),
    )
  })

  it('of months and quarters tile the year without gap or overlap', () => {
    const after = (date: string) => new Date(Date.parse(`${date}T00:00Z`) + 86_400_000).toISOString().slice(0, 10)
    fc.assert(
      fc.property(fc.integer({ min: 2012, max: 2090 }), year => {
        const next = `${(year + 1) % 100}`.padStart(2, '0')
        const months = [4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3].map(month =>
          periodFromId(`${month < 4 ? year + 1 : year}-${`${month}`.padStart(2, '0')}`),
        )
        const quarters = [1, 2, 3, 4].map(quarter => periodFromId(`${year}-${next}-Q${quarter}`))
        const whole = periodFromId(`${year}-${next}`)
        for (const tiles of [months, quarters]) {
          expect(tiles[0]?.start).toBe(whole?.start)
          expect(tiles.at(-1)?.end).toBe(whole?.end)
          for (let i = 1; i < tiles.length; i++) expect(tiles[i]?.start).toBe(after(tiles[i - 1]?.end as string))
        }
      }),
      { numRuns: 30 },
    )
  })
})

describe('Dates', () => {
  it.each([
    ['27/02/2026', '2026-02-27'],
    ['2026-02-27', '2026-02-27'],
    ['20241101', '2024-11-01'],
    ['27th Feb 2026', '2026-02-27'],
    ['1-Apr-98', '1998-04-01'],
    ['31/02/2026', null],
    ['02/27/2026', null],
    ['NA', null],
  ])('%s is %s', (text, iso) => {
    expect(parseDate(text)).toBe(iso)
  })
})
