/** One file, from bytes to records: recognised, read, checked. Either all of it that is sound, or a refusal with reasons. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { tablesOf } from './containers.ts'
import { issueLog } from './issue-log.ts'
import type { Batch, FileReading, ImportReport } from './model.ts'
import type { ReadOptions } from './read-options.ts'
import { readTable, type TableReading } from './read-table.ts'
import { recordKindOf } from './record-kind.ts'
import { refuse, RefusedFile } from './refused-file.ts'
import type { Source } from './source.ts'

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
  const unread: { readonly name: string; readonly seen: string }[] = []
  let rowOffset = 0
  for await (const table of tablesOf(path, fileName, done => options.progress?.(Math.min(done, bytes), bytes))) {
    const reading = await readTable(table, { ...options, fileName, log, rowOffset, only: tables[0]?.source ?? null })
    if ('nearest' in reading) {
      if (table.name === null) refuseUnrecognised(fileName, reading)
      unread.push({ name: table.name, seen: reading.seen })
      continue
    }
    tables.push(reading)
    rowOffset += reading.rows
  }
  options.progress?.(bytes, bytes)
  const first = tables[0]
  if (!first) refuseUnrecognised(fileName, { nearest: null, seen: whatIsThere(unread) })
  if (unread.length > 0)
    log.add('note', 'table-not-read', {
      found: `${unread.length} more in the file: ${unread
        .slice(0, 6)
        .map(one => one.name)
        .join(', ')}`,
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
  refuseWithoutRecords(report)
  return {
    ...about,
    description: createHash('sha256').update(JSON.stringify(first.source)).digest('hex'),
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

/** A file of which no row can be read is not loaded as nothing: it is refused, and all that is wrong with it told. */
function refuseWithoutRecords({ fileName, issues, rowsRead, rowsQuarantined, ...report }: ImportReport): void {
  if (rowsRead === 0 && report.organisations === 0) {
    refuse(fileName, 'header-only', {
      found: 'no rows that are read',
      expected: 'rows below the header',
      todo: 'Download it again, or check the filter it was exported with.',
    })
  }
  if (rowsQuarantined === 0 || report.observations + report.findings + report.successions > 0) return
  const wrong = issues.filter(issue => issue.severity === 'quarantined')
  throw new RefusedFile([
    {
      severity: 'refused',
      check: 'nothing-left',
      file: fileName,
      row: null,
      column: null,
      found: `${rowsQuarantined} rows, every one of them in error`,
      expected: 'rows that can be read',
      todo: 'Correct what is told below, and import it again.',
      count: 1,
    },
    ...wrong.map(issue => ({ ...issue, severity: 'refused' as const })),
  ])
}

/** In words, what stands in an archive or workbook of which no table is known. */
function whatIsThere(tables: readonly { readonly name: string; readonly seen: string }[]): string {
  if (tables.length === 0) return 'there is no CSV file or workbook in it'
  return tables
    .slice(0, 3)
    .map(({ name, seen }) => `${name}: ${seen}`)
    .join('; ')
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
