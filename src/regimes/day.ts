/**
 * Days as numbers since 1970-01-01, and back. Arithmetic only (the civil calendar in 400-year eras, after Howard Hinnant,
 * "chrono-compatible low-level date algorithms"), because clocks are counted a million times over.
 */
import { monthNames } from '../evidence/month-names.ts'
import type { Day } from './model.ts'

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const
export interface CivilDate {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  /** 1 to 31. */
  readonly date: number
}

/** The day of an ISO date such as `2012-07-16`. Throws RangeError where there is no such day. */
export function dayFromIso(iso: string): Day {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso) ?? []
  const day = dayFromCivil({ year: Number(year), month: Number(month), date: Number(date) })
  if (year === undefined || isoFromDay(day) !== iso)
    throw new RangeError(`Found "${iso}"; expected a day that exists, written as 2012-07-16.`)
  return day
}

/** As `dayFromIso`; null where there is no such day. */
export function dayOrNull(iso: string): Day | null {
  try {
    return dayFromIso(iso)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** The ISO date of a day. */
export function isoFromDay(day: Day): string {
  const { year, month, date } = civilFromDay(day)
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
}

/** Year, month and date of a day. */
export function civilFromDay(day: Day): CivilDate {
  const shifted = day + 719_468 // days from 0000-03-01, so that a leap day ends a year
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    date: dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
  }
}

/** The day of a year, month and date; a date past the end of its month runs on into the next. */
export function dayFromCivil({ year, month, date }: CivilDate): Day {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + date - 1
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
}

/** The month some months later, or earlier: `2026-12` and 1 → `2027-01`. */
export function monthLater(month: string, count: number): string {
  return isoFromDay(monthsLater(dayFromIso(`${month}-01`), count).day).slice(0, 7)
}

/** The same date some months later and whether that month has it; where it has not, the last day of that month. */
export function monthsLater(day: Day, count: number): { readonly day: Day; readonly exists: boolean } {
  const { year, month, date } = civilFromDay(day)
  const whole = year * 12 + (month - 1) + count
  const first = dayFromCivil({ year: Math.floor(whole / 12), month: (whole % 12) + 1, date: 1 })
  if (date <= 28) return { day: first + date - 1, exists: true }
  const after = dayFromCivil({ year: Math.floor((whole + 1) / 12), month: ((whole + 1) % 12) + 1, date: 1 })
  return date <= after - first ? { day: first + date - 1, exists: true } : { day: after - 1, exists: false }
}

/** Day of the week: 0 for Monday to 6 for Sunday. */
export function weekdayOf(day: Day): number {
  return (((day + 3) % 7) + 7) % 7
}

/** As people write it: `Monday 16 July 2012`. */
export function sayDay(day: Day): string {
  return `${weekdays[weekdayOf(day)]} ${sayDate(day)}`
}

/** Without the day of the week: `16 July 2012`. */
export function sayDate(day: Day): string {
  const { year, month, date } = civilFromDay(day)
  return `${date} ${monthNames[month - 1]} ${year}`
}

/** The number of a weekday by its name in lower case, as calendars write it. */
export function weekdayNumber(name: string): number {
  return weekdays.findIndex(weekday => weekday.toLowerCase() === name)
}
