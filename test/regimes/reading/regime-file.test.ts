import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DocumentFault } from '../../../src/documents/yaml-document.ts'
import { calendarIds, loadCalendars, readCalendar } from '../../../src/regimes/calendar-file.ts'
import { listRegimes, loadRegime, readRegimeVersions } from '../../../src/regimes/regime-file.ts'
import { regimeText } from '../../../src/regimes/regime-text-file.ts'

const folder = join(import.meta.dirname, '..', '..', '..', 'regimes')
const ids = readdirSync(folder)
  .filter(name => name.endsWith('.yaml') && !name.endsWith('.examples.yaml'))
  .map(name => name.replace(/\.yaml$/, ''))

describe('the regimes that ship', () => {
  test.each(ids)('%s is sound in every version', async id => {
    const { text, file, surroundings } = await regimeText(id)
    expect(readRegimeVersions(text, file, surroundings).at(-1)?.regime.regime).toBe(id)
  })

  test('are listed from the oldest, with their versions', async () => {
    const listed = await listRegimes()
    expect(listed.map(one => one.id).sort()).toEqual([...ids].sort())
    expect(listed.map(one => one.inForce.from)).toEqual(listed.map(one => one.inForce.from).sort())
    const administration = listed.find(one => one.id === 'trust-special-administration')
    expect(administration).toMatchObject({
      file: 'regimes/trust-special-administration.yaml',
      versions: ['2009', '2012', '2014', '2022'],
    })
  })

  test('load by id, by path and by version, and the same file has the same hash', async () => {
    const byId = await loadRegime('trust-special-administration', '2012')
    const byPath = await loadRegime(join(folder, 'trust-special-administration.yaml'), '2012')
    expect(byPath.hash).toBe(byId.hash)
    expect(byId.version).toBe('2012')
    expect((await loadRegime('trust-special-administration')).version).toBe('2022')
  })

  test('an unknown one is answered with those there are and the nearest', async () => {
    await expect(loadRegime('trust-special-administraton')).rejects.toThrow(
      /There is no regime "trust-special-administraton"\. Did you mean "trust-special-administration"\? The regimes are: /,
    )
    await expect(loadRegime('trust-special-administration', '2013')).rejects.toThrow(
      'regimes/trust-special-administration.yaml has no version "2013". Its versions are: 2009, 2012, 2014, 2022.',
    )
  })
})

describe('a calendar', () => {
  const small = `
calendar: small
title: A small calendar
weekend: [saturday, sunday]
covers: { from: 2014-01-01, to: 2014-12-31 }
sources: { act: { title: An act, publisher: A parliament, date: "1971" } }
holidays:
  2014-04-18: Good Friday
`.trimStart()

  test('is read, and those that ship are sound', async () => {
    expect(readCalendar(small, 'small.yaml').holidays).toEqual({ '2014-04-18': 'Good Friday' })
    expect([...(await loadCalendars()).keys()]).toEqual(await calendarIds())
  })

  test.each<[string, string, string, RegExp]>([
    [
      'a holiday at the weekend',
      '2014-04-18',
      '2014-04-19',
      /small\.yaml:7:3 holidays\.2014-04-19: found 2014-04-19, a saturday/,
    ],
    [
      'a holiday outside what is covered',
      '2014-04-18',
      '2015-04-03',
      /found 2015-04-03; expected a day from 2014-01-01 to 2014-12-31/,
    ],
    ['a day that is none', '2014-04-18', '2014-02-30', /small\.yaml:7:3/],
    [
      'a name that is not the file’s',
      'calendar: small',
      'calendar: tiny',
      /found tiny; expected small, the name of the file/,
    ],
  ])('%s is told', (_what, from, to, message) => {
    expect(() => readCalendar(small.replace(from, to), 'small.yaml')).toThrow(message)
    expect(() => readCalendar(small.replace(from, to), 'small.yaml')).toThrow(DocumentFault)
  })
})
