/** Examples say what they expect, and a wrong one is told with its place, what was expected and what was found. */
import { describe, expect, test } from 'vitest'
import { describeIssue } from '../../../src/documents/yaml-document.ts'
import { loadCalendars } from '../../../src/regimes/calendar-file.ts'
import { holdExamples } from '../../../src/regimes/examples-file.ts'
import { harbourVersions } from './harbour.ts'

const versions = harbourVersions()
const calendars = await loadCalendars()

function run(yaml: string) {
  const text = `regime: harbour-watch\nexamples:\n${yaml}`
  const { results, issues } = holdExamples(versions, calendars, text, 'harbour-watch.examples.yaml')
  return { results, words: issues.map(describeIssue).join('\n') }
}

const course = `
  - example: From admission to the first review
    route: nhs-trust
    given: { segment: 4, capability: low, deficit_share: 6, in_other_watch: false }
    events:
      - { on: 2014-05-01, event: admitted, by: master, expect: { state: draft, phase: in, due: { draft-report: 2014-08-01 }, strands: { leadership-review: under-review }, powers: [board-suspended], duties: [draft-plan] } }
      - { on: 2014-06-02, support: { kind: partner-help, for: leadership } }
      - { on: 2014-06-02, support: { kind: partner-help, for: waiting-times }, expect: { referral: office } }
      - { on: 2014-06-03, extend: { clock: draft-report, by: 10, reference: Order 1 }, by: master, expect: { due: { draft-report: 2014-08-15 } } }
      - { on: 2014-09-01, event: draft-published, by: pilot, expect: { state: consultation, late: [draft-report], due: { comment: 2014-09-29, draft-report: null } } }
      - { on: 2014-10-20, tick: true, expect: { state: delivery, ran-out: [comment] } }
      - on: 2015-03-02
        event: reviewed
        by: master
        given: { segment: 3, deficit_share: 3 }
        expect: { state: watched, phase: after, strands: { leadership-review: null } }
    expect: { no-duties: [monthly-update], no-powers: [direct], paid-by: { partner-help: master, pilots: master }, owed-by: { monthly-update: crew } }`

describe('an example that holds', () => {
  test('criteria on what is given, by version and route', () => {
    const { results, words } = run(`
  - example: A deficit of 4.5 is above the limit since 2014 only
    given: { segment: 4, capability: low, deficit_share: 4.5, in_other_watch: false }
    criteria: { entry: met, catastrophe: needs-judgement }
  - example: Before that the limit was 5
    version: "2010"
    given: { segment: 4, capability: low, deficit_share: 4.5, in_other_watch: false }
    criteria: { entry: not-met }
  - example: Nobody can say without a segment
    given: { capability: low, deficit_share: 4.5, in_other_watch: false }
    judged: { governance-failure: "yes" }
    criteria: { entry: evidence-missing, catastrophe: met }`)
    expect(words).toBe('')
    expect(results.map(result => result.passed)).toEqual([true, true, true])
  })

  test('a course of events with states, clocks, duties, powers, payers and a referral', () => {
    expect(run(course).words).toBe('')
  })

  test('candidates for places', () => {
    const { words } = run(`
  - example: Two places, one taken, and the larger deficit goes first
    route: nhs-trust
    taken: 1
    candidates:
      - { organisation: A, given: { segment: 4, capability: low, deficit_share: 6, in_other_watch: false } }
      - { organisation: B, given: { segment: 4, capability: low, deficit_share: 9, in_other_watch: false } }
      - { organisation: C, given: { segment: 2, capability: low, deficit_share: 9, in_other_watch: false } }
    places: { A: waiting, B: admitted, C: none }`)
    expect(words).toBe('')
  })

  test('criteria in another reading than the file has chosen', () => {
    const slow = 'given: { months_in: 12 }, judged: { structural-barriers: "no" }'
    const { words } = run(`
  - { example: As chosen, ${slow}, criteria: { escalate: met } }
  - { example: Otherwise, choices: { escalation-reading: both }, ${slow}, criteria: { escalate: not-met } }`)
    expect(words).toBe('')
  })

  test('a refusal, also of a case that cannot begin', () => {
    const { words } = run(`
  - example: The office does not admit an NHS trust
    route: nhs-trust
    events: [{ on: 2014-05-01, event: admitted, by: office, refused: Harbour master }]
  - example: Before the watch there was none
    version: "2010"
    route: nhs-trust
    events: [{ on: 2009-05-01, event: admitted, refused: in force from }]`)
    expect(words).toBe('')
  })
})

describe('an example that does not hold', () => {
  test('tells the place, what it expected and what was found', () => {
    const { words, results } = run(
      course.replace('2014-08-01', '2014-08-04').replace('late: [draft-report]', 'late: [comment]'),
    )
    expect(results[0]?.passed).toBe(false)
    expect(words).toContain('harbour-watch.examples.yaml:8:')
    expect(words).toContain('examples.0.events.0.expect.due.draft-report: found 2014-08-01; expected 2014-08-04.')
    expect(words).toContain('In the example “From admission to the first review”.')
    expect(words).toContain(
      'examples.0.events.4.expect.late.0: found on time, or not ended; expected the clock comment.',
    )
    expect(words).toMatch(/\| {2,}\^/)
  })

  test('stops at an event that is refused, with the words of the refusal', () => {
    const { words } = run(course.replace('event: draft-published, by: pilot', 'event: draft-published, by: office'))
    expect(words).toMatch(/examples\.0\.events\.4: found a refusal: .*Pilot.*[^.]; expected an event that is accepted/)
    expect(words.match(/harbour-watch\.examples\.yaml/g)).toHaveLength(1)
  })

  test('is not passed by a misspelt name, even of something that is not owed', () => {
    const { words } = run(course.replace('no-duties: [monthly-update]', 'no-duties: [monthly-updates]'))
    expect(words).toContain('found "monthly-updates"; expected a duty of the regime. Did you mean "monthly-update"?')
  })

  test('of a choice, or a reading, that the regime has not', () => {
    const reading = (choices: string) =>
      run(`\n  - { example: x, choices: { ${choices} }, criteria: { slow: met } }`).words
    expect(reading('escalation: both')).toContain('found "escalation"; expected a choice of the regime')
    expect(reading('escalation-reading: neither')).toContain('expected an option of that choice')
  })

  test('that expects nothing, since it would hold whatever the rules say', () => {
    const nothing = 'found an example that expects nothing; expected what comes of it'
    for (const example of [
      'example: x',
      'example: x, given: { segment: 4 }, criteria: {}',
      'example: x, route: nhs-trust, events: [{ on: 2014-05-01, event: admitted, expect: {} }]',
    ])
      expect(run(`\n  - { ${example} }`).words).toContain(nothing)
  })

  test('of another regime, or a version that is not there', () => {
    expect(run('\n  - { example: x, version: "1999" }').words).toContain('one of the versions 2010, 2014')
    const other = holdExamples(versions, calendars, 'regime: other\nexamples: [{ example: x }]', 'x.yaml')
    expect(other.issues.map(describeIssue).join('')).toContain('found "other"; expected "harbour-watch"')
  })

  test('expects a state without an event that leads to it', () => {
    expect(run('\n  - { example: x, route: nhs-trust, expect: { state: draft } }').words).toContain(
      'found an example without events; expected events that lead to it',
    )
  })
})
