/** Workbooks (XLSX, XLS, ODS) as sheets of text cells, all through one function so that the library can be changed in one place. */
import { read, readOds } from 'hucre'
import { refuse } from './refused-file.ts'

export interface Sheet {
  readonly name: string
  readonly rows: readonly (readonly string[])[]
}

/** Reads every sheet; an empty cell is '', a date is ISO, a number has all its digits. Throws RefusedFile on what is no workbook. */
export async function readWorkbook(
  bytes: Buffer,
  kind: 'xlsx' | 'xls' | 'ods',
  fileName: string,
): Promise<readonly Sheet[]> {
  let workbook
  try {
    workbook = kind === 'ods' ? await readOds(bytes) : await read(bytes)
  } catch (error) {
    refuse(fileName, 'truncated', {
      found: `a workbook that cannot be read (${(error as Error).message})`,
      expected: 'a whole workbook without a password',
      todo: 'Open it, save it again as XLSX or CSV, and import that.',
    })
  }
  return workbook.sheets.map(sheet => ({ name: sheet.name, rows: sheet.rows.map(row => row.map(cellText)) }))
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
