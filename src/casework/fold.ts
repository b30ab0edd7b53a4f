/**
 * A case folded from its events: those that count, in the order in which they took effect. Pure, and the only way in which a
 * case comes to its state.
 */
import type { CompiledRegime } from '../regimes/compiled.ts'
import { isoFromDay, sayDay } from '../regimes/day.ts'
import { migrate, type Migration } from '../regimes/migrate.ts'
import type { CaseState, Day, Effect, Refusal, Step } from '../regimes/model.ts'
import { openCase } from '../regimes/open-case.ts'
import { recalendar } from '../regimes/recalendar.ts'
import { courseOf } from '../regimes/standing.ts'
import { step } from '../regimes/step.ts'
import { nameOf, type Act } from './acts.ts'
import { countingEvents } from './counting.ts'
import { changeDeadlines, deadlineChanges, type DeadlineChange, type KeptDeadlines } from './deadlines.ts'
import { takeBack } from './take-back.ts'
import type { Instead, Take } from './thought-away.ts'

/** What the fold needs of a written event. */
export interface FoldedEvent {
  readonly sequence: number
  readonly event: Act
  /** ISO day. */
  readonly effective: string
  readonly corrects: number | null
}

/** Rules by the hash of a regime (null for the one that the case was opened under) and that of calendars. */
export type Rules = (hash: string | null, calendars: string) => CompiledRegime

/** A case so far. */
export interface Standing {
  readonly state: CaseState
  /** Hash of the calendars by which its clocks are counted. */
  readonly calendars: string
}

/** An event that was folded, with where the case stood before it, and after it. */
export interface PastEvent extends FoldedEvent {
  readonly before: Standing | null
  readonly after: Standing
  /** What followed from it when it happened, also where it was quashed later. */
  readonly effects: readonly Effect[]
}

/** An event that has effect, with what follows from it. */
export interface HeldEvent extends Pick<FoldedEvent, 'sequence' | 'effective'> {
  readonly effects: readonly Effect[]
}

export type Taken =
  | {
      readonly accepted: true
      readonly standing: Standing
      readonly effects: readonly Effect[]
      readonly changes: readonly DeadlineChange[]
      /** Where a decision was quashed as a whole. */
      readonly instead?: Instead
    }
  | { readonly accepted: false; readonly refusal: Refusal }

export type Folded =
  | {
      readonly accepted: true
      readonly standing: Standing
      readonly deadlines: KeptDeadlines
      readonly past: readonly PastEvent[]
      /** Events that have effect, in their order: those that were quashed, and those that rest on them, have none. */
      readonly held: readonly HeldEvent[]
    }
  | { readonly accepted: false; readonly refusal: Refusal; readonly at: FoldedEvent }

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
  const past: PastEvent[] = []
  let held: HeldEvent[] = []
  for (const one of events) {
    const { event, sequence, effective } = one
    const taken = takeAct(rules, standing, event, sequence, always, past)
    if (!taken.accepted) {
      // Time that was told passes by itself; in a case that has ended meanwhile there is nothing more to tell.
      if (event.kind !== 'tick' && event.kind !== 'calendar-changed')
        return { accepted: false, refusal: taken.refusal, at: one }
      if (standing !== null) past.push({ ...one, before: standing, after: standing, effects: [] })
      continue
    }
    if (taken.instead) {
      const again = new Set(past.slice(taken.instead.from).map(({ sequence: of }) => of))
      held = [...held.filter(({ sequence: of }) => !again.has(of)), ...taken.instead.held]
    } else held.push({ sequence, effective, effects: taken.effects })
    past.push({ ...one, before: standing, after: taken.standing, effects: taken.effects })
    standing = taken.standing
    changeDeadlines(deadlines, taken.changes)
  }
  if (standing === null) throw new Error('A case has no event that counts, not even its opening.')
  return { accepted: true, standing, deadlines, past, held }
}

/**
 * One event happens. `now` is today: nothing is recorded ahead of it.
 * @param past The events that count before it, in their order: a quashing asks what rests on what.
 */
