/** Clocks extended, suspended and resumed by those who may; an extension may be granted before its clock starts. */
import type { CompiledClock } from './compiled.ts'
import { type Draft, put } from './draft.ts'
import { sayDay } from './day.ts'
import type { CaseEvent, Extension, Refusal, RunningClock } from './model.ts'
import { recount, replaceClock, tell } from './running-clocks.ts'

export type ClockEvent = Extract<CaseEvent, { kind: 'extend' | 'suspend' | 'resume' }>

export interface ClockStop {
  readonly reason: Refusal['reason']
  readonly words: string
}

/** Does what is asked to a clock, or says why not and changes nothing. */
export function moveClock(draft: Draft, event: ClockEvent): ClockStop | null {
  const clock = draft.course.clocks.get(event.clock)
  if (clock === undefined) {
    const known = [...draft.course.clocks.keys()].join(', ') || 'none'
    return stop('unknown-clock', `There is no clock "${event.clock}" on this route. The clocks are: ${known}.`)
  }
  const running = draft.clocks.find(one => one.clock === event.clock)
  if (event.kind === 'extend') return extend(draft, clock, running, event)
  return event.kind === 'suspend' ? suspend(draft, clock, running, event) : resume(draft, clock, running, event)
}

function extend(
  draft: Draft,
  clock: CompiledClock,
  running: RunningClock | undefined,
  event: Extract<ClockEvent, { kind: 'extend' }>,
): ClockStop | null {
  const { id, rule } = clock
  const { unit } = rule.length
  const { length, reference, on } = event
  const before = running?.extensions ?? draft.granted[id] ?? []
  const refused = extensionStop(clock, before.length, event)
  if (refused !== null) return refused
  const extensions: readonly Extension[] = Object.freeze([...before, Object.freeze({ length, reference, on })])
  if (running !== undefined) {
    moveTo(
      draft,
      recount({ ...running, extensions }, clock, on),
      running,
      `Extended by ${length} ${unit}: ${reference}`,
    )
    return null
  }
  if (!clock.starts.some(start => draft.state.ahead.has(start))) return notRunning(id, 'and cannot start any more')
  draft.granted = put(draft.granted, id, extensions)
  return null
}

/** Why a clock may not be extended once more, after it has been so often; null where it may. */
export function extensionStop(
  { id, extension, rule }: CompiledClock,
  before: number,
  { length, by }: { readonly length: number; readonly by?: string },
): ClockStop | null {
  if (extension === null) return stop('cannot-extend', `Nobody may extend the clock "${id}".`)
  const role = wrongRole(extension.by, by, `The clock "${id}" is extended`)
  if (role !== null) return role
  if (!Number.isInteger(length) || length < 1 || length > extension.longest) {
    const most = Number.isFinite(extension.longest) ? ` to ${extension.longest}` : ''
    return stop(
      'cannot-extend',
      `Found an extension of ${length} ${rule.length.unit}; expected a whole number from 1${most}.`,
    )
  }
  if (before < extension.most) return null
  const times = extension.most === 1 ? 'once' : `${extension.most} times`
  return stop('too-often', `The clock "${id}" may be extended ${times} at most, and has been.`)
}

function suspend(
  draft: Draft,
  { id, suspension }: CompiledClock,
  running: RunningClock | undefined,
  event: ClockEvent,
): ClockStop | null {
  if (suspension === null) return stop('cannot-suspend', `Nobody may suspend the clock "${id}".`)
  const role = wrongRole(suspension.by, event.by, `The clock "${id}" is suspended`)
  if (role !== null) return role
  if (running === undefined) return notRunning(id, 'so there is nothing to suspend')
  if (running.suspendedOn !== null)
    return notRunning(id, `since it is suspended already, from ${sayDay(running.suspendedOn)}`)
  if (running.ranOut) return notRunning(id, 'since it has run out')
  replaceClock(draft, Object.freeze({ ...running, suspendedOn: event.on }))
  tell(draft, { kind: 'clock-suspended', clock: id })
  return null
}

/** The day of the suspension does not count, that of the resumption does. */
function resume(
  draft: Draft,
  clock: CompiledClock,
  running: RunningClock | undefined,
  event: ClockEvent,
): ClockStop | null {
  const { id, suspension } = clock
  const role = suspension && wrongRole(suspension.by, event.by, `The clock "${id}" is resumed`)
  if (role) return role
  if (running === undefined || running.suspendedOn === null)
    return stop('clock-not-running', `The clock "${id}" is not suspended, so there is nothing to resume.`)
  const stretch = [running.suspendedOn, event.on - 1] as const
  const suspensions =
    stretch[1] < stretch[0] ? running.suspensions : Object.freeze([...running.suspensions, Object.freeze(stretch)])
  tell(draft, { kind: 'clock-resumed', clock: id })
  const because = `Suspended from ${sayDay(stretch[0])} until ${sayDay(event.on)}`
  moveTo(draft, recount({ ...running, suspendedOn: null, suspensions }, clock, event.on), running, because)
  return null
}

function moveTo(draft: Draft, changed: RunningClock, running: RunningClock, because: string): void {
  replaceClock(draft, changed)
  if (changed.due !== running.due)
    tell(draft, { kind: 'clock-moved', clock: running.clock, from: running.due, to: changed.due, because })
}

function wrongRole(by: string, found: string | undefined, what: string): ClockStop | null {
  return found === undefined || found === by
    ? null
    : stop('wrong-role', `${what} by "${by}", and here "${found}" does it.`)
}

function notRunning(clock: string, why: string): ClockStop {
  return stop('clock-not-running', `The clock "${clock}" does not run, ${why}.`)
}

function stop(reason: Refusal['reason'], words: string): ClockStop {
  return { reason, words }
}
