/**
 * A ledger of requests from rows: all of it, or nothing and every fault with its row, column and what to do. A person may have
 * opened the file in a spreadsheet, so days and figures are read however that writes them. Pure.
 */
import { schemaFaults } from '../../documents/schema-faults.ts'
import type { Rows } from '../../evidence/csv-rows.ts'
import { issueLog } from '../../evidence/issue-log.ts'
import type { Issue } from '../../evidence/model.ts'
import { dateOf, figureOf } from '../plan/plan-cells.ts'
import { isFilled } from '../plan/plan-line.ts'
import { asWritten } from '../plan/plan-table.ts'
import { unfitText } from '../plain-text.ts'
import { plainText } from './burden.ts'
import { type Request, requestBody, wrongIn } from './request.ts'
import { findRequestColumns, type RequestColumn } from './request-columns.ts'

/** A request with the row (as a spreadsheet counts) that it stands in. */
export interface RequestRow {
  readonly row: number
  readonly organisation: string
  readonly body: Request
}

export type LedgerReading =
  | { readonly requests: readonly RequestRow[]; readonly issues: readonly [] }
  | { readonly requests: null; readonly issues: readonly Issue[] }

/** What the rows are held against. */
export interface LedgerBounds {
  readonly organisations: { has(code: string): boolean }
  readonly metrics: ReadonlySet<string>
}

/** Most requests of one file. */
export const mostRequests = 5_000

/** Reads the rows of a file, the header first; `fileName` is for messages. */
export function requestsOfRows(rows: Rows, bounds: LedgerBounds, fileName: string): LedgerReading {
  const log = issueLog(fileName)
  const top = rows.findIndex(isFilled)
  const columns = findRequestColumns(rows[top] ?? [], top + 1, log)
  // Without its columns nothing that a row says can be relied on.
  if (log.list().length > 0) return { requests: null, issues: log.list() }
  const filled = rows.flatMap((cells, index) => (index > top && isFilled(cells) ? [{ cells, row: index + 1 }] : []))
  if (filled.length === 0 || filled.length > mostRequests)
    log.add('refused', 'number-of-rows', {
      found: `${filled.length} requests`,
      expected: `1 to ${mostRequests}`,
      todo: filled.length === 0 ? 'Add the requests under the header.' : 'Send it in parts.',
    })
  const wide = Math.max(...columns.values()) + 1
  const requests = filled.map(({ cells, row }): RequestRow => {
    const refused = (column: string, found: string, expected: string, todo = 'Correct it.') =>
      log.add('refused', 'request-fault', { row, column, found, expected, todo, alike: `${row} ${column} ${found}` })
    if (cells.slice(wide).some(cell => cell.trim() !== ''))
      refused(
        'what',
        `${cells.length} values`,
        `the ${columns.size} of the header`,
        'Quote a value that holds a comma.',
      )
    const cell = (column: RequestColumn) => {
      const at = columns.get(column)
      return at === undefined ? '' : asWritten(cells[at] ?? '').trim()
    }
    const value = valueOf(cell)
    for (const [column, text] of Object.entries(value)) {
      const unfit = unfitText([text])
      if (unfit !== null) refused(column, 'text that cannot be kept', 'plain text', unfit)
    }
    const organisation = cell('organisation').toUpperCase()
    if (!bounds.organisations.has(organisation))
      refused('organisation', said(organisation), 'the code of an organisation that is known here')
    const parsed = requestBody.safeParse(value)
    if (!parsed.success)
      for (const { path, words } of schemaFaults(parsed.error, requestBody, value))
        refused(String(path[0] ?? 'what'), said(words.found), words.expected, words.todo || 'Correct it.')
    else {
      const wrong = wrongIn(parsed.data)
      if (wrong) refused(wrong.field, wrong.found, wrong.expected)
      if (parsed.data.metric !== null && !bounds.metrics.has(parsed.data.metric))
        refused('metric', said(parsed.data.metric), 'a metric that is loaded, by its id')
    }
    return { row, organisation, body: parsed.data as Request }
  })
  const issues = log.list().toSorted((a, b) => (a.row ?? 0) - (b.row ?? 0))
  return issues.length > 0 ? { requests: null, issues: issues.slice(0, mostIssues) } : { requests, issues: [] }
}

/** Who reads on after a hundred? */
const mostIssues = 100

function valueOf(cell: (column: RequestColumn) => string): Record<keyof Request, unknown> {
  const maybe = (column: RequestColumn) => cell(column) || null
  const dated = (column: RequestColumn) => (cell(column) === '' ? null : dateOf(cell(column)))
  const slug = (column: RequestColumn) => plainText(cell(column)).replaceAll(' ', '-')
  return {
    kind: slug('kind'),
    asker: cell('asker'),
    basis: slug('basis'),
    reference: maybe('reference'),
    what: cell('what'),
    subjects: cell('subjects')
      .split(';')
      .map(one => one.trim())
      .filter(one => one !== ''),
    hours: cell('hours') === '' ? null : figureOf(cell('hours')),
    asked: dateOf(cell('asked')),
    due: dated('due'),
    cadence: slug('cadence'),
    until: dated('until'),
    answered: dated('answered'),
    answer: maybe('answer'),
    metric: maybe('metric'),
    case: maybe('case'),
  }
}

function said(found: string): string {
  return found === '' || found === '""' ? 'nothing' : found
}
