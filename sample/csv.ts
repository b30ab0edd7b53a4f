/** CSV as the importers read it. Every row ends with the column `Record_kind`, which says `fictional`. */
export interface SampleFile {
  /** Name of the file within the sample's folder. */
  readonly name: string
  readonly title: string
  /** ISO instant at which, in the sample's world, it was published. */
  readonly knownAt: string
  readonly text: string
}

type Cell = string | number | null

/** Writes a table with CRLF line ends, quoting only what needs it; null is an empty cell. */
export function writeTable(columns: readonly string[], rows: Iterable<readonly Cell[]>): string {
  const lines = [[...columns, 'Record_kind'].map(quote).join(',')]
  for (const row of rows) {
    if (row.length !== columns.length)
      throw new Error(`A row of ${row.length} cells for ${columns.length} columns: ${row.join(', ')}`)
    lines.push(`${row.map(quote).join(',')},fictional`)
  }
  return `${lines.join('\r\n')}\r\n`
}

function quote(cell: Cell): string {
  const text = cell === null ? '' : String(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
