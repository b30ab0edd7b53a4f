/** Deadlines of a case with who keeps them and their arithmetic in words. */
import { isPeriod, isUnmet } from '../casework/deadlines.ts'
import type { Case, Deadline, WrittenEvent } from '../casework/model.ts'
import { compare } from '../evidence/compare.ts'
import { explainDeadline, type ClockRun } from '../regimes/clock-arithmetic.ts'
import type { ClockRule, Stretch } from '../regimes/clock-rule.ts'
import type { CompiledClock, CompiledRegime } from '../regimes/compiled.ts'
import type { Day } from '../regimes/model.ts'
import { dayFromIso, isoFromDay } from '../regimes/day.ts'
import { clockInWords } from '../regimes/people-words.ts'
import type { DeadlineJson } from './api/case-schemas.ts'
import { bodyNow } from './body-now.ts'
import type { Ruled } from './case-view.ts'
import { clockTitle, eachOf, roleTitle } from './event-words.ts'

/** Effects with which a run of a clock is over. */
const endings: ReadonlySet<string> = new Set(['clock-ended', 'clock-stopped'])

/** What deadlines of a case are told from. */
export interface Clocked extends Pick<Ruled, 'resting'> {
  readonly found: Case
  readonly compiled: CompiledRegime
  /** Events of the case that count. */
  readonly events: readonly WrittenEvent[]
  /** The product's day. */
  readonly today: string
}

/** A deadline in words; those that ran or run beside each other are told apart by the event that started them. */
export function deadlineInWords(about: Clocked, deadline: Deadline): DeadlineJson {
  const { found, compiled, today } = about
  const { regime } = compiled
  const clock = compiled.courses.get(found.state.route)?.clocks.get(deadline.clock)
  const owner = clock?.owner ?? ''
  const standing = standingOf(clock, deadline, today)
  return {
    id: found.id,
    clock: deadline.clock,
    title: clockTitle(regime, deadline.clock),
    owner,
    ownerTitle: roleTitle(regime, owner),
    ownerNow: bodyNow(about, owner, 'duties'),
    each: eachOf(regime, owner, found.organisations),
    startedBy: deadline.startedBy,
    due: deadline.due,
    ...standing,
    rule: clockInWords(regime, deadline.clock),
    arithmetic: clock ? arithmetic(about, clock.rule, deadline) : null,
  }
}

/** What a deadline is by the product's day, whether or not the clock has told it: a period whose last day is over has ended. */
export function standingOf(
  clock: CompiledClock | undefined,
  { due, state }: Pick<Deadline, 'due' | 'state'>,
  today: string,
): Pick<DeadlineJson, 'state' | 'overdue'> {
  const over = due !== null && due < today && ['running', 'ran-out'].includes(state)
  if (over && isPeriod(clock)) return { state: 'ended', overdue: false }
  return { state, overdue: over }
}

/** The arithmetic, where it gives the very day that was written down; null where a calendar has changed since. */
function arithmetic({ found, events }: Clocked, rule: ClockRule, deadline: Deadline): string | null {
  const running = found.state.clocks.find(one => one.clock === deadline.clock)
  for (const run of isUnmet(deadline.state) && running ? [running] : runsOf(rule, deadline, events)) {
    const { due, arithmetic: said } = explainDeadline(rule, run)
    const same = (due === null ? null : isoFromDay(due)) === deadline.due
    if (same || deadline.state === 'suspended') return said
  }
  return null
}

/**
 * A clock that has ended, put together again from the events that started, lengthened and stopped it. It began on the day of
 * its event, or, where time passed before that, with the end of another clock: as many runs as there are such days.
 */
function runsOf(rule: ClockRule, { clock, startedBy }: Deadline, events: readonly WrittenEvent[]): readonly ClockRun[] {
  const starting = events.find(one => one.sequence === startedBy)
  if (starting === undefined) return []
  const extensions: { length: number; reference: string }[] = []
  const suspensions: Stretch[] = []
  let suspendedOn: number | null = null
  let begun = false
  // What was recorded late counts from its day on, as the case does.
  for (const { sequence, event, effective, effects } of events.toSorted(byDay)) {
    const asked = (event ?? {}) as { kind?: string; clock?: string; length?: number; reference?: string }
    const day = dayFromIso(effective)
    if (asked.clock === clock && asked.kind === 'extend')
      extensions.push({ length: asked.length ?? 0, reference: asked.reference ?? '' })
    if (asked.clock === clock && asked.kind === 'suspend') suspendedOn = day
    if (asked.clock === clock && asked.kind === 'resume' && suspendedOn !== null) {
      if (suspendedOn < day) suspensions.push([suspendedOn, day - 1])
      suspendedOn = null
    }
    if (begun && effects.some(one => endings.has(one.kind) && 'clock' in one && one.clock === clock)) break
    begun ||= sequence === startedBy
  }
  const { issued, received } = starting.event as { issued?: Day; received?: Day }
  const given = { happening: undefined, issue: issued, receipt: received }[rule.startsOn]
  const passed = starting.effects.flatMap(one => (one.kind === 'clock-ran-out' ? [one.due] : []))
  const days = [given ?? dayFromIso(starting.effective), ...passed]
  return days.map(started => ({ started, extensions, suspensions, suspendedOn }))
}

function byDay(a: WrittenEvent, b: WrittenEvent): number {
  return compare(a.effective, b.effective) || a.sequence - b.sequence
}
