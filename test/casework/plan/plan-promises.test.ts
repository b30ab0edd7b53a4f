import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alsoPromised, asPromised, nothingPromised } from '../../../src/casework/plan/plan-promises.ts'
import { readPlan } from '../../../src/casework/plan/plan-check.ts'
import type { Action, Plan } from '../../../src/casework/plan/plan-schema.ts'
import { planState } from '../../../src/casework/plan/plan-state.ts'
import { planVersions } from '../../../src/casework/records/plan-versions.ts'
import { publicationKind } from '../../../src/casework/records/published.ts'
import type { StoredRecord } from '../../../src/casework/records/record.ts'
import { anyPlan } from './any-plan.ts'
import { fictionalPlan } from './fictional-plan.ts'

const after = (...published: readonly Plan[]) => published.reduce(alsoPromised, nothingPromised)
const changed = (plan: Plan, of: string, to: Partial<Action>): Plan => ({
  ...plan,
  goals: plan.goals.map(goal => ({
    ...goal,
    actions: goal.actions.map(action => (action.id === of ? { ...action, ...to } : action)),
  })),
})
const without = (plan: Plan, id: string): Plan => ({
  ...plan,
  goals: plan.goals.map(goal => ({ ...goal, actions: goal.actions.filter(action => action.id !== id) })),
})
const actionsOf = (plan: Plan) => plan.goals.flatMap(({ actions }) => actions)
const daysOf = (plan: Plan, of: string) => {
  const found = actionsOf(plan).find(({ id }) => id === of)
  return found && [found.due, found.revisedDue]
}

describe('The day first promised', () => {
  it('is that of the first published version that holds the id, and another day puts it off', () => {
    const later = changed(fictionalPlan, 'streaming', { due: '2029-01-31' })
    expect(daysOf(asPromised(later, after(fictionalPlan)), 'streaming')).toEqual(['2026-03-31', '2029-01-31'])
    expect(daysOf(asPromised(later, nothingPromised), 'streaming')).toEqual(['2029-01-31', null])
    expect(planState(asPromised(later, after(fictionalPlan)), '2026-05-31').counts.actions).toMatchObject({
      late: planState(fictionalPlan, '2026-05-31').counts.actions.late,
      slipped: 2,
    })
  })

  it('beside a revised day that was left as it was, the later of both is what is promised now', () => {
    // beds: first promised for 30 April, and put off to 31 July.
    const over = (due: string) => asPromised(changed(fictionalPlan, 'beds', { due }), after(fictionalPlan))
    expect(daysOf(over('2029-01-31'), 'beds')).toEqual(['2026-04-30', '2029-01-31'])
    expect(daysOf(over('2026-06-30'), 'beds')).toEqual(['2026-04-30', '2026-07-31'])
  })

  it('holds for an action that was dropped and is back', () => {
    const back = changed(fictionalPlan, 'beds', { due: '2029-01-31', revisedDue: null })
    const promises = after(fictionalPlan, without(fictionalPlan, 'beds'))
    expect(daysOf(asPromised(back, promises), 'beds')).toEqual(['2026-04-30', '2029-01-31'])
  })

  it('is not made by a version that nobody published', () => {
    const of = 'a-plan'
    const bodies = [changed(fictionalPlan, 'beds', { due: '2026-02-01' }), fictionalPlan]
    const last = changed(fictionalPlan, 'beds', { due: '2027-01-31', revisedDue: null })
    const records = [...bodies, last].map((body, at) => ({ id: of, kind: 'plan', version: at + 1, body }))
    const published = { id: 'p', kind: publicationKind.kind, effective: '2026-06-05', body: { of, version: 2 } }
    const versions = planVersions(records as unknown as StoredRecord[], [published as unknown as StoredRecord])
    expect(versions.map(({ record }) => daysOf(record.body, 'beds'))).toEqual([
      ['2026-02-01', '2026-07-31'],
      ['2026-04-30', '2026-07-31'],
      ['2026-04-30', '2027-01-31'],
    ])
  })

  it('is never moved, whatever two plans hold, and read again says the same', () => {
    fc.assert(
      fc.property(anyPlan, anyPlan, (first, second) => {
        const promises = after(first)
        const read = asPromised(second, promises)
        for (const { id, due } of actionsOf(read)) expect(due).toBe(promises.actions.get(id) ?? due)
        expect(asPromised(read, promises)).toEqual(read)
        expect(asPromised(first, promises)).toEqual(first)
      }),
    )
  })

  it('may lie before what was put off begins', () => {
    const moved = { starts: '2028-01-01', due: '2026-03-31', revisedDue: '2029-01-31', milestones: [] }
    expect(readPlan(changed(fictionalPlan, 'streaming', moved)).faults).toEqual([])
    expect(readPlan(changed(fictionalPlan, 'streaming', { ...moved, revisedDue: null })).faults).toHaveLength(1)
    expect(readPlan(changed(fictionalPlan, 'streaming', { ...moved, revisedDue: '2027-01-31' })).faults).toHaveLength(1)
  })
})
