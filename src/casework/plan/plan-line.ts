/** One row of a plan file: what its columns say, and whether it is a row of this plan at all. */
import { didYouMean } from '../../documents/nearest.ts'
import type { Rows } from '../../evidence/csv-rows.ts'
import type { IssueLog } from '../../evidence/issue-log.ts'
import { monthOf } from './plan-cells.ts'
import { type PlanColumn, planColumns, rowKinds, type RowKind } from './plan-columns.ts'
import { asWritten, type PlanAbout } from './plan-table.ts'

export interface Line {
  readonly row: number
  readonly kind: RowKind | null
  /** The text of a column as its author wrote it. */
  readonly cell: (column: PlanColumn) => string
}

/** Whether a row says anything. */
export function isFilled(cells: readonly string[]): boolean {
  return cells.some(cell => cell.trim() !== '')
}

/** A row under its columns; `row` as a spreadsheet counts. */
export function lineOf(cells: readonly string[], row: number, columns: ReadonlyMap<PlanColumn, number>): Line {
  const cell = (column: PlanColumn) => asWritten(cells[columns.get(column) ?? -1] ?? '').trim()
  const kind = cell('row_kind').toLowerCase()
  return { row, cell, kind: Object.hasOwn(rowKinds, kind) ? (kind as RowKind) : null }
}

/** Puts into the log every value that stands beyond the columns. */
export function refuseBeyondHeader(rows: Rows, top: number, log: IssueLog): void {
  const header = rows[top] ?? []
  rows.forEach((cells, index) => {
    const at = cells.findIndex((cell, column) => cell.trim() !== '' && (header[column] ?? '').trim() === '')
    if (index <= top || at < 0) return
    const todo = 'Put it into a column of the plan, or quote a value that holds a comma.'
    const found = `"${short(cells[at] ?? '')}" in place ${at + 1}, which has no column`
    log.add('refused', 'value-without-column', {
      row: index + 1,
      found,
      expected: 'values under the columns only',
      todo,
    })
  })
}

/** Whether a row is one of this plan; if not, the log says why. */
export function isOfPlan({ row, kind, cell }: Line, about: PlanAbout, log: IssueLog): boolean {
  const same = (column: PlanColumn, check: string, expected: string, read: (text: string) => string, todo: string) => {
    const found = cell(column)
    if (read(found) === expected) return true
    // One message for a whole file of another trust or month.
    log.add('refused', check, { row, column, found: said(found), expected, todo, alike: found })
    return false
  }
  const ours = [
    same(
      'record_kind',
      'other-sector',
      about.recordKind,
      text => text.toLowerCase(),
      'Real and fictional records never mix: import it where it belongs.',
    ),
    same(
      'organisation',
      'another-organisation',
      about.organisation,
      text => text.toUpperCase(),
      'Import it in the case of that organisation, or correct the code.',
    ),
    same(
      'month',
      'another-month',
      about.month,
      monthOf,
      'Import it as the update of that month, or correct the month in every row.',
    ),
  ]
  if (kind === null) {
    const kinds = Object.keys(rowKinds)
    const todo = didYouMean(cell('row_kind'), kinds) || 'Correct it.'
    log.add('refused', 'unknown-row-kind', {
      row,
      column: 'row_kind',
      found: said(cell('row_kind')),
      expected: `one of ${kinds.join(', ')}`,
      todo,
      alike: `${row}`,
    })
    return false
  }
  const own: readonly PlanColumn[] = ['record_kind', 'organisation', 'month', 'row_kind', ...rowKinds[kind]]
  for (const column of planColumns)
    if (!own.includes(column) && cell(column) !== '') {
      const todo = `Remove it, or move it to the row it belongs to.`
      log.add('refused', 'value-out-of-place', {
        row,
        column,
        found: said(cell(column)),
        expected: `nothing in a row of kind ${kind}`,
        todo,
        alike: `${row} ${column}`,
      })
    }
  return ours.every(Boolean)
}

/** A value as found, for a message. */
export function said(text: string): string {
  return text === '' ? 'nothing' : `"${short(text)}"`
}

function short(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}…` : text
}
