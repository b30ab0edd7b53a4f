/** Next month's draft from last month's plan: the same promises, what the dates tell put in, and what is to be answered. */
import { isoWords } from '../../evidence/period-words.ts'
import { dayFromIso, isoFromDay, monthLater } from '../../regimes/day.ts'
import type { Action, Goal, Measure, Plan } from './plan-schema.ts'
import { daysFrom } from './plan-state.ts'
import { numbered, sayFigure, statusWords } from './plan-words.ts'

export interface PlanPrompt {
  readonly of: 'goal' | 'action' | 'milestone'
  readonly id: string
  readonly title: string
  readonly question: string
}

export interface PlanDraft {
  readonly plan: Plan
  /** What changed since last month? One question for each thing that the dates or the last report leave open. */
  readonly prompts: readonly PlanPrompt[]
}

/** The draft of the month after a plan's, as its dates stand on a day (ISO). Nothing is made better than it was reported. */
export function prefillPlan(last: Plan, on: string): PlanDraft {
  const month = monthLater(last.month, 1)
  const goals = last.goals.map(goal => ({ ...goal, actions: goal.actions.map(action => restated(action, on)) }))
  return { plan: { ...last, month, goals }, prompts: goals.flatMap(goal => goalPrompts(goal, month, on)) }
}

function restated(action: Action, on: string): Action {
  const open = action.status === 'not-started' || action.status === 'on-track' || action.status === 'at-risk'
  return open && (action.revisedDue ?? action.due) < on ? { ...action, status: 'late' } : action
}

function goalPrompts({ id, title, measure, trajectory, actions }: Goal, month: string, on: string): PlanPrompt[] {
  const promised = trajectory.find(point => point.month === month)
  const asked = ({ metric, unit }: Measure, value: number) =>
    `The plan has ${metric} at ${sayFigure(value, unit)} in ${isoWords(month)}. What was reached, and why?`
  return [
    ...(promised && measure ? [{ of: 'goal' as const, id, title, question: asked(measure, promised.value) }] : []),
    ...actions.flatMap(action => actionPrompts(action, month, on)),
  ]
}

function actionPrompts(action: Action, month: string, on: string): PlanPrompt[] {
  const { id, title, status } = action
  if (status === 'done' || status === 'stopped' || status === 'missed') return []
  const question = actionQuestion(action, month, on)
  return [
    ...(question === null ? [] : [{ of: 'action' as const, id, title, question }]),
    ...action.milestones.flatMap(milestone => {
      const until = milestone.revisedDue ?? milestone.due
      if (milestone.completed !== null || until > lastOf(month, on)) return []
      const asked = `It ${dueWords(until, on)}. Was it reached, and on which day?`
      return [{ of: 'milestone' as const, id: milestone.id, title: milestone.title, question: asked }]
    }),
  ]
}

function actionQuestion({ status, starts, due, revisedDue }: Action, month: string, on: string): string | null {
  const until = revisedDue ?? due
  if (until <= lastOf(month, on))
    return `It ${dueWords(until, on)}. Is it done, and on which day? If not, what holds it up, and by when will it be done?`
  if (status === 'at-risk' || status === 'late')
    return `Last month it was ${statusWords[status]}. What was done since, and does ${isoWords(until)} still hold?`
  if (status === 'not-started' && starts <= lastOf(month, on))
    return `It was to start on ${isoWords(starts)}. Has it started?`
  return status === 'on-track' ? 'What changed since last month, and what shows it?' : null
}

/** The last day asked about: of the month reported, or the present one where that is later. */
function lastOf(month: string, on: string): string {
  const end = isoFromDay(dayFromIso(`${monthLater(month, 1)}-01`) - 1)
  return on > end ? on : end
}

function dueWords(due: string, on: string): string {
  const late = daysFrom(due, on)
  if (late > 0) return `was due on ${isoWords(due)}, ${numbered(late, 'day')} ago`
  return `is due on ${isoWords(due)}`
}
