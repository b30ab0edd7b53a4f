/**
 * What a plan promised in public: the day of each action and milestone, as the first published version that holds its id has
 * it. A later version that names another day puts the thing off; it does not unsay the day that people were told. Pure.
 */
import type { Plan } from './plan-schema.ts'

/** Days (ISO) first promised, by id. */
export interface Promises {
  readonly actions: ReadonlyMap<string, string>
  readonly milestones: ReadonlyMap<string, string>
}

export const nothingPromised: Promises = { actions: new Map(), milestones: new Map() }

/** What was promised, and what a version published after it promises for the first time. */
export function alsoPromised({ actions, milestones }: Promises, { goals }: Plan): Promises {
  const own = goals.flatMap(goal => goal.actions)
  return {
    actions: new Map([...daysOf(own), ...actions]),
    milestones: new Map([...daysOf(own.flatMap(action => action.milestones)), ...milestones]),
  }
}

function daysOf(things: readonly Dated[]): (readonly [string, string])[] {
  return things.map(({ id, due }) => [id, due] as const)
}

/** A plan with the days that were promised before it; whichever later day it names is the one now promised. */
export function asPromised(plan: Plan, { actions, milestones }: Promises): Plan {
  return {
    ...plan,
    goals: plan.goals.map(goal => ({
      ...goal,
      actions: goal.actions.map(action => ({
        ...held(action, actions),
        milestones: action.milestones.map(milestone => held(milestone, milestones)),
      })),
    })),
  }
}

interface Dated {
  readonly id: string
  readonly due: string
  readonly revisedDue?: string | null | undefined
}

function held<Thing extends Dated>(thing: Thing, promised: ReadonlyMap<string, string>): Thing {
  const { id, due, revisedDue } = thing
  const first = promised.get(id)
  if (first === undefined || first === due) return thing
  // Where a file has the old revised day beside an overwritten one, the later of them is what it now promises.
  return { ...thing, due: first, revisedDue: revisedDue && revisedDue > due ? revisedDue : due }
}
