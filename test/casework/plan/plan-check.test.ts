import { describe, expect, it } from 'vitest'
import { type PlanBounds, readPlan, widestBounds } from '../../../src/casework/plan/plan-check.ts'
import type { Plan } from '../../../src/casework/plan/plan-schema.ts'
import { hashOfValue } from '../../../src/casework/canonical.ts'
import { fictionalPlan } from './fictional-plan.ts'

type Draft = { -readonly [Key in keyof Plan]: Plan[Key] }

/** Faults of the fictional plan after a change: where, and what was found. */
function faultsAfter(change: (plan: Draft) => void, bounds?: Partial<PlanBounds>) {
  const plan = structuredClone(fictionalPlan) as Draft
  change(plan)
  return readPlan(plan, { ...widestBounds, ...bounds }).faults.map(({ path, words }) => [path.join('.'), words.found])
}

describe('A plan', () => {
  it('that holds together is read as it is, its texts trimmed and its lines ended alike', () => {
    expect(readPlan(fictionalPlan)).toEqual({ plan: fictionalPlan, faults: [] })
    const { plan } = readPlan({ ...fictionalPlan, title: '  A plan \r\n' })
    expect(plan?.title).toBe('A plan')
  })

  it('has actions of organisations of its case only; those of none are of all of them', () => {
    const of = (organisation: string) => (plan: Draft) => (plan.goals[0]!.actions[0]!.organisation = organisation)
    const organisations = ['ZA-001', 'ZA-002']
    expect(faultsAfter(of('ZA-002'), { organisations })).toEqual([])
    expect(faultsAfter(of('ZA-003'), { organisations })).toEqual([
      ['goals.0.actions.0.organisation', '"ZA-003", which is not in this case'],
    ])
    expect(faultsAfter(of('Northmoor Hospitals'))).toMatchObject([
      ['goals.0.actions.0.organisation', expect.anything()],
    ])
    expect(faultsAfter(() => {}, { organisations })).toEqual([])
  })

  it('of one organisation keeps the hash by which it was approved before actions could name one', () => {
    expect(JSON.stringify(fictionalPlan)).not.toContain('organisation')
    expect(hashOfValue(readPlan(structuredClone(fictionalPlan)).plan)).toBe(hashOfValue(fictionalPlan))
  })

  it('has each id once, though a goal and an action may share one', () => {
    expect(faultsAfter(plan => (plan.goals[1]!.id = 'emergency'))).toEqual([
      ['goals.1.id', 'the goal "emergency" a second time'],
    ])
    expect(faultsAfter(plan => (plan.goals[1]!.actions[0]!.id = 'beds'))).toEqual([
      ['goals.1.actions.0.id', 'the action "beds" a second time'],
    ])
    expect(faultsAfter(plan => (plan.goals[0]!.actions[0]!.milestones[1]!.id = 'desk-built'))).toEqual([
      ['goals.0.actions.0.milestones.1.id', 'the milestone "desk-built" a second time'],
    ])
    expect(faultsAfter(plan => (plan.goals[0]!.actions[0]!.id = 'emergency'))).toEqual([])
  })

  it('has a trajectory in order of month, and only where something is measured', () => {
    expect(faultsAfter(plan => plan.goals[0]!.trajectory.reverse())).toEqual([
      ['goals.0.trajectory.1.month', '"2026-05" after "2026-07"'],
      ['goals.0.trajectory.2.month', '"2026-04" after "2026-05"'],
    ])
    expect(faultsAfter(plan => (plan.goals[0]!.measure = null))).toEqual([
      ['goals.0.trajectory.0.value', 'a trajectory without a measure'],
    ])
  })

  it('has days within the bounds that its reader gives', () => {
    const bounds = { from: '2026-01-05', to: '2026-08-31' }
    expect(faultsAfter(() => undefined, bounds)).toEqual([['goals.0.actions.2.due', '"2026-09-30"']])
    const months = { from: '2026-05-20', to: '2026-12-31' }
    expect(faultsAfter(plan => plan.goals.splice(1), months).filter(([path]) => path?.includes('month'))).toEqual([
      ['goals.0.trajectory.0.month', '"2026-04"'],
    ])
  })

  it('has no control character, no half character, no key of its own, no owner who is a person', () => {
    expect(faultsAfter(plan => (plan.title = 'bell\u0007'))).toHaveLength(1)
    expect(faultsAfter(plan => (plan.title = 'half \ud83c'))).toHaveLength(1)
    expect(faultsAfter(plan => Object.assign(plan, { secret: 1 }))).toEqual([['secret', 'the key "secret"']])
    for (const owner of ['Mrs Smith', 'j.smith@example.org', 'Dame A B'])
      expect(faultsAfter(plan => (plan.goals[0]!.actions[0]!.owner = owner))).toEqual([
        ['goals.0.actions.0.owner', `"${owner}"`],
      ])
  })

  it('holds at most 500 actions in all, however they are spread over its goals', () => {
    const found = faultsAfter(plan => {
      const [one] = plan.goals[0]!.actions
      plan.goals.forEach((goal, g) => {
        goal.actions = Array.from({ length: 200 }, (_, n) => ({ ...one!, id: `a${g}-${n}`, milestones: [] }))
      })
    })
    expect(found).toEqual([['goals', '600 actions in all']])
  })
})
