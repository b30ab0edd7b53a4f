import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { frameworkText, loadFramework, readFramework } from '../../src/assessment/framework-file.ts'
import type { GroundsFramework } from '../../src/assessment/framework.ts'
import { assessGrounds, groundsPeriods } from '../../src/assessment/grounds.ts'
import { outliersJson } from '../../src/assessment/outlier-json.ts'
import { compareOutliers } from '../../src/assessment/outliers.ts'
import type { Observation, Period } from '../../src/evidence/model.ts'
import { readSnapshot } from '../../src/evidence/read-files.ts'
import { shared, sharedFile } from '../shared.ts'
import { observed, organisation, snapshotOf } from './evidence-for-tests.ts'

const years: readonly [Period, Period] = [
  { id: '2010-04-01..2011-03-31', label: '2011-october', start: '2010-04-01', end: '2011-03-31' },
  { id: '2011-04-01..2012-03-31', label: '2012-october', start: '2011-04-01', end: '2012-03-31' },
]
const codes = Array.from({ length: 30 }, (_, index) => `R${String(index).padStart(2, '0')}`)

/** Thirty trusts that expect 1,000 deaths and mostly have them; `change` says who had others in a year, or null for no row. */
function deaths(change: (code: string, year: 0 | 1) => number | null | undefined): Observation[] {
  return ([0, 1] as const).flatMap(year =>
    codes.flatMap((code, index) => {
      const changed = change(code, year)
      if (changed === null) return []
      const events = changed ?? 1000 + ((index * 37 + year * 11) % 61) - 30
      return [
        observed(code, 'x-shmi-observed', String(events), 2, years[year]),
        observed(code, 'x-shmi-expected', '1000', 2, years[year]),
      ]
    }),
  )
}

const keogh = async () => (await loadFramework('keogh-2013')) as GroundsFramework
const assessed = async (observations: readonly Observation[]) =>
  assessGrounds(
    await keogh(),
    snapshotOf(
      observations,
      codes.map(code => organisation(code)),
    ),
    years[1].id,
  )

describe('outliers in two consecutive years', () => {
  test('high in both meets the ground; the rows behind it are named', async () => {
    const { organisations } = await assessed(deaths(code => (code === 'R00' ? 1300 : undefined)))
    const met = organisations.filter(one => one.by === 'grounds')
    expect(met.map(one => one.code)).toEqual(['R00'])
    expect(met[0]?.grounds.get(2)?.children[0]).toMatchObject({ outcome: 'met', inputs: { length: 4 } })
  })

  test('high in one year, or low in both, does not', async () => {
    const { organisations } = await assessed(
      deaths((code, year) => (code === 'R00' && year === 0 ? 1300 : code === 'R01' ? 700 : undefined)),
    )
    expect(organisations.every(one => one.by === 'default')).toBe(true)
  })

  test('nobody is ruled out: the other measure is missing, and every tree says so', async () => {
    const { organisations, caveats } = await assessed(deaths(() => undefined))
    for (const one of organisations) {
      expect(one.grounds.get(2)?.outcome).toBe('evidence-missing')
      expect(one.grounds.get(2)?.children[0]?.outcome).toBe('not-met')
    }
    expect(caveats.join(' ')).toMatch(/no counts are loaded for Hospital standardised mortality ratio/)
  })

  test('a year that is missing is not known for a high one, and settled for one that was inside', async () => {
    const found = compareOutliers(
      'shmi',
      (await keogh()).outliers['shmi'] as never,
      snapshotOf(
        deaths((code, year) =>
          year === 1 && (code === 'R00' || code === 'R01') ? null : code === 'R00' ? 1300 : undefined,
        ),
        [],
      ),
    )
    const taken = (code: string) => found.standings.find(one => one.code === code)?.answers.get('official')?.taken
    expect(taken('R00')).toBeNull()
    expect(taken('R01')).toBe(false)
  })

  test('plain ranking takes as many as the rule it follows, chance or not', async () => {
    const found = compareOutliers(
      'shmi',
      (await keogh()).outliers['shmi'] as never,
      snapshotOf(
        deaths(code => (code === 'R00' || code === 'R01' ? 1300 : undefined)),
        [],
      ),
    )
    const [official, , ranking] = outliersJson(found).rules
    expect(official?.taken).toEqual(['R00', 'R01'])
    expect(ranking?.taken).toHaveLength(2)
  })

  test('nothing loaded leaves no period to test, and no funnel', async () => {
    const empty = snapshotOf([], [])
    expect(groundsPeriods(await keogh(), empty)).toEqual([])
    expect(compareOutliers('shmi', (await keogh()).outliers['shmi'] as never, empty)).toMatchObject({
      loaded: false,
      standings: [],
    })
  })

  test('a measure that no rule decides, and a need that names none, are refused where they stand', async () => {
    const { text } = await frameworkText('keogh-2013')
    const broken = text.replace('decides: official', 'decides: ranking').replace('"outlier:hsmr"', '"outlier:smr"')
    expect(() => readFramework(broken, 'keogh.yaml')).toThrow(/keogh\.yaml:\d+:\d+ outliers\.shmi\.decides/)
    expect(() => readFramework(broken, 'keogh.yaml')).toThrow(/the outlier measure "smr"/)
  })
})

describe.skipIf(shared === null)('the published SHMI of 2010-11 and 2011-12 (needs the shared folder)', () => {
  const files = ['shmi-2011-october.csv', 'shmi-2012-october.csv'].map(name => sharedFile('data', 'shmi', name))

  test('limits and bands of October 2011 are the official ones, and the list changes with the method', async () => {
    const { snapshot } = await readSnapshot(files, { today: '2026-01-01' })
    const { outliers } = assessGrounds(await keogh(), snapshot, years[1].id)
    const found = outliers[0]
    const official = JSON.parse(
      await readFile(sharedFile('fixtures', 'funnel', 'official-shmi', 'shmi-2011-october.json'), 'utf8'),
    ) as { rows: { provider: string[]; od_banding: number[]; od95_ul: number[] } }
    const units = new Map(found?.periods[0]?.funnels.get('official')?.units.map(unit => [unit.group, unit]))
    expect(official.rows.provider.length).toBe(units.size)
    official.rows.provider.forEach((code, i) => {
      const unit = units.get(code)
      expect({ high: 1, none: 2, low: 3 }[unit?.outlier ?? 'none'], code).toBe(official.rows.od_banding[i])
      expect(unit?.adjustedLimits['95']?.[1]).toBeCloseTo(official.rows.od95_ul[i] as number, 4)
    })
    const taken = new Map(found?.rules.map(rule => [rule.id, rule.taken]))
    expect([...taken].map(([id, list]) => [id, list.length])).toEqual([
      ['official', 7],
      ['poisson', 18],
      ['ranking', 7],
    ])
    expect(taken.get('ranking')).not.toEqual(taken.get('official'))
  })
})
