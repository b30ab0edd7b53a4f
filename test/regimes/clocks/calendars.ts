/** The calendars that ship with the product, for tests. */
import { loadCalendars } from '../../../src/regimes/calendar-file.ts'
import type { Calendar } from '../../../src/regimes/calendar.ts'
import { tabulate } from '../../../src/regimes/working-days.ts'

export const calendars = await loadCalendars()
export const england = calendars.get('england') as Calendar
export const anyPart = calendars.get('united-kingdom-any-part') as Calendar
export const tables = { england: tabulate(england), anyPart: tabulate(anyPart) }
