import { describe, expect, test } from 'vitest'
import type { Finding, Observation, Period } from '../../../src/evidence/model.ts'
import { periodFromId } from '../../../src/evidence/periods.ts'
import type { Snapshot } from '../../../src/evidence/snapshot.ts'
import type { Found } from '../../../src/regimes/evidence-value.ts'
import { gatherEvidence, type Sources } from '../../../src/regimes/gather-evidence.ts'
import { onDay } from '../../../src/regimes/entry-period.ts'
import { readFramework } from '../../../src/assessment/framework-file.ts'
import { framework, observed, organisation, snapshotOf } from '../../assessment/evidence-for-tests.ts'
import { smallRegime } from './small-regime.ts'

const outlierFramework = `
framework: deaths
title: Deaths
kind: grounds
summary: For tests.
in-force: { from: 2024-04-01, to: null }
sources: { rules: { title: Rules, publisher: Us, date: "2024" } }
peer-groups: { acute: { title: Acute, organisation-types: [acute] } }
default-segment: 1
outliers:
  ratio:
    name: Deaths
    observed: x-observed
    expected: x-expected
    side: high
    periods: ["2023-24", "2024-25"]
    decides: chance
    rules: { chance: { title: Chance alone, funnel: shmi, level: 99.8, overdispersion: none } }
segments: { "1": { title: All, consequence: None } }
`

const cited = 'title: It, clause: rules, confidence: read'
const sources: Sources = { frameworks: new Map([['small', framework()]]), placements: [] }
const acute = ['AAA', 'BBB', 'CCC', 'DDD', 'EEE', 'FFF', 'GGG', 'HHH', 'III', 'JJJ', 'KKK'].map(code =>
  organisation(code),
)

function period(id: string): Period {
  const found = periodFromId(id)
  if (!found) throw new Error(`${id} is no period`)
  return found
}

/** What one declared piece of evidence is for one organisation. */
function found(
  item: string,
  snapshot: Snapshot,
  { code = 'AAA', asked = period('2025-26-Q1'), from = sources } = {},
): Found {
  const regime = smallRegime(`evidence: { it: { ${item}, ${cited} } }`)
  const { values, missing } = gatherEvidence(regime, snapshot, asked, from)(code)
  return values.get('it') ?? { missing: missing.get('it') ?? 'not told' }
}

function finding(value: string, given: Partial<Finding> = {}): Finding {
  return {
    organisation: 'AAA',
    kind: 'rating',
    value,
    from: '2025-04-10',
    until: null,
    period: null,
    author: 'Inspectorate',
    document: 'Report',
    statement: '',
    source: { import: 0, row: 7 },
    ...given,
  }
}

const monthly = (code: string, values: readonly (string | null)[], first = 1): Observation[] =>
  values.map((text, index) =>
    observed(code, 'x-waits', text, index + 2, period(`2025-${String(first + index).padStart(2, '0')}`)),
  )

describe('findings as evidence', () => {
  const rating = 'kind: finding, finding: rating, type: text, values: [Good, Poor]'
  const of = (item: string, ...findings: Finding[]) => found(item, snapshotOf([], acute, findings))

  test('the latest known by the end of the period, in lower case for tests and as published for readers, with its row', () => {
    const one = of(
      rating,
      finding('Poor'),
      finding('Good', { from: '2025-06-30' }),
      finding('Poor', { from: '2025-07-01' }),
    )
    expect(one).toMatchObject({ value: 'good', inputs: [{ metric: 'finding:rating', row: 7 }] })
    expect('words' in one && one.words).toContain('“Good”')
  })

  test('one that has ended is not taken, nor does an earlier one come back unless it says so', () => {
    const ended = finding('Good', { from: '2025-05-01', until: '2025-06-01' })
    expect(of(rating, ended)).toEqual({
      missing: 'the latest finding known by 30 June 2025 ended on 1 June 2025',
    })
    expect(of(rating, finding('Poor'), ended)).toHaveProperty('missing')
    expect(of(rating, finding('Poor', { until: '2026-01-01' }), ended)).toHaveProperty('value', 'poor')
  })

  test('one without a date is not taken to have been known', () => {
    expect(of(rating, finding('Good', { from: null }))).toEqual({
      missing: 'no finding known by 30 June 2025; there is one without a date',
    })
  })

  test('what cannot be read is unknown, with what was found and what was expected', () => {
    expect(of(rating, finding('Gud'))).toEqual({ missing: 'the finding says “Gud”, not one of Good, Poor' })
    expect(of('kind: finding, finding: rating, type: number', finding('4.5'))).toHaveProperty('value', 4.5)
    expect(of('kind: finding, finding: rating, type: number', finding('many'))).toHaveProperty('missing')
    expect(of('kind: finding, finding: rating, type: yes-no', finding('No'))).toHaveProperty('value', false)
    expect(of('kind: finding, finding: rating, type: yes-no', finding('perhaps'))).toHaveProperty('missing')
  })
})

