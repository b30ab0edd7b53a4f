import { describe, expect, test } from 'vitest'
import type { Finding, OrganisationRecord } from '../../../src/evidence/model.ts'
import { periodFromId } from '../../../src/evidence/periods.ts'
import { criteriaOf } from '../../../src/regimes/answer.ts'
import { entryTest, OrganisationNotLoaded, type EntryOptions } from '../../../src/regimes/entry.ts'
import { latestPeriod } from '../../../src/regimes/entry-period.ts'
import { gatherEvidence, type Sources } from '../../../src/regimes/gather-evidence.ts'
import { wayOut } from '../../../src/regimes/gap.ts'
import { observed, organisation, quarter, snapshotOf } from '../../assessment/evidence-for-tests.ts'
import { smallRegime } from './small-regime.ts'

const sections = `
scope: { organisation-types: [acute], legal-forms: [nhs-trust, foundation-trust], says: Acute trusts., clause: rules#scope, confidence: ours }
routes:
  nhs-trust: { title: NHS trust, legal-forms: [nhs-trust], clause: rules, confidence: ours }
  foundation-trust: { title: Foundation trust, legal-forms: [foundation-trust], clause: rules, confidence: ours }
evidence:
  deficit: { kind: metric, metric: x-deficit, title: Deficit as a share of income, clause: rules, confidence: read }
  rating: { kind: finding, finding: rating, type: text, values: [good, poor], title: Rating of its board, clause: rules, confidence: unverified }
criteria:
  entry:
    title: A deficit and a poor rating
    of:
      all:
        - { test: deficit > 3.0, says: Its deficit is above 3%., clause: rules#entry, confidence: read }
        - { test: 'rating == "poor"', says: Its board is rated poor., clause: rules#entry, confidence: read }
  disaster: { title: A disaster, of: { test: deficit > 20.0, says: Its deficit is above 20%., clause: rules#disaster, confidence: read } }
  judged: { title: A failure, of: { judgement: Has governance failed?, by: centre, finding: failure, equals: "yes", clause: rules#failure, confidence: read } }
  exit:
    title: Affordable and governed
    of:
      all:
        - { test: deficit <= 3.0, says: Its deficit is no more than 3%., clause: rules#exit, confidence: read }
        - not: { judgement: Has governance failed?, by: centre, finding: failure, equals: "yes", clause: rules#exit, confidence: read }
entry:
  recommender: { nhs-trust: region, foundation-trust: centre }
  decider: { nhs-trust: centre, foundation-trust: region }
  automatic: false
  ways:
    normal: { title: By deficit and rating, criterion: entry, event: enter, clause: rules#entry, confidence: read }
    disaster: { title: By disaster, criterion: disaster, event: enter, considered: true, clause: rules#entry, confidence: read }
    failure: { title: By failure, criterion: judged, event: enter, considered: true, clause: rules#entry, confidence: read }
  order: [{ by: deficit, says: The largest deficit first, clause: rules#order, confidence: ours }]
  clause: rules#entry
  confidence: ours
capacity:
  places: 2
  kind: expected
  held-by: { finding: member, equals: "yes", clause: rules#places, confidence: ours }
  when-full: [{ id: wait, says: It waits, clause: rules#places, confidence: ours }]
  clause: rules#places
  confidence: ours
money:
  lines: { all: { title: All, kind: other, payer: centre, clause: rules, confidence: ours } }
  estimate:
    before-entry: true
    per-case: { low: 100, high: 300, basis: A guess, clause: rules#money, confidence: ours }
  clause: rules
  confidence: ours
exit: { decider: { nhs-trust: centre, foundation-trust: region }, criterion: exit, package: A year of visits, clause: rules#exit, confidence: ours }
relations: { conflicts: { rival: { says: Two masters, clause: rules, confidence: ours } } }
`
const regime = smallRegime(sections)
const rules = { regime, version: '2020' }

const trust = (code: string, legalForm: string | null = 'nhs-trust', type = 'acute'): OrganisationRecord => ({
  ...organisation(code, type),
  legalForm,
})

