/** One table of a file: its header recognised, each row read, the whole checked. */
import { rowAggregator } from './aggregate-rows.ts'
import { check } from './checks.ts'
import { findColumns } from './columns.ts'
import type { Table } from './containers.ts'
import type { Rows } from './csv-rows.ts'
import type { IssueLog } from './issue-log.ts'
import type { RecordKind } from './model.ts'
import { refusePatientLevel, watchForPeople } from './patient-level.ts'
import { periodOtherwise } from './period-column.ts'
import { proposer } from './propose-organisation.ts'
import type { ReadOptions } from './read-options.ts'
import { rowReader } from './read-rows.ts'
import { recognise, type Nearest } from './recognise.ts'
import { refuse } from './refused-file.ts'
import type { Records } from './row.ts'
import type { Source, SourceVersion } from './source.ts'
import { refuseUnreadable, seenHeader } from './table-head.ts'

export interface TableReading {
  readonly name: string | null
  readonly source: Source
  readonly version: SourceVersion
  /** Rows in the table, header included, and how many rows of the file stand before it. */
  readonly rows: number
  readonly rowOffset: number
  readonly records: Records
  readonly declaredKinds: ReadonlySet<RecordKind>
}

interface TableOptions extends ReadOptions {
  readonly fileName: string
  readonly log: IssueLog
  readonly rowOffset: number
  /** The source of the file's other tables: only that is read on. */
  readonly only: Source | null
}

/** More would not fit beside everything else in memory; such a table must be summed as it is read. */
const mostObservations = 2_000_000
const trailer =
  /^(trailer|row count|record count|total rows|number of (rows|records)|rows|records)\b\s*[:=]?\s*(\d[\d,]*)?$/i

/** Reads a table, or says which source came nearest. Throws RefusedFile. */
export async function readTable(
  table: Table,
  options: TableOptions,
): Promise<TableReading | { readonly nearest: Nearest | null; readonly seen: string }> {
  const { fileName, log, rowOffset } = options
  const blocks = table.rows[Symbol.asyncIterator]()
  const first = await firstRows(blocks)
  let head = first
  refuseUnreadable(head, fileName, table)
  refusePatientLevel(head, fileName)
  const found = recognise(options.only ? [options.only] : options.sources, head, fileName)
  if ('nearest' in found) {
    await blocks.return?.()
    return { nearest: found.nearest, seen: seenHeader(head) }
  }
  const { source, version, firstRow } = found
  const columns = findColumns(found, fileName, log)
  const dated = columns.role('period') ?? columns.role('year')
  // Rows that date the others may stand anywhere, so such a table is gathered before it is read.
  if (!dated && source.period.rows) head = await gather(first, blocks)
  const otherwise = dated ? null : periodOtherwise(found, head, fileName, log)
  const records: Records = {
    observations: [],
    findings: [],
    organisations: [],
    successions: [],
    quarantined: new Set(),
    rowsRead: 0,
  }
  const context = {
    source,
    columns,
    fileName,
    importIndex: options.importIndex,
    log,
    otherwise,
    propose: options.propose ?? proposer([]),
  }
  const people = watchForPeople(found.header, fileName, new Set(columns.bands.map(band => band.index)))
  const aggregator = source.aggregate ? rowAggregator(context, records) : null
  const read = aggregator ? aggregator.add : rowReader(context, records)
  const kind = columns.role('record-kind')
  const declaredKinds = new Set<RecordKind>()
  const lastColumn = Math.max(0, ...columns.list.map(column => column.index), ...columns.bands.map(band => band.index))
  let position = 0
  let dataRows = 0
  let short: { row: number; cells: number } | null = null
  let declaredRows: number | null = null
  for (let block: Rows | null = head; block; block = await next(blocks)) {
    for (const row of block) {
      position++
      if (position <= firstRow || (row.length === 1 && row[0] === '')) continue
      people.add(row)
      const number = rowOffset + position
      if (short) quarantineShort(short, columns.width, records, log)
      short = null
      const mark = trailer.exec((row[0] ?? '').trim())
      if (mark && row.filter(cell => cell.trim() !== '').length <= 2 && /\d/.test(row.join(''))) {
        declaredRows = Number((mark[3] ?? row.slice(1).find(cell => /\d/.test(cell)) ?? '').replaceAll(',', ''))
        continue
      }
      if (row.length <= lastColumn) {
        short = { row: number, cells: row.length }
        continue
      }
      dataRows++
      if (kind) declaredKinds.add(kindOfRow(row[kind.index] ?? '', kind.header, number, fileName))
      read(row, number)
    }
    people.refuse()
    if (records.observations.length > mostObservations)
      refuse(fileName, 'too-large', {
        found: `more than ${mostObservations} values`,
        expected: 'fewer, or a source description that sums them as they are read',
        todo: 'Split the file, or add an "aggregate" section to its source description.',
      })
  }
  aggregator?.finish()
  const again = 'Download it again: it was probably cut short.'
  if (short)
    refuse(fileName, 'truncated', {
      row: short.row,
      found: `a last row of ${short.cells} cells`,
      expected: `${columns.width} cells, as in the header`,
      todo: again,
    })
  if (dataRows === 0 && table.name === null)
    refuse(fileName, 'header-only', {
      row: firstRow,
      found: 'a header and no rows',
      expected: 'rows below the header',
      todo: 'Download it again, or check the filter it was exported with.',
    })
  if (declaredRows !== null && declaredRows > dataRows)
    refuse(fileName, 'truncated', {
      row: rowOffset + position,
      found: `${dataRows} rows`,
      expected: `the ${declaredRows} that its last row declares`,
      todo: again,
    })
  tellOfText(table, log)
  const checked = check(records, {
    source,
    columns,
    today: options.today,
    knownOrganisations: options.knownOrganisations ?? null,
    log,
  })
  return { name: table.name, source, version, rows: position, rowOffset, records: checked, declaredKinds }
}

