/** Aggregate figures only: a file that looks as if its rows were people is refused before anything of it is kept. */
import type { Rows } from './csv-rows.ts'
import { normaliseHeader } from './names.ts'
import { refuse } from './refused-file.ts'

const personal =
  /^(nhs ?(number|no\.?|num)|pseudo ?nhs ?number|pseudonymised? .*id|patient ?(id|identifier|name|number|key|postcode|address)?|local ?patient ?identifier|hospital ?(number|no\.?)|mrn|medical record number|(patient |person )?(date ?of ?birth|birth ?date|dob)|(person |patient )?(forename|surname|first ?name|last ?name|given ?name|family ?name)|post ?code( of usual address)?|home address|(person|patient) (stated )?gender( code)?|spell ?(id|identifier|number)|hospital provider spell (no|number|identifier)|nhs number status.*)$/

const expected = 'one row per organisation and period, and no column about a person'
const todo =
  'Turnaround holds figures about organisations only. Delete the copy you gave it, and import an aggregate table.'

/** Looks at the first rows of a table. The message names columns, never a value. Throws RefusedFile. */
export function refusePatientLevel(rows: Rows, fileName: string): void {
  rows.slice(0, 30).forEach((row, at) => {
    const columns = row.filter(cell => personal.test(normaliseHeader(cell)))
    // A header has other names beside it; a lone word in a preamble is no column.
    if (columns.length > 0 && row.filter(cell => cell.trim() !== '').length > 1)
      refuse(fileName, 'patient-level', {
        row: at + 1,
        column: columns[0] ?? null,
        found: `what looks like records of people: the column${columns.length > 1 ? 's' : ''} ${columns.map(name => `"${name.trim()}"`).join(', ')}`,
        expected,
        todo,
      })
  })
  const watch = watchForPeople(rows[0] ?? [], fileName)
  for (const row of rows) watch.add(row)
  watch.refuse()
}

export interface PeopleWatch {
  add(row: readonly string[]): void
  /** Throws RefusedFile once a column looks like NHS numbers. */
  refuse(): void
}

/** Watches every row for values shaped as NHS numbers, in all columns but those known to be counts. */
export function watchForPeople(
  header: readonly string[],
  fileName: string,
  counts: ReadonlySet<number> = new Set(),
): PeopleWatch {
  const shaped: number[] = []
  const valid: number[] = []
  return {
    add(row) {
      for (let column = 0; column < row.length; column++) {
        const cell = row[column] as string
        // The length first: an extract has tens of millions of cells.
        if (cell.length < 10 || cell.length > 14 || counts.has(column)) continue
        const digits = cell.replace(/[ -]/g, '')
        if (!/^\d{10}$/.test(digits)) continue
        shaped[column] = (shaped[column] ?? 0) + 1
        if (isNhsNumber(digits)) valid[column] = (valid[column] ?? 0) + 1
      }
    },
    refuse() {
      valid.forEach((count, column) => {
        // One in eleven ten-digit numbers passes by chance.
        if (count < 3 || count < (shaped[column] ?? 0) * 0.8) return
        const printed = (header[column] ?? '').trim()
        const name = printed === '' || /\d{3}/.test(printed) ? `${column + 1}` : printed
        refuse(fileName, 'patient-level', {
          column: name,
          found: `${count} values shaped as NHS numbers in column ${name}`,
          expected,
          todo,
        })
      })
    },
  }
}

/** Ten digits whose last is the modulus-11 check digit of the others (NHS Data Dictionary, NHS number). */
export function isNhsNumber(digits: string): boolean {
  if (!/^\d{10}$/.test(digits) || /^(\d)\1{9}$/.test(digits)) return false
  let sum = 0
  for (let at = 0; at < 9; at++) sum += Number(digits[at]) * (10 - at)
  const check = (11 - (sum % 11)) % 11
  return check !== 10 && check === Number(digits[9])
}
