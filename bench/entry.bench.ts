/** Entry tests of every regime that ships, for one sector: the evidence shared between them is worked out once. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { loadFramework, loadScoresFramework } from '../src/assessment/framework-file.ts'
import type { Observation } from '../src/evidence/model.ts'
import { periodFromId } from '../src/evidence/periods.ts'
import { buildSnapshot, type Snapshot } from '../src/evidence/snapshot.ts'
import { entryTest } from '../src/regimes/entry.ts'
import { loadHistory } from '../src/regimes/history-file.ts'
import { loadRegime } from '../src/regimes/regime-file.ts'
import { type Bench, compareTimes, timingTable } from './bench.ts'
import { quarter, syntheticSector } from './synthetic-sector.ts'

const organisations = 205
const months = 121

/** The sector with a run of monthly figures, as long as the longest look-back of a regime. */
function withHistory(sector: Snapshot, metrics: readonly string[]): Snapshot {
  const observations: Observation[] = []
  for (const [row, code] of [...sector.organisations.keys()].entries())
    for (let month = 0; month < months; month++) {
      const period = periodFromId(
        `${2015 + Math.floor((month + 5) / 12)}-${String(((month + 5) % 12) + 1).padStart(2, '0')}`,
      )
      if (!period) throw new Error('months that are none')
      const text = String(((row * 37 + month * 11) % 400) / 4)
      for (const metric of metrics)
        observations.push({
          organisation: code,
          metric,
          period,
          dimension: '',
          status: 'value',
          value: Number(text),
          text,
          unit: '%',
          source: { import: 0, row },
        })
    }
  const batch = { observations, findings: [], organisations: [], successions: [] }
  return buildSnapshot([...sector.batches, batch], sector)
}

export default {
  name: 'entry',
  run: async ({ rounds, print }) => {
    const placements = await loadHistory()
    const files = await readdir(join(import.meta.dirname, '..', 'regimes'))
    const ids = files.filter(file => /^[^.]+\.yaml$/.test(file)).map(file => file.replace('.yaml', ''))
    const loaded = await Promise.all(ids.map(id => loadRegime(id)))
    const metrics = loaded.flatMap(({ regime }) =>
      Object.values(regime.evidence).flatMap(item => ('metric' in item ? [item.metric] : [])),
    )
    const sector = withHistory(syntheticSector(await loadScoresFramework('nof-2025-26'), organisations), [
      ...new Set(metrics),
    ])
    const needed = new Set(
      loaded.flatMap(({ regime }) =>
        Object.values(regime.evidence).flatMap(item => ('framework' in item ? [item.framework] : [])),
      ),
    )
    const frameworks = new Map(await Promise.all([...needed].map(async id => [id, await loadFramework(id)] as const)))
    const all = (snapshot: Snapshot) => {
      for (const one of loaded) entryTest(one, snapshot, quarter, { frameworks, placements })
    }
    const timings = await compareTimes(
      [
        { name: `${loaded.length} regimes, ${organisations} organisations, evidence shared`, run: () => all(sector) },
        // A copy that nobody has asked anything of yet: segments, positions and indexes are worked out anew.
        { name: 'the same on a snapshot just loaded', run: () => all({ ...sector }) },
      ],
      rounds,
    )
    for (const line of timingTable(timings)) print(line)
  },
} satisfies Bench
