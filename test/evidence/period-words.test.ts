/** What periods and dates are called. */
import { expect, it } from 'vitest'
import { isoWords, periodWords } from '../../src/evidence/period-words.ts'
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