export function takeAct(
  rules: Rules,
  standing: Standing | null,
  act: Act,
  sequence: number,
  now: Day,
  past: readonly PastEvent[] = [],
): Taken {
  if (act.kind === 'open') {
    const { calendars } = act
    const compiled = rules(null, calendars)
    return after(compiled, calendars, act, sequence, openCase(compiled, act, now))
  }
  if (standing === null) throw new Error(`A case begins with its opening; found ${act.kind}.`)
  if (act.kind === 'annulled') throw new Error('An annulled event is not folded.')
  if (act.kind === 'migrated') return takeOver(rules, standing, act, sequence, now)
  const { state, calendars } = standing
  const compiled = rules(state.pin.hash, calendars)
  if (act.kind === 'quashed') {
    const take: Take = (found, one) => takeAct(rules, found, one.event, one.sequence, always)
    const back = takeBack(compiled, standing, { act, sequence, now, past, take })
    const taken = after(compiled, calendars, act, sequence, back)
    return taken.accepted && 'instead' in back ? { ...taken, instead: back.instead } : taken
  }
  if (act.kind !== 'calendar-changed') return after(compiled, calendars, act, sequence, step(compiled, state, act, now))

  // By the old calendars all time up to the day has passed.
  const passed = step(compiled, state, { kind: 'tick', on: act.on, dawn: true }, now)
  if (!passed.accepted) return { accepted: false, refusal: passed.refusal }
  const counted = recalendar(compiled, rules(state.pin.hash, act.calendars), passed.case)
  const both = { accepted: true, case: counted.case, effects: [...passed.effects, ...counted.effects] } as const
  return after(compiled, act.calendars, act, sequence, both)
}

export type MigratedAct = Extract<Act, { kind: 'migrated' }>

export type TakenOver =
  | {
      readonly accepted: true
      /** What followed from time that passed until the day, by the old rules. */
      readonly before: readonly Effect[]
      readonly migration: Extract<Migration, { possible: true }>
    }
  | { readonly accepted: false; readonly refusal: Refusal }

/** What comes of a case under the rules that it is to go to: by the old ones all time up to the day has passed. */
export function migrationOf(rules: Rules, { state, calendars }: Standing, act: MigratedAct, now: Day): TakenOver {
  const [from, to] = [rules(state.pin.hash, calendars), rules(act.hash, act.calendars)]
  const passed = step(from, state, { kind: 'tick', on: act.on, dawn: true }, now)
  if (!passed.accepted) return { accepted: false, refusal: passed.refusal }
  const no = (reason: Refusal['reason'], words: string) =>
    ({ accepted: false, refusal: { reason, words, allowed: [] } }) as const
  const version = `${to.regime.title}, version ${to.pin.version},`
  if (act.on < to.inForce.from)
    return no('before-in-force', `${version} is in force from ${sayDay(to.inForce.from)}; found ${isoFromDay(act.on)}.`)
  if (to.inForce.to !== null && act.on > to.inForce.to)
    return no(
      'no-longer-in-force',
      `${version} was in force until ${sayDay(to.inForce.to)}; found ${isoFromDay(act.on)}. Take the version of that day.`,
    )
  const migration = migrate(from, to, passed.case, act.on, act.route ?? undefined)
  if (!migration.possible) return no(migration.reason, migration.words)
  return { accepted: true, before: passed.effects, migration }
}

function takeOver(rules: Rules, standing: Standing, act: MigratedAct, sequence: number, now: Day): Taken {
  const found = migrationOf(rules, standing, act, now)
  if (!found.accepted) return found
  const { migration } = found
  const state = { ...migration.case, sequence }
  const effects = [...found.before, ...migration.effects]
  // What ended with time that passed, it ended as by the rules of then.
  const course = courseOf(rules(standing.state.pin.hash, standing.calendars), standing.state)
  const happened = { sequence, name: nameOf(act), after: state, dropped: migration.clocks.dropped }
  const changes = deadlineChanges(course, effects, happened)
  return { accepted: true, standing: { state, calendars: act.calendars }, effects, changes }
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
