/** The calendars that the clocks of a regime are counted by, and their hash, which a case pins beside that of its regime. */
import { calendarSchema, type Calendar } from '../regimes/calendar.ts'
import type { CompiledRegime } from '../regimes/compiled.ts'
import { canonical, hashOfValue } from './canonical.ts'

export type Calendars = ReadonlyMap<string, Calendar>

/** Those that a regime was compiled with and uses. */
export function calendarsOf({ courses }: CompiledRegime): Calendars {
  const found = new Map<string, Calendar>()
  for (const course of courses.values())
    for (const { rule } of course.clocks.values())
      if (rule.table !== null) found.set(rule.table.calendar.calendar, rule.table.calendar)
  return found
}

export function calendarsText(calendars: Calendars): string {
  return canonical(Object.fromEntries(calendars))
}

export function hashOfCalendars(calendars: Calendars): string {
  return hashOfValue(Object.fromEntries(calendars))
}

/** Reads what `calendarsText` wrote. */
export function readCalendars(text: string): Calendars {
  const all = JSON.parse(text) as Record<string, unknown>
  return new Map(Object.entries(all).map(([id, one]) => [id, calendarSchema.parse(one)]))
}
