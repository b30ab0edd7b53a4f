import { describe, expect, test } from 'vitest'
import { readRegime, readRegimeDocument, readRegimeVersions } from '../../../src/regimes/regime-file.ts'
import { UnknownVersion } from '../../../src/regimes/versions.ts'
import { harbourWatch } from '../fixture.ts'
import { changed, faultOf, faultsOf, placeOf } from './faults.ts'

const read = (version?: string, text = harbourWatch) => readRegime(text, 'harbour-watch.yaml', version)

/** The small regime with a third version, from 2016. */
const withThird = harbourWatch
  .replace('{ from: 2014-04-01, to: null }', '{ from: 2014-04-01, to: 2015-12-31 }')
  .replace(
    'sources:\n',
    '  "2016": { title: Third rules, in-force: { from: 2016-01-01, to: null }, clause: rules#1, confidence: ours }\nsources:\n',
  )

describe('a version of a regime', () => {
  test('has the value of the latest version not later than itself', () => {
    expect(read('2010').regime.clocks['draft-report']?.length).toBe('45 working days')
    expect(read('2014').regime.clocks['draft-report']?.length).toBe('65 working days')
    // Nothing is said of 2016 itself.
    const later = withThird
    expect(read('2016', later).regime.clocks['draft-report']?.length).toBe('65 working days')
    expect(read(undefined, later).version).toBe('2016')
  })

  test('lacks a key whose value begins later', () => {
    const text = changed('says: The pilot drafts a plan.', 'says: { by-version: { "2014": The pilot drafts a plan. } }')
    expect(read('2010', text).regime.stages.states.draft).not.toHaveProperty('says')
    expect(read('2014', text).regime.stages.states.draft?.says).toBe('The pilot drafts a plan.')
  })

  test('lacks a value that is null in it, also where a number may be null', () => {
    const text = changed(
      '  places: 2\n  kind: expected',
      '  places: { by-version: { "2010": null, "2014": 2 } }\n  kind: { by-version: { "2010": none, "2014": expected } }',
    ).replace(
      'says: The pilot drafts a plan.',
      'says: { by-version: { "2010": The pilot drafts a plan., "2014": null } }',
    )
    expect(read('2010', text).regime.capacity.places).toBeNull()
    expect(read('2014', text).regime.capacity.places).toBe(2)
    expect(read('2010', text).regime.stages.states.draft?.says).toBe('The pilot drafts a plan.')
    expect(read('2014', text).regime.stages.states.draft).not.toHaveProperty('says')
  })

  test('holds the entries of maps and lists that are in force in it', () => {
    expect(Object.keys(read('2010').regime.escalation)).toEqual([])
    expect(Object.keys(read('2014').regime.escalation)).toEqual(['to-the-master'])
    const tests = (version: string) => JSON.stringify(read(version).regime.criteria.entry).includes('waits.all')
    expect([tests('2010'), tests('2014')]).toEqual([false, true])
  })

  test('is the latest one unless another is asked for, and an unknown one is answered with those there are', () => {
    expect(read().version).toBe('2014')
    expect(() => read('2012')).toThrow(UnknownVersion)
    expect(() => read('2012')).toThrow('harbour-watch.yaml has no version "2012". Its versions are: 2010, 2014.')
  })

  test('may choose whole maps', () => {
    const text = changed(
      'in-force: { from: 2010-04-01, to: 2014-03-31 }',
      'in-force: { from: 2010-04-01, to: 2013-12-31 }',
    ).replace(
      '{ kind: case, fact: months-in, title: Months in the watch, clause: rules#time, confidence: ours }',
      '{ by-version: { "2010": { kind: case, fact: months-in, title: Months inside, clause: rules#time, confidence: ours } } }',
    )
    expect(read('2010', text).regime.evidence.months_in?.title).toBe('Months inside')
  })
})

