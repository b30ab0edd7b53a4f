/** Walks everything a peer answered, so that a figure we do not compute shows up as a disagreement rather than passing unseen. */
import type { Coefficient } from '../../src/statistics/least-squares.ts'
import { type PeerCase, tally } from './peer.ts'

/** A table of coefficients as the fixtures write one. */
export const columns = (table: readonly Coefficient[]) => ({
  term: table.map(row => row.term),
  estimate: table.map(row => row.estimate),
  se: table.map(row => row.se),
  statistic: table.map(row => row.statistic),
  p: table.map(row => row.p),
})

/** The column of a fixture's table under the first of these names that it has: data sets differ in what they call things. */
export function column<Cell = number>(input: Record<string, Cell[]>, ...names: string[]): Cell[] {
  const found = names.map(name => input[name]).find(Array.isArray)
  if (found === undefined)
    throw new Error(`Found the columns ${Object.keys(input).join(', ')}; expected one of ${names.join(', ')}.`)
  return found
}

type Found = unknown
type Tolerance = (path: string) => number | undefined

/** Compares every leaf of `expected` with the leaf of `found` at the same path. */
function walk(
  marks: ReturnType<typeof tally>,
  expected: unknown,
  found: Found,
  tolerance: Tolerance = () => undefined,
  path = '',
): void {
  if (typeof expected === 'object' && expected !== null) {
    for (const [key, value] of Object.entries(expected))
      walk(
        marks,
        value,
        (found as Record<string, Found> | undefined)?.[key],
        tolerance,
        path === '' ? key : `${path}.${key}`,
      )
    return
  }
  marks.compare(path, expected, found, tolerance(path))
}

export const compared = (one: PeerCase, found: Found, tolerance?: Tolerance) => {
  const marks = tally()
  walk(marks, one.expected, found, tolerance)
  return marks.outcome()
}
