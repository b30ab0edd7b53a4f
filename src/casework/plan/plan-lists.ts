/** A plan laid flat: its goals, actions and milestones as three lists, each entry naming what it belongs to. */
import type { Action, Goal, Milestone, Plan } from './plan-schema.ts'

export type ListedGoal = Omit<Goal, 'actions'>
/** Its organisation is null where it is of all of them. */
export type ListedAction = Omit<Action, 'milestones' | 'organisation'> & {
  readonly organisation: string | null
  readonly goal: string
}
/** Its revised day is null where it has none. */
export type ListedMilestone = Omit<Milestone, 'revisedDue'> & {
  readonly revisedDue: string | null
  readonly action: string
}

export interface PlanLists {
  readonly month: string
  readonly title: string
  readonly goals: readonly ListedGoal[]
  readonly actions: readonly ListedAction[]
  readonly milestones: readonly ListedMilestone[]
}

/** The lists of a plan, each in its order. */
export function listPlan({ month, title, goals }: Plan): PlanLists {
  const actions = goals.flatMap(goal =>
    goal.actions.map(action => ({
      ...action,
      organisation: action.organisation ?? null,
      goal: goal.id,
    })),
  )
  return {
    month,
    title,
    goals: goals.map(({ actions: _, ...goal }) => goal),
    actions: actions.map(({ milestones: _, ...action }) => action),
    milestones: actions.flatMap(({ id, milestones }) =>
      milestones.map(milestone => ({ ...milestone, revisedDue: milestone.revisedDue ?? null, action: id })),
    ),
  }
}
