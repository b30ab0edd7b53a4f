/** What every reader of rows shares: its context, where its records go, and how a row is set aside. */
import { translate, type Columns, type FoundColumn } from './columns.ts'
import type { IssueLog } from './issue-log.ts'
import type { Finding, Observation, OrganisationRecord, Period, Succession } from './model.ts'
import { isOrganisationCode } from './names.ts'
import type { PeriodReader } from './period-column.ts'
import type { Proposer } from './propose-organisation.ts'
import type { Source } from './source.ts'

export type Row = readonly string[]

/** Reads one row, whose organisation and period are known. */
export type Reader = (row: Row, number: number, organisation: string, period: Period | null) => void

/** Everything read from one table, before the checks that need to see it whole. */
export interface Records {
  readonly observations: Observation[]
  readonly findings: Finding[]
  readonly organisations: OrganisationRecord[]
  readonly successions: Succession[]
  /** Rows set aside. */
  readonly quarantined: Set<number>
  rowsRead: number
}

export interface RowContext {
  readonly source: Source
  readonly columns: Columns
  readonly fileName: string
  readonly importIndex: number
  readonly log: IssueLog
  /** The period where no column says it. */
  readonly otherwise: Period | null
  /** Codes for a name that stands where a code should. */
  readonly propose: Proposer
}

/** Thrown inside a row to set it aside. */
export class BadRow extends Error {
  readonly check: string
  readonly column: string | null
  readonly found: string
  readonly expected: string
  readonly todo: string
  /** What makes two rows set aside for the same thing; the column unless told. */
  readonly alike: string | undefined
  constructor(check: string, column: string | null, found: string, expected: string, todo: string, alike?: string) {
    super(check)
    this.check = check
    this.column = column
    this.found = found
    this.expected = expected
    this.todo = todo
    this.alike = alike
  }
}

/** The code of a row's organisation. Throws BadRow, which proposes a code where a name stands instead. */
export function organisationOf(row: Row, column: FoundColumn, propose: Proposer): string {
  const printed = translate(column, row[column.index] ?? '')
  const code = printed.toUpperCase()
  if (isOrganisationCode(code)) return code
  const proposed = propose(printed).join(' or ')
  throw new BadRow(
    'unreadable-organisation',
    column.header,
    printed === '' ? 'no organisation code' : `"${printed}"`,
    'an organisation code such as RJ1',
    proposed === ''
      ? 'Give the code that the ODS list has for it.'
      : `It may be ${proposed}, which has had that name: if so, put the code in its place.`,
    proposed === '' ? undefined : code,
  )
}

/** Why a row whose period cannot be read is set aside. */
export function unreadablePeriod(row: Row, periods: PeriodReader, source: Source): BadRow {
  return new BadRow(
    'unreadable-period',
    periods.column,
    `"${periods.label(row)}"`,
    'a period such as Q1 2025/26, Jun-25 or 2025/26',
    `Correct it, or add how ${source.title} prints its periods to the source description.`,
  )
}

/** The period, where there must be one. Throws BadRow. */
export function needPeriod(period: Period | null, fileName: string): Period {
  if (period) return period
  throw new BadRow(
    'unreadable-period',
    null,
    `no period in the row, nor in the name "${fileName}"`,
    'a period',
    'Give the file the name it was published under, or add a period column.',
  )
}

/** Makes the function that says whether a row is left out on purpose, and notes why. */
export function leaveOutOf({ source, columns, log }: RowContext): (row: Row, number: number) => boolean {
  const rules = source['leave-out'].flatMap(({ column, matches, because }) => {
    const index = columns.named(column)?.index
    return index === undefined ? [] : [{ index, pattern: new RegExp(matches, 'i'), because }]
  })
  return (row, number) => {
    const rule = rules.find(({ index, pattern }) => pattern.test((row[index] ?? '').trim()))
    if (!rule) return false
    log.add('note', 'row-left-out', {
      row: number,
      found: `a row that is ${rule.because}`,
      expected: 'rows of single organisations',
      todo: 'Nothing to do: such rows are left out on purpose.',
      alike: rule.because,
    })
    return true
  }
}

/** Puts a row in error aside, and says why. */
export function setAside(
  { check, column, found, expected, todo, alike }: BadRow,
  row: number,
  records: Records,
  log: IssueLog,
): void {
  records.quarantined.add(row)
  log.add('quarantined', check, { row, column, found, expected, todo, ...(alike === undefined ? {} : { alike }) })
}
