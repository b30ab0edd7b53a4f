/** The rule of a clock the slow way: day by day, on the platform's dates, one counted after another. */
import type { Calendar } from '../../../src/regimes/calendar.ts'
import type { Length, Stretch } from '../../../src/regimes/clock-rule.ts'

export interface SlowRule {
  readonly length: Length
  readonly counted: 'beginning-with' | 'day-after'
  readonly calendar: Calendar | null
}

const iso = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10)
const date = (day: number) => new Date(day * 86_400_000).getUTCDate()

export function slowDue(rule: SlowRule, start: number, more: number, suspensions: readonly Stretch[]): number | null {
  const { length, counted, calendar } = rule
  const first = counted === 'beginning-with' ? start : start + 1
  const suspended = (day: number) => suspensions.some(([from, to]) => from <= day && day <= to)
  const counts = (day: number) => !suspended(day) && (calendar === null || isWorking(calendar, day))
  let left = calendar === null ? daysIn(rule, start, length.count + more) : length.count + more
  for (let day = first; ; day++) {
    if (calendar !== null && (iso(day) < calendar.covers.from || iso(day) > calendar.covers.to)) return null
    if (counts(day)) left--
    if (left === 0) return day
  }
}

function isWorking(calendar: Calendar, day: number): boolean {
  const weekday = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const
  const name = weekday[new Date(day * 86_400_000).getUTCDay()]
  return !calendar.weekend.some(one => one === name) && !(iso(day) in calendar.holidays)
}

/** How many days a length is, walking on from the day it starts. */
function daysIn({ length: { unit }, counted }: SlowRule, start: number, count: number): number {
  if (unit === 'calendar days') return count
  if (unit === 'weeks') return count * 7
  // Months: walk to the first day of the target month, then on to the same date or the end of that month.
  let day = start
  for (let months = 0; months < count; ) if (date(++day) === 1) months++
  while (date(day) !== date(start) && date(day + 1) !== 1) day++
  const exists = date(day) === date(start)
  // From the first day counted to the last: beginning with a day, a period ends before the date comes round again.
  return counted === 'day-after' ? day - start : day - start + (exists ? 0 : 1)
}
