/**
 * What changed between two versions of a plan. Ids decide what is the same thing, wherever it stands; what is no longer
 * there was dropped, and is told like everything else. A diff holds all there is to say: laid on the older plan it gives
 * the newer one, save for the order of things.
 */
import { canonical } from '../canonical.ts'
import { type ListedAction, type ListedGoal, type ListedMilestone, listPlan } from './plan-lists.ts'
import type { Plan } from './plan-schema.ts'
import { daysFrom } from './plan-state.ts'

/** What a change is of; `value` is the thing as added, or as it was when dropped, without what belongs to it. */
type Whole =
  | { readonly of: 'goal'; readonly value: ListedGoal }
  | { readonly of: 'action'; readonly value: ListedAction }
  | { readonly of: 'milestone'; readonly value: ListedMilestone }

export type PlanChange =
  | ({ readonly change: 'added' | 'dropped'; readonly id: string; readonly title: string } & Whole)
  | {
      readonly change: 'changed'
      readonly of: 'plan' | Whole['of']
      /** Empty for the plan itself. */
      readonly id: string
      readonly title: string
      /** As the schema names it; `goal` of an action, and `action` of a milestone, where it moved. */
      readonly field: string
      readonly before: unknown
      readonly after: unknown
    }

/** An action or milestone that is in both versions. */
interface Named {
  readonly of: 'action' | 'milestone'
  readonly id: string
  readonly title: string
}

export interface Slip extends Named {
  /** The day it is to be done by, in each version: the revised one where there is one. */
  readonly before: string
  readonly after: string
  readonly days: number
}

export interface PlanDiff {
  readonly changes: readonly PlanChange[]
  /** To be done later than the older version had it. */
  readonly slips: readonly Slip[]
  readonly completed: readonly Named[]
  /** Done in the older version, and no longer. */
  readonly reopened: readonly Named[]
}

/** From an older version to a newer one. */
export function diffPlans(older: Plan, newer: Plan): PlanDiff {
  const [from, to] = [listPlan(older), listPlan(newer)]
  const actions = both('action', from.actions, to.actions)
  const milestones = both('milestone', from.milestones, to.milestones)
  const pairs = [...actions, ...milestones]
  const named = ({ of, id, title }: Named): Named => ({ of, id, title })
  return {
    changes: [
      ...fieldChanges(
        'plan',
        '',
        to.title,
        { month: from.month, title: from.title },
        { month: to.month, title: to.title },
      ),
      ...changesOf('goal', from.goals, to.goals),
      ...changesOf('action', from.actions, to.actions),
      ...changesOf('milestone', from.milestones, to.milestones),
    ],
    slips: pairs
      .filter(({ before, after }) => after > before)
      .map(pair => ({
        ...named(pair),
        before: pair.before,
        after: pair.after,
        days: daysFrom(pair.before, pair.after),
      })),
    completed: pairs.filter(({ was, is }) => was === null && is !== null).map(named),
    reopened: pairs.filter(({ was, is }) => was !== null && is === null).map(named),
  }
}

interface Listed {
  readonly id: string
  readonly title: string
}

interface Promised {
  readonly due: string
  readonly revisedDue: string | null
  readonly completed: string | null
}

function byId<Entry extends Listed>(entries: readonly Entry[]): ReadonlyMap<string, Entry> {
  return new Map(entries.map(entry => [entry.id, entry]))
}

function changesOf(of: Whole['of'], before: readonly Listed[], after: readonly Listed[]): PlanChange[] {
  const [was, is] = [byId(before), byId(after)]
  const whole = (change: 'added' | 'dropped', value: Listed) =>
    ({ change, of, id: value.id, title: value.title, value }) as PlanChange
  return [
    ...before.filter(({ id }) => !is.has(id)).map(value => whole('dropped', value)),
    ...after.flatMap(entry => {
      const earlier = was.get(entry.id)
      return earlier ? fieldChanges(of, entry.id, entry.title, earlier, entry) : [whole('added', entry)]
    }),
  ]
}

function fieldChanges(of: 'plan' | Whole['of'], id: string, title: string, was: object, is: object): PlanChange[] {
  const before = was as Readonly<Record<string, unknown>>
  return Object.entries(is).flatMap(([field, after]) =>
    canonical(before[field]) === canonical(after)
      ? []
      : [{ change: 'changed' as const, of, id, title, field, before: before[field], after }],
  )
}

/** Those in both versions, with the day to be done by and the day done in each. */
function both<Entry extends Listed & Promised>(of: Named['of'], before: readonly Entry[], after: readonly Entry[]) {
  const dueOf = ({ due, revisedDue }: Promised) => revisedDue ?? due
  const was = byId(before)
  return after.flatMap(entry => {
    const earlier = was.get(entry.id)
    if (earlier === undefined) return []
    const days = { before: dueOf(earlier), after: dueOf(entry), was: earlier.completed, is: entry.completed }
    return [{ of, id: entry.id, title: entry.title, ...days }]
  })
}
