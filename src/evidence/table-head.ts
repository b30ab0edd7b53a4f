/** The first rows of a table: what they show at once, before the source is known. */
import type { Table } from './containers.ts'
import type { Rows } from './csv-rows.ts'
import { refuse } from './refused-file.ts'

/** Refuses a table without rows, or one whose values something other than commas keeps apart. */
export function refuseUnreadable(head: Rows, fileName: string, table: Pick<Table, 'name'>): void {
  const todo = 'Download it again.'
  if (table.name === null && head.every(row => row.every(cell => cell.trim() === '')))
    refuse(fileName, 'empty-file', { found: 'no rows', expected: 'a header and rows', todo })
  const header = head.find(row => row.some(cell => cell.trim() !== ''))
  if (header?.length !== 1) return
  const names: Readonly<Record<string, string>> = { ';': 'semicolons', '\t': 'tabs', '|': 'vertical bars' }
  const text = header[0] ?? ''
  const [mark, count] = Object.keys(names)
    .map(one => [one, text.split(one).length - 1] as const)
    .sort((a, b) => b[1] - a[1])[0] ?? ['', 0]
  if (count >= 2)
    refuse(fileName, 'wrong-delimiter', {
      row: 1,
      found: `values apart by ${names[mark]}`,
      expected: 'commas',
      todo: 'Save it as "CSV (comma delimited)" and import that.',
    })
}

/** The first row in words, for a table that nothing recognises. */
export function seenHeader(head: Rows): string {
  const row = head.find(cells => cells.some(cell => cell.trim() !== ''))
  if (!row) return 'it has no rows'
  return `its first row is ${row
    .slice(0, 6)
    .map(cell => `"${cell.trim().slice(0, 40)}"`)
    .join(', ')}${row.length > 6 ? ' …' : ''}`
}
