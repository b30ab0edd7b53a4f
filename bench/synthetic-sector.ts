/** A made-up sector of any size, with the shape of the real one: three types, a score of metrics, ties and gaps. */
import type { Observation, OrganisationRecord } from '../src/evidence/model.ts'
import { buildSnapshot, type Snapshot } from '../src/evidence/snapshot.ts'
import type { ScoresFramework } from '../src/assessment/framework.ts'
import { seededRandom } from '../src/statistics/random.ts'

export const quarter = { id: '2025-26-Q1', label: 'Q1 2025/26', start: '2025-04-01', end: '2025-06-30' }

export function syntheticSector(framework: ScoresFramework, size: number): Snapshot {
  const random = seededRandom(`sector ${size}`)
  const organisations: OrganisationRecord[] = []
  const observations: Observation[] = []
  const observe = (code: string, metric: string, text: string, row: number) =>
    observations.push({
      organisation: code,
      metric,
      period: quarter,
      dimension: '',
      status: 'value',
      value: Number(text),
      text,
      unit: '',
      source: { import: 0, row },
    })
  for (let index = 0; index < size; index++) {
    const share = index % 205
    const type = share < 134 ? 'acute' : share < 195 ? 'mental-health-and-community' : 'ambulance'
    const code = `Z-${index}`
    organisations.push({
      code,
      name: code,
      type,
      subtype: null,
      legalForm: null,
      region: null,
      opened: null,
      closed: null,
      authority: 2,
      source: { import: 0, row: index + 2 },
    })
    for (const [id, metric] of Object.entries(framework.metrics)) {
      if (
        (metric['reported-by'] && !metric['reported-by'].includes(type)) ||
        'matrix' in metric.score ||
        random.uniform() < 0.03
      )
        continue
      const text =
        'published' in metric.score
          ? String(1 + random.below(4))
          : (random.uniform() * 100 - ('banded' in metric.score ? 50 : 0)).toFixed(4)
      observe(code, id, text, index + 2)
    }
    observe(code, 'OF5004', random.uniform() < 0.5 ? '1' : '0', index + 2)
  }
  return buildSnapshot([{ observations, findings: [], organisations, successions: [] }], {
    recordKind: 'fictional',
    asKnownAt: null,
    imports: [],
  })
}
