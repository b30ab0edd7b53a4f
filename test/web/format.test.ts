import { describe, expect, it } from 'vitest'
import * as format from '../../src/web/format.ts'
import { parseInstant } from '../../src/web/instant.ts'
import { type Choice, periodTitle } from '../../src/web/sector.ts'

describe('figures and words', () => {
  it.each([
    [format.count(1, 'organisation'), '1 organisation'],
    [format.count(1200, 'row'), '1,200 rows'],
    [format.count(2, 'move', 'moves'), '2 moves'],
    [format.score(2), '2.00'],
    [format.score(null), 'not known'],
    [format.cutPoint(2.665), '2.665'],
    [format.cutPoint(2.3), '2.30'],
    [format.cutPoint(0), '0.00'],
    [format.placeRange([6, 49]), '6 to 49'],
    [format.placeRange([3, 3]), '3'],
    [format.place(12, true), '=12'],
    [format.place(null, false), 'not placed'],
    [format.chance(0.004), 'under 1%'],
    [format.chance(0.996), 'over 99%'],
    [format.chance(0), 'none seen'],
    [format.chance(0.334), '33%'],
    [format.date('2025-06-26'), '26 June 2025'],
    [format.date('2026-06'), 'June 2026'],
    [format.date('2025'), '2025'],
    [format.instant('2026-03-10T09:30:00.000Z'), '10 March 2026, 09:30:00 UTC'],
    [format.quantity('71.43', '%'), '71.43%'],
    [format.quantity('-0.5', '% of turnover'), '−0.5% of turnover'],
    [format.quantity('1234567.5', 'minutes'), '1,234,567.5 minutes'],
    [format.quantity('2', 'score'), '2'],
    [format.brief('1.82481%'), '1.82%'],
    [format.brief('0.00012 rate'), '0.00012 rate'],
    [format.brief('1,234.56789 days'), '1,234.57 days'],
    [format.words('mental-health-and-community'), 'Mental health and community'],
    [format.words('atBest'), 'At best'],
    [format.figure('quartiles-computed'), 'Quartiles computed'],
    [format.figure('67/40'), '67/40'],
    [format.list(['a', 'b', 'c']), 'a, b and c'],
    [format.fileSize(82_345_678), '82 MB'],
    [format.fileSize(1), '1 byte'],
  ])('%s', (made, expected) => {
    expect(made).toBe(expected)
  })
})

describe('as-known-at', () => {
  it('takes a date to its end, a time as UTC unless it says otherwise, and nothing for now', () => {
    expect(parseInstant('2026-03-01')).toBe('2026-03-01T23:59:59.999Z')
    expect(parseInstant('2026-03-01T09:30')).toBe('2026-03-01T09:30:00.000Z')
    expect(parseInstant('2026-07-01T09:30:00+01:00')).toBe('2026-07-01T08:30:00.000Z')
    expect([parseInstant(null), parseInstant(' ')]).toEqual([null, null])
  })

  it.each([
    'soon',
    '2026-13-01',
    '01/03/2026',
    '2026-03-01; drop',
    '0000-01-01',
    '0001-01-01T00:00+14:00',
    '9999-12-31T23:00-14:00',
  ])('refuses %s in words', text => {
    expect(() => parseInstant(text)).toThrow(/Give a date such as 2026-03-31/)
  })
})

it('a period is called by its month, or as its publisher called the year that only looks like one', () => {
  const choice = { framework: { periods: {} } } as unknown as Pick<Choice, 'framework'>
  const titleOf = (id: string, start: string, end: string) =>
    periodTitle(choice, { id, label: `As printed: ${id}`, start, end })
  expect(titleOf('2026-05', '2026-05-01', '2026-05-31')).toBe('May 2026')
  expect(titleOf('2010-11', '2010-04-01', '2011-03-31')).toBe('As printed: 2010-11')
})
