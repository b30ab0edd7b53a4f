/** Points as charts need them: checked, sorted by date, in columns. */
import type { SpcPoint } from './spc-model.ts'

/** Points or options that no chart can be made of; the message names the row, what was found and what is expected. */
export class SpcInputError extends Error {
  readonly row: number | null
  constructor(message: string, row: number | null = null) {
    super(message)
    this.name = 'SpcInputError'
    this.row = row
  }
}

export interface SpcColumns {
  readonly dates: readonly string[]
  /** NaN where a value is missing. */
  readonly values: Float64Array
  readonly ghosts: Uint8Array
  /** The row of the source that a place in the columns came from. */
  readonly rowAt: (place: number) => number
  /** Known points, ghosts left out. */
  readonly known: number
}

/** Checks and sorts points. Throws SpcInputError naming the row of a bad date, a duplicate or a value that is no number. */
export function spcColumns(points: readonly SpcPoint[], allowRepeats = false): SpcColumns {
  const n = points.length
  const dates = new Array<string>(n)
  const values = new Float64Array(n)
  const ghosts = new Uint8Array(n)
  const order = inOrder(points)
  const placeAt = (i: number) => (order === null ? i : (order[i] as number))
  const rowAt = (i: number) => (points[placeAt(i)] as SpcPoint).row ?? placeAt(i) + 1
  let known = 0
  for (let i = 0; i < n; i++) {
    const { date, value, ghost } = points[placeAt(i)] as SpcPoint
    if (!isDated(date)) refuseRow(rowAt(i), `the date ${JSON.stringify(date)}`, 'an ISO date such as 2026-05-01')
    if (value !== null && !Number.isFinite(value))
      refuseRow(rowAt(i), `the value ${String(value)} for ${date}`, 'a finite number, or nothing where it is missing')
    if (!allowRepeats && i > 0 && date === dates[i - 1]) refuseRepeat(date, rowAt(i - 1), rowAt(i))
    dates[i] = date
    values[i] = value ?? Number.NaN
    ghosts[i] = ghost ? 1 : 0
    if (value !== null && !ghost) known++
  }
  return { dates, values, ghosts, rowAt, known }
}

/** Throws SpcInputError naming the row, what was found in it and what was expected. */
export function refuseRow(row: number, found: string, expected: string): never {
  throw new SpcInputError(`Row ${row}: found ${found}; expected ${expected}.`, row)
}

function refuseRepeat(date: string, one: number, other: number): never {
  refuseRow(
    Math.max(one, other),
    `the date ${date} again (also in row ${Math.min(one, other)})`,
    'each date once in a series; name the column that tells the series apart, or remove one',
  )
}

/** The order of the points by date, earlier rows first; null where they already are in order. */
function inOrder(points: readonly SpcPoint[]): readonly number[] | null {
  let sorted = true
  for (let i = 1; sorted && i < points.length; i++)
    sorted = (points[i - 1] as SpcPoint).date <= (points[i] as SpcPoint).date
  if (sorted) return null
  const order = points.map((_, i) => i)
  return order.sort((a, b) => {
    const [one, other] = [(points[a] as SpcPoint).date, (points[b] as SpcPoint).date]
    return one < other ? -1 : one > other ? 1 : a - b
  })
}

// Only the form is looked at, and only its start: what reads files has already made the dates sound.
function isDated(date: unknown): date is string {
  if (typeof date !== 'string' || date.length < 4) return false
  for (let i = 0; i < 4; i++) {
    const code = date.charCodeAt(i)
    if (code < 48 || code > 57) return false
  }
  return true
}
