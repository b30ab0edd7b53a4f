/** A history file with a fault says where it is, what was found, what was expected and what to do. */
import { describe, expect, test } from 'vitest'
import { DocumentFault } from '../../../src/documents/yaml-document.ts'
import { loadHistory, readHistory } from '../../../src/regimes/history-file.ts'

const small = `history: small
title: A small history
about: For tests.
record-kind: real
compiled: 2026-01-01
names:
  old-measures:
    title: Old measures
    began: 2010-01-01
    ended: 2020-12-31
    is:
      - { regime: measures-2010, entered-before: 2015-01-01 }
      - { regime: measures-2015, entered-from: 2015-01-01 }
inferences:
  switch: inferred from the switch
ways-out:
  good: rated good
sources:
  paper: { publisher: A newspaper, kind: named-press, what: article }
  log: { publisher: A log, kind: machine-written, what: entry }
placements:
  - id: first
    name: old-measures
    organisation: A trust
    code: RXX
    entered: { date: 2013-07 }
    left: { date: 2014-05-01, how: good }
    sources: [paper]
`

function faultOf(from: string, to: string): string {
  const text = small.replace(from, to)
  expect(text).not.toBe(small)
  try {
    readHistory(text, 'small.yaml')
  } catch (error) {
    if (error instanceof DocumentFault) return error.message
    throw error
  }
  throw new Error('the history was accepted')
}

test('a sound one is read', () => {
  const { placements } = readHistory(small, 'small.yaml')
  expect(placements).toHaveLength(1)
  expect(placements[0]).toMatchObject({ regime: 'measures-2010', leftKnown: 'dated', howLeft: { words: 'rated good' } })
})

describe('found and told', () => {
  test.each([
    ['a day that never was', 'date: 2014-05-01', 'date: 2014-02-31', /a day that there was/],
    ['a bare year', 'date: 2013-07', 'date: 2013', /found 2013; expected text/],
    ['leaving before entering', 'date: 2014-05-01', 'date: 2012', /left|expected/],
    ['a row without an end', 'left: { date: 2014-05-01, how: good }', 'left: {}', /left/],
    [
      'a source that nobody knows',
      'sources: [paper]',
      'sources: [papper]',
      /found "papper"; expected one of sources: paper, log/,
    ],
    ['a machine-written log alone', 'sources: [paper]', 'sources: [log]', /only machine-written.*left-out/s],
    ['a way out that nobody knows', 'how: good', 'how: well', /found "well"; expected one of ways-out: good/],
    ['an inference that nobody knows', 'date: 2013-07 }', 'date: 2013-07, inferred: guess }', /inferences: switch/],
    [
      'a name that nobody knows',
      'name: old-measures\n    organisation',
      'name: new-measures\n    organisation',
      /names: old-measures/,
    ],
    ['a fictional code', 'code: RXX', 'code: ZA-001', /an ODS code.*never mix/s],
    [
      'a date before the regime',
      'date: 2013-07 }',
      'date: 2009-07 }',
      /a date since 2010-01-01, when Old measures began/,
    ],
    [
      'an entry that settles no file',
      'entered: { date: 2013-07 }',
      'entered: unknown',
      /does not settle which regime file.*`regime`/s,
    ],
  ])('%s', (_, from, to, expected) => {
    const fault = faultOf(from, to)
    expect(fault).toMatch(expected)
    expect(fault).toMatch(/^small\.yaml:\d+:\d+ placements\.0/)
    expect(fault).toContain('^')
  })

  test('an id twice, at the second', () => {
    const again = small.slice(small.indexOf('  - id: first'))
    expect(faultOf('    sources: [paper]\n', `    sources: [paper]\n${again}`)).toMatch(
      /small\.yaml:29:5.*"first" twice/,
    )
  })

  test('a file that is not there', async () => {
    await expect(loadHistory('no-such-history.yaml')).rejects.toThrow('ENOENT')
  })
})
