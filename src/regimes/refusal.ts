/** Why something is not accepted, in words that say what was found, what was expected and what to do. */
import type { CompiledRegime } from './compiled.ts'
import { sayDay } from './day.ts'
import type { CaseState, Refusal, Step } from './model.ts'
import { allowedEvents, courseOf } from './standing.ts'
import type { Happening, Stop } from './take-event.ts'

/** A step that is not taken: the case stays as it was. */
export function refuse(reason: Refusal['reason'], words: string, allowed: readonly string[]): Step {
  return Object.freeze({
    accepted: false,
    refusal: Object.freeze({ reason, words, allowed: Object.freeze([...allowed]) }),
  })
}

/** As `refuse`, naming the events that are allowed in the case's states. */
export function refuseHere(compiled: CompiledRegime, found: CaseState, reason: Refusal['reason'], words: string): Step {
  return refuse(reason, words, allowedEvents(compiled, found))
}

/** The refusal of an event that a state does not take. */
export function refuseEvent(
  compiled: CompiledRegime,
  found: CaseState,
  event: Happening,
  { reason, move }: Stop,
): Step {
  const here = courseOf(compiled, found).states.get(found.state)
  const at = `"${event.event}" on ${sayDay(event.on)}`
  const criterion = move?.criterion ?? ''
  const title = compiled.regime.criteria[criterion]?.title ?? criterion
  const outcome = event.answers?.[criterion]
  const role = (id: string) => `"${compiled.regime.roles[id]?.title ?? id}" (${id})`
  const why: Partial<Record<Refusal['reason'], string>> = {
    'wrong-role': `it is the act of ${role(move?.by ?? '')}, and here ${role(event.by ?? '')} does it.`,
    'too-often': `it may be taken ${move?.atMost === 1 ? 'once' : `${move?.atMost} times`} at most, and has been.`,
    'criterion-not-met': `its criterion "${title}" (${criterion}) is not met.`,
    'criterion-not-known': `its criterion "${title}" (${criterion}) has ${outcome === undefined ? 'no outcome with the event' : `the outcome ${outcome}`}, and unknown never passes. Find the evidence or record the judgement, and bring its outcome.`,
    'not-allowed-here': `the case is in "${here?.title}" (${found.state}), which does not know it.`,
  }
  return refuseHere(
    compiled,
    found,
    reason,
    `${at} is refused: ${why[reason]} ${sayAllowed(allowedEvents(compiled, found))}`,
  )
}

function sayAllowed(events: readonly string[]): string {
  return events.length === 0 ? 'No event is allowed here.' : `Allowed here: ${events.join(', ')}.`
}
