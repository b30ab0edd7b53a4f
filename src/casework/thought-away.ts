/**
 * A decision thought away, and with it what rests on it: an event rests on a decision where it could not have happened without
 * it. That is found by taking again what came after, with no clock but those that really ran. Pure.
 */
import type { Day, Effect, Refusal } from '../regimes/model.ts'
import { asReallyRun } from '../regimes/quash.ts'
import type { FoldedEvent, HeldEvent, PastEvent, Standing, Taken } from './fold.ts'
import type { QuashedAct } from './quashings.ts'

/** The next event taken, from where a case stands. */
export type Take = (standing: Standing, event: Pick<FoldedEvent, 'event' | 'sequence'>) => Taken

/** What has effect in place of the events that were taken again. */
export interface Instead {
  /** Place in the past of the first of them. */
  readonly from: number
  /** Those that hold, with what would have followed from them. */
  readonly held: readonly HeldEvent[]
}

export interface ThoughtAway extends Instead {
  /** Where the case would stand. */
  readonly standing: Standing
  /** What would have followed from time that passed since the last of them. */
  readonly effects: readonly Effect[]
}

/**
 * Where a case would stand on the day of a quashing without the event that it quashes, without those that were quashed before,
 * and without what rests on them; or why that cannot be said.
 * @param past The events that count before the quashing, in their order.
 * @param now Where the case stands.
 */
export function thinkAway(
  past: readonly PastEvent[],
  { of, on }: QuashedAct,
  now: Standing,
  take: Take,
): ThoughtAway | Refusal {
  const at = past.findIndex(({ sequence }) => sequence === of)
  const found = past[at]
  if (found?.event.kind !== 'event' || found.before === null)
    return no(
      'no-such-event',
      `Event ${of} is no decision of the case that counts; expected the number of one that is.`,
    )
  if (past.some(({ event }) => isWhole(event) && event.of === of))
    return no('quashed', `Event ${of} is quashed already.`)
  const { from, away } = quashedSince(past, at)
  let standing = past[from]?.before ?? found.before
  const held: HeldEvent[] = []
  let since: readonly Effect[] = []
  for (const one of past.slice(from)) {
    const { event, sequence, effective, before, after } = one
    if (event.kind === 'migrated')
      return no(
        'other-version',
        `Event ${of} happened under rules that the case has left since, with event ${sequence}.`,
      )
    const passed = passTime(standing, before ?? after, event.on, take)
    since = [...since, ...passed.effects]
    const taken = event.kind === 'quashed' || away.has(sequence) ? null : take(passed.thought, one)
    if (taken?.accepted) {
      held.push({ sequence, effective, effects: [...since, ...taken.effects] })
      since = []
    }
    standing = cut(taken?.accepted ? taken.standing : passed.thought, after)
  }
  const { thought, effects } = passTime(standing, now, on, take)
  return { standing: thought, from, held, effects: [...since, ...effects] }
}

/**
 * The event at a place of the past, with those that were quashed as a whole after it, and after the first of them; and the place
 * of that first one. What was quashed before it shows in where the case stood then.
 */
function quashedSince(past: readonly PastEvent[], at: number): { readonly from: number; readonly away: Set<number> } {
  const places = new Map(past.map(({ sequence }, place) => [sequence, place]))
  const away = new Set(past[at] ? [past[at].sequence] : [])
  let from = at
  for (let place = past.length - 1; place > from; place--) {
    const event = past[place]?.event
    if (event === undefined || !isWhole(event)) continue
    away.add(event.of)
    from = Math.min(from, places.get(event.of) ?? from)
  }
  return { from, away }
}

function isWhole(event: FoldedEvent['event']): event is QuashedAct {
  return event.kind === 'quashed' && event.part === null
}

/**
 * Time passes up to the dawn of a day in a case thought of as in the real one, by each day on which a clock of the real one
 * runs out: a clock that only the thought one would have started runs no longer than that day.
 */
function passTime(
  thought: Standing,
  real: Standing,
  to: Day,
  take: Take,
): { readonly thought: Standing; readonly effects: readonly Effect[] } {
  const passed = take(real, { event: { kind: 'tick', on: to, dawn: true }, sequence: 0 })
  // A period runs out on its last day, any other clock on the day after.
  const days = !passed.accepted
    ? []
    : passed.effects.flatMap(one => (one.kind === 'clock-ran-out' ? [one.due, one.due + 1] : []))
  const effects: Effect[] = []
  let [there, here] = [thought, real]
  const pass = (event: FoldedEvent['event']) => {
    const tick = { event, sequence: 0 }
    const [moved, real] = [take(there, tick), take(here, tick)]
    // A case that has ended stands still.
    if (real.accepted) here = real.standing
    if (moved.accepted) effects.push(...moved.effects)
    there = cut(moved.accepted ? moved.standing : there, here)
  }
  for (const on of [...new Set(days)].filter(day => day < to).toSorted((a, b) => a - b)) pass({ kind: 'tick', on })
  pass({ kind: 'tick', on: to, dawn: true })
  return { thought: there, effects }
}

function cut(thought: Standing, real: Standing): Standing {
  return { ...thought, state: asReallyRun(thought.state, real.state) }
}

function no(reason: Refusal['reason'], words: string): Refusal {
  return { reason, words, allowed: [] }
}