const said = (code: string, kind: string, value: string): Finding => ({
  organisation: code,
  kind,
  value,
  from: '2025-04-01',
  until: '2025-12-31',
  period: null,
  author: 'The centre',
  document: 'List',
  statement: '',
  source: { import: 0, row: 9 },
})

const organisations = [
  trust('AAA'),
  trust('BBB', 'foundation-trust'),
  trust('CCC'),
  trust('DDD'),
  trust('EEE'),
  trust('FFF', null),
  trust('GGG'),
  trust('ICB', null, 'icb'),
]
const deficits = { AAA: '4', BBB: '6', CCC: '5', DDD: '25', EEE: '1', FFF: '9' }
const ratings = { AAA: 'poor', BBB: 'Poor', CCC: 'poor', DDD: 'good', EEE: 'poor', FFF: 'poor' }
const snapshot = snapshotOf(
  Object.entries(deficits).map(([code, text]) => observed(code, 'x-deficit', text)),
  organisations,
  [
    ...Object.entries(ratings).map(([code, value]) => said(code, 'rating', value)),
    said('EEE', 'member', 'yes'),
    ...Object.keys(deficits).map(code => said(code, 'failure', 'no')),
  ],
)
const day = (date: string) => ({ earliest: date, latest: date })
const sources: Sources = {
  frameworks: new Map(),
  placements: ['small', 'rival'].map(regimeId => ({
    regime: regimeId,
    organisation: regimeId === 'small' ? 'GGG' : 'BBB',
    entered: day('2020-05-01'),
    notBefore: null,
    left: null,
    outBy: null,
    lastKnownIn: regimeId === 'small' ? null : day('2026-01-01'),
    sources: [],
  })),
}

const run = (options: EntryOptions = {}, period = quarter) => entryTest(rules, snapshot, period, sources, options)
const of = (code: string, options: EntryOptions = {}) => run(options).organisations.find(one => one.code === code)

describe('entry', () => {
  test('speaks of organisations in scope, by code, under the head that it was calculated', () => {
    const found = run()
    expect(found.head).toBe('Calculated, not decided: nobody placed this organisation here.')
    expect(found.organisations.map(one => one.code)).toEqual(['AAA', 'BBB', 'CCC', 'DDD', 'EEE', 'FFF', 'GGG'])
    expect(found.organisations.map(one => one.outcome)).toEqual([
      'met',
      'met',
      'met',
      'needs-judgement',
      'not-met',
      'met',
      'needs-judgement',
    ])
  })

  test('only those who meet it compete for places; members hold theirs; an end not known holds none, and is said', () => {
    const found = run()
    expect(found.places).toMatchObject({ number: 2, kind: 'expected', taken: 1, free: 1, takenNotKnown: 1 })
    expect(found.organisations.map(one => [one.code, one.place])).toEqual([
      ['AAA', 'waiting'],
      ['BBB', 'waiting'],
      ['CCC', 'waiting'],
      ['DDD', 'none'],
      ['EEE', 'none'],
      ['FFF', 'admitted'],
      ['GGG', 'none'],
    ])
    expect(found.next).toBe('BBB')
    expect(of('EEE')?.reasons).toContain('It holds a place already.')
    expect(found.notes.join(' ')).toContain('Of 1 organisation it is not known whether they are still in')
  })

  test('a way on which whoever meets it is considered gives no place by itself', () => {
    const found = of('DDD')
    expect(found).toMatchObject({ outcome: 'needs-judgement', way: 'disaster', place: 'none' })
    expect(found?.reasons.join(' ')).toContain('it is no ground for entry by itself')
  })

  test('a recorded judgement is what such a way asks for; with no place free it forces a choice', () => {
    const judged = snapshotOf(
      [observed('AAA', 'x-deficit', '1')],
      [trust('AAA'), trust('BBB'), trust('CCC')],
      [said('AAA', 'failure', 'yes'), said('BBB', 'member', 'yes'), said('CCC', 'member', 'yes')],
    )
    const found = entryTest(rules, judged, quarter, { frameworks: new Map(), placements: [] })
    expect(found.organisations[0]).toMatchObject({ outcome: 'met', way: 'failure', place: 'waiting' })
    expect(found.choiceNeeded.map(one => [one.code, one.options.map(({ id }) => id)])).toEqual([['AAA', ['wait']]])
  })

  test('says who recommends and decides on its route; without a legal form, that nobody can say', () => {
    expect(of('AAA')).toMatchObject({ route: 'nhs-trust', decider: { title: 'The centre' } })
    expect(of('BBB')).toMatchObject({ route: 'foundation-trust', decider: { title: 'Regional office' } })
    expect(of('FFF')).toMatchObject({ decider: null })
    expect(of('FFF')?.reasons[0]).toContain('No file says its legal form')
  })

  test('names the other regimes it is in, and how this one stands to them', () => {
    expect(of('BBB')?.alreadyIn).toEqual([
      { regime: 'rival', title: 'rival', standing: 'in', relation: 'conflicts', says: 'Two masters' },
    ])
  })

  test('counts what it would cost before anybody enters', () => {
    expect(run().estimate).toMatchObject({ beforeEntry: true, admitted: 1, admittedCost: { low: 100, high: 300 } })
  })

  test('one organisation alone gets the same answer; one out of scope is told why not; an unknown code is refused', () => {
    expect(run({ organisation: 'AAA' }).organisations).toEqual([of('AAA')])
    const [icb] = run({ organisation: 'ICB' }).organisations
    expect(icb).toMatchObject({
      inScope: false,
      outcome: 'not-met',
      reasons: [expect.stringContaining('its type is ICB')],
    })
    expect(() => run({ organisation: 'XXX' })).toThrow(OrganisationNotLoaded)
  })

  test('a period outside the rules is answered, with a note', () => {
    const before = periodFromId('2019-20-Q1')
    expect(before && run({}, before).notes[0]).toContain('lies outside')
    expect(run().notes.join(' ')).not.toContain('lies outside')
  })

  test('unverified evidence is named', () => {
    expect(run().notes.join(' ')).toContain('Nobody has verified, and this rests on: Rating of its board.')
  })

  test('the period is the latest with figures, where none is asked for', () => {
    expect(latestPeriod(regime, snapshot, new Map())?.id).toBe('2025-26-Q1')
  })
})

