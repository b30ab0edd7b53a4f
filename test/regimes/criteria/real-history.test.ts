import { describe, expect, test } from 'vitest'
import { readSnapshot } from '../../../src/evidence/read-files.ts'
import { periodFromId } from '../../../src/evidence/periods.ts'
import { gatherEvidence } from '../../../src/regimes/gather-evidence.ts'
import { shared, sharedFile } from '../../shared.ts'
import { smallRegime } from './small-regime.ts'

const files = [
  ['data', 'ae', 'ae_type1_provider_monthly_2016-04_2026-05.csv'],
  ['data', 'organisations', 'etr_2026.csv'],
]

describe.skipIf(shared === null)('standing on the real A&E history (needs the shared figures)', () => {
  const about = 'metric: x-ae-type1-within-4h, better: high, title: It, clause: rules, confidence: read'
  const regime = smallRegime(`
evidence:
  position: { kind: standing, measure: position, ${about} }
  drop: { kind: standing, measure: drop, ${about} }
  run: { kind: standing, measure: worst-decile-run, look-back: 120, ${about} }
`)

  test('a tenth or so stand in the worst tenth, each with a run of at least this month; the others have none', async () => {
    const { snapshot } = await readSnapshot(
      files.map(file => sharedFile(...file)),
      { today: '2026-11-22' },
    )
    const period = periodFromId('2026-05')
    if (!period) throw new Error('2026-05 is a period')
    const evidenceOf = gatherEvidence(regime, snapshot, period, { frameworks: new Map(), placements: [] })
    const all = [...snapshot.organisations.keys()].map(code => evidenceOf(code).values)
    const reporting = all.filter(values => values.has('position'))
    const worst = reporting.filter(values => Number(values.get('position')?.value) >= 0.9)
    expect(reporting.length).toBeGreaterThan(100)
    expect(worst.length / reporting.length).toBeGreaterThan(0.08)
    expect(worst.length / reporting.length).toBeLessThan(0.13)
    for (const values of reporting)
      expect(Number(values.get('run')?.value) >= 1).toBe(Number(values.get('position')?.value) >= 0.9)
    // Drops of positions are relative too: what some lose others gain.
    expect(reporting.some(values => Number(values.get('drop')?.value) > 0)).toBe(true)
    expect(reporting.some(values => Number(values.get('drop')?.value) < 0)).toBe(true)
  })
})
