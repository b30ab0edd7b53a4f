/**
 * Decisions of a case that were quashed, and what rests on them. An event rests on a decision where it could not have happened
 * without it: that is found by thinking the decision away and taking what came after it. Pure.
 */
import { sayDay } from '../regimes/day.ts'
import type { CompiledRegime } from '../regimes/compiled.ts'
import type { CaseState, Refusal } from '../regimes/model.ts'
import { withoutDecision } from '../regimes/quash.ts'
import { allowedEvents, courseOf } from '../regimes/standing.ts'
import type { Act } from './acts.ts'
import { stillCounting } from './counting.ts'
import type { Folded, FoldedEvent, Standing, Taken } from './fold.ts'
import type { Refused, WrittenEvent } from './model.ts'
import { overseers } from './records/writers.ts'
import { refuse } from './refused.ts'

export type QuashedAct = Extract<Act, { kind: 'quashed' }>

/** How events that count are folded, and the next one taken. */
export interface Folding {
  fold(events: readonly FoldedEvent[]): Folded
  take(standing: Standing, event: FoldedEvent): Taken
}

/**
 * Where a case would stand without an event and without what rests on it, or why that cannot be said.
 * @param past The events that count before the quashing, in their order.
 */
export function standingWithout(
  past: readonly FoldedEvent[],
  { of }: QuashedAct,
  { fold, take }: Folding,
): Standing | Refusal {
  const at = past.findIndex(({ sequence }) => sequence === of)
  const found = past[at]
  if (found?.event.kind !== 'event')
    return no(
      'no-such-event',
      `Event ${of} is no decision of the case that counts; expected the number of one that is.`,
    )
  if (past.some(({ event }) => event.kind === 'quashed' && event.of === of && event.part === null))
    return no('quashed', `Event ${of} is quashed already.`)
  const before = fold(past.slice(0, at))
  const after = before.accepted && take(before.standing, found)
  if (!before.accepted || !after || !after.accepted) throw new Error(`Event ${of} was accepted, and cannot be folded.`)
  const eve = take(before.standing, passing(found))
  const { state } = (eve.accepted ? eve : before).standing
  let standing: Standing = { ...after.standing, state: withoutDecision(state, after.standing.state) }
  const gone = new Set([of])
  for (const one of past.slice(at + 1)) {
    const { event, sequence } = one
    if (event.kind === 'migrated')
      return no(
        'other-version',
        `Event ${of} happened under rules that the case has left since, with event ${sequence}.`,
      )
    if (event.kind === 'quashed') {
      if (gone.has(event.of)) continue
      return no(
        'quashed',
        `Event ${event.of}, which does not rest on event ${of}, was quashed after it. Quash the later one last.`,
      )
    }
    const taken = take(standing, one)
    if (taken.accepted) standing = taken.standing
    else gone.add(sequence)
  }
  return standing
}

/** Time up to the dawn of an event. */
function passing({ event, ...one }: FoldedEvent): FoldedEvent {
  return { ...one, event: { kind: 'tick', on: event.on, dawn: true } }
}

function no(reason: Refusal['reason'], words: string): Refusal {
  return { reason, words, allowed: [] }
}

/** Roles and functions that write down that a decision was quashed: a court decides it, and has no part in the case. */
export function quashTellers(compiled: CompiledRegime, route: string | null): readonly string[] {
  return [...overseers(compiled, route), 'oversight-analyst']
}

/** How an event was quashed. */
export interface Quashing {
  /** The event that says so. */
  readonly sequence: number
  /** Day (ISO). */
  readonly on: string
  readonly court: string
  readonly reference: string
  /** What of it was quashed, in words; null for the whole. */
  readonly part: string | null
}

/** The latest quashing of an event that counts; null where it still has effect. */
export function quashingOf(written: readonly WrittenEvent[], of: number): Quashing | null {
  const last = stillCounting(written).findLast(({ event }) => isQuashed(event) && event.of === of)
  if (last === undefined) return null
  const { court, reference, part } = last.event as QuashedAct
  return { sequence: last.sequence, on: last.effective, court, reference, part }
}

/**
 * Why an event is not allowed where it rests on a decision that was quashed and not taken anew since; null where that is not
 * the reason.
 */
export function restsOnQuashed(
  compiled: CompiledRegime,
  found: CaseState,
  written: readonly WrittenEvent[],
  event: string,
): Refused | null {
  const counting = stillCounting(written)
  const at = counting.findLastIndex(one => isQuashed(one.event) && one.event.part === null)
  const act = counting[at]?.event as QuashedAct | undefined
  // Once the case has moved on, a decision was taken anew.
  if (act === undefined || counting.slice(at + 1).some(one => mainMoveOf(one) !== null)) return null
  const quashed = counting.find(({ sequence }) => sequence === act.of)
  const led = quashed ? mainMoveOf(quashed) : null
  const rests = led !== null && courseOf(compiled, found).states.get(led)?.ahead.has(event) === true
  if (!rests || quashed === undefined) return null
  return refuse(
    'quashed',
    `"${event}" rests on "${quashed.name}" (event ${act.of}), which was quashed on ${sayDay(act.on)} by ${act.court} (${act.reference}). Have it decided anew first.`,
    allowedEvents(compiled, found),
  )
}

/** The main state that an event led to; null where it moved none. */
function mainMoveOf({ effects }: WrittenEvent): string | null {
  return effects.flatMap(one => (one.kind === 'moved' && one.strand === 'main' ? [one.to] : [])).at(-1) ?? null
}

function isQuashed(event: unknown): event is QuashedAct {
  return (event as Partial<Act> | null)?.kind === 'quashed'
}