describe('figures as evidence', () => {
  const metric = 'kind: metric, metric: x-waits'
  const snapshot = snapshotOf(
    [...monthly('AAA', ['1', '2', '3', '4', '5', '6']), ...monthly('BBB', ['1', null, '3'])],
    acute,
  )

  test('a monthly figure answers for a quarter with its last month, and earlier ones are counted from there', () => {
    expect(found(metric, snapshot)).toMatchObject({ value: 6, period: '2025-06' })
    expect(found(`${metric}, periods-ago: 2`, snapshot)).toMatchObject({ value: 4, period: '2025-04' })
    expect(found(metric, snapshot, { asked: onDay('2025-04-30') })).toMatchObject({ value: 4 })
  })

  test('a yearly figure serves until its next year is over, and no longer', () => {
    const yearly = snapshotOf([observed('AAA', 'x-waits', '9', 2, period('2023-24'))], acute)
    expect(found(metric, yearly, { asked: period('2024-25-Q4') })).toHaveProperty('value', 9)
    expect(found(metric, yearly, { asked: period('2025-26-Q1') })).toEqual({
      missing: 'no values for 2025-26-Q1; the latest loaded are of 2023-24',
    })
  })

  test('a series is there only as a whole, and never over a gap', () => {
    const series = 'kind: series, metric: x-waits, periods: 3'
    expect(found(series, snapshot)).toMatchObject({ value: [4, 5, 6], period: '2025-04 to 2025-06' })
    expect(found(series, snapshot, { code: 'BBB', asked: period('2025-03') })).toEqual({
      missing: 'no value for February 2025 (missing)',
    })
    const gap = snapshotOf([...monthly('AAA', ['1', '2'], 1), ...monthly('AAA', ['5', '6'], 5)], acute)
    expect(found(series, gap)).toHaveProperty('missing')
  })

  test('a suppressed or missing value is unknown and says so', () => {
    expect(found(metric, snapshot, { code: 'BBB', asked: period('2025-02') })).toEqual({
      missing: 'no value for February 2025 (missing)',
    })
  })
})

describe('standing among all that report', () => {
  // AAA is the worst in months 2 to 6; in month 1 it is the best.
  const sector = (own: readonly (string | null)[]) =>
    snapshotOf(
      acute.flatMap(({ code }, index) =>
        monthly(
          code,
          own.map((text, month) => (code === 'AAA' ? text : String(10 + index + month))),
        ),
      ),
      acute,
    )
  const worst = sector(['1', '99', '99', '99', '99', '99'])
  const standing = (measure: string, lookBack = 12) =>
    `kind: standing, metric: x-waits, better: low, measure: ${measure}, look-back: ${lookBack}`

  test('says its position, how many report, and that it is relative', () => {
    const one = found(standing('position'), worst)
    expect(one).toMatchObject({ value: 1, relative: true })
    expect('words' in one && one.words).toContain('10 of the 10 others that report it do better; relative to them')
  })

  test('a drop is measured from the period before; where that is not known, so is the drop', () => {
    expect(found(standing('drop'), worst, { asked: period('2025-02') })).toMatchObject({ value: 1 })
    expect(found(standing('drop'), worst, { asked: period('2025-01') })).toHaveProperty('missing')
    expect(found(standing('drop'), sector(['1', '1', '1', '1', null, '99']))).toHaveProperty('missing')
  })

  test('a run in the worst tenth ends where it was not in it; one that reaches what is not known is known at the least', () => {
    expect(found(standing('worst-decile-run'), worst)).toMatchObject({ value: 5 })
    expect(found(standing('worst-decile-run', 3), worst)).toMatchObject({ value: 4 })
    expect(found(standing('worst-decile-run'), sector(['99', null, '99', '99', '99', '99']))).toMatchObject({
      value: 4,
      upTo: 13,
      words: expect.stringContaining('At least 4 periods running'),
    })
  })
})

