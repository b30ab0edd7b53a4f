/**
 * The whole timetable of a regime from the events whose days are known. A clock on a later event is computed as if each step
 * took its full time, and marked as assumed.
 */
import { didYouMean } from '../documents/nearest.ts'
import { explainDeadline, sayRule } from './clock-arithmetic.ts'
import type { CompiledClock, CompiledRegime, Course } from './compiled.ts'
import { isoFromDay, sayDate } from './day.ts'
import { impossibleOrder } from './impossible-order.ts'
import type { Day, Extension } from './model.ts'
import { type ClockStop, extensionStop } from './move-clock.ts'
import { whenInWords } from './people-words.ts'

export interface TimetableQuestion {
  /** Days of events that are known; the first is the anchor. */
  readonly events: Readonly<Record<string, Day>>
  /** Extensions by clock. */
  readonly extensions?: Readonly<Record<string, readonly Pick<Extension, 'length' | 'reference'>[]>>
}

export interface DatedClock {
  readonly id: string
  readonly name: string
  /** Null where the regime has no routes, or the clock is the same on all. */
  readonly route: string | null
  readonly rule: string
  /** ISO dates: the day of the event that starts it, and its last day (null where its calendar does not reach that far). */
  readonly start: string
  readonly due: string | null
  /** It rests on an event whose day is not known, but assumed. */
  readonly assumed: boolean
  readonly arithmetic: string
}

export interface UndatedClock extends Pick<DatedClock, 'id' | 'name' | 'route' | 'rule'> {
  /** The events that would start it, none of which has a day. */
  readonly waitsFor: readonly string[]
}

export interface Timetable {
  readonly regime: string
  readonly version: string
  readonly anchor: { readonly event: string; readonly date: string }
  /** All events whose days were given. */
  readonly known: Readonly<Record<string, string>>
  readonly clocks: readonly DatedClock[]
  readonly undated: readonly UndatedClock[]
  /** Duties whose day no clock gives. */
  readonly duties: readonly DutyDay[]
  /** What a reader must be told: that other rules held on the anchor's day, that days cannot be true. */
  readonly notes: readonly string[]
}

/** A duty with a day of its own. */
export interface DutyDay extends Pick<DatedClock, 'id' | 'name' | 'route' | 'rule'> {
  /** ISO date, the same for everybody; null where somebody sets it for each case. */
  readonly due: string | null
}

/** Thrown when a timetable is asked for from an event, or with an extension of a clock, that the regime does not have. */
export class NoSuchAnchor extends Error {
  constructor(what: string, found: string, known: ReadonlySet<string>) {
    const hint = didYouMean(found, known)
    const lacking =
      what === 'event' ? `No clock starts or ends with an event "${found}".` : `There is no ${what} "${found}".`
    const give = known.size === 0 ? 'This regime has no clocks.' : `Give one of: ${[...known].join(', ')}.`
    super(`${lacking} ${hint && `${hint} `}${give}`)
    this.name = 'NoSuchAnchor'
  }
}

/** Thrown when a timetable is asked for with an extension that nobody may grant, or not so often, or not for so long. */
export class CannotExtend extends Error {
  constructor({ words }: ClockStop) {
    super(words)
    this.name = 'CannotExtend'
  }
}

/** Computes every clock on every route, in the order of the file. Throws NoSuchAnchor and CannotExtend. */
export function timetable(compiled: CompiledRegime, question: TimetableQuestion): Timetable {
  const courses = [...compiled.courses.values()]
  const anchor = checkQuestion(courses, question)
  const rows = courses.map(course => new Map(timetableOf(course, question).map(row => [row.id, row])))
  const merged = Object.keys(compiled.regime.clocks).flatMap(id =>
    mergeRoutes(
      rows.flatMap(row => row.get(id) ?? []),
      courses.length,
    ),
  )
  const iso = Object.entries(question.events).map(([event, day]) => [event, isoFromDay(day)] as const)
  return {
    regime: compiled.pin.regime,
    version: compiled.pin.version,
    anchor: { event: anchor, date: isoFromDay(question.events[anchor] as Day) },
    known: Object.fromEntries(iso),
    clocks: merged.filter(row => 'start' in row),
    undated: merged.filter(row => 'waitsFor' in row),
    duties: dutyDays(compiled),
    notes: [...otherVersion(compiled, question.events[anchor] as Day), ...impossibleOrder(compiled, question.events)],
  }
}

/** Duties by a date of the rules, or by one that somebody sets. */
function dutyDays({ regime }: CompiledRegime): readonly DutyDay[] {
  return Object.entries(regime.duties).flatMap(([id, duty]): readonly DutyDay[] => {
    const due = 'by-date' in duty.when ? duty.when['by-date'] : null
    if (due === null && !('date-set-by' in duty.when)) return []
    return [{ id, name: duty.title, route: duty.route ?? null, rule: whenInWords(regime, duty), due }]
  })
}

/** That the version asked for was not in force on a day, and which was. */
function otherVersion({ regime, pin, inForce }: CompiledRegime, on: Day): readonly string[] {
  const { from, to } = inForce
  if (on >= from && (to === null || on <= to)) return []
  const day = isoFromDay(on)
  const held = Object.entries(regime.versions).find(
    ([, { 'in-force': force }]) => force.from <= day && (force.to === null || day <= force.to),
  )
  const was = `Version ${pin.version} was in force from ${sayDate(from)}${to === null ? '' : ` to ${sayDate(to)}`}, and ${sayDate(on)} lies outside.`
  return [`${was} ${held === undefined ? 'No version held then.' : `Version ${held[0]} held then.`}`]
}

