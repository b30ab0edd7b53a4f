/** Whole quarters of the financial year before and since a day. The quarter in which somebody enters is neither. */
import type { Period } from '../../evidence/model.ts'
import { parsePeriod } from '../../evidence/periods.ts'

export interface Quarter extends Period {
  /** Ids of its three months. */
  readonly months: readonly string[]
}

/** The last whole quarters that ended before the one that holds a day (ISO), oldest first. */
export function quartersBefore(day: string, count: number): readonly Quarter[] {
  const here = numberOf(day)
  return Array.from({ length: count }, (_, i) => quarterOf(here - count + i))
}

/** Whole quarters that began on a day (ISO) or later and had ended by another, oldest first. */
export function quartersSince(day: string, until: string): readonly Quarter[] {
  const found: Quarter[] = []
  for (let number = numberOf(day); ; number++) {
    const quarter = quarterOf(number)
    if (quarter.end > until) return found
    if (quarter.start >= day) found.push(quarter)
  }
}

/** Quarters since the year 0; a quarter of the financial year is one of the calendar too. */
function numberOf(day: string): number {
  return Number(day.slice(0, 4)) * 4 + Math.floor((Number(day.slice(5, 7)) - 1) / 3)
}

function quarterOf(number: number): Quarter {
  const year = Math.floor(number / 4)
  const first = (number % 4) * 3 + 1
  const months = [first, first + 1, first + 2].map(month => `${year}-${String(month).padStart(2, '0')}`)
  const begins = first === 1 ? year - 1 : year
  const label = `${begins}-${String((begins + 1) % 100).padStart(2, '0')}-Q${first === 1 ? 4 : (first - 1) / 3}`
  const period = parsePeriod(label)
  if (period === null) throw new RangeError(`Found the quarter ${label}; expected one of this world.`)
  return { ...period, months }
}
