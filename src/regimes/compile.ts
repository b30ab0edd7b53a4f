/** Makes the tables of a regime: once per file and calendar, so that running it is looking up. */
import type { Calendar } from './calendar.ts'
import { compileClock } from './compile-clock.ts'
import { compileFinishes } from './duties-done.ts'
import { compileStates, compileStrand } from './compile-states.ts'
import type { CompiledClock, CompiledRegime, Course } from './compiled.ts'
import { dayFromIso } from './day.ts'
import type { Regime } from './regime.ts'
import { holdsOn } from './roles.ts'
import { tabulate, type WorkingDays } from './working-days.ts'

/** A regime in one version, as its reader gives it. */
interface Loaded {
  readonly regime: Regime
  readonly version: string
  /** SHA-256 of its text with the version resolved, in hex. */
  readonly hash: string
}

/** Thrown when a file that reads well cannot run: it names a calendar, version or role that is not there. */
export class CannotRun extends Error {
  constructor(regime: string, problem: string) {
    super(`The regime "${regime}" cannot run: ${problem}`)
    this.name = 'CannotRun'
  }
}

const tabulated = new WeakMap<Calendar, WorkingDays>()

/** The tables of a calendar, made once. */
function tableOf(calendar: Calendar): WorkingDays {
  let table = tabulated.get(calendar)
  if (!table) tabulated.set(calendar, (table = tabulate(calendar)))
  return table
}

/** A regime ready to run. Throws CannotRun where it leans on something that is not there. */
export function compileRegime(loaded: Loaded, calendars: ReadonlyMap<string, Calendar>): CompiledRegime {
  const { regime, version, hash } = loaded
  const fail = (problem: string): never => {
    throw new CannotRun(regime.regime, problem)
  }
  const about = regime.versions[version]
  if (about === undefined)
    return fail(`it has no version "${version}"; its versions are ${Object.keys(regime.versions).join(', ')}.`)
  const tables = new Map([...calendars].map(([id, calendar]) => [id, tableOf(calendar)]))
  const routes = regime.routes === undefined ? [null] : Object.keys(regime.routes)
  const { from, to } = about['in-force']
  return Object.freeze({
    pin: Object.freeze({ regime: regime.regime, version, hash }),
    regime,
    inForce: Object.freeze({ from: dayFromIso(from), to: to === null ? null : dayFromIso(to) }),
    courses: new Map(routes.map(route => [route, compileCourse(regime, route, tables, fail)])),
  })
}

function compileCourse(
  regime: Regime,
  route: string | null,
  tables: ReadonlyMap<string, WorkingDays>,
  fail: (problem: string) => never,
): Course {
  const on = { route, fail }
  const states = compileStates(regime, on)
  const clocks = Object.entries(regime.clocks)
    .filter(([, clock]) => holdsOn(clock, route))
    .map(([id, clock]) => compileClock(id, clock, tables, regime.duties, on))
  return Object.freeze({
    route,
    first: states.get(regime.stages.first) ?? fail(`its first state "${regime.stages.first}" is not among its states.`),
    states,
    strands: new Map(Object.entries(regime.strands).map(([id, strand]) => [id, compileStrand(id, strand, on)])),
    clocks: new Map(clocks.map(clock => [clock.id, clock])),
    starts: groupByEvent(clocks, clock => clock.starts),
    ends: new Map(
      [...groupByEvent(clocks, clock => clock.ends)].map(([event, ended]) => [
        event,
        new Set(ended.map(({ id }) => id)),
      ]),
    ),
    finishes: compileFinishes(regime, route),
  })
}

function groupByEvent(
  clocks: readonly CompiledClock[],
  events: (clock: CompiledClock) => readonly string[],
): ReadonlyMap<string, readonly CompiledClock[]> {
  const grouped = new Map<string, CompiledClock[]>()
  for (const clock of clocks)
    for (const event of events(clock)) grouped.set(event, [...(grouped.get(event) ?? []), clock])
  return grouped
}
