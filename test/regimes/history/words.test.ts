/** What a reader sees of a placement, on pages, in CSV and in JSON: never more than is known. */
import { describe, expect, test } from 'vitest'
import { loadHistory } from '../../../src/regimes/history-file.ts'
import { knownDate } from '../../../src/regimes/known-date.ts'
import { placementJson, placementTable } from '../../../src/regimes/placement-table.ts'
import { conflictWords, entryWords, exitWords, stayWords, wayOutWords } from '../../../src/regimes/placement-words.ts'
import { csv } from '../../../src/web/csv.ts'
import { placement } from './arbitrary.ts'

const history = await loadHistory()
const chosen = [
  'smq-rcx-2013',
  'smq-rmp-2013',
  'smq-rcx-2018',
  'rsp-rxw-2021',
  'rsp-qjk-undated',
  'success-essex-2015',
].map(id => history.find(one => one.id === id) as (typeof history)[number])

describe('words', () => {
  test.each([
    ['2013-07-16', '16 July 2013'],
    ['2013-07', 'July 2013'],
    ['2013', '2013'],
  ])('%s reads %s', (text, words) => {
    expect(entryWords(placement({ entered: knownDate(text) }))).toBe(words)
  })

  test('a length that is not known is not known', () => {
    expect(stayWords(placement())).toBe('not known')
    expect(stayWords(placement({ entered: knownDate('2015'), left: knownDate('2016') }))).toBe(
      'between 0 and 24 months',
    )
    expect(stayWords(placement({ left: knownDate('2013-08-16') }))).toBe('1 month')
  })

  test('how it left is told apart from whether it left', () => {
    expect(wayOutWords(placement())).toBe('not known')
    expect(wayOutWords(placement({ leftKnown: 'left-date-not-found' }))).toBe('how was not found')
  })

  test('what other sources say stands beside', () => {
    expect(conflictWords(chosen[0] as (typeof history)[number], 'entered')).toEqual([
      'National Health Executive gives August 2013',
    ])
  })
})

test('whatever is inferred says so in words, CSV and JSON', () => {
  const inferred = history.filter(one => one.entered?.inferred || one.left?.inferred)
  expect(inferred.length).toBe(14)
  for (const one of inferred) {
    const line = csv(placementTable([one]), one.recordKind).split('\r\n')[1] as string
    for (const text of [`${entryWords(one)} ${exitWords(one)}`, line, JSON.stringify(placementJson(one))])
      expect(text, one.id).toContain('inferred from')
  }
})

test('no CSV or JSON of an end that is not known holds a date of leaving or a length', () => {
  for (const one of history.filter(({ left }) => left === null)) {
    const json = placementJson(one)
    expect([json.left, json.months], one.id).toEqual([null, null])
  }
})

test('the kind of record stands in every row, and kinds never mix', () => {
  const lines = csv(placementTable(history), 'real').trimEnd().split('\r\n').slice(1)
  expect(lines.length).toBe(history.length)
  expect(lines.filter(line => !line.startsWith('real,'))).toEqual([])
  expect(history.map(placementJson).filter(one => one.recordKind !== 'real')).toEqual([])
  expect(() => placementTable([placement(), placement({ recordKind: 'fictional' })])).toThrow('real and fictional')
})

test('six placements as CSV and JSON', async () => {
  await expect(csv(placementTable(chosen), 'real')).toMatchFileSnapshot('../../golden/history/placements.csv')
  await expect(`${JSON.stringify(chosen.map(placementJson), null, 2)}\n`).toMatchFileSnapshot(
    '../../golden/history/placements.json',
  )
})