describe('a fault in a version', () => {
  test('points at the true line and column, behind what was dropped and within what was chosen', () => {
    const text = changed(
      '{ "2010": 45 working days, "2014": 65 working days }',
      '{ "2010": 45 working days, "2014": 65 days }',
    )
    expect(faultsOf(text, '2014')[0]).toMatch(
      new RegExp(
        `^harbour-watch\\.yaml:${placeOf(text, 'length: { by-version')} clocks\\.draft-report\\.length: found "65 days"`,
      ),
    )
    expect(() => read('2010', text)).not.toThrow()
    // The leaf above it is dropped in 2010, so that it is the second of its list.
    const leaf = '- { test: in_othr_watch, says: It is'
    const after = changed('- not: { test: in_other_watch, says: It is', leaf)
    expect(faultsOf(after, '2010')[0]).toContain(
      `harbour-watch.yaml:${placeOf(after, 'test: in_othr_watch')} criteria.entry`,
    )
  })

  test('that nobody declared is told', () => {
    expect(faultOf('value: { by-version: { "2010"', 'value: { by-version: { "2011"')).toMatch(
      /parameters\.deficit_limit\.value: found the version "2011"; expected one of the versions 2010, 2014/,
    )
    expect(
      faultOf('confidence: ours, since: "2014" }\n        - not', 'confidence: ours, since: "2013" }\n        - not'),
    ).toMatch(/found the version "2013"/)
  })

  test('of one that never holds is told', () => {
    expect(
      faultOf(
        'clause: rules#log, confidence: ours }',
        'clause: rules#log, confidence: ours, since: "2014", until: "2010" }',
      ),
    ).toMatch(/found until 2010 and since 2014/)
  })

  test('of versions out of order, by year or by force, is told', () => {
    expect(faultsOf(harbourWatch.replace('"2014":\n    title', '"2009":\n    title'))[0]).toMatch(
      /versions\.2009: found 2009 after 2010; expected versions from the oldest to the latest/,
    )
    expect(faultOf('from: 2014-04-01', 'from: 2009-04-01')).toMatch(
      /in force from 2009-04-01, before the version above it/,
    )
  })

  test('of two versions at a time is told, and a gap between them is none', () => {
    const first = 'in-force: { from: 2010-04-01, to: 2014-03-31 }'
    const without = changed(first, 'in-force: { from: 2010-04-01, to: null }')
    expect(faultsOf(without)).toEqual([
      expect.stringMatching(
        new RegExp(
          `^harbour-watch\\.yaml:${placeOf(without, 'to: null }')} versions\\.2010\\.in-force\\.to: found no end, though another version follows; expected a day before 2014-04-01, when version 2014 begins\\.\n.*\n.*\\^$`,
        ),
      ),
    ])
    expect(faultOf(first, 'in-force: { from: 2010-04-01, to: 2014-04-01 }')).toMatch(/found an end on 2014-04-01/)
    expect(() => read(undefined, changed(first, 'in-force: { from: 2010-04-01, to: 2012-03-31 }'))).not.toThrow()
  })

  test('of a choice of version within another is told', () => {
    expect(
      faultOf(
        'unit: per cent of income',
        'unit: { by-version: { "2010": per cent, "2014": { by-version: { "2014": share } } } }',
      ),
    ).toMatch(/parameters\.deficit_limit\.unit: found by-version within by-version; expected one choice of version/)
  })

  test('is found by reading every version, with its name', () => {
    const text = changed(
      'escalated: { to: taskforce, if: escalate, by: office, since: "2014" }',
      'escalated: { to: taskforce, if: escalate, by: office }',
    )
    expect(() => read('2014', text)).not.toThrow()
    expect(() => readRegimeVersions(text, 'harbour-watch.yaml')).toThrow(
      /found the state "taskforce".*This is so in version 2010\./,
    )
    expect(readRegimeVersions(harbourWatch, 'harbour-watch.yaml').map(one => one.version)).toEqual(['2010', '2014'])
  })
})

describe('the hash of a version', () => {
  test('is of what the version says, not of how the file says it', () => {
    const { hash } = read('2010')
    expect(hash).toMatch(/^[0-9a-f]{64}$/)
    expect(read('2014').hash).not.toBe(hash)
    expect(read('2010', `# a remark\n${harbourWatch}`).hash).toBe(hash)
    expect(read('2010', changed('per cent of income\n', 'percentage\n')).hash).not.toBe(hash)
  })

  test('stays when a later version is added', () => {
    const later = withThird
      .replace('places: 2', 'places: { by-version: { "2010": 2, "2016": 5 } }')
      .replace('clause: rules#updates, confidence: ours }', 'clause: rules#updates, confidence: ours, until: "2014" }')
    expect(read('2014', later).hash).toBe(read('2014').hash)
    expect(read('2016', later).hash).not.toBe(read('2014', later).hash)
  })
})

test('positions can be asked for', () => {
  const { document } = readRegimeDocument(harbourWatch, 'harbour-watch.yaml', '2010')
  const { line, column } = document.issueAt(['duties', 'keep-a-log', 'owner'], { found: 'x', expected: 'y' })
  expect(`${line}:${column}`).toBe(placeOf(harbourWatch, 'owner: crew, during: [delivery], when: { no-date'))
})
