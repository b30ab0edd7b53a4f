/** Aggregate figures only: a file that looks as if its rows were people is refused before anything of it is kept. */
import type { Rows } from './csv-rows.ts'
import { normaliseHeader } from './names.ts'
import { refuse } from './refused-file.ts'

const personal =
  /^(nhs ?(number|no\.?|num)|pseudo ?nhs ?number|pseudonymised? .*id|patient ?(id|identifier|name|number|key|postcode|address)?|local ?patient ?identifier|hospital ?(number|no\.?)|mrn|medical record number|(patient |person )?(date ?of ?birth|birth ?date|dob)|(person |patient )?(forename|surname|first ?name|last ?name|given ?name|family ?name)|post ?code( of usual address)?|home address|(person|patient) (stated )?gender( code)?|spell ?(id|identifier|number)|hospital provider spell (no|number|identifier)|nhs number status.*)$/

/** Looks at the first rows of a table. The message names columns, never a value. Throws RefusedFile. */
export function refusePatientLevel(rows: Rows, fileName: string): void {
  const todo =
    'Turnaround holds figures about organisations only. Delete the copy you gave it, and import an aggregate table.'
  const expected = 'one row per organisation and period, and no column about a person'
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
  const width = Math.max(0, ...rows.slice(0, 1000).map(row => row.length))
  for (let column = 0; column < width; column++) {
    let shaped = 0
    let valid = 0
    for (const row of rows) {
      const digits = (row[column] ?? '').replace(/[ -]/g, '')
      if (!/^\d{10}$/.test(digits)) continue
      shaped++
      if (isNhsNumber(digits)) valid++
    }
    // One in eleven ten-digit numbers passes by chance.
    if (valid >= 3 && valid >= shaped * 0.8)
      refuse(fileName, 'patient-level', {
        column: `${column + 1}`,
        found: `${valid} values shaped as NHS numbers in column ${column + 1}`,
        expected,
        todo,
      })
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
