/** `turnaround regime timeline`: every deadline of a regime from the days of its events. */
import { loadCalendars } from '../regimes/calendar-file.ts'
import { compileRegime } from '../regimes/compile.ts'
import { dayFromIso, sayDay } from '../regimes/day.ts'
import { loadRegime } from '../regimes/regime-file.ts'
import { timetable, type Timetable, type TimetableQuestion } from '../regimes/timetable.ts'
import { print, printJson, textTable, UsageError } from './output.ts'

interface Options {
  readonly from?: readonly string[]
  readonly extend?: readonly string[]
  readonly version?: string
  readonly json?: boolean
}

/** Prints the timetable: each clock with its rule, start, last day and arithmetic. */
export async function regimeTimeline(id: string, options: Options): Promise<number> {
  const question = { events: eventsOf(options.from ?? []), extensions: extensionsOf(options.extend ?? []) }
  const compiled = compileRegime(await loadRegime(id, options.version), await loadCalendars())
  const found = timetable(compiled, question)
  if (options.json) printJson(found)
  else print(inWords(compiled.regime.title, found))
  return 0
}

/** `appointment=2012-07-16`, one or more. */
function eventsOf(texts: readonly string[]): TimetableQuestion['events'] {
  if (texts.length === 0)
    throw new UsageError('Found no --from; expected the day of an event, such as --from appointment=2012-07-16.')
  const days = texts.map(text => {
    const [, event, date] = /^([^=]+)=(.+)$/.exec(text) ?? []
    if (event === undefined || date === undefined)
      throw new UsageError(`--from: found "${text}"; expected EVENT=DATE, such as appointment=2012-07-16.`)
    return [event, dayOf(date)] as const
  })
  const twice = days.find(([event], index) => days.findIndex(([other]) => other === event) < index)
  if (twice) throw new UsageError(`--from: found two days of "${twice[0]}"; expected one day for each event.`)
  return Object.fromEntries(days)
}

function dayOf(date: string): number {
  try {
    return dayFromIso(date)
  } catch (error) {
    const meant = dateMeant(date)
    throw new UsageError(`--from: ${(error as RangeError).message}${meant === null ? '' : ` Did you mean ${meant}?`}`)
  }
}

/** The day that somebody probably meant by a date written another way; null where none is plain. */
function dateMeant(text: string): string | null {
  const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
  const parts = text.toLowerCase().match(/\d+|[a-z]+/g) ?? []
  const numbers = parts.map(part => (/^\d/.test(part) ? part : `${months.indexOf(part.slice(0, 3)) + 1}`))
  const [all = ''] = numbers
  const found = numbers.length === 1 && all.length === 8 ? [all.slice(0, 4), all.slice(4, 6), all.slice(6)] : numbers
  const [year, month, date] = found[0]?.length === 4 ? found : found.toReversed()
  if (found.length !== 3 || year?.length !== 4 || month === undefined || date === undefined) return null
  const iso = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  try {
    dayFromIso(iso)
    return iso
  } catch {
    return null
  }
}

/** `draft-report+30:SI 2012/1806`, one or more; several of one clock add up. */
function extensionsOf(texts: readonly string[]): NonNullable<TimetableQuestion['extensions']> {
  const extensions = texts.map(text => {
    const [, clock, length, reference] = /^([^+]+)\+([1-9]\d{0,3}):(.+)$/.exec(text) ?? []
    if (clock === undefined || length === undefined || reference === undefined)
      throw new UsageError(
        `--extend: found "${text}"; expected CLOCK+LENGTH:REFERENCE, such as draft-report+30:"Extension order 1". The length counts in the clock's own unit.`,
      )
    return { clock, length: Number(length), reference }
  })
  const byClock = Map.groupBy(extensions, one => one.clock)
  return Object.fromEntries(
    [...byClock].map(([clock, found]) => [clock, found.map(({ length, reference }) => ({ length, reference }))]),
  )
}

function inWords(title: string, found: Timetable): string {
  const known = Object.entries(found.known).map(([event, date]) => `${event} on ${sayDay(dayFromIso(date))}`)
  const routed = found.clocks.some(clock => clock.route !== null)
  type Row = (typeof found.clocks)[number]
  const columns = [
    { title: 'Clock', cell: (row: Row) => row.id },
    ...(routed ? [{ title: 'Route', cell: (row: Row) => row.route ?? 'all' }] : []),
    { title: 'Start', cell: (row: Row) => `${row.start}${row.assumed ? ' (assumed)' : ''}` },
    { title: 'Due', cell: (row: Row) => row.due ?? 'not known' },
    { title: 'What', cell: (row: Row) => row.name },
    { title: 'Rule', cell: (row: Row) => row.rule },
  ]
  return [
    `${title}, version ${found.version}, from ${known.join(', ')}`,
    ...found.notes.map(note => `Note: ${note}`),
    '',
    textTable(columns, found.clocks),
    ...(found.clocks.some(clock => clock.assumed) ? ['', 'Assumed: each step before it takes its full time.'] : []),
    '',
    'How each day is counted',
    ...found.clocks.map(row => `  ${row.id}${row.route === null ? '' : ` (${row.route})`}: ${row.arithmetic}`),
    ...(found.undated.length === 0 ? [] : ['', 'Without a day']),
    ...found.undated.map(row => `  ${row.id}: ${row.name}. ${row.rule}. Waits for ${row.waitsFor.join(' or ')}.`),
    ...(found.duties.length === 0 ? [] : ['', 'Owed by a day that no clock gives']),
    ...found.duties.map(row => `  ${row.id}${row.route === null ? '' : ` (${row.route})`}: ${row.name}. ${row.rule}`),
  ].join('\n')
}
