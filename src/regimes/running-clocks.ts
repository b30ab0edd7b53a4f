/** Clocks that run in a case: started and ended by events, and moved. */
import { dueDay } from './clock-rule.ts'
import type { CompiledClock } from './compiled.ts'
import { type Draft, without } from './draft.ts'
import type { Day, Effect, RunningClock } from './model.ts'

/** The days of an event that clocks may ask for. */
export interface EventDays {
  readonly on: Day
  readonly issued?: Day
  readonly received?: Day
}

/** Ends the clocks that an event ends, then starts those that it starts. A clock that runs already is not started again. */
export function turnClocks(draft: Draft, event: string, days: EventDays): void {
  const ended = draft.course.ends.get(event)
  const started = draft.course.starts.get(event)
  if (ended === undefined && started === undefined) return
  const clocks = ended === undefined ? [...draft.clocks] : endClocks(draft, days.on, ended)
  for (const clock of started ?? []) if (!runs(clocks, clock.id)) clocks.push(startClock(draft, clock, days))
  draft.clocks = Object.freeze(clocks)
}

/** Tells of the clocks that end, and gives back the others. One that stood still on its last day is not late. */
export function endClocks(draft: Draft, on: Day, ended: Pick<ReadonlySet<string>, 'has'>): RunningClock[] {
  const others: RunningClock[] = []
  for (const running of draft.clocks) {
    const { clock, due, suspendedOn } = running
    if (ended.has(clock))
      tell(draft, { kind: 'clock-ended', clock, due, late: due !== null && suspendedOn === null && on > due })
    else others.push(running)
  }
  return others
}

function runs(clocks: readonly RunningClock[], id: string): boolean {
  for (const { clock } of clocks) if (clock === id) return true
  return false
}

function startClock(draft: Draft, { id, rule, duties }: CompiledClock, days: EventDays): RunningClock {
  const extensions = draft.granted[id] ?? none
  const started =
    (rule.startsOn === 'issue' ? days.issued : rule.startsOn === 'receipt' ? days.received : days.on) ?? days.on
  const due = dueDay(rule, started, totalLength(extensions), none)
  if (extensions !== none) draft.granted = without(draft.granted, id)
  if (draft.done.length > 0 && draft.done.some(duty => duties.includes(duty)))
    draft.done = Object.freeze(draft.done.filter(duty => !duties.includes(duty)))
  tell(draft, { kind: 'clock-started', clock: id, due })
  return Object.freeze({ clock: id, started, due, extensions, suspendedOn: null, suspensions: none, ranOut: false })
}

/**
 * A running clock counted anew by a rule. One that had run out has not any more where its last day is now `on` or later; while
 * it is suspended its day stays as it was.
 */
export function recount(running: RunningClock, { rule }: Pick<CompiledClock, 'rule'>, on: Day): RunningClock {
  const due = dueDay(rule, running.started, totalLength(running.extensions), running.suspensions)
  return Object.freeze({ ...running, due, ranOut: running.ranOut && due !== null && due < on })
}

/** Puts a clock back in its place. */
export function replaceClock(draft: Draft, changed: RunningClock): void {
  draft.clocks = Object.freeze(draft.clocks.map(running => (running.clock === changed.clock ? changed : running)))
}

export function tell(draft: Draft, effect: Effect): void {
  draft.effects.push(Object.freeze(effect))
}

function totalLength(extensions: RunningClock['extensions']): number {
  let total = 0
  for (const { length } of extensions) total += length
  return total
}

const none: readonly never[] = Object.freeze([])
