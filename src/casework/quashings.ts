/** Decisions of a case that were quashed: who writes that down, what is told of it, and what is refused because of it. Pure. */
import { sayDay } from '../regimes/day.ts'
import type { CompiledRegime } from '../regimes/compiled.ts'
import type { CaseState } from '../regimes/model.ts'
import { allowedEvents, courseOf } from '../regimes/standing.ts'
import type { Act } from './acts.ts'
import { countingEvents } from './counting.ts'
import type { Refused, WrittenEvent } from './model.ts'
import { overseers } from './records/writers.ts'
import { refuse } from './refused.ts'

export type QuashedAct = Extract<Act, { kind: 'quashed' }>

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

/** The latest quashing of each event that was quashed, by that event's number: latest by its day, whenever it was written. */
export function quashingsOf(written: readonly WrittenEvent[]): ReadonlyMap<number, Quashing> {
  return new Map(
    countingEvents(written).flatMap(({ sequence, effective: on, event }) => {
      if (!isQuashed(event)) return []
      const { of, court, reference, part } = event
      return [[of, { sequence, on, court, reference, part }]]
    }),
  )
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
  const counting = countingEvents(written)
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
