/** Workbooks (XLSX, XLS, ODS) as sheets of text cells, all through here so that the library can be changed in one place. */
import { read, readOds, writeXlsx } from 'hucre'
import { refuse } from './refused-file.ts'

export interface Sheet {
  readonly name: string
  readonly rows: readonly (readonly string[])[]
  readonly hidden: boolean
  /** First cells of those that were merged, and cells that hold a formula; rows and columns from 1. */
  readonly merged: readonly SheetPlace[]
  readonly formulas: readonly SheetPlace[]
}

export interface SheetPlace {
  readonly row: number
  readonly column: number
}

/**
 * Reads every sheet, of an XLSX only what is `within` a range where one is given (`A1:CV20000`): an empty cell is '', a date
 * is ISO, a number has all its digits. Throws RefusedFile on what is no workbook.
 */
export async function readWorkbook(
  bytes: Buffer,
  kind: 'xlsx' | 'xls' | 'ods',
  fileName: string,
  within?: string,
): Promise<readonly Sheet[]> {
  let workbook
  try {
    workbook = kind === 'ods' ? await readOds(bytes) : await read(bytes, within === undefined ? {} : { range: within })
  } catch (error) {
    refuse(fileName, 'truncated', {
      found: `a workbook that cannot be read (${(error as Error).message})`,
      expected: 'a whole workbook without a password',
      todo: 'Open it, save it again as XLSX or CSV, and import that.',
    })
  }
  return workbook.sheets.map(sheet => ({
    name: sheet.name,
    rows: sheet.rows.map(row => row.map(cellText)),
    hidden: sheet.hidden === true || sheet.veryHidden === true,
    merged: (sheet.merges ?? []).map(({ startRow, startCol }) => ({ row: startRow + 1, column: startCol + 1 })),
    formulas: [...(sheet.cells ?? [])]
      .filter(([, cell]) => cell.formula !== undefined)
      .map(([place]) => placeOf(place)),
  }))
}

/** `0,2`, which counts from 0, → row 1, column 3. */
function placeOf(place: string): SheetPlace {
  const [row, column] = place.split(',').map(Number)
  return { row: Number(row) + 1, column: Number(column) + 1 }
}

/** An XLSX of one sheet, its first row kept in sight. Text stays text, however much it looks like a number or a formula. */
export function writeWorkbook(
  name: string,
  rows: readonly (readonly (string | number | null)[])[],
): Promise<Uint8Array> {
  // In a workbook _x000D_ stands for a carriage return; that very text needs its first underscore written so too.
  const cell = (value: string | number | null) =>
    typeof value === 'string' ? value.replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_') : value
  const freezePane = { rows: 1 }
  return writeXlsx({ sheets: [{ name, rows: rows.map(row => row.map(cell)), freezePane }] })
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'number') return plainNumber(cell)
  if (cell instanceof Date) return cell.toISOString().slice(0, 10)
  if (typeof cell === 'object') return 'text' in cell ? String(cell.text) : JSON.stringify(cell)
  return typeof cell === 'string' ? cell : JSON.stringify(cell)
}

/** A double without exponent. */
function plainNumber(value: number): string {
  const text = String(value)
  return text.includes('e')
    ? value
        .toFixed(Math.abs(value) < 1 ? 20 : 0)
        .replace(/0+$/, '')
        .replace(/\.$/, '')
    : text
}
