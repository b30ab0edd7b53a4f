/**
 * The engine: one event happens to a case. A pure function of regime, case, event and today, the same for live cases and for
 * simulation: it changes none of what it is given, and what it gives is frozen.
 */
import { askSupport } from './ask-support.ts'
import type { CompiledRegime } from './compiled.ts'
import { sayDay } from './day.ts'
import { type Draft, draftOf, finish } from './draft.ts'
import type { CaseEvent, CaseState, Day, Pin, Step } from './model.ts'
import { moveClock } from './move-clock.ts'
import { passTime } from './pass-time.ts'
import { refuseEvent, refuseHere } from './refusal.ts'
import { courseOf } from './standing.ts'
import { type Happening, takeEvent } from './take-event.ts'

/**
 * The case after an event and what follows from it, or why it is refused. Time passes first: clocks that run out before the
 * event do so, whether or not anybody recorded a tick. An event that names no role (`by`) is not checked for it.
 * @param now Today: nothing is recorded ahead of it.
 */
export function step(compiled: CompiledRegime, found: CaseState, event: CaseEvent, now: Day): Step {
  if (found.pin !== compiled.pin && !isSamePin(found.pin, compiled.pin)) return otherVersion(compiled, found)
  const draft = draftOf(courseOf(compiled, found), found)
  const latest = event.kind === 'event' ? latestDay(event) : event.on
  if (latest > now || event.on < found.last || draft.state.ends !== null)
    return outOfTime(compiled, found, event, now, latest)
  passTime(draft, event.on, event.kind === 'tick' && event.dawn !== true)
  if (draft.state.ends !== null && event.kind !== 'tick') return ended(compiled, passedCase(draft, found, event.on))

  if (event.kind === 'event') {
    if (draft.clocks.length > 0) {
      const early = endsTooEarly(draft, event)
      if (early !== null) return refuseHere(compiled, passedCase(draft, found, event.on), 'not-allowed-here', early)
    }
    const stop = takeEvent(draft, event)
    if (stop !== null) return refuseEvent(compiled, passedCase(draft, found, event.on), event, stop)
  } else if (event.kind !== 'tick') {
    const stop = event.kind === 'support' ? askSupport(draft, compiled.regime, event) : moveClock(draft, event)
    if (stop !== null) return refuseHere(compiled, passedCase(draft, found, event.on), stop.reason, stop.words)
  }
  return finish(draft, found, event.on)
}

/** The case as time has left it on the day of an event that is refused: what its words speak of. */
function passedCase(draft: Draft, found: CaseState, on: Day): CaseState {
  const passed = finish(draft, found, on)
  return passed.accepted ? passed.case : found
}

function isSamePin(a: Pin, b: Pin): boolean {
  return a.regime === b.regime && a.version === b.version && a.hash === b.hash
}

function latestDay({ on, issued, received }: Happening): Day {
  return issued === undefined && received === undefined ? on : Math.max(on, issued ?? on, received ?? on)
}

/** A period has to run its full length: the event that is its end does not happen before its last day. */
function endsTooEarly(draft: Draft, { event, on }: Happening): string | null {
  for (const running of draft.clocks) {
    const clock = draft.course.clocks.get(running.clock)?.clock
    if (clock?.is !== 'period' || clock.fires !== event) continue
    if (running.suspendedOn !== null)
      return `"${event}" is the end of "${clock.title}", which has to run its full length and is suspended.`
    if (running.due === null || on < running.due)
      return `"${event}" is the end of "${clock.title}", which has to run its full length, until ${running.due === null ? 'a day that its calendar does not reach' : sayDay(running.due)}; found ${sayDay(on)}.`
  }
  return null
}

function otherVersion(compiled: CompiledRegime, { pin }: CaseState): Step {
  const say = ({ regime, version, hash }: Pin) => `${regime}, version ${version} (${hash.slice(0, 12)})`
  const words = `The case runs on ${say(pin)}, and this is ${say(compiled.pin)}. Run it on its own version, or migrate it.`
  return Object.freeze({
    accepted: false,
    refusal: Object.freeze({ reason: 'other-version', words, allowed: Object.freeze([]) }),
  })
}

function outOfTime(compiled: CompiledRegime, found: CaseState, event: CaseEvent, now: Day, latest: Day): Step {
  const { ends } = courseOf(compiled, found).states.get(found.state) ?? { ends: null }
  if (ends !== null) return ended(compiled, found)
  if (latest > now)
    return refuseHere(
      compiled,
      found,
      'in-the-future',
      `Found ${sayDay(latest)}, which is after today, ${sayDay(now)}; expected a day up to today. Record it when it has happened.`,
    )
  return refuseHere(
    compiled,
    found,
    'in-the-past',
    `Found ${sayDay(event.on)}, which is before the case's latest event on ${sayDay(found.last)}; expected that day or a later one.`,
  )
}

function ended(compiled: CompiledRegime, found: CaseState): Step {
  const title = courseOf(compiled, found).states.get(found.state)?.title
  const words = `The case has ended, in "${title}" (${found.state}); expected a case that is open. Open a new one if it begins again.`
  return refuseHere(compiled, found, 'case-ended', words)
}
