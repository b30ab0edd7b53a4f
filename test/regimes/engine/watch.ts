/** A small regime with everything that a step may meet, and how to walk through it. */
import { cited, clock, compile, state } from './harness.ts'

export const watch = compile({
  routes: { trust: { title: 'Trust', ...cited }, foundation: { title: 'Foundation', ...cited } },
  roles: {
    office: { title: 'Office', kind: 'body', ...cited },
    master: { title: 'Master', kind: 'office', ...cited },
    crew: { title: 'The organisation', kind: 'organisation', ...cited },
  },
  criteria: {
    entry: {
      title: 'In trouble',
      of: { judgement: 'Is it?', by: 'office', finding: 'trouble', equals: 'yes', ...cited },
    },
    exit: {
      title: 'Out of trouble',
      of: { judgement: 'Is it?', by: 'office', finding: 'well', equals: 'yes', ...cited },
    },
  },
  stages: {
    first: 'outside',
    states: {
      outside: state('before', {
        admitted: { to: 'draft', if: 'entry', by: { trust: 'master', foundation: 'office' } },
        declined: { to: 'never' },
      }),
      never: state('after', undefined, { ends: 'not-entered' }),
      draft: state('in', { published: { to: 'comment' }, dissolved: { to: 'closed', route: 'trust' } }),
      comment: state('in', { closes: { to: 'delivery' }, asked: { to: 'comment' } }),
      delivery: state('in', {
        reviewed: [
          { to: 'watched', if: 'exit', by: 'master' },
          { to: 'delivery', 'at-most': 2 },
          { to: 'closed', 'at-most': 1 },
        ],
        'board-changed': { to: 'delivery' },
        updated: { to: 'delivery' },
      }),
      watched: state('after', { relapsed: { to: 'draft' }, settled: { to: 'out' } }),
      out: state('after', undefined, { ends: 'success' }),
      closed: state('after', undefined, { ends: 'closure' }),
    },
  },
  strands: {
    board: {
      title: 'Review of the board',
      while: ['comment', 'delivery'],
      first: 'under-review',
      states: {
        'under-review': { title: 'Under review', on: { 'board-changed': { to: 'changed', by: 'office' } }, ...cited },
        changed: { title: 'Changed', on: { 'board-settled': { to: 'under-review', 'at-most': 1 } }, ...cited },
      },
      ...cited,
    },
  },
  clocks: {
    plan: clock({
      starts: ['admitted', 'relapsed'],
      ends: 'published',
      length: '10 working days',
      calendar: 'england',
      extension: {
        by: 'master',
        instrument: 'An order',
        'at-most-times': 2,
        'at-most-length': '20 working days',
        ...cited,
      },
      suspension: { by: 'master', ...cited },
    }),
    comments: clock({
      starts: 'published',
      ends: 'closes',
      fires: 'closes',
      is: 'period',
      length: '28 calendar days',
      counted: 'day-after',
      extension: { by: 'office', instrument: 'A letter', ...cited },
    }),
    answer: clock({
      starts: 'asked',
      'starts-on': 'receipt',
      ends: 'closes',
      length: '5 calendar days',
      route: 'foundation',
    }),
    update: clock({
      starts: ['closes', 'updated'],
      ends: ['updated', 'reviewed'],
      length: '1 months',
      counted: 'day-after',
    }),
  },
  duties: {
    'write-plan': {
      title: 'Write a plan',
      owner: { trust: 'office', foundation: 'crew' },
      during: ['draft'],
      when: { clock: 'plan' },
      public: true,
      ...cited,
    },
    'tell-staff': {
      title: 'Tell the staff',
      owner: 'crew',
      during: ['draft', 'comment'],
      when: { 'at-once': true },
      public: false,
      ...cited,
    },
    'change-board': {
      title: 'Change the board',
      owner: 'office',
      during: ['comment', 'delivery'],
      when: { 'date-set-by': 'office' },
      public: false,
      'done-by': 'board-changed',
      ...cited,
    },
    balance: {
      title: 'Balance',
      owner: 'crew',
      during: ['comment', 'delivery'],
      when: { 'by-date': '2014-03-31' },
      public: false,
      'done-by': 'asked',
      ...cited,
    },
    'give-answer': {
      title: 'Answer those who ask',
      owner: 'crew',
      during: ['comment', 'delivery'],
      when: { clock: 'answer' },
      public: true,
      route: 'foundation',
      ...cited,
    },
    renew: {
      title: 'Renew the account',
      owner: 'crew',
      during: ['delivery'],
      when: { every: 'month' },
      public: true,
      'done-by': 'updated',
      ...cited,
    },
    log: {
      title: 'Keep a log',
      owner: 'crew',
      during: ['delivery'],
      when: { every: 'month' },
      public: true,
      route: 'trust',
      ...cited,
    },
  },
  powers: {
    direct: {
      title: 'Direct',
      does: 'directs',
      freedom: 'spending',
      by: { trust: 'master', foundation: 'office' },
      during: ['delivery'],
      ...cited,
    },
  },
  subjects: {
    leadership: { title: 'Leadership', 'in-scope': true, ...cited },
    money: { title: 'Money', 'in-scope': true, ...cited },
    waits: { title: 'Waits', 'in-scope': false, 'refer-to': 'office', ...cited },
  },
  support: {
    partner: {
      title: 'A partner',
      'given-by': 'office',
      improves: ['leadership'],
      'paid-by': 'office',
      during: ['delivery'],
      ...cited,
    },
  },
})

export const met = { entry: 'met', exit: 'met' } as const
export const notMet = { entry: 'not-met', exit: 'not-met' } as const
