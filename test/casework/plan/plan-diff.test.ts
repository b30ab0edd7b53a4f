import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changesInWords } from '../../../src/casework/plan/plan-change-words.ts'
import { diffPlans } from '../../../src/casework/plan/plan-diff.ts'
import type { Plan } from '../../../src/casework/plan/plan-schema.ts'
import { applyDiff } from './apply-diff.ts'
import { anyPlan } from './any-plan.ts'
import { fictionalPlan } from './fictional-plan.ts'

const nothing = { changes: [], slips: [], completed: [], reopened: [] }
const sorted = <Of extends { readonly id: string }>(list: readonly Of[]) =>
  list.toSorted((a, b) => (a.id < b.id ? -1 : 1))

/** The plan in order of ids, so that only what is in it is compared. */
function inOrder(plan: Plan): Plan {
  const goals = plan.goals.map(goal => ({
    ...goal,
    actions: sorted(goal.actions.map(action => ({ ...action, milestones: sorted(action.milestones) }))),
  }))
  return { ...plan, goals: sorted(goals) }
}

/** Two plans that share ids, as versions of one plan do. */
const twoVersions = fc.tuple(anyPlan, anyPlan, fc.nat(), fc.nat()).map(([one, other, a, b]): [Plan, Plan] => {
  const mixed = {
    ...one,
    goals: one.goals
      .filter((_, n) => (n + a) % 3 > 0)
      .map((goal, n) => ((n + b) % 2 ? { ...goal, title: other.title } : goal)),
  }
  return [one, a % 4 === 0 ? other : mixed]
})

describe('The difference between two versions of a plan', () => {
  it('is empty for equal plans', () => {
    fc.assert(
      fc.property(anyPlan, plan => {
        expect(diffPlans(plan, structuredClone(plan))).toEqual(nothing)
      }),
    )
  })

  it('laid on the older one gives the newer', () => {
    fc.assert(
      fc.property(twoVersions, ([older, newer]) => {
        expect(inOrder(applyDiff(older, diffPlans(older, newer)))).toEqual(inOrder(newer))
      }),
      { numRuns: 300 },
    )
  })

  it('knows things by their ids: their order is no change', () => {
    fc.assert(
      fc.property(anyPlan, plan => {
        expect(diffPlans(plan, inOrder(plan))).toEqual(nothing)
      }),
    )
  })

  it('says which organisation an action went to, and from which, in words', () => {
    const given = (organisation: string | null) => {
      const plan = structuredClone(fictionalPlan)
      if (organisation !== null) plan.goals[0]!.actions[0]!.organisation = organisation
      return plan
    }
    const told = (from: string | null, to: string | null) => changesInWords(diffPlans(given(from), given(to)))
    const row = { what: 'Action: Open a streaming desk at the front door', field: 'of the organisation' }
    expect(told(null, 'ZA-002')).toEqual([{ ...row, before: 'all of them', after: 'ZA-002' }])
    expect(told('ZA-002', 'ZA-001')).toEqual([{ ...row, before: 'ZA-002', after: 'ZA-001' }])
    expect(told('ZA-002', null)).toEqual([{ ...row, before: 'ZA-002', after: 'all of them' }])
    expect(changesInWords(diffPlans({ ...fictionalPlan, goals: [] }, given('ZA-002')))).toContainEqual(
      expect.objectContaining({ field: 'added', after: 'Chief Operating Officer of ZA-002, due on 31 March 2026' }),
    )
  })

  it('says what was dropped, added, moved, changed, put off, done and taken up again', () => {
    const newer = structuredClone(fictionalPlan)
    newer.month = '2026-06'
    const [emergency, money] = [newer.goals[0]!, newer.goals[1]!]
    const [streaming, beds] = [emergency.actions[0]!, emergency.actions[1]!]
    streaming.revisedDue = '2026-06-30'
    streaming.milestones[1]!.completed = '2026-06-02'
    Object.assign(money.actions[0]!, { status: 'on-track', completed: null })
    money.actions.push(beds)
    emergency.actions.splice(1, 2)
    newer.goals.splice(2, 1)
    newer.goals.push({ ...money, id: 'estate', title: 'Roofs hold', actions: [] })
    const { changes, slips, completed, reopened } = diffPlans(fictionalPlan, newer)
    expect(
      changes.filter(({ change }) => change !== 'changed').map(({ change, of, id }) => `${change} ${of} ${id}`),
    ).toEqual(['dropped goal culture', 'added goal estate', 'dropped action frailty', 'dropped action guardian'])
    expect(changes).toContainEqual({
      change: 'changed',
      of: 'action',
      id: 'beds',
      title: 'Discharge before noon',
      field: 'goal',
      before: 'emergency',
      after: 'money',
    })
    expect(changes).toContainEqual({
      change: 'changed',
      of: 'plan',
      id: '',
      title: newer.title,
      field: 'month',
      before: '2026-05',
      after: '2026-06',
    })
    expect(slips).toEqual([
      { of: 'action', id: 'streaming', title: streaming.title, before: '2026-03-31', after: '2026-06-30', days: 91 },
    ])
    expect(completed).toEqual([{ of: 'milestone', id: 'desk-staffed', title: 'Desk staffed seven days a week' }])
    expect(reopened).toEqual([{ of: 'action', id: 'agency', title: 'Halve the use of agency staff' }])
  })
})
