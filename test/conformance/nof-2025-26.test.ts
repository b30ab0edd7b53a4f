/** Recomputes what NHS England published for 61 mental health and community trusts in two quarters. */
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { assess, work, type Worked } from '../../src/assessment/assess.ts'
import { explain, headline } from '../../src/assessment/explain.ts'
import { loadScoresFramework } from '../../src/assessment/framework-file.ts'
import type { ScoresFramework } from '../../src/assessment/framework.ts'
import { reproduce, type Reproduction } from '../../src/assessment/reproduce.ts'
import { parseFraction, toFixed, toText } from '../../src/assessment/fraction.ts'
import { readSnapshot } from '../../src/evidence/read-files.ts'
import type { Snapshot } from '../../src/evidence/snapshot.ts'
import { shared, sharedFile } from '../shared.ts'

const trustData = () =>
  sharedFile('data', 'nof', 'nhs-oversight-framework-mental-health-and-community-trust-data-q2-25-26.csv')
const table = (...parts: string[]) => {
  const [header, ...rows] = readFileSync(sharedFile('data', 'nof', ...parts), 'utf8')
    .trim()
    .split(/\r?\n/)
    .map(line => line.split(','))
  return rows.map(row => Object.fromEntries((header as string[]).map((name, index) => [name, row[index] ?? ''])))
}
const quarterId = (label: string) => `2025-26-${label.slice(0, 2)}`

describe.skipIf(shared === null)(
  'NHS Oversight Framework 2025/26 against the published figures (needs the shared data folder)',
  () => {
    let framework: ScoresFramework
    let snapshot: Snapshot
    let outcome: Reproduction
    const worked = new Map<string, Worked>()

    beforeAll(async () => {
      framework = await loadScoresFramework('nof-2025-26')
      snapshot = (await readSnapshot([trustData()], { today: '2026-11-22' })).snapshot
      outcome = reproduce(framework, snapshot)
      for (const period of ['2025-26-Q1', '2025-26-Q2']) worked.set(period, work(framework, snapshot, period))
    })

    const level = (name: string) => outcome.levels.find(one => one.level === name)

    test.each([
      ['metric-score', 926],
      ['finance-bands', 244],
      ['combined-finance', 122],
      ['domain-score', 601],
      ['average-score', 122],
      ['unadjusted-segment', 122],
      ['adjusted-segment', 122],
      ['final-segment', 122],
      ['league-rank', 122],
    ])('%s: all %i figures come out exactly as published', (name, compared) => {
      expect(level(name)).toMatchObject({ compared, exact: compared, differences: [] })
    })

    test('metric ranks differ only inside ties that printing to two decimals hides', () => {
      expect(level('metric-rank')).toMatchObject({ compared: 1170, exact: 1105 })
      for (const difference of level('metric-rank')?.differences ?? []) expect(difference.reason).toMatch(/^hidden tie/)
    })

    test('staff survey scores are computed from values alone, without the published scores', () => {
      for (const { scored } of worked.values()) {
        for (const id of ['OF0061', 'OF0084']) {
          const results = scored.get(id)?.results ?? []
          expect(
            results.every(result => result.basis === 'computed' && result.tie?.settledBy !== 'published-score'),
          ).toBe(true)
        }
      }
    })

    test('every restored score stands on the place and fraction worked out beside the data', () => {
      let compared = 0
      for (const row of table('pool-positions-q1-q2-25-26.csv')) {
        const { scored, positions } = worked.get(quarterId(row['quarter'] ?? '')) as Worked
        const id = (row['score_metric'] ?? '').replace('OF1', 'OF0')
        const result = scored.get(id)?.results[positions.get(row['trust_code'] ?? '') ?? -1]
        if (!result?.score) throw new Error(`no ${id} for ${row['trust_code']}`)
        expect(toText(result.score), `${id} ${row['trust_code']}`).toBe(toText(parseFraction(row['exact_score'] ?? '')))
        if (result.rank !== null)
          expect([result.rank, result.pool]).toEqual([Number(row['pool_rank']), Number(row['pool_size'])])
        compared++
      }
      expect(compared).toBe(926)
    })

    test('the cuts in the framework file are the intervals worked out beside the data', () => {
      const slugs: Record<string, string> = {
        overall: 'overall',
        access: 'access-to-services',
        patient_safety: 'patient-safety',
        finance_productivity: 'finance-and-productivity',
        people_workforce: 'people-and-workforce',
        effectiveness_experience: 'effectiveness-and-experience',
      }
      for (const row of table('segment-cut-intervals.csv')) {
        const own = framework.periods[quarterId(row['quarter'] ?? '')]?.cuts[slugs[row['score'] ?? ''] ?? ''] ?? []
        const intervals = [
          ['seg1_max', 'seg2_min'],
          ['seg2_max', 'seg3_min'],
          ['seg3_max', 'seg4_min'],
        ].map(pair => pair.map(key => Number(row[key])))
        own.forEach(([low, high], index) => {
          const [from, to] = intervals[index] as [number, number]
          expect(low).toBeGreaterThanOrEqual(from)
          expect(high).toBeLessThanOrEqual(to)
        })
        expect(own).toHaveLength(3)
      }
    })

    test.each([
      ['2025-26-Q1', 'RHA', '2.92', 4, true, 5],
      ['2025-26-Q1', 'RXV', '3.02', 4, true, 5],
      ['2025-26-Q1', 'RW1', '2.33', 3, false, 5],
      ['2025-26-Q1', 'RPG', '1.80', 1, true, 3],
      ['2025-26-Q1', 'RXE', '2.16', 2, true, 3],
    ])(
      '%s %s: average %s, segment %i on scores, override %s, final %i',
      (period, code, average, unadjusted, override, final) => {
        const result = worked.get(period)?.assessment.organisations.find(one => one.code === code)
        expect(result?.average && toFixed(result.average)).toBe(average)
        expect(result).toMatchObject({ unadjustedSegment: unadjusted, override, segment: final })
      },
    )

    test('a cliff edge is explained in one sentence', () => {
      const { assessment } = worked.get('2025-26-Q1') as Worked
      expect(headline(framework, assessment, 'RPG')).toBe(
        'Segment 3 because it reports a deficit or is given deficit support; on its scores alone it would be in segment 1.',
      )
    })

    test('each explanation reaches rows of the file', () => {
      const one = worked.get('2025-26-Q2') as Worked
      const rows = (node: ReturnType<typeof explain>): number =>
        node.inputs.length + node.children.reduce((sum, child) => sum + rows(child), 0)
      for (const { code } of one.assessment.organisations)
        expect(rows(explain(framework, one, code))).toBeGreaterThan(1000)
    })

    test('cuts, where only part of the sector is loaded, are said to be inferred', () => {
      expect(assess(framework, snapshot, '2025-26-Q1').caveats.join(' ')).toContain('inferred from published segments')
    })
  },
)
