/** Calendars of holidays: found in `calendars/`, read, checked, and given back as plain data. */
import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DocumentFault, readDocument, type ReadDocument } from '../documents/yaml-document.ts'
import { calendarSchema, type Calendar } from './calendar.ts'

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'calendars')

/** Reads and checks the text of a calendar. Throws DocumentFault with every fault found. */
export function readCalendar(text: string, file: string): Calendar {
  const document = readDocument<Calendar>(text, file, calendarSchema)
  const id = basename(file, '.yaml')
  const faults = [
    ...checkDays(document),
    ...(document.value.calendar === id
      ? []
      : [document.issueAt(['calendar'], { found: document.value.calendar, expected: `${id}, the name of the file` })]),
  ]
  if (faults.length > 0) throw new DocumentFault(faults)
  return document.value
}

/** The calendars that ship with the product, by id. */
export async function loadCalendars(): Promise<ReadonlyMap<string, Calendar>> {
  const ids = await calendarIds()
  const calendars = await Promise.all(
    ids.map(async id => readCalendar(await readFile(join(folder, `${id}.yaml`), 'utf8'), `calendars/${id}.yaml`)),
  )
  return new Map(calendars.map(calendar => [calendar.calendar, calendar]))
}

/** Ids of the calendars that ship with the product: the names of their files. */
export async function calendarIds(): Promise<readonly string[]> {
  const names = await readdir(folder)
  return names
    .filter(name => name.endsWith('.yaml'))
    .map(name => basename(name, '.yaml'))
    .sort()
}

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const

/** A holiday stands in the years that are covered, and on a day that would be worked otherwise. */
function checkDays({ value: calendar, issueAt }: ReadDocument<Calendar>) {
  const { from, to } = calendar.covers
  const faults = Object.keys(calendar.holidays).flatMap(day => {
    const weekday = weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? 'sunday'
    const words =
      day < from || day > to
        ? { found: day, expected: `a day from ${from} to ${to}, which the calendar covers` }
        : calendar.weekend.includes(weekday)
          ? {
              found: `${day}, a ${weekday}`,
              expected: 'a day that is not in the weekend',
              todo: 'Give the substitute day.',
            }
          : null
    return words ? [issueAt(['holidays', day], words)] : []
  })
  if (from > to)
    faults.push(issueAt(['covers'], { found: `from ${from} to ${to}`, expected: 'an end after the beginning' }))
  return faults
}
