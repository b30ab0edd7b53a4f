/**
 * How long a clock runs. `beginning-with` makes the day of the event day 1 (or the first working day after it, if it is none);
 * `day-after` makes the next day day 1. Weeks and months follow the corresponding date rule: counted from the day after, they
 * end on the same weekday or date (or the last day of a month that has no such date); beginning with a day, on the day before.
 */
import type { Clock } from './clock-schema.ts'
import { monthsLater } from './day.ts'
import type { Day } from './model.ts'
import { countWorkingDays, nthWorkingDay, type WorkingDays } from './working-days.ts'

const units = ['working days', 'calendar days', 'weeks', 'months'] as const
export type Unit = (typeof units)[number]

export interface Length {
  readonly count: number
  readonly unit: Unit
}

/** A clock's rule, ready to count with. */
export interface ClockRule {
  readonly length: Length
  readonly counted: Clock['counted']
  readonly startsOn: Clock['starts-on']
  /** Null for lengths that need no calendar. */
  readonly table: WorkingDays | null
}

/** First and last day of a stretch in which a clock did not run. */
export type Stretch = readonly [Day, Day]

/** Reads a length such as `45 working days` or `1 week`. Throws RangeError for anything else. */
export function parseLength(text: string): Length {
  const [, count, unit] = /^([1-9]\d{0,3}) (.+)$/.exec(text) ?? []
  const known = units.find(one => one === unit || one === `${unit}s`)
  if (count === undefined || known === undefined)
    throw new RangeError(`Found the length "${text}"; expected one such as "45 working days" or "12 months".`)
  return { count: Number(count), unit: known }
}

/**
 * The last day of a clock: an act on it is in time. Null where the calendar does not reach that far.
 * @param more Length added by extensions, in the clock's own unit.
 * @param suspensions Stretches in which it did not run, in order and apart: days in them do not count.
 */
export function dueDay(rule: ClockRule, start: Day, more: number, suspensions: readonly Stretch[]): Day | null {
  const first = firstDay(rule, start)
  const count = rule.length.count + more
  if (rule.length.unit === 'working days') {
    if (rule.table === null) throw new Error('A clock of working days needs a calendar.')
    const table = rule.table
    if (suspensions.length === 0) return nthWorkingDay(table, first, count)
    return nthOutside(
      first,
      count,
      suspensions,
      (from, to) => countWorkingDays(table, from, to),
      (from, n) => nthWorkingDay(table, from, n),
    )
  }
  const last = lastDay(rule, start, count)
  if (suspensions.length === 0) return last
  return nthOutside(
    first,
    last - first + 1,
    suspensions,
    (from, to) => to - from + 1,
    (from, n) => from + n - 1,
  )
}

/** The day that is day 1, or from which day 1 is looked for where days off do not count. */
export function firstDay(rule: ClockRule, start: Day): Day {
  return rule.counted === 'beginning-with' ? start : start + 1
}

function lastDay({ length: { unit }, counted }: ClockRule, start: Day, count: number): Day {
  const back = counted === 'beginning-with' ? 1 : 0
  if (unit !== 'months') return start + count * (unit === 'weeks' ? 7 : 1) - back
  const corresponding = monthsLater(start, count)
  return corresponding.exists ? corresponding.day - back : corresponding.day
}

/** The nth day that counts, leaving out the suspended stretches. */
function nthOutside(
  first: Day,
  count: number,
  suspensions: readonly Stretch[],
  countDays: (from: Day, to: Day) => number | null,
  nthDay: (from: Day, n: number) => Day | null,
): Day | null {
  let from = first
  let left = count
  for (const [begins, ends] of suspensions) {
    if (ends < from) continue
    const free = begins > from ? countDays(from, begins - 1) : 0
    if (free === null || free >= left) break
    left -= free
    from = ends + 1
  }
  return nthDay(from, left)
}