function checkQuestion(courses: readonly Course[], { events, extensions = {} }: TimetableQuestion): string {
  const known = new Set(courses.flatMap(({ starts, ends }) => [...starts.keys(), ...ends.keys()]))
  for (const event of Object.keys(events)) if (!known.has(event)) throw new NoSuchAnchor('event', event, known)
  const clocks = new Set(courses.flatMap(course => [...course.clocks.keys()]))
  for (const clock of Object.keys(extensions)) if (!clocks.has(clock)) throw new NoSuchAnchor('clock', clock, clocks)
  for (const [id, granted] of Object.entries(extensions)) {
    const stops = courses.flatMap(({ clocks: on }) => on.get(id) ?? []).map(clock => extensionsStop(clock, granted))
    // An extension that is refused on one route may hold on another.
    const [stop] = stops
    if (stop && !stops.includes(null)) throw new CannotExtend(stop)
  }
  const [anchor] = Object.keys(events)
  if (anchor === undefined) throw new NoSuchAnchor('event', '', known)
  return anchor
}

/** Why the first of several extensions that may not be granted may not; null where all may. */
function extensionsStop(clock: CompiledClock, granted: readonly Pick<Extension, 'length'>[]): ClockStop | null {
  for (const [before, one] of granted.entries()) {
    const stop = extensionStop(clock, before, one)
    if (stop !== null) return stop
  }
  return null
}

type Row = DatedClock | UndatedClock

/** One row where the clock is the same on all routes. */
function mergeRoutes(rows: readonly Row[], routes: number): readonly Row[] {
  const [first] = rows
  if (first === undefined || rows.length < routes) return rows
  const bare = rows.map(row => JSON.stringify({ ...row, route: null }))
  return bare.every(row => row === bare[0]) ? [{ ...first, route: null }] : rows
}

function timetableOf(course: Course, { events, extensions = {} }: TimetableQuestion): readonly Row[] {
  const days = new Map(Object.entries(events))
  const dated = new Map<string, DatedClock & { readonly dueDay: Day | null }>()
  for (;;) {
    for (const clock of course.clocks.values()) {
      const start = startOf(clock, days, events)
      if (start === null || dated.has(clock.id)) continue
      const asked = extensions[clock.id] ?? []
      const granted = extensionsStop(clock, asked) === null ? asked : []
      const run = { started: start.day, extensions: granted, suspensions: [], suspendedOn: null }
      const { due, arithmetic } = explainDeadline(clock.rule, run)
      dated.set(clock.id, {
        ...heading(clock, course),
        start: isoFromDay(start.day),
        due: due === null ? null : isoFromDay(due),
        assumed: !(start.event in events),
        arithmetic,
        dueDay: due,
      })
    }
    const next = nextAssumption(course, days, id => dated.get(id)?.dueDay ?? null)
    if (next === null) break
    days.set(next.event, next.day)
  }
  return [...course.clocks.values()].map(clock => {
    const row = dated.get(clock.id)
    if (row === undefined) return { ...heading(clock, course), waitsFor: clock.starts }
    const { dueDay: _, ...shown } = row
    return shown
  })
}

function heading({ id, clock, rule, starts }: CompiledClock, { route }: Course) {
  return { id, name: clock.title, route, rule: `${sayRule(rule)} ${starts.join(' or ')}` }
}

/** The event that starts a clock: the earliest whose day is known, else the earliest that is assumed. */
function startOf({ starts }: CompiledClock, days: ReadonlyMap<string, Day>, known: TimetableQuestion['events']) {
  const found = starts.flatMap(event => {
    const day = days.get(event)
    return day === undefined ? [] : [{ event, day, known: event in known }]
  })
  return found.toSorted((a, b) => Number(b.known) - Number(a.known) || a.day - b.day)[0] ?? null
}

/**
 * The next event that no day is known for, if each clock takes its full time: of the events that end a clock, the one it fires
 * itself or the first that starts another. An event cannot come before a period that it ends is over; else the earliest limit
 * it has to keep is taken, and a usual time only where there is no limit.
 */
function nextAssumption(course: Course, days: ReadonlyMap<string, Day>, dueOf: (clock: string) => Day | null) {
  const full = new Map<string, { readonly day: Day; readonly rank: number }>()
  for (const clock of course.clocks.values()) {
    const day = dueOf(clock.id)
    const event = fullTimeEvent(clock, course, days)
    if (day === null || event === null) continue
    const rank = ['period', 'limit', 'usual'].indexOf(clock.clock.is)
    const other = full.get(event)
    const later = rank === 0 ? Math.max : Math.min
    if (other === undefined || rank < other.rank) full.set(event, { day, rank })
    else if (rank === other.rank) full.set(event, { day: later(day, other.day), rank })
  }
  const [first] = [...full].toSorted(([, a], [, b]) => a.day - b.day)
  return first === undefined ? null : { event: first[0], day: first[1].day }
}

/** The event that ends a clock on its last day and carries the timetable on; null where it has ended or nothing follows. */
function fullTimeEvent({ id, clock, ends }: CompiledClock, { starts }: Course, days: ReadonlyMap<string, Day>) {
  const events = clock.fires === undefined ? ends : [clock.fires, ...ends]
  if (events.some(event => days.has(event))) return null
  return events.find(event => starts.get(event)?.some(next => next.id !== id)) ?? null
}
