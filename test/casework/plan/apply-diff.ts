/** A diff laid on the older version of a plan: what it does not say, the newer one would lack. */
import type { PlanChange, PlanDiff } from '../../../src/casework/plan/plan-diff.ts'
import { listPlan, type PlanLists } from '../../../src/casework/plan/plan-lists.ts'
import type { Action, Milestone, Plan } from '../../../src/casework/plan/plan-schema.ts'

/** The newer version, of the older one and what changed. */
export function applyDiff(older: Plan, { changes }: Pick<PlanDiff, 'changes'>): Plan {
  const lists = listPlan(older)
  const own = changes.filter(change => change.of === 'plan')
  return planOfLists({
    ...applyFields({ month: lists.month, title: lists.title }, own),
    goals: applyTo(lists.goals, 'goal', changes),
    actions: applyTo(lists.actions, 'action', changes),
    milestones: applyTo(lists.milestones, 'milestone', changes),
  } satisfies PlanLists)
}

interface Listed {
  readonly id: string
}

function applyTo<Entry extends Listed>(
  entries: readonly Entry[],
  of: PlanChange['of'],
  changes: readonly PlanChange[],
): Entry[] {
  const own = changes.filter(change => change.of === of)
  const dropped = new Set(own.filter(({ change }) => change === 'dropped').map(({ id }) => id))
  const changed = Map.groupBy(own, ({ id }) => id)
  return [
    ...entries.filter(({ id }) => !dropped.has(id)).map(entry => applyFields(entry, changed.get(entry.id) ?? [])),
    ...own.flatMap(change => (change.change === 'added' ? [change.value as unknown as Entry] : [])),
  ]
}

function applyFields<Entry extends object>(entry: Entry, changes: readonly PlanChange[]): Entry {
  const fields = changes.flatMap(change => (change.change === 'changed' ? [[change.field, change.after] as const] : []))
  return { ...entry, ...(Object.fromEntries(fields) as Partial<Entry>) }
}

/** The plan of its lists. What belongs to nothing is left out: check first that there is none. */
function planOfLists({ month, title, goals, actions, milestones }: PlanLists): Plan {
  const ofAction = Map.groupBy(milestones, ({ action }) => action)
  const ofGoal = Map.groupBy(actions, ({ goal }) => goal)
  const milestonesOf = (id: string): Milestone[] =>
    (ofAction.get(id) ?? []).map(({ action: _, revisedDue, ...own }) => ({
      ...own,
      ...(revisedDue === null ? {} : { revisedDue }),
    }))
  const actionsOf = (id: string): Action[] =>
    (ofGoal.get(id) ?? []).map(({ goal: _, organisation, ...own }) => ({
      ...own,
      ...(organisation === null ? {} : { organisation }),
      milestones: milestonesOf(own.id),
    }))
  return { month, title, goals: goals.map(goal => ({ ...goal, actions: actionsOf(goal.id) })) }
}