describe('frameworks, organisations, placements and cases as evidence', () => {
  const scores = acute.flatMap(({ code }, index) => [observed(code, 'OF0001', String(index + 1), index + 2)])
  const segment = (which: string) => `kind: segment, framework: small, which: ${which}`

  test('a segment is calculated, relative where its cuts are quarters, and unknown where the override is', () => {
    const no = finding('no', { kind: 'deficit-or-support', until: '2025-12-31' })
    const one = found(segment('adjusted'), snapshotOf(scores, acute, [no]))
    expect(one).toMatchObject({ value: 1, relative: true })
    expect('inputs' in one && one.inputs.map(input => input.metric)).toEqual(['OF0001', 'finding:deficit-or-support'])
    expect(found(segment('adjusted'), snapshotOf(scores, acute))).toHaveProperty('missing')
    expect(found(segment('unadjusted'), snapshotOf(scores, acute))).toHaveProperty('value', 1)
  })

  test('the adjusted segment is tested where a status is shown over it', () => {
    const member = finding('yes', { kind: 'programme-member', until: '2025-12-31' })
    const no = finding('no', { kind: 'deficit-or-support', until: '2025-12-31' })
    const snapshot = snapshotOf(scores, acute, [member, no])
    expect(found(segment('final'), snapshot)).toHaveProperty('value', 5)
    expect(found(segment('adjusted'), snapshot)).toHaveProperty('value', 1)
  })

  test('a framework that is not at hand, or has nothing for the period, leaves the segment unknown', () => {
    expect(found('kind: segment, framework: other, which: final', snapshotOf(scores, acute))).toEqual({
      missing: 'the framework other is not at hand',
    })
    expect(found(segment('final'), snapshotOf(scores, acute), { asked: period('2024-25-Q1') })).toHaveProperty(
      'missing',
    )
  })

  test('an outlier by the rule that decides, once the last period is over, and only with counts in each', () => {
    const grounds = readFramework(outlierFramework, 'grounds.yaml')
    const from: Sources = { frameworks: new Map([['deaths', grounds]]), placements: [] }
    const counts = (code: string, observedCount: string, ids: readonly string[]) =>
      ids.flatMap((id, index) => [
        observed(code, 'x-observed', observedCount, index + 2, period(id)),
        observed(code, 'x-expected', '100', index + 2, period(id)),
      ])
    const years = ['2023-24', '2024-25']
    const snapshot = snapshotOf(
      [...counts('AAA', '300', years), ...counts('BBB', '101', years), ...counts('CCC', '300', ['2023-24'])],
      acute,
    )
    const item = 'kind: outlier, framework: deaths, measure: ratio'
    expect(found(item, snapshot, { from })).toMatchObject({ value: true, inputs: { length: 4 } })
    expect(found(item, snapshot, { from, code: 'BBB' })).toMatchObject({ value: false })
    expect(found(item, snapshot, { from, code: 'CCC' })).toEqual({
      missing: 'no counts of Deaths in each of 2023-24 and 2024-25',
    })
    expect(found(item, snapshot, { from, asked: period('2024-25-Q1') })).toEqual({
      missing: 'the counts of Deaths run to 31 March 2025, after 2024-25-Q1',
    })
  })

  test('what kind of organisation it is; a legal form that no file gives is unknown', () => {
    const snapshot = snapshotOf([], acute)
    expect(found('kind: organisation, attribute: region', snapshot)).toMatchObject({ value: 'london' })
    expect(found('kind: organisation, attribute: legal-form', snapshot)).toEqual({
      missing: 'no file says its legal form',
    })
  })

  test('a placement: true while open, false where over or where there is none, unknown where no end is known', () => {
    const day = (date: string) => ({ earliest: date, latest: date })
    const placed = (left: string | null): Sources => ({
      ...sources,
      placements: [
        {
          regime: 'other-regime',
          organisation: 'AAA',
          entered: day('2024-01-01'),
          notBefore: null,
          left: left === null ? null : day(left),
          outBy: null,
          lastKnownIn: null,
          sources: [{ publisher: 'The regulator', what: 'Annual report' }],
        },
      ],
    })
    const item = 'kind: placement, regime: other-regime'
    const snapshot = snapshotOf([], acute)
    expect(found(item, snapshot, { from: placed('2026-01-01') })).toMatchObject({ value: true })
    expect(found(item, snapshot, { from: placed('2025-01-01') })).toMatchObject({ value: false })
    expect(found(item, snapshot, { from: placed(null) })).toHaveProperty('missing')
    expect(found(item, snapshot)).toMatchObject({ value: false, words: 'No placement in other-regime is recorded.' })
  })

  test('a fact of the case is known only where there is a case', () => {
    const item = 'kind: case, fact: months-in'
    const snapshot = snapshotOf([], acute)
    expect(found(item, snapshot)).toHaveProperty('missing')
    expect(found(item, snapshot, { from: { ...sources, caseFacts: () => ({ 'months-in': 7 }) } })).toMatchObject({
      value: 7,
    })
  })
})
