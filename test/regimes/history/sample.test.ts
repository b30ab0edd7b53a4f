/** The fictional sector has a history too, in the same format, from 2005 on, and never a real name in it. */
import { describe, expect, test } from 'vitest'
import { drawProgramme } from '../../../sample/programme.ts'
import { buildSector } from '../../../sample/sector.ts'
import { buildStanding } from '../../../sample/standing.ts'
import { fictionalHistory } from '../../../sample/placements.ts'
import { isFictionalCode } from '../../../src/evidence/names.ts'
import { loadHistory, readHistory } from '../../../src/regimes/history-file.ts'
import { timelineOf, timeOf } from '../../../src/regimes/history.ts'

const text = fictionalHistory('a seed')
const { placements, recordKind } = readHistory(text, 'the sample')

test('the same seed draws the same history, another seed another', () => {
  expect(fictionalHistory('a seed')).toBe(text)
  expect(fictionalHistory('another')).not.toBe(text)
})

test('every record is fictional, by its word, its code and its regime’s source', () => {
  expect(recordKind).toBe('fictional')
  expect(placements.filter(one => one.recordKind !== 'fictional')).toEqual([])
  expect(placements.filter(({ organisation }) => organisation !== null && !isFictionalCode(organisation))).toEqual([])
})

test('no name of an organisation is one of the real history', async () => {
  const real = new Set((await loadHistory()).map(one => one.organisationName))
  expect(placements.filter(one => real.has(one.organisationName))).toEqual([])
})

describe('it has what pages must be able to show', () => {
  const codes = [...new Set(placements.flatMap(one => one.organisation ?? []))]
  const rows = codes.flatMap(code => timelineOf(placements, code))

  test.each([
    ['stays in each of twelve regimes', () => new Set(placements.map(one => one.regime)).size === 12],
    [
      'entries from 2005 to 2025',
      () => ['2005', '2025'].every(year => placements.some(one => one.entered?.date.startsWith(year))),
    ],
    ['second stays', () => placements.some(one => (timeOf(one, placements) ?? 1) > 1)],
    ['overlaps', () => rows.some(row => row.overlaps.some(one => one.certain))],
    ['overlaps that are only possible', () => rows.some(row => row.overlaps.some(one => !one.certain))],
    ['ends that are not known', () => placements.some(one => one.leftKnown === 'end-not-known')],
    ['ends that nobody dated', () => placements.some(one => one.leftKnown === 'left-date-not-found')],
    ['dates inferred from the switch', () => placements.some(one => one.left?.inferred)],
    ['areas', () => placements.some(one => one.area)],
  ])('%s', (_, holds) => {
    expect(holds()).toBe(true)
  })
})

test('nobody is in one regime twice at once', () => {
  for (const one of placements)
    for (const other of placements) {
      if (one === other || one.organisation !== other.organisation || one.name.id !== other.name.id) continue
      if (one.organisation === null || !one.entered || !one.left || !other.entered) continue
      const apart = other.entered.latest >= one.left.earliest || other.entered.earliest <= one.entered.latest
      expect(apart, `${one.id} and ${other.id}`).toBe(true)
    }
})

test('members of the national programme are those that the findings of the sample have', () => {
  const sector = buildSector('a seed')
  const { memberships } = drawProgramme(sector, buildStanding(sector))
  const members = placements.filter(one => one.name.id === 'provider-improvement').map(one => one.organisation)
  const since = memberships.filter(one => one.until === null || one.until >= '2025-07-01').map(one => one.code)
  expect(new Set(members)).toEqual(new Set(since))
})
