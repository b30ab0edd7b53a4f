/** Tables as CSV: RFC 4180, one header row, formulas made harmless, the kind of record in each row. */
import type { RecordKind } from '../evidence/model.ts'

export type Cell = string | number | boolean | null

export interface Table {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
  /** Begins with a byte order mark, for what people change in a spreadsheet: without it that would not read UTF-8. */
  readonly forSpreadsheets?: boolean
}

/** The file's text, with `record_kind` as its first column. */
export function csv(table: Table, recordKind: RecordKind): string {
  const lines = [['record_kind', ...table.columns], ...table.rows.map(row => [recordKind, ...row])]
  const mark = table.forSpreadsheets ? '\uFEFF' : ''
  return `${mark}${lines.map(line => line.map(field).join(',')).join('\r\n')}\r\n`
}

/**
 * One field. A text that a spreadsheet would run (one that begins with = + - @, a tab or a carriage return) gets an
 * apostrophe before it; numbers are left alone.
 */
export function field(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  const text = /^[\s\u0000]*[=+\-@\t\r|%]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
