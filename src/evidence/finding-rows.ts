/** Findings: one to a row of the tidy file, or cells that are findings themselves, such as ratings. */
import { translate, type Columns } from './columns.ts'
import { parseDate } from './dates.ts'
import { BadRow, type Reader, type Records, type Row, type RowContext } from './row.ts'

/** The reader of findings; null where the table has none. */
export function findingReader({ source, columns, importIndex }: RowContext, { findings }: Records): Reader | null {
  const kind = columns.role('finding-kind')
  const value = columns.role('finding-value')
  const cells = columns.list.filter(column => column.spec.finding)
  if (!(kind && value) && cells.length === 0) return null
  const text = (role: Parameters<Columns['role']>[0], row: Row) => (row[columns.role(role)?.index ?? -1] ?? '').trim()
  const date = (role: 'finding-from' | 'finding-until', row: Row) => {
    const printed = text(role, row)
    const iso = parseDate(printed)
    if (printed !== '' && iso === null)
      throw new BadRow(
        'unreadable-date',
        columns.role(role)?.header ?? null,
        `"${printed}"`,
        'a date such as 2026-02-27',
        'Write the date as year-month-day.',
      )
    return iso
  }
  return (row, number, organisation, period) => {
    const common = {
      organisation,
      from: date('finding-from', row),
      until: date('finding-until', row),
      period,
      author: text('finding-author', row) || (source.findings?.author ?? ''),
      document: text('finding-document', row) || (source.findings?.document ?? ''),
      statement: text('finding-statement', row),
      source: { import: importIndex, row: number },
    }
    if (common.from && common.until && common.until < common.from)
      throw new BadRow(
        'impossible-value',
        columns.role('finding-until')?.header ?? null,
        `until ${common.until}, before from ${common.from}`,
        'an end after the beginning',
        'Correct the dates.',
      )
    if (kind && value) {
      const named = translate(kind, row[kind.index] ?? '')
      if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(named))
        throw new BadRow(
          'unreadable-kind',
          kind.header,
          `"${named}"`,
          'a kebab-case word such as capability-rating',
          'Write the kind in lower case with hyphens.',
        )
      findings.push({ ...common, kind: named, value: translate(value, row[value.index] ?? '') })
    }
    for (const column of cells) {
      const rating = translate(column, row[column.index] ?? '')
      if (rating !== '' && rating !== 'NA' && rating !== '-')
        findings.push({ ...common, kind: column.spec.finding as string, value: rating })
    }
  }
}
