/** The plan of a case of several organisations, which they share: what each of them promised, and what all did together. */
import type { Plan } from './plan-schema.ts'
import { countsOfActions, type PlanState, type StandingCounts } from './plan-state.ts'

export interface OrganisationCounts {
  /** Code; null for what is of all of them. */
  readonly organisation: string | null
  readonly counts: { readonly actions: StandingCounts; readonly milestones: StandingCounts }
}

/** The plan with the actions of one organisation and those that are of all of them. */
export function planOfOrganisation(plan: Plan, organisation: string): Plan {
  const isTheirs = (of: string | undefined) => of === undefined || of === organisation
  return {
    ...plan,
    goals: plan.goals.map(goal => ({
      ...goal,
      actions: goal.actions.filter(action => isTheirs(action.organisation)),
    })),
  }
}

/**
 * How many actions and milestones are late, slipped and so on: of each of the organisations alone, in their order, and of all
 * of them together where there are such. Every action is counted once.
 */
export function countsByOrganisation(
  { actions }: Pick<PlanState, 'actions'>,
  organisations: readonly string[],
): readonly OrganisationCounts[] {
  const whose = [...organisations, ...(actions.some(one => one.organisation === null) ? [null] : [])]
  return whose.map(organisation => ({
    organisation,
    counts: countsOfActions(actions.filter(one => one.organisation === organisation)),
  }))
}
