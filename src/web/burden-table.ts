/** What is asked of organisations as a table: one row each. */
import type { AskedJson } from './burden-view.ts'

/** Columns of requests as CSV, and their cells. */
export const askedColumns = [
  'organisation',
  'name',
  'asker',
  'kind',
  'what',
  'subjects',
  'basis',
  'reference',
  'hours',
  'asked',
  'due',
  'cadence',
  'until',
  'answered',
  'answer',
  'overdue',
  'case',
  'to',
  'id',
  'flags',
]

export function askedCells(one: AskedJson) {
  const { flags, subjects, ...plain } = one
  const cells: Readonly<Record<string, string | number | boolean | null>> = {
    ...plain,
    subjects: subjects.join('; '),
    flags: flags.map(({ words }) => words).join(' '),
  }
  return askedColumns.map(column => cells[column] ?? null)
}
