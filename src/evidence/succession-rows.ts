/** Mergers, splits and changes of name: each step of a row once, however many rows repeat it. */
import { parseDate } from './dates.ts'
import { isOrganisationCode } from './names.ts'
import { BadRow, type Reader, type Records, type Row, type RowContext } from './row.ts'

/** The reader of successions; null where the source describes none. */
export function successionReader(
  { source, columns, importIndex }: RowContext,
  { successions }: Records,
): Reader | null {
  if (source.successions.length === 0) return null
  const cell = (row: Row, name: string | undefined) => {
    const text = (name ? (row[columns.named(name)?.index ?? -1] ?? '') : '').trim()
    return text === 'NA' ? '' : text
  }
  const seen = new Set<string>()
  return (row, number) => {
    for (const step of source.successions) {
      const [predecessor, successor] = [cell(row, step.predecessor), cell(row, step.successor)]
      if (predecessor === '' || successor === '' || predecessor === successor) continue
      const key = `${predecessor}|${successor}|${cell(row, step.date)}`
      if (seen.has(key)) continue
      seen.add(key)
      for (const code of [predecessor, successor])
        if (!isOrganisationCode(code))
          throw new BadRow(
            'unreadable-organisation',
            step.successor,
            `"${code}"`,
            'an organisation code',
            'Correct the code.',
          )
      successions.push({
        predecessor,
        successor,
        date: parseDate(cell(row, step.date)),
        kind: cell(row, step.kind).replaceAll('_', '-') || 'succession',
        source: { import: importIndex, row: number },
      })
    }
  }
}
