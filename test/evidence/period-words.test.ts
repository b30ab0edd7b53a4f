/** What periods and dates are called. */
import { expect, it } from 'vitest'
import { isMonth, isoWords, periodWords } from '../../src/evidence/period-words.ts'
import { parsePeriod } from '../../src/evidence/periods.ts'

it.each([
  ['2012-07-16', '16 July 2012'],
  ['2012-07', 'July 2012'],
  ['2012', '2012'],
])('%s is %s', (iso, words) => {
  expect(isoWords(iso)).toBe(words)
})

it.each([
  ['MSitAE-MAY-2026', 'May 2026'],
  ['Q2 2025/26', 'Q2 2025/26'],
  ['2011-04-01..2012-03-31', 'April 2011 to March 2012'],
  ['2012-07-16', '16 July 2012'],
])('a period published as %s is %s', (label, words) => {
  const period = parsePeriod(label)
  expect(period && periodWords(period)).toBe(words)
})

it('an id that reads as a month is one only where its days say so', () => {
  expect(isMonth({ id: '2012-07', start: '2012-07-01', end: '2012-07-31' })).toBe(true)
  expect(isMonth({ id: '2010-11', start: '2010-04-01', end: '2011-03-31' })).toBe(false)
})
