/**
 * A case folded from its events: those that count, in the order in which they took effect. Pure, and the only way in which a
 * case comes to its state.
 */
import type { CompiledRegime } from '../regimes/compiled.ts'
import type { CaseState, Day, Effect, Refusal, Step } from '../regimes/model.ts'
import { openCase } from '../regimes/open-case.ts'
import { recalendar } from '../regimes/recalendar.ts'
import { courseOf } from '../regimes/standing.ts'
import { step } from '../regimes/step.ts'
import { nameOf, type Act } from './acts.ts'
import { changeDeadlines, deadlineChanges, type DeadlineChange, type KeptDeadlines } from './deadlines.ts'

/** What the fold needs of a written event. */
export interface FoldedEvent {
  readonly sequence: number
  readonly event: Act
  /** ISO day. */
  readonly effective: string
  readonly corrects: number | null
}

/** The rules of the case with the calendars of a hash. */
export type Rules = (calendars: string) => CompiledRegime

/** A case so far. */
export interface Standing {
  readonly state: CaseState
  /** Hash of the calendars by which its clocks are counted. */
  readonly calendars: string
}

export type Taken =
  | {
      readonly accepted: true
      readonly standing: Standing
      readonly effects: readonly Effect[]
      readonly changes: readonly DeadlineChange[]
    }
  | { readonly accepted: false; readonly refusal: Refusal }

export type Folded =
  | { readonly accepted: true; readonly standing: Standing; readonly deadlines: KeptDeadlines }
  | { readonly accepted: false; readonly refusal: Refusal; readonly at: FoldedEvent }

/**
 * The events that count, in the order in which they took effect, then in that in which they were written; what stands in
 * place of another event stands in its place on the day too.
 */
export function countingEvents<Event extends FoldedEvent>(events: readonly Event[]): readonly Event[] {
  const corrected = new Set(events.map(({ corrects }) => corrects))
  const places = new Map<number, number>()
  for (const { sequence, corrects } of events)
    places.set(sequence, corrects === null ? sequence : (places.get(corrects) ?? sequence))
  const placeOf = ({ sequence }: Event) => places.get(sequence) ?? sequence
  return events
    .filter(({ sequence, event }) => event.kind !== 'annulled' && !corrected.has(sequence))
    .toSorted((a, b) => beginsWith(a) - beginsWith(b) || compare(a.effective, b.effective) || placeOf(a) - placeOf(b))
}

/** Folds all that was written of a case. It is numbered by its last written event, whether or not that counts. */
export function foldCase(rules: Rules, events: readonly FoldedEvent[]): Folded {
  const folded = foldEvents(rules, countingEvents(events))
  if (!folded.accepted) return folded
  const sequence = Math.max(...events.map(one => one.sequence))
  const state = Object.freeze({ ...folded.standing.state, sequence })
  return { ...folded, standing: { ...folded.standing, state } }
}

/** Folds events that count, in their order; the first is the opening. */
export function foldEvents(rules: Rules, events: readonly FoldedEvent[]): Folded {
  let standing: Standing | null = null
  const deadlines: KeptDeadlines = new Map()
  for (const event of events) {
    const taken = takeAct(rules, standing, event.event, event.sequence, always)
    if (!taken.accepted) {
      // Time that was told passes by itself; in a case that has ended meanwhile there is nothing more to tell.
      if (event.event.kind === 'tick' || event.event.kind === 'calendar-changed') continue
      return { accepted: false, refusal: taken.refusal, at: event }
    }
    standing = taken.standing
    changeDeadlines(deadlines, taken.changes)
  }
  if (standing === null) throw new Error('A case has no event that counts, not even its opening.')
  return { accepted: true, standing, deadlines }
}

/** One event happens. `now` is today: nothing is recorded ahead of it. */
export function takeAct(rules: Rules, standing: Standing | null, act: Act, sequence: number, now: Day): Taken {
  if (act.kind === 'open') {
    const { calendars } = act
    const compiled = rules(calendars)
    return after(compiled, calendars, act, sequence, openCase(compiled, act, now))
  }
  if (standing === null) throw new Error(`A case begins with its opening; found ${act.kind}.`)
  if (act.kind === 'annulled') throw new Error('An annulled event is not folded.')
  const { state, calendars } = standing
  const compiled = rules(calendars)
  if (act.kind !== 'calendar-changed') return after(compiled, calendars, act, sequence, step(compiled, state, act, now))

  // By the old calendars all time up to the day has passed.
  const passed = step(compiled, state, { kind: 'tick', on: act.on, dawn: true }, now)
  if (!passed.accepted) return { accepted: false, refusal: passed.refusal }
  const counted = recalendar(compiled, rules(act.calendars), passed.case)
  const both = { accepted: true, case: counted.case, effects: [...passed.effects, ...counted.effects] } as const
  return after(compiled, act.calendars, act, sequence, both)
}

function after(compiled: CompiledRegime, calendars: string, act: Act, sequence: number, taken: Step): Taken {
  if (!taken.accepted) return { accepted: false, refusal: taken.refusal }
  // Numbered as written down: events that no longer count are counted too.
  const state = { ...taken.case, sequence }
  const { effects } = taken
  const course = courseOf(compiled, state)
  const changes = deadlineChanges(course, effects, { sequence, name: nameOf(act), after: state })
  return { accepted: true, standing: { state, calendars }, effects, changes }
}

/** Every event was in its time when it was written. */
const always = Number.POSITIVE_INFINITY

/** The opening comes first, whatever day is asked: what would be before it, the engine refuses. */
function beginsWith({ event }: FoldedEvent): number {
  return event.kind === 'open' ? 0 : 1
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
