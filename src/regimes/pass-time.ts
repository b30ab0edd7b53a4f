/** Time passes in a case: clocks whose time is over run out, and fire the event that then happens by itself. */
import type { CompiledClock } from './compiled.ts'
import type { Draft } from './draft.ts'
import type { Day, RunningClock } from './model.ts'
import { endClocks, replaceClock, tell } from './running-clocks.ts'
import { takeEvent } from './take-event.ts'

/**
 * Lets clocks run out up to a day, the earliest first, then by id. A period ends on its last day, and its event happens on it;
 * any other clock has run out on the day after its last, since an act on the last day is in time.
 * @param whole The day itself is over too. Without it, what else happens on the day comes before the end of a period on it.
 */
export function passTime(draft: Draft, to: Day, whole: boolean): void {
  const isOver = (running: RunningClock) => {
    const day = runsOutOn(draft, running)
    return day < to || (day === to && (whole || !isPeriod(draft, running)))
  }
  let after = Number.NEGATIVE_INFINITY
  for (;;) {
    let first = Number.POSITIVE_INFINITY
    for (const running of draft.clocks)
      if (isOver(running)) first = Math.min(first, Math.max(runsOutOn(draft, running), after))
    if (first > to) return
    const over = draft.clocks.filter(running => isOver(running) && runsOutOn(draft, running) <= first)
    // An earlier one may end a later one.
    for (const running of over.toSorted(byDueDay)) if (draft.clocks.includes(running)) runOut(draft, running, first)
    // A clock that its own end has started again runs out on a later day, so that time never stands still.
    after = first + 1
  }
}

/** The day on which a clock runs out; never where that is told, not known, or stands still. */
function runsOutOn(draft: Draft, running: RunningClock): Day {
  if (running.ranOut || running.suspendedOn !== null || running.due === null) return Number.POSITIVE_INFINITY
  return isPeriod(draft, running) ? running.due : running.due + 1
}

function byDueDay(a: RunningClock, b: RunningClock): number {
  return (a.due as Day) - (b.due as Day) || (a.clock < b.clock ? -1 : 1)
}

function runOut(draft: Draft, running: RunningClock, day: Day): void {
  const { id, clock } = ruleOf(draft, running)
  tell(draft, { kind: 'clock-ran-out', clock: id, due: running.due as Day })
  const told = Object.freeze({ ...running, ranOut: true })
  replaceClock(draft, told)
  // Where the event is not allowed in this state nothing moves: that the clock ran out is told all the same.
  if (clock.fires !== undefined) takeEvent(draft, { event: clock.fires, on: day })
  if (clock.is === 'period' && draft.clocks.includes(told))
    draft.clocks = Object.freeze(endClocks(draft, day, new Set([id])))
}

function isPeriod(draft: Draft, running: RunningClock): boolean {
  return ruleOf(draft, running).clock.is === 'period'
}

/** The rule of a running clock; it is there, since the case is pinned to this very regime. */
export function ruleOf({ course }: Pick<Draft, 'course'>, running: RunningClock): CompiledClock {
  const rule = course.clocks.get(running.clock)
  if (rule === undefined) throw new Error(`A case has a clock "${running.clock}", which its regime does not have.`)
  return rule
}
