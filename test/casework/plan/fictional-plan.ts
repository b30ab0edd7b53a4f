/** A plan of a fictional trust, as reported for May 2026: late, slipped, missed, stopped and done, and a status too rosy. */
import type { Action, Plan } from '../../../src/casework/plan/plan-schema.ts'

export const about = { recordKind: 'fictional', organisation: 'ZA-001', month: '2026-05' } as const

const action = (id: string, title: string, rest: Partial<Action>): Action => ({
  id,
  title,
  owner: 'Chief Operating Officer',
  starts: '2026-01-05',
  due: '2026-06-30',
  status: 'on-track',
  revisedDue: null,
  completed: null,
  progress: '',
  evidence: [],
  milestones: [],
  ...rest,
})

export const fictionalPlan: Plan = {
  month: '2026-05',
  title: 'Improvement plan of Northmoor Hospitals',
  goals: [
    {
      id: 'emergency',
      title: 'Patients are seen in time in the emergency department',
      outcome: 'Fewer people wait for hours in corridors.',
      measure: { metric: 'OF0013', better: 'high', standard: 95, unit: '%' },
      trajectory: [
        { month: '2026-04', value: 70 },
        { month: '2026-05', value: 72.5 },
        { month: '2026-07', value: 76 },
      ],
      actions: [
        action('streaming', 'Open a streaming desk at the front door', {
          due: '2026-03-31',
          progress: 'The desk is built; staff are being hired.',
          milestones: [
            { id: 'desk-built', title: 'Desk built', due: '2026-02-28', completed: '2026-03-10' },
            { id: 'desk-staffed', title: 'Desk staffed seven days a week', due: '2026-03-31', completed: null },
          ],
        }),
        action('beds', 'Discharge before noon', {
          owner: 'Chief Nurse',
          status: 'late',
          due: '2026-04-30',
          revisedDue: '2026-07-31',
          evidence: ['https://example.org/board/april', 'Ward audit of 14 April'],
        }),
        action('frailty', 'Open a frailty unit', { owner: 'Medical Director', due: '2026-09-30' }),
      ],
    },
    {
      id: 'money',
      title: 'Overspending slows, then stops',
      outcome: '',
      measure: { metric: 'x-deficit', better: 'low', standard: null, unit: '£m' },
      trajectory: [],
      actions: [
        action('agency', 'Halve the use of agency staff', {
          owner: 'Chief People Officer',
          due: '2026-04-15',
          status: 'done',
          completed: '2026-05-02',
        }),
        action('theatre', 'Let the fourth theatre', {
          owner: 'Chief Finance Officer',
          due: '2026-05-15',
          status: 'missed',
        }),
      ],
    },
    {
      id: 'culture',
      title: 'Staff speak up',
      outcome: '',
      measure: null,
      trajectory: [],
      actions: [action('guardian', 'Appoint a guardian', { status: 'stopped', due: '2026-02-01' })],
    },
  ],
}
