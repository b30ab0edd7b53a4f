/** The history that ships: every row of the list it was re-entered from, by our rules, or left out with a reason. */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { loadHistory, readHistory } from '../../../src/regimes/history-file.ts'
import { answerableKinds, type PlacementRecord } from '../../../src/regimes/history-model.ts'
import { openAt } from '../../../src/regimes/history.ts'
import { entryWords, exitWords } from '../../../src/regimes/placement-words.ts'
import { shared, sharedFile } from '../../shared.ts'

const root = resolve(import.meta.dirname, '..', '..', '..')
const history = await loadHistory()
const byId = new Map(history.map(one => [one.id, one]))
const one = (id: string): PlacementRecord => byId.get(id) as PlacementRecord

describe('names of the list lead to our files', () => {
  test.each([
    ['keogh-rpa-2013', 'keogh-reviews-2013', null],
    ['smq-rpa-2013', 'special-measures-2013', null],
    ['smq-rf4-2013', 'special-measures-2013', null],
    ['smq-rd7-2014', 'special-measures-2014', '2014'],
    ['smq-rcx-2018', 'special-measures-2014', '2017'],
    ['smq-rwg-2015', 'special-measures-2014', null],
    ['smq-rqq-undated', 'special-measures-2014', null],
    ['fsm-r1h-2016', 'financial-special-measures-2016', null],
    ['rsp-rx1-2021', 'recovery-support-programme-2021', '2021'],
    ['rsp-qjk-undated', 'recovery-support-programme-2021', null],
    ['tsa-ryq-2012', 'trust-special-administration', '2009'],
    ['tsa-rjd-2013', 'trust-special-administration', '2012'],
    ['cpt-rjd-2012', 'contingency-planning-team-2012', null],
    ['success-essex-2015', 'success-regime-2015', null],
    ['fip-ral-2017', 'financial-improvement-programme-2016', null],
    ['npo-milton-keynes-pct-undated', 'npo-turnaround-2005', null],
  ])('%s was under %s (version %s)', (id, regime, version) => {
    expect([one(id).regime, one(id).version]).toEqual([regime, version])
  })

  const versions = (regime: string): readonly string[] => {
    const file = join(root, 'regimes', `${regime}.yaml`)
    if (!existsSync(file)) return []
    return Object.keys((parseYaml(readFileSync(file, 'utf8')) as { versions: object }).versions)
  }
  test('each of those is a file of regimes/, and has the version', () => {
    const named = history.flatMap(({ regime, version, into }) => [
      { regime, version },
      ...(into === null ? [] : [{ regime: into, version: null }]),
    ])
    const versionsOf = new Map([...new Set(named.map(({ regime }) => regime))].map(id => [id, versions(id)]))
    const lost = named.filter(({ regime, version }) => {
      const known = versionsOf.get(regime) ?? []
      return known.length === 0 || (version !== null && !known.includes(version))
    })
    expect([...new Set(lost.map(({ regime, version }) => `${regime} ${version ?? ''}`))]).toEqual([])
  })
})

describe('what is not known stays unknown', () => {
  test('no stay without a date of leaving is open today, or says that it is', () => {
    const undated = history.filter(placement => placement.left === null)
    expect(undated.length).toBeGreaterThan(30)
    expect(openAt(undated, '2026-11-22')).toEqual([])
    for (const placement of undated) expect(exitWords(placement)).toMatch(/^(left, date not found|end not known)/)
  })

  test.each([
    ['smq-rmp-2013', 'left, date not found; out by 1 May 2017 at the latest'],
    ['success-essex-2015', 'left, date not found'],
    ['rsp-rx1-2021', 'end not known'],
    ['rsp-rxw-2021', 'end not known; a source has it in at 9 September 2024'],
    ['fsm-rj7-2017', 'end not known; out by 31 July 2021 at the latest'],
  ])('%s: %s', (id, words) => {
    expect(exitWords(one(id))).toBe(words)
  })

  test('an entry that nobody dates says so', () => {
    expect(entryWords(one('rsp-qjk-undated'))).toBe('date not known; not before 1 July 2021')
    expect(entryWords(one('smq-rqq-undated'))).toBe('date not known; not before 1 September 2014')
  })
})

