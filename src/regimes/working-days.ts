/**
 * A calendar as tables of day numbers, made once, so that counting working days is looking up: how many there are up to each
 * day, and which day is the nth.
 */
import type { Calendar } from './calendar.ts'
import { dayFromIso, weekdayNumber, weekdayOf } from './day.ts'
import type { Day } from './model.ts'

export interface WorkingDays {
  readonly calendar: Calendar
  /** First and last day for which holidays are known. */
  readonly from: Day
  readonly to: Day
  /** Working days up to and including each day from `from`. */
  readonly upTo: Int32Array
  /** The working days themselves, in order. */
  readonly days: Int32Array
  readonly holidays: ReadonlyMap<Day, string>
}

/** Makes the tables of a calendar. */
export function tabulate(calendar: Calendar): WorkingDays {
  const [from, to] = [dayFromIso(calendar.covers.from), dayFromIso(calendar.covers.to)]
  const weekend = new Set(calendar.weekend.map(weekdayNumber))
  const holidays = new Map(Object.entries(calendar.holidays).map(([iso, name]) => [dayFromIso(iso), name]))
  const upTo = new Int32Array(Math.max(0, to - from + 1))
  const days: Day[] = []
  for (let day = from; day <= to; day++) {
    if (!weekend.has(weekdayOf(day)) && !holidays.has(day)) days.push(day)
    upTo[day - from] = days.length
  }
  return { calendar, from, to, upTo, days: Int32Array.from(days), holidays }
}

/** Working days from one day to another, both counted; null where the calendar does not reach. */
export function countWorkingDays(table: WorkingDays, first: Day, last: Day): number | null {
  if (first < table.from || last > table.to) return null
  return last < first ? 0 : before(table, last + 1) - before(table, first)
}

/** The nth working day, the first one on or after `first` being 1; null where the calendar does not reach. */
export function nthWorkingDay(table: WorkingDays, first: Day, n: number): Day | null {
  if (first < table.from || first > table.to) return null
  return table.days[before(table, first) + n - 1] ?? null
}

/** Whether a day is a working day; null where the calendar does not reach. */
export function isWorkingDay(table: WorkingDays, day: Day): boolean | null {
  const count = countWorkingDays(table, day, day)
  return count === null ? null : count === 1
}

/** Working days of the table before a day. */
function before(table: WorkingDays, day: Day): number {
  return day <= table.from ? 0 : (table.upTo[day - 1 - table.from] as number)
}
