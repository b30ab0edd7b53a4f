/** How commands speak: results on stdout (one JSON document with --json), everything else on stderr. */

/** Prints one JSON document and nothing else. */
export function printJson(document: unknown): void {
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`)
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

export function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

export interface Column<Row> {
  readonly title: string
  readonly align?: 'left' | 'right'
  cell(row: Row): string
}

/** Rows as aligned text. */
export function textTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const cells = [columns.map(column => column.title), ...rows.map(row => columns.map(column => column.cell(row)))]
  const widths = columns.map((_, index) => Math.max(...cells.map(line => line[index]?.length ?? 0)))
  return cells
    .map(line =>
      line
        .map((cell, index) =>
          columns[index]?.align === 'right' ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** A fault of usage or input: exit code 2, with words for the person. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UsageError'
  }
}

/** Today as an ISO date in London, which is what "future" means for English figures. */
export function today(now: Date = new Date()): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(now)
}
