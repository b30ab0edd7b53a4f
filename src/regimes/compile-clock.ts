/** A clock on one route: its rule with its calendar, and who may move it. */
import { type ClockRule, parseLength } from './clock-rule.ts'
import type { Clock } from './clock-schema.ts'
import type { CompiledClock } from './compiled.ts'
import type { Routed } from './parts.ts'
import type { Regime } from './regime.ts'
import { holdsOn, resolveRole } from './roles.ts'
import type { WorkingDays } from './working-days.ts'

/** The route that is compiled, and what to call when the file cannot run on it. */
export interface Compiling {
  readonly route: string | null
  readonly fail: (problem: string) => never
}

export function compileClock(
  id: string,
  clock: Clock,
  tables: ReadonlyMap<string, WorkingDays>,
  duties: Regime['duties'],
  on: Compiling,
): CompiledClock {
  const { extension, suspension } = clock
  const rule: ClockRule = {
    length: parseLength(clock.length),
    counted: clock.counted,
    startsOn: clock['starts-on'],
    table: tableOf(id, clock, tables, on),
  }
  const longest = extension?.['at-most-length'] === undefined ? null : parseLength(extension['at-most-length'])
  if (longest !== null && longest.unit !== rule.length.unit)
    on.fail(`the clock "${id}" counts ${rule.length.unit}, but its extensions are bounded in ${longest.unit}.`)
  const role = (routed: Routed, what: string) => roleOn(routed, `${what} of the clock "${id}"`, on)
  return Object.freeze({
    id,
    clock,
    rule: Object.freeze(rule),
    owner: role(clock.owner, 'owner'),
    starts: [clock.starts].flat(),
    ends: [clock.ends].flat(),
    duties: Object.entries(duties).flatMap(([duty, { when, route }]) =>
      'clock' in when && when.clock === id && holdsOn({ route }, on.route) ? [duty] : [],
    ),
    extension:
      extension === undefined
        ? null
        : {
            by: role(extension.by, 'extender'),
            most: extension['at-most-times'] ?? Number.POSITIVE_INFINITY,
            longest: longest?.count ?? Number.POSITIVE_INFINITY,
          },
    suspension: suspension === undefined ? null : { by: role(suspension.by, 'suspender') },
  })
}

/** The role on this route, which has to be named. */
export function roleOn(routed: Routed, what: string, on: Compiling): string {
  return resolveRole(routed, on.route) ?? on.fail(`no ${what} is named for ${on.route ?? 'a regime without routes'}.`)
}

function tableOf(
  id: string,
  { length, calendar }: Clock,
  tables: ReadonlyMap<string, WorkingDays>,
  on: Compiling,
): WorkingDays | null {
  if (parseLength(length).unit !== 'working days') return null
  if (calendar === undefined) return on.fail(`the clock "${id}" counts working days and names no calendar.`)
  return (
    tables.get(calendar) ??
    on.fail(
      `the clock "${id}" names the calendar "${calendar}"; there are: ${[...tables.keys()].join(', ') || 'none'}.`,
    )
  )
}
