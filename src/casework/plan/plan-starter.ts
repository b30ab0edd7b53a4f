/** A plan to begin with: one goal and one action, whose words say what to put there. */
import { dayFromIso, isoFromDay, monthsLater } from '../../regimes/day.ts'
import type { Plan } from './plan-schema.ts'

/** @param today ISO day, whose month the plan reports. */
export function starterPlan(today: string): Plan {
  const due = isoFromDay(monthsLater(dayFromIso(today), 3).day)
  return {
    month: today.slice(0, 7),
    title: 'Title of the plan',
    goals: [
      {
        id: 'goal-1',
        title: 'What is to be reached, in a sentence',
        outcome: 'What will be different for patients, staff or the public purse',
        measure: null,
        trajectory: [],
        actions: [
          {
            id: 'action-1',
            title: 'What is done for it, in a sentence',
            owner: 'The post that answers for it',
            starts: today,
            due,
            status: 'not-started',
            revisedDue: null,
            completed: null,
            progress: '',
            evidence: [],
            milestones: [],
          },
        ],
      },
    ],
  }
}
