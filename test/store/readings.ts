/** Files made by hand, as the readers would give them, for tests of what is done with them. */
import { createHash } from 'node:crypto'
import type {
  FileReading,
  Finding,
  Observation,
  OrganisationRecord,
  Period,
  Succession,
} from '../../src/evidence/model.ts'

export const firstQuarter: Period = { id: '2025-26-Q1', label: 'Q1 2025/26', start: '2025-04-01', end: '2025-06-30' }

interface Contents {
  readonly observations?: readonly Observation[]
  readonly findings?: readonly Finding[]
  readonly organisations?: readonly OrganisationRecord[]
  readonly successions?: readonly Succession[]
}

/** A file with these records; its hash follows its name and contents. `midway` runs after the first half of the batches. */
export function reading(
  fileName: string,
  contents: Contents,
  more: Partial<FileReading> & { readonly midway?: () => unknown; readonly batchSize?: number } = {},
): FileReading {
  const { observations = [], findings = [], organisations = [], successions = [] } = contents
  const { midway, batchSize = 5_000, ...rest } = more
  const about = {
    fileName,
    sha256: createHash('sha256').update(fileName).update(JSON.stringify(contents)).digest('hex'),
    bytes: 1,
    source: 'made-by-hand',
    sourceTitle: 'Made by hand',
    schemaVersion: '1',
    recordKind: 'real' as const,
    ...rest,
  }
  return {
    attribution: 'Nobody',
    description: createHash('sha256').update('made by hand').digest('hex'),
    async *batches() {
      yield { observations: observations.slice(0, batchSize), findings, organisations, successions }
      await midway?.()
      for (let at = batchSize; at < observations.length; at += batchSize) {
        yield { observations: observations.slice(at, at + batchSize), findings: [], organisations: [], successions: [] }
      }
    },
    report: () => ({
      ...about,
      rowsRead: observations.length,
      rowsQuarantined: 0,
      observations: observations.length,
      findings: findings.length,
      organisations: organisations.length,
      successions: successions.length,
      periods: [],
      metrics: [],
      issues: [],
    }),
    ...about,
  }
}

export function observation(organisation: string, text: string, more: Partial<Observation> = {}): Observation {
  return {
    organisation,
    metric: 'OF0001',
    period: firstQuarter,
    dimension: '',
    status: 'value',
    value: Number(text),
    text,
    unit: '%',
    source: { import: 0, row: 2 },
    ...more,
  }
}

/** `count` observations, each of its own organisation, all with this value. */
export function observations(count: number, text: string): Observation[] {
  return Array.from({ length: count }, (_, i) => observation(`R${i}`, text, { source: { import: 0, row: i + 2 } }))
}

export function organisation(code: string, more: Partial<OrganisationRecord> = {}): OrganisationRecord {
  const unsaid = { name: null, type: null, subtype: null, legalForm: null, region: null, opened: null, closed: null }
  return { code, ...unsaid, authority: 1, source: { import: 0, row: 2 }, ...more }
}

export function finding(organisation: string, value: string, more: Partial<Finding> = {}): Finding {
  return {
    organisation,
    kind: 'cqc-overall',
    value,
    from: '2025-01-31',
    until: null,
    period: null,
    author: 'CQC',
    document: 'Ratings',
    statement: '',
    source: { import: 0, row: 2 },
    ...more,
  }
}
