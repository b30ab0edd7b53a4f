import { describe, expect, test } from 'vitest'
import { assess, PeriodNotLoaded, work } from '../../src/assessment/assess.ts'
import { assessmentJson } from '../../src/assessment/assessment-json.ts'
import { explain, headline, UnknownOrganisation } from '../../src/assessment/explain.ts'
import { whatWouldMove } from '../../src/assessment/movement.ts'
import { cannotSeparate } from '../../src/assessment/separability.ts'
import type { Finding } from '../../src/evidence/model.ts'
import { framework, observed, organisation, quarter, smallFramework, snapshotOf } from './evidence-for-tests.ts'

const small = framework()
const of = (assessment: ReturnType<typeof assess>, code: string) =>
  assessment.organisations.find(one => one.code === code)

/** Eight acute trusts with rising waits and no deficit, but for the first, which has one. */
function eight() {
  const codes = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H']
  const observations = codes.flatMap((code, index) => [
    observed(code, 'OF0001', String(index), 2 + index),
    observed(code, 'OF0002', String(95 - index * 4), 20 + index),
    observed(code, 'OF5004', index === 0 ? '1' : '0', 40 + index),
  ])
  return { codes, observations, organisations: codes.map(code => organisation(code)) }
}

describe('an assessment', () => {
  test('the override caps the segment and says so; scores alone are shown beside it', () => {
    const { observations, organisations } = eight()
    const assessment = assess(small, snapshotOf(observations, organisations), quarter.id)
    expect(of(assessment, 'A')).toMatchObject({
      averageScore: 1,
      unadjustedSegment: 1,
      override: true,
      overrideMoved: true,
      segment: 3,
    })
    expect(headline(small, assessment, 'A')).toBe(
      'Segment 3 because it reports a deficit; on its scores alone it would be in segment 1.',
    )
    expect(of(assessment, 'B')).toMatchObject({ unadjustedSegment: 1, segment: 1, rank: 1 })
  })

  test('an override nobody speaks of leaves the segment open where it would matter, and only there', () => {
    const { observations, organisations } = eight()
    const silent = observations.filter(one => one.metric !== 'OF5004')
    const assessment = assess(small, snapshotOf(silent, organisations), quarter.id)
    expect(of(assessment, 'A')).toMatchObject({
      unadjustedSegment: 1,
      override: null,
      segment: null,
      rank: null,
      likelyRank: null,
    })
    expect(of(assessment, 'H')).toMatchObject({ unadjustedSegment: 4, override: null, segment: 4 })
    expect(headline(small, assessment, 'A')).toBe('Segment 1 or 3: nobody has said whether it reports a deficit.')
  })

  test('a finding filed under the period counts as evidence; one without an end does not count as still in', () => {
    const { observations, organisations } = eight()
    const finding = (value: Partial<Finding>): Finding => ({
      organisation: 'B',
      kind: 'programme-member',
      value: 'yes',
      from: '2024-01-01',
      until: null,
      period: null,
      author: 'Regional team',
      document: 'list',
      statement: '',
      source: { import: 0, row: 9 },
      ...value,
    })
    const inProgramme = (one: Finding) =>
      of(assess(small, snapshotOf(observations, organisations, [one]), quarter.id), 'B')
    expect(inProgramme(finding({ period: quarter }))).toMatchObject({
      segment: 5,
      overlay: 'programme',
      adjustedSegment: 1,
    })
    expect(inProgramme(finding({ until: '2025-12-31' }))?.segment).toBe(5)
    expect(inProgramme(finding({}))?.segment).toBe(1)
    expect(inProgramme(finding({ until: '2024-12-31' }))?.segment).toBe(1)
  })

  test('missing values are left out of the average, never scored as worst', () => {
    const { observations, organisations } = eight()
    const without = observations.map(one =>
      one.organisation === 'H' && one.metric === 'OF0001' ? observed('H', 'OF0001', null) : one,
    )
    const h = of(assess(small, snapshotOf(without, organisations), quarter.id), 'H')
    expect(h?.metricsScored).toBe(1)
    expect(h?.metrics.get('OF0001')).toMatchObject({ basis: 'not-scored', score: null })
  })

  test('an organisation with no metric scored has no average, segment or place', () => {
    const { observations, organisations } = eight()
    const assessment = assess(
      small,
      snapshotOf([...observations, observed('Z', 'OF0001', null)], [...organisations, organisation('Z')]),
      quarter.id,
    )
    expect(of(assessment, 'Z')).toMatchObject({ averageScore: null, segment: null, rank: null, likelyScore: null })
    expect(headline(small, assessment, 'Z')).toBe('No segment: none of its metrics could be scored.')
  })

  test('one organisation alone in a pool scores best; all tied score best together', () => {
    const alone = assess(small, snapshotOf([observed('A', 'OF0001', '9')], [organisation('A')]), quarter.id)
    expect(of(alone, 'A')).toMatchObject({ averageScore: 1, unadjustedSegment: 1 })
    const tied = assess(
      small,
      snapshotOf(
        ['A', 'B', 'C'].map(code => observed(code, 'OF0001', '5')),
        ['A', 'B', 'C'].map(code => organisation(code)),
      ),
      quarter.id,
    )
    expect(tied.organisations.map(one => [one.averageScore, one.unadjustedSegment])).toEqual([
      [1, 1],
      [1, 1],
      [1, 1],
    ])
    expect(of(tied, 'B')?.metrics.get('OF0001')?.tie).toEqual({ from: 1, to: 3, settledBy: null })
  })

  test('metrics weigh as the framework says', () => {
    const observations = [observed('A', 'OF0001', '1'), observed('A', 'OF1035', '4')]
    const assessment = assess(small, snapshotOf(observations, [organisation('A')]), quarter.id)
    // (1 × 1 + 2 × 4) / 3
    expect(of(assessment, 'A')?.averageScore).toBe(3)
  })

  test('the combined score is looked up from its parts, which do not count themselves', () => {
    const observations = [observed('A', 'OF0079', '-1'), observed('A', 'OF0081', '0.5')]
    const a = of(assess(small, snapshotOf(observations, [organisation('A')]), quarter.id), 'A')
    expect(a?.averageScore).toBe(3)
    expect(a?.metricsScored).toBe(1)
  })

  test('a period that is not loaded is told with those that are', () => {
    const { observations, organisations } = eight()
    const snapshot = snapshotOf(observations, organisations)
    expect(() => assess(small, snapshot, '2030-31-Q1')).toThrow(PeriodNotLoaded)
    expect(() => assess(small, snapshot, '2030-31-Q1')).toThrow(/Loaded are 2025-26-Q1/)
  })

  test('same input, same output, to the last digit of a likely range', () => {
    const { observations, organisations } = eight()
    const run = () =>
      JSON.stringify(assessmentJson(small, assess(small, snapshotOf(observations, organisations), quarter.id)))
    expect(run()).toBe(run())
  })

  test('the JSON never gives a rank without its likely range', () => {
    const { observations, organisations } = eight()
    for (const one of assessmentJson(small, assess(small, snapshotOf(observations, organisations), quarter.id))
      .organisations) {
      if (one.rank !== null) expect(one.likelyRank).not.toBeNull()
    }
  })

  test('chances of segments add up to one, and an override leaves none for the better segments', () => {
    const { observations, organisations } = eight()
    const assessment = assess(small, snapshotOf(observations, organisations), quarter.id)
    for (const one of assessment.organisations)
      expect(one.segmentProbabilities?.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 10)
    expect(of(assessment, 'A')?.segmentProbabilities?.slice(0, 2)).toEqual([0, 0])
  })

  test('who cannot be separated from whom is mutual', () => {
    const { codes, observations, organisations } = eight()
    const assessment = assess(small, snapshotOf(observations, organisations), quarter.id)
    for (const a of codes)
      for (const b of cannotSeparate(assessment, a)) expect(cannotSeparate(assessment, b)).toContain(a)
  })
})