describe('dates that no source gives', () => {
  const inferred = (which: 'entered' | 'left', words: string) =>
    history.filter(placement => placement[which]?.inferred === words).map(placement => placement.id)
  const theSwitch = 'inferred from the national switch to the successor'
  const recommendation = 'inferred from the date of the recommendation'

  test('are exactly those of the five trusts of the switch of July 2021 and those of recommendations and reports', () => {
    expect(inferred('left', theSwitch)).toEqual([
      'smq-rmy-2017',
      'smq-rcx-2018',
      'smq-rxw-2018',
      'smq-ryc-2020',
      'fsm-rf4-2018',
    ])
    expect(inferred('entered', theSwitch)).toEqual([
      'rsp-rcx-2021',
      'rsp-rmy-2021',
      'rsp-ryc-2021',
      'rsp-rf4-2021',
      'rsp-rxw-2021',
    ])
    expect(inferred('left', recommendation)).toEqual(['smq-rpa-2013', 'smq-rgt-2015'])
    expect(inferred('entered', recommendation)).toEqual(['smq-rmy-2017', 'smq-r1f-2017'])
    expect(inferred('left', 'inferred from the date of the inspection report')).toEqual(['smq-rqq-undated'])
  })

  test('say so beside the date', () => {
    expect(exitWords(one('smq-rcx-2018'))).toBe('July 2021, inferred from the national switch to the successor')
    expect(entryWords(one('smq-r1f-2017'))).toBe('12 April 2017, inferred from the date of the recommendation')
    expect(exitWords(one('smq-rwd-2017')), 'United Lincolnshire’s is documented').toBe('July 2021')
  })
})

test('every placement has a source that answers for it', () => {
  const alone = history.filter(
    ({ sources }) => !sources.some(({ kind }) => (answerableKinds as readonly string[]).includes(kind)),
  )
  expect(alone.map(({ id }) => id)).toEqual([])
})

test('every source is used, and every placement is real', () => {
  const file = join(root, 'history', 'placements.yaml')
  const { leftOut, recordKind } = readHistory(readFileSync(file, 'utf8'), 'history/placements.yaml')
  expect(recordKind).toBe('real')
  expect(new Set(history.map(placement => placement.recordKind))).toEqual(new Set(['real']))
  expect(leftOut.map(({ organisation }) => organisation)).toEqual([
    "Queen Elizabeth Hospital King's Lynn NHS Foundation Trust",
  ])
})

describe.skipIf(!shared)('against the list it was re-entered from (the shared folder, where there is one)', () => {
  // Dates that we hold better sources for than the list did: docs/reference/regime-history.md.
  const better = new Map([
    ['smq-rtx-2014', ['', '2014-06']],
    ['rsp-rtx-2021', ['2021', '2021-08']],
    ['rsp-qe1-2025', ['2025', '2025-02']],
    ['rsp-rxl-2025', ['2025', '2025-02']],
    ['rsp-rxr-2025', ['2025', '2025-02']],
    ['rsp-rxn-2025', ['2025', '2025-02']],
  ])
  const rows = () =>
    parse(readFileSync(sharedFile('data', 'regime-history.csv'), 'utf8'), { columns: true }) as Record<string, string>[]

  test('each of its 110 rows is here, in its order, or left out', () => {
    const kept = rows().filter(row => row['regime'] !== 'provider-improvement-programme')
    expect([rows().length, kept.length, history.length]).toEqual([110, 109, 109])
    expect(history.map(({ name, organisation }) => [name.id, organisation ?? ''])).toEqual(
      kept.map(row => [row['regime'], row['ods_code']]),
    )
  })

  test('with its dates, blank where it is blank, but for those of better sources', () => {
    const kept = rows().filter(row => row['regime'] !== 'provider-improvement-programme')
    for (const [at, placement] of history.entries()) {
      const row = kept[at] as Record<string, string>
      const [was, is] = better.get(placement.id) ?? [row['entry_date'], row['entry_date']]
      expect(row['entry_date'], placement.id).toBe(was)
      expect(placement.entered?.date ?? '', placement.id).toBe(is)
      expect(placement.left?.date ?? '', placement.id).toBe(row['exit_date'])
    }
  })
})
