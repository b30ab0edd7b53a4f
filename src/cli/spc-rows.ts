/** Series from a tidy CSV file: a row for each date, with columns for date, value and, where there are many, group. */
import { createReadStream } from 'node:fs'
import { csvRows, type TextNotes } from '../evidence/csv-rows.ts'
import { parseDate } from '../evidence/dates.ts'
import { readValue } from '../evidence/values.ts'
import type { SpcPoint } from '../statistics/spc-model.ts'
import { UsageError } from './output.ts'

export interface SpcColumnNames {
  readonly date?: string
  readonly value?: string
  readonly group?: string
}

/** The points of each group in the order of the file; one group, null, where there is no column of groups. */
export async function readSeries(file: string, names: SpcColumnNames): Promise<Map<string | null, SpcPoint[]>> {
  const notes: TextNotes = { encoding: 'utf-8', endsWithLineBreak: true }
  const groups = new Map<string | null, SpcPoint[]>()
  const dates = new Map<string, string>()
  let places: ReturnType<typeof columnPlaces> | null = null
  let row = 0
  for await (const rows of csvRows(createReadStream(file), file, notes)) {
    for (const cells of rows) {
      row++
      if (cells.length === 1 && (cells[0] as string).trim() === '') continue
      if (places === null) {
        places = columnPlaces(file, row, cells, names)
        continue
      }
      const date = isoOf(cells[places.date] ?? '', dates)
      if (date === null)
        throw cellError(file, row, places.names.date, cells[places.date], 'a date such as 2026-05-01 or 01/05/2026')
      const value = valueOf(cells[places.value] ?? '')
      if (value === undefined)
        throw cellError(file, row, places.names.value, cells[places.value], 'a finite number, or nothing where missing')
      const group = places.group < 0 ? null : (cells[places.group] ?? '').trim()
      const points = groups.get(group)
      if (points) points.push({ date, value, row })
      else groups.set(group, [{ date, value, row }])
    }
  }
  if (places === null) throw new UsageError(`${file}: found no header row; expected columns for date and value.`)
  return groups
}

function columnPlaces(file: string, row: number, header: readonly string[], names: SpcColumnNames) {
  const titles = header.map(title => title.trim())
  const place = (option: keyof SpcColumnNames, needed: boolean) => {
    const name = names[option] ?? option
    const exact = titles.indexOf(name)
    const found = exact >= 0 ? exact : titles.findIndex(title => title.toLowerCase() === name.toLowerCase())
    if (found < 0 && needed)
      throw new UsageError(
        `${file}, row ${row}: found the columns ${titles.join(', ')}; expected one named ${name}. Name it with --${option}.`,
      )
    return found
  }
  const [date, value, group] = [place('date', true), place('value', true), place('group', names.group !== undefined)]
  return { date, value, group, names: { date: titles[date] ?? '', value: titles[value] ?? '' } }
}

function cellError(file: string, row: number, column: string, found: string | undefined, expected: string): UsageError {
  return new UsageError(`${file}, row ${row}, column ${column}: found "${found ?? ''}"; expected ${expected}.`)
}

/** Months, years and instants keep their form, dates become ISO; files have few distinct ones, so each is read once. */
function isoOf(text: string, seen: Map<string, string>): string | null {
  const known = seen.get(text)
  if (known !== undefined) return known
  const plain = text.trim()
  const keeps = /^\d{4}(-\d{2})?$/.test(plain) || /^\d{4}-\d{2}-\d{2}[T ]\d{2}:/.test(plain)
  const iso = keeps ? plain : parseDate(plain)
  if (iso !== null) seen.set(text, iso)
  return iso
}

/** A number exactly as printed; null where it is missing or suppressed; undefined for anything else. */
function valueOf(text: string): number | null | undefined {
  const plain = text === '' ? Number.NaN : Number(text)
  if (Number.isFinite(plain) && text.trim() !== '') return plain
  const read = readValue(text)
  return read === null ? undefined : read.value
}
