/**
 * How a plan stands on a day, by its dates: what is late, what slipped, what was missed. The status that those responsible
 * report is shown beside it and never believed where a date says otherwise. A thing due on a day is late from the day after.
 */
import { isoWords } from '../../evidence/period-words.ts'
import { dayFromIso } from '../../regimes/day.ts'
import type { Action, ActionStatus, Milestone, Plan } from './plan-schema.ts'
import { numbered, statusWords } from './plan-words.ts'

/** By the day first promised: `missed` was given up, `stopped` is no longer wanted, `open` is not due yet. */
export type Standing = 'open' | 'late' | 'done' | 'done-late' | 'missed' | 'stopped'

interface StandingOn {
  readonly id: string
  readonly title: string
  readonly due: string
  /** The day it is now promised for; null where that is the first one. */
  readonly revisedDue: string | null
  /** Days by which that is later than the first; 0 where it is not. */
  readonly slippedDays: number
  readonly standing: Standing
  /** Days after the day first promised: until it was done, or until now; 0 unless late or done late. */
  readonly daysLate: number
}

export interface ActionState extends StandingOn {
  readonly goal: string
  /** Code of the organisation of the case whose it is; null where it is of all of them. */
  readonly organisation: string | null
  readonly owner: string
  readonly says: ActionStatus
  /** Where what is reported cannot be so, in words; null otherwise. */
  readonly saysOtherwise: string | null
  readonly milestones: readonly MilestoneState[]
}

export interface MilestoneState extends StandingOn {
  readonly action: string
}

export type StandingCounts = Readonly<Record<Standing | 'all' | 'slipped', number>>

export interface PlanState {
  readonly on: string
  readonly actions: readonly ActionState[]
  readonly counts: { readonly actions: StandingCounts; readonly milestones: StandingCounts }
  /** `9 of 34 promised actions are late.`, then what else a reader should know. */
  readonly words: readonly string[]
}

/**
 * The plan as it stands on a day (ISO), by the days that it has as first promised.
 * @param undone How many actions were promised before and are no longer in it, though they were not done.
 */
export function planState(plan: Plan, on: string, undone = 0): PlanState {
  const actions = plan.goals.flatMap(goal => goal.actions.map(action => actionState(action, goal.id, on)))
  const counts = countsOfActions(actions)
  const otherwise = actions.filter(({ saysOtherwise }) => saysOtherwise !== null).length
  const words = [...countWords('action', counts.actions), ...countWords('milestone', counts.milestones)]
  if (undone > 0) words.push(`${undone} that ${undone === 1 ? 'was' : 'were'} promised before ${undoneWords(undone)}.`)
  if (otherwise > 0) words.push(`Of ${numbered(otherwise, 'action')} the plan says what its dates do not bear out.`)
  return { on, actions, counts, words }
}

/** How many of some actions, and of the milestones within them, stand how. */
export function countsOfActions(actions: readonly ActionState[]): PlanState['counts'] {
  return { actions: countsOf(actions), milestones: countsOf(actions.flatMap(action => action.milestones)) }
}

function actionState(action: Action, goal: string, on: string): ActionState {
  const { id, title, organisation = null, owner, due, status, revisedDue, completed } = action
  return {
    id,
    title,
    goal,
    organisation,
    owner,
    due,
    ...slipOf(due, revisedDue),
    says: status,
    ...(status === 'missed' || status === 'stopped'
      ? { standing: status, daysLate: 0 }
      : standingOf(due, completed, on)),
    saysOtherwise: contradiction(action, on),
    // What was promised within an action that was given up went with it.
    milestones: action.milestones.map(one => milestoneState(one, id, status, on)),
  }
}

function milestoneState(
  { id, title, due, revisedDue, completed }: Milestone,
  action: string,
  status: ActionStatus,
  on: string,
): MilestoneState {
  const gone = completed === null && (status === 'missed' || status === 'stopped')
  return {
    id,
    title,
    action,
    due,
    ...slipOf(due, revisedDue ?? null),
    ...(gone ? { standing: status, daysLate: 0 } : standingOf(due, completed, on)),
  }
}

function slipOf(due: string, revisedDue: string | null): Pick<StandingOn, 'revisedDue' | 'slippedDays'> {
  return { revisedDue, slippedDays: revisedDue === null ? 0 : Math.max(0, daysFrom(due, revisedDue)) }
}

function standingOf(due: string, completed: string | null, on: string): { standing: Standing; daysLate: number } {
  // What is to be completed on a day to come is not done yet.
  const done = completed !== null && completed <= on
  const daysLate = Math.max(0, daysFrom(due, done ? completed : on))
  return { standing: done ? (daysLate > 0 ? 'done-late' : 'done') : daysLate > 0 ? 'late' : 'open', daysLate }
}

function contradiction({ status, starts, due, revisedDue, completed }: Action, on: string): string | null {
  const until = revisedDue ?? due
  const passed = daysFrom(until, on)
  if (completed !== null && completed > on) return `It says done, on a day to come: ${isoWords(completed)}.`
  if ((status === 'not-started' || status === 'on-track' || status === 'at-risk') && passed > 0)
    return `It says ${statusWords[status]}, but it was due on ${isoWords(until)}, ${numbered(passed, 'day')} before.`
  if (status === 'not-started' && starts < on) return `It says not started, but it was to start on ${isoWords(starts)}.`
  if (status === 'late' && daysFrom(due, on) <= 0) return `It says late, but it is not due until ${isoWords(due)}.`
  return null
}

function countsOf(all: readonly StandingOn[]): StandingCounts {
  const count = (wanted: Standing) => all.filter(({ standing }) => standing === wanted).length
  return {
    all: all.length,
    open: count('open'),
    late: count('late'),
    done: count('done'),
    'done-late': count('done-late'),
    missed: count('missed'),
    stopped: count('stopped'),
    slipped: all.filter(({ slippedDays }) => slippedDays > 0).length,
  }
}

function countWords(what: string, counts: StandingCounts): string[] {
  if (counts.all === 0) return [`The plan promises no ${what}s.`]
  const be = (count: number, words: string) => (count === 0 ? [] : [`${count} ${count === 1 ? 'is' : 'are'} ${words}`])
  const were = (count: number, words: string) =>
    count === 0 ? [] : [`${count} ${count === 1 ? 'was' : 'were'} ${words}`]
  const rest = [
    ...be(counts.done, 'done in time'),
    ...were(counts['done-late'], 'done late'),
    ...were(counts.missed, 'missed'),
    ...were(counts.stopped, 'stopped'),
    ...(counts.slipped === 0
      ? []
      : [`${counts.slipped} ${counts.slipped === 1 ? 'has' : 'have'} a later date than first promised`]),
  ]
  const late = `${counts.late} of ${counts.all} promised ${what}${counts.all === 1 ? '' : 's'} ${counts.late === 1 ? 'is' : 'are'} late.`
  return rest.length === 0 ? [late] : [late, `${rest.join(', ')}.`]
}

function undoneWords(count: number): string {
  return count === 1 ? 'was dropped before it was done' : 'were dropped before they were done'
}

/** Days from one ISO date to another; negative where the other is earlier. */
export function daysFrom(one: string, other: string): number {
  return dayFromIso(other) - dayFromIso(one)
}
