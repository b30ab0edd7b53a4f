/** Help for the tests of reading: files in a folder of their own, and a reading with ordinary options. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import { afterAll } from 'vitest'
import type { Finding, Issue, Observation, OrganisationRecord, Succession } from '../../src/evidence/model.ts'
import { readFile } from '../../src/evidence/read-file.ts'
import type { ReadOptions } from '../../src/evidence/read-options.ts'
import { RefusedFile } from '../../src/evidence/refused-file.ts'
import { loadSources } from '../../src/evidence/sources.ts'

const folder = mkdtempSync(join(tmpdir(), 'turnaround-evidence-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const sources = await loadSources()

/** Writes a file and gives its path. */
export function file(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

/** Reads a file whole. */
export async function reading(path: string, options: Partial<ReadOptions> = {}) {
  const found = await readFile(path, { sources, today: '2026-11-22', importIndex: 0, ...options })
  const observations: Observation[] = []
  const findings: Finding[] = []
  const organisations: OrganisationRecord[] = []
  const successions: Succession[] = []
  for await (const batch of found.batches()) {
    observations.push(...batch.observations)
    findings.push(...batch.findings)
    organisations.push(...batch.organisations)
    successions.push(...batch.successions)
  }
  const report = found.report()
  const issues = (check: string): readonly Issue[] => report.issues.filter(issue => issue.check === check)
  const value = (organisation: string, metric: string, period?: string) =>
    observations.find(
      one =>
        one.organisation === organisation &&
        one.metric === metric &&
        one.dimension === '' &&
        (!period || one.period.id === period),
    )
  return { ...found, report, observations, findings, organisations, successions, issues, value }
}

/** The issues a file is refused with; fails if it is read. */
export async function refusal(path: string, options: Partial<ReadOptions> = {}): Promise<Issue> {
  try {
    await readFile(path, { sources, today: '2026-11-22', importIndex: 0, ...options })
  } catch (error) {
    if (error instanceof RefusedFile) return error.issues[0] as Issue
    throw error
  }
  throw new Error('The file was read, not refused')
}

/** A ZIP archive; `claims` overrides what its directory says of a member's size. */
export function zipOf(members: readonly { name: string; content: Buffer | string; claims?: number }[]): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content, claims } of members) {
    const data = Buffer.from(content)
    const packed = deflateRawSync(data)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(8, 8)
    local.writeUInt32LE(crc32(data), 14)
    local.writeUInt32LE(packed.length, 18)
    local.writeUInt32LE(claims ?? data.length, 22)
    local.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(crc32(data), 16)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt32LE(claims ?? data.length, 24)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(offset, 42)
    locals.push(local, Buffer.from(name), packed)
    directory.push(entry, Buffer.from(name))
    offset += 30 + name.length + packed.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(members.length, 8)
  end.writeUInt16LE(members.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, central, end])
}

const nofHeader =
  'Quarter,Region,Trust_type,Trust_subtype,Trust_code,Trust_name,Domain,Sub-domain,Metric_ID,Metric_description,Reporting_date,Units,Value,Median_value,Lower_quartile,Upper_quartile,Rank'

/** NOF trust data of fictional trusts, from the columns that matter to a test. */
export function nof(
  rows: readonly {
    quarter?: string
    type?: string
    code?: string
    metric?: string
    date?: string
    unit?: string
    value: string
    rank?: string
  }[],
  header = nofHeader,
): string {
  const lines = rows.map(
    ({
      quarter = 'Q1 2025/26',
      type = 'Acute trust',
      code = 'ZA-001',
      metric = 'OF0023',
      date = 'Jun-25',
      unit = '%',
      value,
      rank = '',
    }) =>
      [
        quarter,
        'London',
        type,
        '',
        code,
        `Trust ${code}`,
        'Access',
        'Elective',
        metric,
        'A metric',
        date,
        unit,
        value,
        '',
        '',
        '',
        rank,
      ].join(','),
  )
  return `${header}\n${lines.join('\n')}\n`
}

export { nofHeader, sources }