describe('the way out', () => {
  const ask = (code: string, route: string | null | undefined) =>
    wayOut(criteriaOf(regime), route, gatherEvidence(regime, snapshot, quarter, sources)(code))

  test('tells each leaf as exit needs it, its value now, and who decides', () => {
    const found = ask('AAA', 'nhs-trust')
    expect(found.leaves.map(leaf => [leaf.outcome, leaf.mustNotHold])).toEqual([
      ['not-met', false],
      ['met', true],
    ])
    expect(found.leaves[0]?.values[0]).toMatchObject({ value: 4, title: 'Deficit as a share of income' })
    expect(found.leaves[0]?.gap).toEqual({
      title: 'Deficit as a share of income',
      now: 4,
      must: '<=',
      limit: 3,
      by: 1,
    })
    expect(found.leaves[1]?.gap).toBeNull()
    expect(found).toMatchObject({ open: 1, decider: { title: 'The centre' }, package: 'A year of visits' })
  })

  test('a regime without a test of exit says so', () => {
    const open = smallRegime('{}')
    const found = wayOut(criteriaOf(open), null, gatherEvidence(open, snapshot, quarter, sources)('AAA'))
    expect(found.criterion).toBeNull()
    expect(found.notes).toContain('No test of exit is known for this regime.')
  })
})

describe('an organisation of which no file says the type', () => {
  const untyped = { ...trust('UUU'), type: null }
  const all = snapshotOf(
    [observed('UUU', 'x-deficit', '4')],
    [untyped, { ...trust('VVV'), type: null }],
    [said('UUU', 'rating', 'poor')],
  )
  const found = entryTest(rules, all, quarter, { frameworks: new Map(), placements: [] })

  test('is listed where anything is said of it, and gets no place, though its ways show what they would be', () => {
    expect(found.organisations.map(one => one.code)).toEqual(['UUU'])
    expect(found.organisations[0]).toMatchObject({ outcome: 'evidence-missing', place: 'none', way: 'normal' })
    expect(found.organisations[0]?.ways[0]?.outcome).toBe('met')
    expect(found.organisations[0]?.reasons[0]).toContain('No file says what type of organisation it is')
  })
})
