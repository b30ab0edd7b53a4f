import { expect, test } from 'vitest'
import { type ClockRule, parseLength } from '../../../src/regimes/clock-rule.ts'
import { explainDeadline } from '../../../src/regimes/clock-arithmetic.ts'
import { dayFromIso, isoFromDay } from '../../../src/regimes/day.ts'
import { tables } from './calendars.ts'
import { type GoldenDeadline, goldenDeadlines } from './golden-deadlines.ts'

function explain(one: Omit<GoldenDeadline, 'what' | 'due'>, suspensions: (readonly [string, string])[] = []) {
  const rule: ClockRule = {
    length: parseLength(one.length),
    counted: one.counted,
    startsOn: one.startsOn ?? 'happening',
    table: one.calendar === undefined ? null : tables[one.calendar],
  }
  return explainDeadline(rule, {
    started: dayFromIso(one.from),
    extensions: one.more === undefined ? [] : [{ length: one.more, reference: 'The order' }],
    suspensions: suspensions.map(([first, last]) => [dayFromIso(first), dayFromIso(last)] as const),
    suspendedOn: null,
  })
}

test.each(goldenDeadlines)('$what: $length from $from is due on $due', one => {
  const { due } = explain(one)
  expect(due === null ? null : isoFromDay(due)).toBe(one.due)
})

const draft = { length: '45 working days', counted: 'beginning-with', calendar: 'england', from: '2012-07-16' } as const

test('a deadline shows its arithmetic', () => {
  expect(explain(draft).arithmetic).toBe(
    '45 working days beginning with Monday 16 July 2012 (day 1). Not counted: 9 weekends, Summer bank holiday 27 August 2012. Day 45 is Monday 17 September 2012.',
  )
})

test('an extension says by how much, to what, and by which order', () => {
  expect(explain({ ...draft, more: 30 }).arithmetic).toBe(
    '75 working days beginning with Monday 16 July 2012 (day 1). Extended by 30 working days, from 45 to 75: The order. Not counted: 15 weekends, Summer bank holiday 27 August 2012. Day 75 is Monday 29 October 2012.',
  )
})

test('a count from the day after names day 1, and each holiday passed', () => {
  const final = { length: '15 working days', counted: 'day-after', calendar: 'england', from: '2012-12-13' } as const
  expect(explain(final).arithmetic).toBe(
    "15 working days counted from the day after Thursday 13 December 2012: day 1 is Friday 14 December 2012. Not counted: 4 weekends, Christmas Day 25 December 2012, Boxing Day 26 December 2012, New Year's Day 1 January 2013. Day 15 is Tuesday 8 January 2013.",
  )
})

test('a day that is not a working day is not day 1', () => {
  expect(explain({ ...draft, length: '5 working days', from: '2012-11-03' }).arithmetic).toBe(
    '5 working days beginning with Saturday 3 November 2012, which is not a working day: day 1 is Monday 5 November 2012. Not counted: 1 weekend. Day 5 is Friday 9 November 2012.',
  )
})

test('a suspended stretch is told on its own, and its weekends and holidays are not told twice', () => {
  expect(explain(draft, [['2012-08-20', '2012-08-31']]).arithmetic).toBe(
    '45 working days beginning with Monday 16 July 2012 (day 1). Suspended from Monday 20 August 2012 to Friday 31 August 2012: 9 working days not counted. Not counted: 9 weekends. Day 45 is Friday 28 September 2012.',
  )
})

test('receipt is said, calendar days pass over nothing, weeks and months end on the corresponding day', () => {
  const of = (length: string, counted: GoldenDeadline['counted'], from: string, startsOn: 'receipt' | 'happening') =>
    explain({ length, counted, from, startsOn }).arithmetic
  expect(of('28 calendar days', 'day-after', '2013-12-23', 'receipt')).toBe(
    '28 calendar days counted from the day after receipt on Monday 23 December 2013: day 1 is Tuesday 24 December 2013. Day 28 is Monday 20 January 2014.',
  )
  expect(of('8 weeks', 'beginning-with', '2025-09-01', 'happening')).toBe(
    '8 weeks beginning with Monday 1 September 2025. It ends on the day before the same day of the week, Sunday 26 October 2025.',
  )
  expect(of('1 months', 'day-after', '2013-01-31', 'happening')).toBe(
    '1 month counted from the day after Thursday 31 January 2013. That month has no such date, so it ends on its last day, Thursday 28 February 2013.',
  )
})

test('past the end of its calendar a deadline is not known, and says so', () => {
  expect(explain({ ...draft, from: '2030-12-02' })).toEqual({
    due: null,
    arithmetic:
      '45 working days beginning with Monday 2 December 2030 (day 1). Not known: the calendar of England begins on 1 January 2005 and ends on 31 December 2030.',
  })
})
