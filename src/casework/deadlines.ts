/** Deadlines as they are kept beside a case: a clock each time that it ran, by the event that started it. Pure. */
import type { CompiledClock, Course } from '../regimes/compiled.ts'
import { isoFromDay } from '../regimes/day.ts'
import type { CaseState, Day, Effect } from '../regimes/model.ts'
import { stateOf } from '../regimes/draft.ts'
import type { Deadline } from './model.ts'

/** What an event does to one deadline. */
export interface DeadlineChange {
  readonly clock: string
  /** The event that started it; null for the one that ran already. */
  readonly startedBy: number | null
  readonly due: Day | null
  readonly state: Deadline['state']
  /** It ran out with this event. */
  readonly ranOut: boolean
}

export interface Happened {
  readonly sequence: number
  /** Name of the event, by which a clock may end. */
  readonly name: string
  readonly after: CaseState
  /** Clocks that ended because the case went to rules that do not know them. */
  readonly dropped?: readonly string[]
}

interface Run {
  readonly startedBy: number | null
  ended: Effect | null
  ranOut: boolean
}

/**
 * What the effects of an event do to deadlines. A clock that starts, ends and starts again in one event is told as the last
 * time it ran.
 */
export function deadlineChanges(
  course: Course,
  effects: readonly Effect[],
  happened: Happened,
): readonly DeadlineChange[] {
  const runs = new Map<string, Run[]>()
  const latest = (clock: string) => {
    const all = runs.get(clock) ?? []
    if (all.length === 0) all.push({ startedBy: null, ended: null, ranOut: false })
    runs.set(clock, all)
    return all.at(-1) as Run
  }
  for (const effect of effects) {
    if (!('clock' in effect)) continue
    if (effect.kind === 'clock-started') {
      const before = (runs.get(effect.clock) ?? []).filter(({ startedBy }) => startedBy === null)
      runs.set(effect.clock, [...before, { startedBy: happened.sequence, ended: null, ranOut: false }])
    } else if (effect.kind === 'clock-ended' || effect.kind === 'clock-stopped') latest(effect.clock).ended = effect
    else latest(effect.clock).ranOut ||= effect.kind === 'clock-ran-out'
  }
  return [...runs].flatMap(([clock, all]) => all.map(run => changeOf(course, clock, run, happened)))
}

function changeOf(
  course: Course,
  clock: string,
  { startedBy, ended, ranOut }: Run,
  happened: Happened,
): DeadlineChange {
  if (ended?.kind === 'clock-stopped') return { clock, startedBy, due: ended.due, state: 'ended', ranOut }
  if (ended?.kind === 'clock-ended')
    return { clock, startedBy, due: ended.due, state: endOf(course, clock, ended.late, happened), ranOut }
  const running = happened.after.clocks.find(one => one.clock === clock)
  if (running === undefined) throw new Error(`The clock "${clock}" neither runs nor has it ended.`)
  const state = running.suspendedOn !== null ? 'suspended' : running.ranOut ? 'ran-out' : 'running'
  return { clock, startedBy, due: running.due, state, ranOut }
}

/** A period just ends, and so does what the end of the case, or of its rules, cut short; anything else was met in time or late. */
function endOf(course: Course, clock: string, late: boolean, { name, after, dropped }: Happened): Deadline['state'] {
  if (dropped?.includes(clock)) return 'ended'
  if (isPeriod(course.clocks.get(clock))) return 'ended'
  if (dropped === undefined && stateOf(course, after).ends !== null && !course.ends.get(name)?.has(clock))
    return 'ended'
  return late ? 'late' : 'met'
}

/** Whether a clock just ends on its last day, so that nobody can be late with it. */
export function isPeriod(clock: Pick<CompiledClock, 'clock'> | undefined): boolean {
  return clock?.clock.is === 'period'
}

/** Deadlines of one case by clock and start. */
export type KeptDeadlines = Map<string, Omit<Deadline, 'caseId' | 'firedAt'>>

/** Whether what a deadline asks for is still to come: it runs, stands still, or ran out unmet. */
export function isUnmet(state: string): boolean {
  return ['running', 'suspended', 'ran-out'].includes(state)
}

export function changeDeadlines(kept: KeptDeadlines, changes: readonly DeadlineChange[]): void {
  for (const { clock, startedBy, due, state } of changes) {
    const started = startedBy ?? [...kept.values()].find(one => one.clock === clock && isUnmet(one.state))?.startedBy
    if (started === undefined) throw new Error(`The clock "${clock}" changed, and nothing had started it.`)
    kept.set(`${clock} ${started}`, { clock, startedBy: started, due: due === null ? null : isoFromDay(due), state })
  }
}
