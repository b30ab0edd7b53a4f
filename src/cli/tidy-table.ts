/** A tidy CSV file for the statistics commands: named columns, one row an observation, with the line each came from. */
import { createReadStream } from 'node:fs'
import { csvRows, type TextNotes } from '../evidence/csv-rows.ts'
import { UsageError } from './output.ts'

export interface TidyRow {
  /** Line of the file, the header being 1. */
  readonly line: number
  readonly cells: readonly string[]
}

export interface TidyTable {
  readonly file: string
  readonly header: readonly string[]
  readonly rows: readonly TidyRow[]
}

/** Reads the whole file. Throws UsageError where it cannot be opened or has no header. */
export async function readTidyTable(file: string): Promise<TidyTable> {
  const notes: TextNotes = { encoding: 'utf-8', endsWithLineBreak: true }
  const rows: TidyRow[] = []
  let line = 0
  try {
    for await (const block of csvRows(createReadStream(file), file, notes))
      for (const cells of block) {
        line++
        if (cells.some(cell => cell.trim() !== '')) rows.push({ line, cells })
      }
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'string')
      throw new UsageError(`${file}: could not be read (${error.code}); expected a CSV file. Check the path.`)
    throw error
  }
  const [header, ...rest] = rows
  if (!header) throw new UsageError(`${file}: found no rows; expected a header line and rows below it.`)
  return { file, header: header.cells.map(cell => cell.trim()), rows: rest }
}

/** Index of a column. Throws UsageError naming the columns there are. */
export function columnOf({ file, header }: TidyTable, name: string, option: string): number {
  const exact = header.indexOf(name)
  const index = exact >= 0 ? exact : header.findIndex(cell => cell.toLowerCase() === name.toLowerCase())
  if (index < 0)
    throw new UsageError(
      `${file}: found no column ${name}; expected one of ${header.join(', ')}. Name the right one with ${option}.`,
    )
  return index
}

const missing = new Set(['', 'na', 'n/a', 'nan', 'null', '-', '*'])

/** A number, or null where the cell is blank or says that it is missing. Throws UsageError with line and column. */
export function numberAt({ file, header }: TidyTable, row: TidyRow, column: number): number | null {
  const text = (row.cells[column] ?? '').trim()
  if (missing.has(text.toLowerCase())) return null
  const plain = /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text
  const value = Number(plain)
  if (Number.isFinite(value)) return value
  throw new UsageError(
    `${file}, line ${row.line}, column ${header[column]}: found ${JSON.stringify(text)}; expected a number, or nothing where it is unknown. Correct the cell.`,
  )
}
