/** The small watch with duties of the organisation of every sort of day, and one that the lookout owes. */
import { cited, type Parts } from '../../regimes/engine/harness.ts'
import { watch } from '../core/desk.ts'

const within = ['draft', 'comment', 'delivery']

export const dutiful: Parts = {
  ...watch,
  roles: {
    ...(watch['roles'] as Parts),
    pilot: { title: 'Pilot', kind: 'appointed', 'appointed-by': 'master', 'accountable-to': 'master', ...cited },
  },
  capacity: { places: 9, kind: 'cap', ...cited },
  duties: {
    plan: {
      title: 'Publish a plan',
      owner: 'crew',
      during: ['draft'],
      when: { clock: 'plan' },
      public: true,
      ...cited,
    },
    tell: {
      title: 'Tell the lookout what is broken',
      owner: 'crew',
      during: within,
      when: { 'no-date': true },
      public: false,
      'done-by': 'left',
      ...cited,
    },
    report: { title: 'Report', owner: 'crew', during: within, when: { every: 'month' }, public: true, ...cited },
    renew: {
      title: 'Renew the sails',
      owner: 'crew',
      during: within,
      when: { 'by-date': '2014-03-31' },
      public: 'not-stated',
      ...cited,
    },
    'keep-watch': {
      title: 'Keep watch',
      owner: 'lookout',
      during: within,
      when: { every: 'month' },
      public: true,
      ...cited,
    },
  },
}
