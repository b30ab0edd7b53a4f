/** A queue for reading: what holds for everybody in it is said once, and a long one shows its head first. */
import type { EntryRow } from './entry-rows.ts'

/** Rows that a page shows before it folds the rest away. */
const shown = 25

export interface Queue {
  /** Said of all. */
  readonly common: readonly string[]
  /** In order, without what is said of all. */
  readonly head: readonly EntryRow[]
  readonly rest: readonly EntryRow[]
}

/** Rows by their position. What one row alone says is never taken for common. */
export function queueOf(rows: readonly EntryRow[]): Queue {
  const ordered = rows.toSorted((a, b) => (a.position ?? 0) - (b.position ?? 0))
  const [first] = ordered
  if (!first || ordered.length === 1) return { common: [], head: ordered, rest: [] }
  const inAll = (of: (row: EntryRow) => readonly string[]) =>
    of(first).filter(text => ordered.every(row => of(row).includes(text)))
  const deciding = inAll(row => row.deciding)
  const notes = inAll(row => row.notes)
  const way = ordered.every(row => row.way === first.way) ? first.way : null
  const decider = ordered.every(row => row.decider === first.decider) ? first.decider : null
  const without = ordered.map(row => ({
    ...row,
    way: way === null ? row.way : null,
    decider: decider === null ? row.decider : null,
    deciding: row.deciding.filter(text => !deciding.includes(text)),
    notes: row.notes.filter(text => !notes.includes(text)),
  }))
  return {
    common: [
      ...(way === null ? [] : [`The way in: ${way}.`]),
      ...deciding,
      ...(decider === null ? [] : [`${decider} decides.`]),
      ...notes,
    ],
    head: without.slice(0, shown),
    rest: without.slice(shown),
  }
}
