import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countsByOrganisation, planOfOrganisation } from '../../../src/casework/plan/plan-organisations.ts'
import { planState } from '../../../src/casework/plan/plan-state.ts'
import { anyPlan } from './any-plan.ts'
import { fictionalPlan } from './fictional-plan.ts'

const organisations = ['ZA-001', 'ZA-002', 'RXX']

describe('The plan of a case of several organisations', () => {
  it('counts every action and milestone once: of each alone, and of all of them together', () => {
    fc.assert(
      fc.property(anyPlan, plan => {
        const state = planState(plan, '2018-01-01')
        const rows = countsByOrganisation(state, organisations)
        for (const of of ['actions', 'milestones'] as const)
          for (const what of ['all', 'late', 'slipped', 'missed', 'done'] as const)
            expect(rows.reduce((sum, { counts }) => sum + counts[of][what], 0)).toBe(state.counts[of][what])
      }),
    )
  })

  it('for one of them holds its actions and those of all, and every goal', () => {
    const plan = structuredClone(fictionalPlan)
    plan.goals[0]!.actions[0]!.organisation = 'ZA-001'
    plan.goals[0]!.actions[1]!.organisation = 'ZA-002'
    const own = planOfOrganisation(plan, 'ZA-002')
    expect(own.goals.map(({ actions }) => actions.map(({ id }) => id))).toEqual([
      ['beds', 'frailty'],
      ['agency', 'theatre'],
      ['guardian'],
    ])
    const rows = countsByOrganisation(planState(plan, '2026-06-01'), ['ZA-001', 'ZA-002'])
    expect(
      rows.map(({ organisation, counts: { actions } }) => [organisation, actions.all, actions.late, actions.slipped]),
    ).toEqual([
      ['ZA-001', 1, 1, 0],
      ['ZA-002', 1, 1, 1],
      [null, 4, 0, 0],
    ])
  })
})
