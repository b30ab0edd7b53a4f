/**
 * A small fictional sector for page tests: twelve organisations, three quarters, values that follow from their numbers,
 * one deficit that moves a segment, one programme member, one correction. No clock, no chance.
 */
import { loadFramework } from '../../src/assessment/framework-file.ts'
import type { ScoresFramework } from '../../src/assessment/framework.ts'
import type {
  Batch,
  ImportRecord,
  ImportReport,
  Observation,
  OrganisationRecord,
  Period,
} from '../../src/evidence/model.ts'
import { countsBehind } from '../../src/evidence/counts.ts'
import { loadSources } from '../../src/evidence/sources.ts'
import { buildSnapshot } from '../../src/evidence/snapshot.ts'
import type { ObservationVersion, StoredImport } from '../../src/evidence/evidence-store.ts'
import type { ImportedFile } from '../../src/evidence/import-file-store.ts'
import type { Evidence } from '../../src/web/evidence.ts'

const quarters: readonly Period[] = [
  { id: '2025-26-Q1', label: 'Q1 2025/26', start: '2025-04-01', end: '2025-06-30' },
  { id: '2025-26-Q2', label: 'Q2 2025/26', start: '2025-07-01', end: '2025-09-30' },
  { id: '2025-26-Q3', label: 'Q3 2025/26', start: '2025-10-01', end: '2025-12-31' },
]

/** Thirty months from April 2023. */
const months: readonly Period[] = Array.from({ length: 30 }, (_, i) => {
  const start = new Date(Date.UTC(2023, 3 + i, 1)).toISOString().slice(0, 10)
  const end = new Date(Date.UTC(2023, 4 + i, 0)).toISOString().slice(0, 10)
  return { id: start.slice(0, 7), label: start.slice(0, 7), start, end }
})

const names = [
  ['X01', 'Ashdown Vale', 'acute', 'London'],
  ['X02', 'Brackenfield', 'acute', 'Midlands'],
  ['X03', 'Coldharbour', 'acute', 'Midlands'],
  ['X04', 'Dunmere', 'acute', 'North West'],
  ['X05', 'Elverton and Stoke Priors', 'acute', 'South East'],
  ['X06', 'Fernhollow', 'acute', 'London'],
  ['X07', 'Glasswater', 'mental-health-and-community', 'London'],
  ['X08', 'Harrowdene', 'mental-health-and-community', 'Midlands'],
  ['X09', 'Islemoor', 'mental-health-and-community', 'North West'],
  ['X10', 'Juniper Downs', 'mental-health-and-community', 'South East'],
  ['X11', 'Kestrel Ambulance', 'ambulance', 'Midlands'],
  ['X12', 'Larkrise Ambulance', 'ambulance', 'North West'],
] as const

const imports: readonly ImportRecord[] = ['first', 'corrected'].map((which, id) => ({
  fileName: `small-sector-${which}.csv`,
  sha256: String(id).repeat(64),
  source: 'nof-trust-data',
  sourceTitle: 'NHS Oversight Framework trust data',
  schemaVersion: '2',
  attribution: 'Fictional; made for tests.',
  retrievedFrom: null,
  knownAt: `2026-0${id + 2}-10T09:30:00.000Z`,
  id: id + 1,
}))

/** A number between 0 and 1 that depends on nothing but its arguments. */
function spread(...parts: readonly number[]): number {
  const mixed = Math.sin(parts.reduce((sum, part, i) => sum + part * (12.9898 + i * 65.233), 0)) * 43758.5453
  return mixed - Math.floor(mixed)
}

