import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planState } from '../../../src/casework/plan/plan-state.ts'
import { anyPlan } from './any-plan.ts'
import { fictionalPlan } from './fictional-plan.ts'

const on = (day: string) => planState(fictionalPlan, day)
const stateOf = (id: string, day: string) => on(day).actions.find(action => action.id === id)

describe('A plan on a day', () => {
  it('is counted in words, by the days first promised', () => {
    expect(on('2026-05-31').words).toEqual([
      '2 of 6 promised actions are late.',
      '1 was done late, 1 was missed, 1 was stopped, 1 has a later date than first promised.',
      '1 of 2 promised milestones is late.',
      '1 was done late.',
      'Of 1 action the plan says what its dates do not bear out.',
    ])
  })

  it('has nothing late on the day a thing is due, and a day late the day after', () => {
    expect(stateOf('streaming', '2026-03-31')).toMatchObject({ standing: 'open', daysLate: 0, saysOtherwise: null })
    expect(stateOf('streaming', '2026-04-01')).toMatchObject({
      standing: 'late',
      daysLate: 1,
      says: 'on-track',
      saysOtherwise: 'It says on track, but it was due on 31 March 2026, 1 day before.',
    })
  })

  it('counts a revised day as a slip, and never as a pardon', () => {
    expect(stateOf('beds', '2026-05-31')).toMatchObject({
      standing: 'late',
      daysLate: 31,
      slippedDays: 92,
      saysOtherwise: null,
    })
  })

  it('says how late a thing was done, and does not believe a day to come', () => {
    expect(stateOf('agency', '2026-05-31')).toMatchObject({ standing: 'done-late', daysLate: 17 })
    expect(stateOf('agency', '2026-05-01')).toMatchObject({
      standing: 'late',
      saysOtherwise: 'It says done, on a day to come: 2 May 2026.',
    })
    expect(on('2026-05-31').actions[0]?.milestones).toMatchObject([
      { id: 'desk-built', standing: 'done-late', daysLate: 10 },
      { id: 'desk-staffed', standing: 'late', daysLate: 61 },
    ])
  })

  it('has every action and milestone counted once', () => {
    fc.assert(
      fc.property(anyPlan, plan => {
        for (const { all, slipped: _, ...standings } of Object.values(planState(plan, '2020-01-01').counts))
          expect(Object.values(standings).reduce((sum, count) => sum + count, 0)).toBe(all)
      }),
    )
  })

  it('is never less late a day later', () => {
    fc.assert(
      fc.property(anyPlan, plan => {
        const [one, other] = [planState(plan, '2015-06-01'), planState(plan, '2015-06-02')]
        one.actions.forEach((action, n) => {
          if (action.standing === 'late' && other.actions[n]?.standing === 'late')
            expect(other.actions[n]?.daysLate).toBe(action.daysLate + 1)
        })
      }),
    )
  })
})