/** Enough rows to recognise a table by, and to see whether they are about people. */
async function firstRows(blocks: AsyncIterator<Rows>): Promise<Rows> {
  let rows: Rows = []
  for (let block = await next(blocks); block; block = await next(blocks)) {
    rows = rows.length === 0 ? block : [...rows, ...block]
    if (rows.length >= 1000) break
  }
  return rows
}

async function gather(first: Rows, blocks: AsyncIterator<Rows>): Promise<Rows> {
  const all = [...first]
  for (let block = await next(blocks); block; block = await next(blocks)) all.push(...block)
  return all
}

async function next(blocks: AsyncIterator<Rows>): Promise<Rows | null> {
  const result = await blocks.next()
  return result.done ? null : result.value
}

function kindOfRow(cell: string, column: string, row: number, fileName: string): RecordKind {
  const word = cell.trim().toLowerCase()
  if (word === 'real' || word === 'fictional' || word === 'exercise') return word
  refuse(fileName, 'unknown-record-kind', {
    row,
    column,
    found: `"${cell}"`,
    expected: 'real, fictional or exercise',
    todo: 'Say which it is in every row.',
  })
}

function quarantineShort(
  { row, cells }: { row: number; cells: number },
  width: number,
  records: Records,
  log: IssueLog,
): void {
  records.rowsRead++
  records.quarantined.add(row)
  log.add('quarantined', 'row-length', {
    row,
    found: `${cells} cells`,
    expected: `${width}, as in the header`,
    todo: 'Look for a missing comma or a line break inside a value without quotation marks.',
  })
}

function tellOfText({ notes }: Table, log: IssueLog): void {
  if (notes.encoding !== 'utf-8')
    log.add('note', 'encoding', {
      found: `text in ${notes.encoding}`,
      expected: 'UTF-8',
      todo: 'Read as such; check names with accents or £ signs.',
    })
  if (!notes.endsWithLineBreak)
    log.add('note', 'no-final-line-break', {
      found: 'a last row without a line break',
      expected: 'one at its end',
      todo: 'Usually harmless, but compare the last row with the source: it could have been cut.',
    })
}