describe('what would move it', () => {
  test('a metric said to cross a cut alone does cross it at the score it is said to need', () => {
    const thresholds = framework(
      smallFramework.replace('quartiles: { pool: all, type: 7 }', 'thresholds: [1.5, 2.2, 3]'),
    )
    const { observations, organisations, codes } = eight()
    const worked = work(thresholds, snapshotOf(observations, organisations), quarter.id)
    for (const code of codes) {
      const result = worked.assessment.organisations.find(one => one.code === code)
      const movement = whatWouldMove(thresholds, worked, code)
      if (!movement.nearestCut || !result) throw new Error('there are cuts')
      for (const metric of movement.metrics) {
        if (!metric.crossesAlone || metric.neededScore === null) continue
        const others = movement.metrics.filter(one => one.metric !== metric.metric).map(one => one.score)
        const mean = (score: number) => (others.reduce((a, b) => a + b, 0) + score) / (others.length + 1)
        const inside = movement.nearestCut.towards === 'better' ? metric.neededScore - 1e-6 : metric.neededScore + 1e-6
        const segment = 1 + [1.5, 2.2, 3].filter(cut => Math.round(mean(inside) * 100 + 1e-9) / 100 > cut).length
        expect(segment).toBe(movement.nearestCut.segment)
      }
    }
  })

  test('the effect of metrics adds up to nothing: they are measured against their own average', () => {
    const { observations, organisations } = eight()
    const worked = work(small, snapshotOf(observations, organisations), quarter.id)
    const movement = whatWouldMove(small, worked, 'C')
    expect(movement.metrics.reduce((sum, one) => sum + one.effect, 0)).toBeCloseTo(0, 10)
  })

  test('an unknown code is told with an example of a known one', () => {
    const { observations, organisations } = eight()
    const worked = work(small, snapshotOf(observations, organisations), quarter.id)
    expect(() => explain(small, worked, 'nobody')).toThrow(UnknownOrganisation)
  })
})
