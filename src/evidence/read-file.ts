/** One file, from bytes to records: recognised, read, checked. Either all of it that is sound, or a refusal with reasons. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { tablesOf } from './containers.ts'
import { issueLog } from './issue-log.ts'
import type { Batch, FileReading, ImportReport, RecordKind } from './model.ts'
import { readTable, type TableReading } from './read-table.ts'
import { recordKindOf } from './record-kind.ts'
import { refuse } from './refused-file.ts'
import type { Source } from './source.ts'

export interface ReadOptions {
  readonly sources: readonly Source[]
  /** ISO date: periods that begin after it are set aside. */
  readonly today: string
  /** Fills `SourceRow.import`. */
  readonly importIndex: number
  readonly knownOrganisations?: ReadonlySet<string>
  /** Of the store it goes into; without it, whatever the file is. */
  readonly recordKind?: RecordKind
  /** The name to show, where the file lies under another (an upload). */
  readonly displayName?: string
  readonly progress?: (doneBytes: number, totalBytes: number) => void
}

const batchRows = 5_000

/**
 * Reads and checks a file whole (a large extract is summed as it streams). Throws RefusedFile where nothing of it may be
 * loaded; rows in error are set aside and reported.
 */
export async function readFile(path: string, options: ReadOptions): Promise<FileReading> {
  const fileName = options.displayName ?? basename(path)
  const bytes = (await stat(path)).size
  const sha256 = await hashFile(path)
  const log = issueLog(fileName)
  const tables: TableReading[] = []
  const unread: string[] = []
  let rowOffset = 0
  for await (const table of tablesOf(path, fileName, done => options.progress?.(Math.min(done, bytes), bytes))) {
    const reading = await readTable(table, { ...options, fileName, log, rowOffset, only: tables[0]?.source ?? null })
    if ('nearest' in reading) {
      if (table.name === null) refuseUnrecognised(fileName, reading)
      unread.push(table.name)
      continue
    }
    tables.push(reading)
    rowOffset += reading.rows
  }
  options.progress?.(bytes, bytes)
  const first = tables[0]
  if (!first) refuseUnrecognised(fileName, { nearest: null, seen: unread.join(', ') })
  if (unread.length > 0)
    log.add('note', 'table-not-read', {
      found: `${unread.length} more in the file: ${unread.slice(0, 6).join(', ')}`,
      expected: `tables of ${first.source.title}`,
      todo: 'They were not read.',
      count: unread.length,
    })
  if (tables.length > 1)
    log.add('note', 'several-tables', {
      found: tables.map(one => `${one.name} (rows ${one.rowOffset + 1} to ${one.rowOffset + one.rows})`).join(', '),
      expected: 'one table',
      todo: 'Row numbers run on from table to table.',
    })
  const observations = tables.flatMap(one => one.records.observations)
  const findings = tables.flatMap(one => one.records.findings)
  const organisations = tables.flatMap(one => one.records.organisations)
  const successions = tables.flatMap(one => one.records.successions)
  const recordKind = recordKindOf(tables, options.recordKind ?? null, fileName)
  const about = {
    fileName,
    sha256,
    bytes,
    source: first.source.source,
    sourceTitle: first.source.title,
    schemaVersion: first.version.id,
    recordKind,
  }
  const report: ImportReport = {
    ...about,
    rowsRead: tables.reduce((sum, one) => sum + one.records.rowsRead, 0),
    rowsQuarantined: tables.reduce((sum, one) => sum + one.records.quarantined.size, 0),
    observations: observations.length,
    findings: findings.length,
    organisations: new Set(organisations.map(one => one.code)).size,
    successions: successions.length,
    periods: [...new Set(observations.map(one => one.period.id))].sort(),
    metrics: [...new Set(observations.map(one => one.metric))].sort(),
    issues: log.list(),
  }
  return {
    ...about,
    attribution: first.source.attribution,
    report: () => report,
    async *batches(): AsyncGenerator<Batch> {
      yield { observations: observations.slice(0, batchRows), findings, organisations, successions }
      for (let at = batchRows; at < observations.length; at += batchRows) {
        yield { observations: observations.slice(at, at + batchRows), findings: [], organisations: [], successions: [] }
      }
    },
  }
}

/** SHA-256 of a file, streamed. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

function refuseUnrecognised(
  fileName: string,
  { nearest, seen }: { nearest: { source: Source; lacking: readonly string[] } | null; seen: string },
): never {
  refuse(fileName, nearest && nearest.lacking.length > 0 ? 'missing-column' : 'unrecognised', {
    column: nearest?.lacking[0] ?? null,
    found: `a table that no source description knows (${seen})`,
    expected: nearest
      ? `perhaps ${nearest.source.title}, which also has ${nearest.lacking.map(name => `"${name}"`).join(', ') || 'another set of columns'}`
      : 'one of the published files that Turnaround reads',
    todo: 'See docs/reference/source-files.md for what is recognised. For a table of your own, describe its columns in a YAML file (docs/how-to/import-figures.md).',
  })
}
