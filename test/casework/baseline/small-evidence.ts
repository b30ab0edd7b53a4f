/** Fictional hospitals with figures that a function gives, by the quarter or the month, in files known at instants. */
import type { Batch, ImportRecord, Observation, OrganisationRecord } from '../../../src/evidence/model.ts'
import { parsePeriod } from '../../../src/evidence/periods.ts'
import { buildSnapshot, type Snapshot } from '../../../src/evidence/snapshot.ts'
import type { FreezingParts, ToFreeze } from '../../../src/casework/baseline/freeze-baseline.ts'
import { quartersSince } from '../../../src/casework/baseline/quarters.ts'
import type { EvidenceItem } from '../../../src/regimes/evidence-schema.ts'
import type { Placement } from '../../../src/regimes/placements.ts'
import { cited } from '../../regimes/engine/harness.ts'

/** Quarters from April 2019 to March 2027, oldest first. */
export const quarters = quartersSince('2019-04-01', '2027-03-31')

/** The case's own organisation enters on this day: the window is 2022-23-Q2 to 2024-25-Q1. */
export const entered = '2024-08-05'
export const frozenAt = '2024-08-05T12:00:00.000Z'

export function codesOf(count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `XB${String(i + 1).padStart(3, '0')}`)
}

/** One file: its figures by organisation, metric and quarter; null leaves one out. */
export interface Figures {
  readonly codes: readonly string[]
  readonly metrics: readonly string[]
  readonly knownAt: string
  /** First and last place in `quarters`, both in it. */
  readonly from: number
  readonly to: number
  readonly value: (organisation: number, metric: number, quarter: number) => number | null
  /** Written for each month of the quarter, rather than for the quarter. */
  readonly monthly?: boolean
}

export function snapshotOf(
  files: readonly Figures[],
  types: (organisation: number) => string = () => 'acute',
): Snapshot {
  const codes = [...new Set(files.flatMap(file => file.codes))].sort()
  const organisations = codes.map(
    (code, row): OrganisationRecord => ({
      code,
      name: `Hospital ${code}`,
      type: types(row),
      subtype: null,
      legalForm: null,
      region: 'North',
      opened: null,
      closed: null,
      authority: 3,
      source: { import: 0, row: row + 2 },
    }),
  )
  const batches = files.map((file, i): Batch => {
    const observations = observationsOf(file, i)
    return { observations, organisations: i === 0 ? organisations : [], findings: [], successions: [] }
  })
  const imports = files.map(({ knownAt }, id): ImportRecord => {
    const about = { source: 'small', sourceTitle: 'Small', schemaVersion: '1', attribution: 'Fictional' }
    return { ...about, fileName: `small-${id}.csv`, sha256: String(id).repeat(64), retrievedFrom: null, knownAt, id }
  })
  return buildSnapshot(batches, { recordKind: 'fictional', asKnownAt: null, imports })
}

function observationsOf({ codes, metrics, from, to, value, monthly }: Figures, file: number): Observation[] {
  const observations: Observation[] = []
  for (const [o, organisation] of codes.entries())
    for (const [m, metric] of metrics.entries())
      for (let q = from; q <= to; q++) {
        const figure = value(o, m, q)
        const quarter = quarters[q]
        if (figure === null || quarter === undefined) continue
        const periods = monthly ? quarter.months.map(id => parsePeriod(id)) : [quarter]
        for (const period of periods) {
          if (period === null) continue
          const row = observations.length + 2
          const about = { organisation, metric, period, dimension: '', status: 'value' as const, unit: '%' }
          observations.push({ ...about, value: figure, text: String(figure), source: { import: file, row } })
        }
      }
  return observations
}

/** A regime whose evidence speaks of metrics. */
export function regimeOn(metrics: readonly string[]): ToFreeze['regime'] {
  const item = (metric: string): EvidenceItem => ({ kind: 'metric', metric, 'periods-ago': 0, title: metric, ...cited })
  return { regime: 'small-watch', evidence: Object.fromEntries(metrics.map((metric, i) => [`m${i}`, item(metric)])) }
}

export function partsOf(snapshot: Snapshot, placements: readonly Placement[] = []): FreezingParts {
  return { snapshot, sources: { frameworks: new Map(), placements }, regimes: [] }
}

export function asked(
  organisations: readonly string[],
  metrics: readonly string[],
  more: Partial<ToFreeze> = {},
): ToFreeze {
  return { organisations, regime: regimeOn(metrics), entered, at: frozenAt, casesIn: new Map(), ...more }
}

/** A stay in another regime; its end as given, null where it is not known. */
export function stay(organisation: string, from: string, left: string | null): Placement {
  const on = (day: string) => ({ earliest: day, latest: day })
  const about = { regime: 'other-watch', notBefore: null, outBy: null, lastKnownIn: null, sources: [] }
  return { ...about, organisation, entered: on(from), left: left === null ? null : on(left) }
}
