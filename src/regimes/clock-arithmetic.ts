/** A deadline with its arithmetic in plain words: from which day, what was not counted, what was added, and the day it gives. */
import { type ClockRule, dueDay, firstDay, type Stretch } from './clock-rule.ts'
import { monthsLater, sayDate, sayDay, weekdayNumber, weekdayOf } from './day.ts'
import type { Day } from './model.ts'
import { countWorkingDays, nthWorkingDay, type WorkingDays } from './working-days.ts'

/** What happened to a clock since it started. */
export interface ClockRun {
  readonly started: Day
  readonly extensions: readonly { readonly length: number; readonly reference: string }[]
  readonly suspensions: readonly Stretch[]
  readonly suspendedOn: Day | null
}

export interface Deadline {
  /** The last day on which an act is in time; null where it is not known. */
  readonly due: Day | null
  readonly arithmetic: string
}

/** When a clock runs out, with the arithmetic in words. */
export function explainDeadline(rule: ClockRule, run: ClockRun): Deadline {
  const more = run.extensions.reduce((sum, { length }) => sum + length, 0)
  const due = dueDay(rule, run.started, more, run.suspensions)
  const sentences = [
    opening(rule, run.started, rule.length.count + more),
    ...extended(rule, run),
    ...suspended(rule, run),
    ...(due === null ? [notKnown(rule)] : [...notCounted(rule, run, due), closing(rule, run, due, more)]),
    ...(run.suspendedOn === null
      ? []
      : [`Suspended since ${sayDay(run.suspendedOn)}: it stands still until it is resumed, so the date will move.`]),
  ]
  return { due, arithmetic: sentences.join(' ') }
}

/** The rule in words, up to its event: `45 working days beginning with the day of`. */
export function sayRule({ length, counted, startsOn }: ClockRule): string {
  const from = counted === 'beginning-with' ? 'beginning with' : 'counted from the day after'
  const of = {
    happening: counted === 'beginning-with' ? ' the day of' : '',
    issue: ' the issue of',
    receipt: ' receipt of',
  }
  return `${amount(length.count, length.unit)} ${from}${of[startsOn]}`
}

/** A number of units: `1 working day`, `12 months`. */
export function amount(count: number, unit: string): string {
  return `${count} ${count === 1 ? unit.replace(/s$/, '') : unit}`
}

function opening(rule: ClockRule, start: Day, count: number): string {
  const what = amount(count, rule.length.unit)
  const on = { happening: '', issue: 'issue on ', receipt: 'receipt on ' }[rule.startsOn]
  const first = dayOne(rule, start)
  if (rule.counted === 'day-after')
    return `${what} counted from the day after ${on}${sayDay(start)}${first === null ? '' : `: day 1 is ${sayDay(first)}`}.`
  const begins = `${what} beginning with ${on}${sayDay(start)}`
  if (first === null) return `${begins}.`
  return first === start ? `${begins} (day 1).` : `${begins}, which is not a working day: day 1 is ${sayDay(first)}.`
}

/** Day 1; null where the calendar does not reach it, and for weeks and months, whose days are not numbered. */
function dayOne(rule: ClockRule, start: Day): Day | null {
  if (rule.length.unit === 'calendar days') return firstDay(rule, start)
  return rule.table === null ? null : nthWorkingDay(rule.table, firstDay(rule, start), 1)
}

function extended({ length }: ClockRule, { extensions }: ClockRun): readonly string[] {
  let total = length.count
  return extensions.map(extension => {
    const from = total
    total += extension.length
    return `Extended by ${amount(extension.length, length.unit)}, from ${from} to ${total}: ${extension.reference}.`
  })
}

function suspended({ table }: ClockRule, { suspensions }: ClockRun): readonly string[] {
  return suspensions.map(([first, last]) => {
    const days = table === null ? last - first + 1 : countWorkingDays(table, first, last)
    const lost = days === null ? '' : `: ${amount(days, table === null ? 'days' : 'working days')} not counted`
    return `Suspended from ${sayDay(first)} to ${sayDay(last)}${lost}.`
  })
}

/** Weekends and holidays from the start to the end, leaving out those in suspended stretches, which are told on their own. */
function notCounted({ table }: ClockRule, run: ClockRun, due: Day): readonly string[] {
  if (table === null) return []
  const outside = (day: Day) => !run.suspensions.some(([first, last]) => first <= day && day <= last)
  const weekends = countWeekends(table, run.started, due, outside)
  const holidays = []
  for (let day = run.started; day <= due; day++) {
    const holiday = table.holidays.get(day)
    if (holiday !== undefined && outside(day)) holidays.push(`${holiday} ${sayDate(day)}`)
  }
  const parts = [...(weekends === 0 ? [] : [amount(weekends, 'weekends')]), ...holidays]
  return parts.length === 0 ? [] : [`Not counted: ${parts.join(', ')}.`]
}

function countWeekends(table: WorkingDays, first: Day, last: Day, counts: (day: Day) => boolean): number {
  const weekend = new Set(table.calendar.weekend.map(weekdayNumber))
  const off = (day: Day) => day >= first && weekend.has(weekdayOf(day)) && counts(day)
  let found = 0
  for (let day = first; day <= last; day++) if (off(day) && !off(day - 1)) found++
  return found
}

function closing(rule: ClockRule, run: ClockRun, due: Day, more: number): string {
  const { unit, count } = rule.length
  if (unit === 'working days' || unit === 'calendar days') return `Day ${count + more} is ${sayDay(due)}.`
  if (run.suspensions.length > 0) return `With the days not counted put on, it ends on ${sayDay(due)}.`
  if (unit === 'months' && !monthsLater(run.started, count + more).exists)
    return `That month has no such date, so it ends on its last day, ${sayDay(due)}.`
  const same = unit === 'weeks' ? 'the same day of the week' : 'the corresponding date'
  return `It ends on ${rule.counted === 'beginning-with' ? `the day before ${same}` : same}, ${sayDay(due)}.`
}

function notKnown({ table }: ClockRule): string {
  if (table === null) return 'Not known.'
  return `Not known: the calendar of ${table.calendar.title} begins on ${sayDate(table.from)} and ends on ${sayDate(table.to)}.`
}