function observationsOf(framework: ScoresFramework, correction: boolean): Observation[] {
  const observations: Observation[] = []
  let row = 1
  const metrics = Object.entries(framework.metrics)
  quarters.forEach((period, q) => {
    names.forEach(([code, , type], o) => {
      const add = (metric: string, text: string, unit: string) => {
        row += 1
        const status = text === '' ? ('suppressed' as const) : ('value' as const)
        observations.push({
          organisation: code,
          metric,
          period,
          dimension: '',
          status,
          value: text === '' ? null : Number(text),
          text,
          unit,
          source: { import: correction ? 1 : 0, row },
        })
      }
      metrics.forEach(([id, metric], m) => {
        if (metric['reported-by'] && !metric['reported-by'].includes(type)) return
        const level = 0.7 * spread(o, 1) + 0.3 * spread(o, m, q)
        if ('published' in metric.score) add(id, String(1 + Math.floor(level * 3.99)), 'score')
        else if ('banded' in metric.score) add(id, (1.5 - level * 4).toFixed(2), metric.unit)
        else if ('ranked' in metric.score) {
          const suppressed = o === 8 && m % 7 === 0
          add(
            id,
            suppressed ? '' : (metric.better === 'low' ? 5 + level * 40 : 95 - level * 40).toFixed(2),
            metric.unit,
          )
        }
      })
      add('OF5004', o % 4 === 1 || o === 6 ? '1' : '0', 'flag')
      add('OF5007', o === 3 ? '1' : '0', 'flag')
      add('x-ae-four-hour', (60 + spread(o, 2, q) * 30).toFixed(1), '%')
    })
  })
  // Monthly series, for control charts: steady, but for X02, whose balance rises while its waits grow long.
  names.slice(0, 6).forEach(([code], o) => {
    months.forEach((period, m) => {
      const late = code === 'X02' && m >= 20
      for (const [metric, value] of [
        ['x-ae-type1-within-4h', 75 + 6 * spread(o, 3, m) - (late ? 9 : 0)],
        ['x-balance', -2 + 0.5 * spread(o, 4, m) + (late ? 1.5 : 0)],
      ] as const) {
        row += 1
        const text = value.toFixed(2)
        observations.push({
          organisation: code,
          metric,
          period,
          dimension: '',
          status: 'value',
          value: Number(text),
          text,
          unit: '%',
          source: { import: correction ? 1 : 0, row },
        })
      }
    })
  })
  if (!correction) return observations
  const wrong = observations.find(
    one => one.organisation === 'X01' && one.metric === 'OF0082' && one.period.id === '2025-26-Q3',
  ) as Observation
  return [{ ...wrong, text: '9.87', value: 9.87, source: { import: 1, row: 2 } }]
}

/** Observed and expected deaths of two years: one organisation high in both, one high in the first alone. */
function mortality(): Observation[] {
  const years: readonly Period[] = [
    { id: '2010-04-01..2011-03-31', label: '2011-october', start: '2010-04-01', end: '2011-03-31' },
    { id: '2011-04-01..2012-03-31', label: '2012-october', start: '2011-04-01', end: '2012-03-31' },
  ]
  const ratios = [1, 0.98, 1.25, 0.97, 1.01, 0.99, 1.02, 1, 0.96, 1.03, 0.94, 1]
  return years.flatMap((period, y) =>
    names.flatMap(([organisation], o) => {
      const expected = 800 + o * 120
      const ratio = o === 10 && y === 0 ? 1.3 : (ratios[o] as number)
      const texts = {
        'x-shmi-observed': String(Math.round(expected * ratio)),
        'x-shmi-expected': String(expected),
        'x-shmi': (Math.round(expected * ratio) / expected).toFixed(4),
      }
      return Object.entries(texts).map(([metric, text]) => ({
        organisation,
        metric,
        period,
        dimension: '',
        status: 'value' as const,
        value: Number(text),
        text,
        unit: metric === 'x-shmi' ? 'ratio' : 'deaths',
        source: { import: 0, row: 900 + y * 100 + o },
      }))
    }),
  )
}

