import { describe, expect, it } from 'vitest'
import { readMeasure } from '../../../src/casework/plan/plan-measure.ts'
import { monthLater } from '../../../src/regimes/day.ts'
import { fictionalPlan } from './fictional-plan.ts'

const goal = fictionalPlan.goals[0]!

/** One for each value, month after month from January 2025. */
function points(values: readonly number[]) {
  let date = '2024-12'
  return values.map(value => {
    date = monthLater(date, 1)
    return { date, value }
  })
}

const steady = [70, 71, 69, 70, 72, 70, 69, 71, 70, 71, 70, 69, 70, 71, 70, 70]

describe('A goal’s measure in a month', () => {
  it('stands beside what the plan said could be reached and the published standard, which stays in sight', () => {
    const reading = readMeasure(goal, '2026-05', points([...steady, 73]))
    expect(reading).toMatchObject({
      latest: { date: '2026-05', value: 73 },
      trajectory: { value: 72.5, gap: 0.5, met: true },
      standard: { value: 95, gap: -22, met: false, assurance: 'fail' },
      next: { month: '2026-07', value: 76 },
    })
    expect(reading?.words.slice(0, 4)).toEqual([
      'OF0013 was 73% in May 2026.',
      'The plan said 72.5%: reached.',
      'By July 2026 it is to be 76%.',
      'The standard is 95%: missed by 22 percentage points.',
    ])
    expect(reading?.words.at(-1)).toBe('As things are, the standard will be missed every time.')
  })

  it('tells a real change from chance by control chart, and says when there are too few figures', () => {
    const words = (values: readonly number[]) => readMeasure(goal, '2026-05', points(values))?.words
    expect(words([...steady, 70])).toContain('It shows no change beyond chance.')
    expect(words([...steady, 80])).toContain('It is getting better: the change is more than chance.')
    expect(words([...steady, 60])).toContain('It is getting worse: the change is more than chance.')
    expect(words([70, 71])).toContain('There are too few figures to tell a real change from chance.')
  })

  it('knows which way is better', () => {
    const low = { measure: { ...goal.measure!, better: 'low' as const, standard: 60 }, trajectory: goal.trajectory }
    const reading = readMeasure(low, '2026-05', points([...steady, 80]))
    expect(reading?.trajectory).toMatchObject({ met: false, gap: 7.5 })
    expect(reading?.words).toContain('It is getting worse: the change is more than chance.')
  })

  it('does not look at figures after the month, and says where the month has none', () => {
    const until = readMeasure(goal, '2026-04', points([...steady, 99]))
    expect(until?.latest).toEqual({ date: '2026-04', value: 70 })
    const later = readMeasure(goal, '2026-06', points([...steady, 73]))
    expect(later?.words).toContain('No figure for June 2026 is known yet.')
    expect(later?.words).toContain('The plan says nothing of what can be reached in June 2026.')
  })

  it('is unknown without figures, and nothing without a measure', () => {
    expect(readMeasure(goal, '2026-05', [])).toMatchObject({
      latest: null,
      chart: null,
      standard: { met: null, gap: null },
      words: ['No figure of OF0013 is known up to May 2026.'],
    })
    expect(readMeasure(fictionalPlan.goals[2]!, '2026-05', [])).toBeNull()
  })
})
