/** The period of a row: from its period column, its year and month columns, or whatever the source says in their stead. */
import type { Columns } from './columns.ts'
import type { Rows } from './csv-rows.ts'
import type { IssueLog } from './issue-log.ts'
import type { Period } from './model.ts'
import { parsePeriod } from './periods.ts'
import type { Recognised } from './recognise.ts'
import type { Source } from './source.ts'

export interface PeriodReader {
  /** null where the file says nothing of periods; `unreadable` where it says something we cannot read. */
  (row: readonly string[]): Period | null | 'unreadable'
  label(row: readonly string[]): string
  readonly column: string | null
}

export function periodReader({
  source,
  columns,
  otherwise,
}: {
  source: Source
  columns: Columns
  otherwise: Period | null
}): PeriodReader {
  const [period, year, month] = [columns.role('period'), columns.role('year'), columns.role('month')]
  const label = (row: readonly string[]): string => {
    if (period) return (row[period.index] ?? '').trim()
    if (!year) return ''
    const printed = (row[year.index] ?? '').trim()
    const monthly = month ? (row[month.index] ?? '').trim() : ''
    return monthly === '' ? printed : /^\d+$/.test(monthly) ? `${printed}-${monthly}` : `${monthly} ${printed}`
  }
  const read = labelReader(source.period.kind)
  const ofRow = (row: readonly string[]) => {
    const printed = label(row)
    return printed === '' ? otherwise : (read(printed) ?? 'unreadable')
  }
  return Object.assign(ofRow, { label, column: (period ?? year)?.header ?? null })
}

/** Parses labels, each once: a file repeats a few labels thousands of times. */
export function labelReader(kind = 'any'): (label: string) => Period | null {
  const seen = new Map<string, Period | null>()
  return label => {
    let period = seen.get(label)
    if (period === undefined) {
      period = parsePeriod(label, kind)
      seen.set(label, period)
    }
    return period
  }
}

/** The period of a file whose rows do not say it: from rows that are dated by it, its name, or the source's default. */
export function periodOtherwise(
  { source, header, firstRow }: Recognised,
  head: Rows,
  fileName: string,
  log: IssueLog,
): Period | null {
  const { rows, default: assumed, kind } = source.period
  const inName = source.period['file-name']
    ? new RegExp(source.period['file-name'], 'i').exec(fileName)?.[1]
    : undefined
  const column = (name: string) => header.findIndex(printed => printed.trim().toLowerCase() === name.toLowerCase())
  const dated =
    rows &&
    head.slice(firstRow).find(row => Object.entries(rows.where).every(([name, value]) => row[column(name)] === value))
  const label = dated ? (dated[column(rows.column)] ?? '') : (inName ?? assumed)
  if (label === undefined) return null
  if (!dated && inName === undefined)
    log.add('note', 'period-assumed', {
      found: 'no period in the file',
      expected: `the period of ${source.title}`,
      todo: `Taken as ${label}, the period of the release that had none.`,
    })
  return parsePeriod(label.replace(/[-_]/g, ' ').replace(/^(\d{4}) (\d{2})$/, '$1/$2'), kind)
}