/** Evidence in memory, as known after one file and after its correction. */
export async function smallSector(): Promise<{ evidence: Evidence; framework: ScoresFramework }> {
  const shipped = (await loadFramework('nof-2025-26')) as ScoresFramework
  const groups = shipped['peer-groups']
  // The same rules for a sector of this size, so that it is whole and every score is computed.
  const sizes = Object.entries(groups).map(([key, group]) => [
    key,
    { ...group, organisations: names.filter(one => one[2] === key).length },
  ])
  const framework: ScoresFramework = { ...shipped, 'peer-groups': Object.fromEntries(sizes) }
  const organisations: OrganisationRecord[] = names.map(([code, name, type, region], o) => ({
    code,
    name: `${name}${type === 'ambulance' ? '' : ' NHS Foundation Trust'}`,
    type,
    subtype: type === 'acute' ? (o % 2 ? 'Large' : 'Small') : null,
    legalForm: 'foundation-trust',
    region,
    opened: '2004-04-01',
    closed: null,
    authority: 2,
    source: { import: 0, row: o + 2 },
  }))
  organisations.push({
    ...(organisations[0] as OrganisationRecord),
    code: 'X99',
    name: 'Old Ashdown NHS Trust',
    type: 'acute',
    closed: '2019-03-31',
    source: { import: 0, row: 99 },
  })
  const first: Batch = {
    observations: [...observationsOf(framework, false), ...mortality()],
    organisations,
    successions: [
      { predecessor: 'X99', successor: 'X01', date: '2019-04-01', kind: 'merger', source: { import: 0, row: 99 } },
    ],
    findings: [
      {
        organisation: 'X01',
        kind: 'cqc-overall',
        value: 'requires-improvement',
        from: '2024-05-01',
        until: null,
        period: null,
        author: 'Care Quality Commission',
        document: 'Ratings',
        statement: '',
        source: { import: 0, row: 7 },
      },
    ],
  }
  const second: Batch = {
    observations: observationsOf(framework, true),
    organisations: [],
    successions: [],
    findings: [],
  }
  const known = (asKnownAt: string | null) => imports.filter(one => asKnownAt === null || one.knownAt <= asKnownAt)
  const stored = (record: ImportRecord, batch: Batch): StoredImport => ({
    ...record,
    bytes: 12_345,
    added: batch.observations.length,
    changed: record.id - 1,
    unchanged: 0,
    report: reportOf(record, batch),
  })
  const evidence: Evidence = {
    recordKind: 'fictional',
    metricTitles: new Map([['x-ae-four-hour', 'A&E within 4 hours, monthly']]),
    metricReadings: [
      { matches: '^x-ae-type1-within-4h$', better: 'high', of: 'quality', standard: 95, because: 'NHS Constitution' },
      { matches: '^x-balance$', better: 'high', of: 'finance' },
    ],
    counts: countsBehind(await loadSources()),
    version: async () => 'small-1',
    snapshot: async asKnownAt =>
      buildSnapshot([first, second].slice(0, known(asKnownAt).length), {
        recordKind: 'fictional',
        asKnownAt,
        imports: known(asKnownAt),
      }),
    imports: async () => [stored(imports[0] as ImportRecord, first), stored(imports[1] as ImportRecord, second)],
    row: async (_, row) =>
      row > 500 ? null : { header: ['Trust_code', 'Metric_ID', 'Value'], cells: ['X01', 'OF0082', '=1+1'] },
    async history({ organisation, metric, period }) {
      const of = (batch: Batch) =>
        batch.observations.find(
          one => one.organisation === organisation && one.metric === metric && one.period.id === period,
        )
      const versions: ObservationVersion[] = []
      const [before, after] = [of(first), of(second)]
      if (before)
        versions.push({
          observation: before,
          import: imports[0] as ImportRecord,
          supersededBy: after ? (imports[1] as ImportRecord) : null,
        })
      if (after) versions.push({ observation: after, import: imports[1] as ImportRecord, supersededBy: null })
      return versions
    },
    async load(_, fileName): Promise<ImportedFile> {
      const report = { ...reportOf(imports[0] as ImportRecord, first), fileName }
      return { outcome: 'loaded', importId: 1, added: 3, changed: 0, unchanged: 0, report }
    },
  }
  return { evidence, framework }
}

function reportOf(record: ImportRecord, batch: Batch): ImportReport {
  return {
    fileName: record.fileName,
    sha256: record.sha256,
    bytes: 12_345,
    source: record.source,
    sourceTitle: record.sourceTitle,
    schemaVersion: record.schemaVersion,
    recordKind: 'fictional',
    rowsRead: batch.observations.length + 1,
    rowsQuarantined: 1,
    observations: batch.observations.length,
    findings: batch.findings.length,
    organisations: batch.organisations.length,
    successions: batch.successions.length,
    periods: quarters.map(period => period.id),
    metrics: [...new Set(batch.observations.map(one => one.metric))],
    issues: [
      {
        severity: 'warning',
        check: 'frozen-series',
        file: record.fileName,
        row: 12,
        column: 'Value',
        found: 'the same value in 3 periods',
        expected: 'figures that change',
        todo: 'Ask the publisher whether the series is still collected.',
        count: 4,
      },
      {
        severity: 'quarantined',
        check: 'impossible-value',
        file: record.fileName,
        row: 40,
        column: 'Value',
        found: '"n/k"',
        expected: 'a number',
        todo: 'Correct the cell and send the file again.',
        count: 1,
      },
    ],
  }
}
