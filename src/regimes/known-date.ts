/** Dates known to the day, the month or the year, and the sums that such dates allow. */
import { lastDay } from '../evidence/dates.ts'
import type { KnownDate } from './history-model.ts'
import type { DayRange } from './placements.ts'

/** `2013-07` → July 2013, between its first day and its last. The text has been checked by the schema. */
export function knownDate(date: string, inferred: string | null = null): KnownDate {
  const [year, month] = date.split('-').map(Number) as [number, number?]
  if (date.length === 10) return { date, precision: 'day', inferred, earliest: date, latest: date }
  if (month === undefined)
    return { date, precision: 'year', inferred, earliest: `${date}-01-01`, latest: `${date}-12-31` }
  return { date, precision: 'month', inferred, earliest: `${date}-01`, latest: `${date}-${lastDay(year, month)}` }
}

/** Mean length of a month, in days: 365.25 / 12. */
const monthDays = 30.4375

/** A stretch of time in months, given how precisely its ends are known. `middle` lies halfway. */
export interface Months {
  readonly atLeast: number
  readonly middle: number
  readonly atMost: number
}

/** From one date to another, in months. Never below zero: what is known of the dates may overlap, the stay cannot be negative. */
export function monthsBetween(from: DayRange, to: DayRange): Months {
  const atLeast = Math.max(0, days(from.latest, to.earliest) / monthDays)
  const atMost = Math.max(0, days(from.earliest, to.latest) / monthDays)
  return { atLeast, middle: (atLeast + atMost) / 2, atMost }
}

function days(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000
}
