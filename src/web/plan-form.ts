/** The monthly update as a form: what it begins with, and the plan that a filled-in one makes of it. Pure. */
import { type PlanPrompt, prefillPlan } from '../casework/plan/plan-prefill.ts'
import type { Action, Milestone, Plan } from '../casework/plan/plan-schema.ts'
import type { Sent } from './case-forms.ts'

export interface PlanDraftForm {
  readonly plan: Plan
  readonly prompts: readonly PlanPrompt[]
  /** Months that the next version may report, the latest first. */
  readonly months: readonly string[]
}

/**
 * What the form begins with on a day (ISO): the month after the last version's with what its dates tell, or, where that month
 * has not begun, the same month again, to be corrected.
 */
export function draftOf(last: Plan, on: string): PlanDraftForm {
  const draft = prefillPlan(last, on)
  const begun = draft.plan.month <= on.slice(0, 7)
  return {
    plan: begun ? draft.plan : last,
    prompts: begun ? draft.prompts : [],
    months: monthsFrom(last.month, on),
  }
}

/** Months from one to that of a day, the latest first; the last three years of them. */
export function monthsFrom(first: string, on: string): readonly string[] {
  const index = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1
  const [from, to] = [index(first), index(on)]
  return Array.from({ length: Math.max(0, Math.min(36, to - from + 1)) }, (_, back) => {
    const month = to - back
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
  })
}

/**
 * What was filled in, without the fields that are as the form began: what nobody touched must not undo what another has
 * written meanwhile. @param began The draft that the form was drawn from.
 */
export function changedFields(began: Plan, sent: Sent): Sent {
  const before = new Map(began.goals.flatMap(({ actions }) => actions.flatMap(fieldsOf)))
  const plain = (text: string) => text.replace(/\r\n?/g, '\n').trim()
  return Object.fromEntries(Object.entries(sent).filter(([name, text]) => before.get(name) !== plain(text)))
}

/** Fields of an action and of its milestones, by their names in the form. */
function fieldsOf(action: Action): (readonly [string, string])[] {
  const { id, organisation = '', status, progress, completed, revisedDue, milestones } = action
  return [
    [`organisation.${id}`, organisation],
    [`status.${id}`, status],
    [`progress.${id}`, progress],
    [`completed.${id}`, completed ?? ''],
    [`revised.${id}`, revisedDue ?? ''],
    ...milestones.map(one => [`reached.${one.id}`, one.completed ?? ''] as const),
  ]
}

/** The draft with what was filled in; a field that was not sent stays as it is. */
export function filledPlan(draft: Plan, sent: Sent): Plan {
  return {
    ...draft,
    month: sent['month'] ?? draft.month,
    goals: draft.goals.map(goal => ({ ...goal, actions: goal.actions.map(action => filledAction(action, sent)) })),
  }
}

function filledAction(action: Action, sent: Sent): Action {
  const { organisation: was = '', ...kept } = action
  const { id, status, progress, completed, revisedDue, milestones } = kept
  const organisation = sent[`organisation.${id}`] ?? was
  return {
    ...kept,
    ...(organisation === '' ? {} : { organisation }),
    // What is no status is for the check to refuse.
    status: (sent[`status.${id}`] ?? status) as Action['status'],
    // A browser ends lines otherwise than the plan does.
    progress: sent[`progress.${id}`]?.replace(/\r\n?/g, '\n').trim() ?? progress,
    completed: dayOf(sent[`completed.${id}`], completed),
    revisedDue: dayOf(sent[`revised.${id}`], revisedDue),
    milestones: milestones.map(one => filledMilestone(one, sent)),
  }
}

function filledMilestone(milestone: Milestone, sent: Sent): Milestone {
  return { ...milestone, completed: dayOf(sent[`reached.${milestone.id}`], milestone.completed) }
}

function dayOf(text: string | undefined, before: string | null): string | null {
  return text === undefined ? before : text.trim() || null
}
