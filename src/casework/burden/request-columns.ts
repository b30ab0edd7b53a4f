/** The columns of a ledger of requests, and how its header is held against them. */
import { didYouMean } from '../../documents/nearest.ts'
import type { IssueLog } from '../../evidence/issue-log.ts'
import { normaliseHeader } from '../../evidence/names.ts'

export const requestColumns = [
  'organisation',
  'kind',
  'asker',
  'basis',
  'reference',
  'what',
  'subjects',
  'hours',
  'asked',
  'due',
  'cadence',
  'until',
  'answered',
  'answer',
  'metric',
  'case',
] as const
export type RequestColumn = (typeof requestColumns)[number]

/** What a ledger may leave out altogether: nothing is then known of it. */
const optional: readonly RequestColumn[] = ['reference', 'due', 'until', 'answered', 'answer', 'metric', 'case']

/** Where each column stands in a header (from 0). What is unknown, twice or missing is put into the log. */
export function findRequestColumns(
  header: readonly string[],
  row: number,
  log: IssueLog,
): ReadonlyMap<RequestColumn, number> {
  const found = new Map<RequestColumn, number>()
  header.forEach((cell, index) => {
    const name = normaliseHeader(cell).replaceAll(' ', '_')
    if (name === '') return
    const known = requestColumns.find(column => column === name)
    if (known === undefined) {
      const hint = didYouMean(name, requestColumns)
      log.add('refused', 'unknown-column', {
        row,
        column: cell,
        found: `the column "${cell}"`,
        expected: `columns of ${requestColumns.join(', ')}`,
        todo: hint === '' ? 'Take it out.' : hint.trim(),
      })
    } else if (found.has(known))
      log.add('refused', 'column-twice', {
        row,
        column: cell,
        found: 'it twice',
        expected: 'it once',
        todo: 'Take one out.',
      })
    else found.set(known, index)
  })
  for (const column of requestColumns)
    if (!found.has(column) && !optional.includes(column))
      log.add('refused', 'missing-column', {
        row,
        column,
        found: 'no such column',
        expected: `the columns ${requestColumns.filter(one => !optional.includes(one)).join(', ')}`,
        todo: 'Add it; a cell of it may be empty where nothing is known.',
      })
  return found
}
