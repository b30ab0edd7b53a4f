/** Dates and periods as people call them, whatever a publisher printed. */
import type { Period } from './model.ts'
import { monthNames } from './month-names.ts'

/** `16 July 2012`, `July 2012` or `2012`, from an ISO date as precise as it is known. */
export function isoWords(iso: string): string {
  const [year, month, day] = iso.split('-')
  const name = month === undefined ? undefined : monthNames[Number(month) - 1]
  return [day === undefined ? undefined : Number(day), name, year].filter(part => part !== undefined).join(' ')
}

/** Whether a period is a month: by its days, since `2010-11` is also the id of a year from April to March. */
export function isMonth({ id, start, end }: Pick<Period, 'id' | 'start' | 'end'>): boolean {
  return id.length === 7 && start.startsWith(id) && end.startsWith(id)
}

/** `16 July 2012`, `May 2026`, `April 2010 to March 2011`; a quarter or a year by its label: `Q2 2025/26`. */
export function periodWords({ id, label, start, end }: Period): string {
  if (start === end) return isoWords(start)
  if (isMonth({ id, start, end })) return isoWords(id)
  // An id of two dates is of a stretch that has no name of its own; its label may name the publication instead.
  return id.includes('..') ? `${isoWords(start.slice(0, 7))} to ${isoWords(end.slice(0, 7))}` : label
}
