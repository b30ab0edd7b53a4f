/** What changed between two versions of a plan, as rows that a reader can follow. */
import { isoWords } from '../../evidence/period-words.ts'
import type { PlanChange, PlanDiff } from './plan-diff.ts'
import type { Action, ActionStatus, Measure, TrajectoryPoint } from './plan-schema.ts'
import { numbered, sayFigure, statusWords } from './plan-words.ts'

export interface ChangeInWords {
  /** `Action: Open a streaming desk`. */
  readonly what: string
  /** `status`, `promised for`; what a whole thing underwent otherwise: `added`, `dropped`. */
  readonly field: string
  readonly before: string
  readonly after: string
}

/** Each change as a row, in the order of the plan. */
export function changesInWords({ changes }: Pick<PlanDiff, 'changes'>): readonly ChangeInWords[] {
  return changes.map(change => {
    const what = change.of === 'plan' ? 'The plan' : `${titled[change.of]}: ${change.title}`
    if (change.change === 'changed')
      return {
        what,
        field: fields[change.field] ?? change.field,
        before: valueInWords(change.field, change.before),
        after: valueInWords(change.field, change.after),
      }
    const told = wholeInWords(change)
    return change.change === 'added'
      ? { what, field: 'added', before: '', after: told }
      : { what, field: 'dropped', before: told, after: '' }
  })
}

/** `2 actions slipped, 1 was completed.`: what a reader asks first. */
export function diffInWords(diff: PlanDiff): readonly string[] {
  const whole = (change: PlanChange['change'], of: PlanChange['of']) =>
    diff.changes.filter(one => one.change === change && one.of === of).length
  const told = [
    [diff.completed.length, 'done'],
    [diff.slips.length, 'put off to a later day'],
    [diff.reopened.length, 'opened again that had been done'],
    [whole('dropped', 'action'), 'dropped'],
    [whole('added', 'action'), 'new'],
  ] as const
  const parts = told.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`)
  if (diff.changes.length === 0) return ['Nothing changed.']
  const all = `${numbered(diff.changes.length, 'change')} in all.`
  return parts.length === 0 ? [all] : [`Actions and milestones: ${parts.join(', ')}.`, all]
}

const titled = { goal: 'Goal', action: 'Action', milestone: 'Milestone' } as const

const fields: Readonly<Record<string, string>> = {
  month: 'month reported',
  due: 'first promised for',
  revisedDue: 'now promised for',
  completed: 'done on',
  starts: 'starts on',
  organisation: 'of the organisation',
  goal: 'moved to the goal',
  action: 'moved to the action',
}

function wholeInWords(change: Exclude<PlanChange, { change: 'changed' }>): string {
  if (change.of === 'goal') return change.value.outcome
  const due = `due on ${isoWords(change.value.due)}`
  if (change.of !== 'action') return due
  const { owner, organisation } = change.value
  return organisation === null ? `${owner}, ${due}` : `${owner} of ${organisation}, ${due}`
}

function valueInWords(field: string, value: unknown): string {
  if (field === 'organisation') return (value as string | null) ?? 'all of them'
  if (value === null || value === '') return 'nothing'
  if (field === 'status') return statusWords[value as ActionStatus]
  if (field === 'due' || field === 'revisedDue' || field === 'completed' || field === 'starts')
    return isoWords(value as string)
  if (field === 'month') return isoWords(value as string)
  if (field === 'evidence') return (value as Action['evidence']).join('; ') || 'nothing'
  if (field === 'trajectory')
    return (value as TrajectoryPoint[]).map(point => `${isoWords(point.month)}: ${point.value}`).join('; ') || 'nothing'
  if (field === 'measure') {
    const { metric, better, standard, unit } = value as Measure
    const held = standard === null ? 'no standard' : `standard ${sayFigure(standard, unit)}`
    return `${metric}, ${better === 'high' ? 'higher' : 'lower'} is better, ${held}`
  }
  return typeof value === 'string' ? value : JSON.stringify(value)
}
