import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffPlans } from '../../../src/casework/plan/plan-diff.ts'
import { prefillPlan } from '../../../src/casework/plan/plan-prefill.ts'
import { monthLater } from '../../../src/regimes/day.ts'
import { anyPlan } from './any-plan.ts'
import { fictionalPlan } from './fictional-plan.ts'

describe('The draft of the next month', () => {
  it('is the plan of the last, a month on, with what its dates tell', () => {
    const { plan } = prefillPlan(fictionalPlan, '2026-06-05')
    expect(
      diffPlans(fictionalPlan, plan).changes.map(change =>
        'field' in change ? [change.id, change.field, change.after] : change,
      ),
    ).toEqual([
      ['', 'month', '2026-06'],
      ['streaming', 'status', 'late'],
    ])
  })

  it('changes nothing but the month, and open statuses to late', () => {
    fc.assert(
      fc.property(anyPlan, plan => {
        for (const change of diffPlans(plan, prefillPlan(plan, '2018-03-01').plan).changes)
          expect(['month', 'status late']).toContain(
            'field' in change && change.field === 'status'
              ? `status ${String(change.after)}`
              : 'field' in change
                ? change.field
                : change.change,
          )
      }),
    )
  })

  it('asks of what is late, what falls due, what is at risk and what is under way, and not of what is settled', () => {
    const { prompts } = prefillPlan(fictionalPlan, '2026-06-05')
    expect(prompts.map(({ id, question }) => [id, question])).toEqual([
      [
        'streaming',
        'It was due on 31 March 2026, 66 days ago. Is it done, and on which day? If not, what holds it up, and by when will it be done?',
      ],
      ['desk-staffed', 'It was due on 31 March 2026, 66 days ago. Was it reached, and on which day?'],
      ['beds', 'Last month it was late. What was done since, and does 31 July 2026 still hold?'],
      ['frailty', 'What changed since last month, and what shows it?'],
    ])
  })

  it('asks for the figure of a month that the trajectory names', () => {
    expect(prefillPlan({ ...fictionalPlan, month: '2026-06' }, '2026-08-01').prompts[0]).toEqual({
      of: 'goal',
      id: 'emergency',
      title: 'Patients are seen in time in the emergency department',
      question: 'The plan has OF0013 at 76% in July 2026. What was reached, and why?',
    })
  })

  it('follows December with January', () => {
    expect(monthLater('2026-12', 1)).toBe('2027-01')
  })
})
