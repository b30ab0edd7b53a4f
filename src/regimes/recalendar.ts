/** A calendar has changed: running clocks are counted anew, and each that moves says which holiday moved it. */
import type { Calendar } from './calendar.ts'
import type { CompiledRegime } from './compiled.ts'
import { dayFromIso, sayDate } from './day.ts'
import { draftOf } from './draft.ts'
import type { CaseState, Effect } from './model.ts'
import { ruleOf } from './pass-time.ts'
import { recount } from './running-clocks.ts'
import { courseOf } from './standing.ts'

/**
 * The case on the changed calendars, and a `clock-moved` for each clock that moved. Clocks that have ended are history and
 * stay. The regime is the same before and after; only its calendars differ. Not an event: the case's sequence stays.
 */
export function recalendar(
  before: CompiledRegime,
  after: CompiledRegime,
  found: CaseState,
): { readonly case: CaseState; readonly effects: readonly Effect[] } {
  const [old, draft] = [courseOf(before, found), draftOf(courseOf(after, found), found)]
  const effects: Effect[] = []
  const clocks = found.clocks.map(running => {
    const rule = ruleOf(draft, running)
    const counted = recount(running, rule, found.last)
    if (counted.due === running.due) return running
    const calendars = [old.clocks.get(running.clock)?.rule.table?.calendar, rule.rule.table?.calendar] as const
    const because = sayChanges(...calendars, running.started, Math.max(running.due ?? 0, counted.due ?? 0))
    effects.push(
      Object.freeze({ kind: 'clock-moved', clock: running.clock, from: running.due, to: counted.due, because }),
    )
    return counted
  })
  if (effects.length === 0) return { case: found, effects }
  return { case: Object.freeze({ ...found, clocks: Object.freeze(clocks) }), effects: Object.freeze(effects) }
}

function sayChanges(old: Calendar | undefined, now: Calendar | undefined, first: number, last: number): string {
  if (old === undefined || now === undefined) return 'Its calendar has changed'
  const within = (iso: string) => dayFromIso(iso) >= first && dayFromIso(iso) <= last
  const differing = (some: Calendar, others: Calendar, done: string) =>
    Object.entries(some.holidays)
      .filter(([iso]) => within(iso) && !(iso in others.holidays))
      .map(([iso, name]) => `"${name}" on ${sayDate(dayFromIso(iso))} was ${done}`)
  const changes = [...differing(now, old, 'added'), ...differing(old, now, 'taken out')]
  return changes.length === 0
    ? `The calendar of ${now.title} now covers ${now.covers.from} to ${now.covers.to}`
    : changes.join('; ')
}
