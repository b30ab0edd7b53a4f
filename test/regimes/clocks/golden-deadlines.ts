/**
 * Deadlines that are known from public accounts or follow from a rule that is in print. The final report's day-after is
 * inferred: Mid Staffordshire's was due on 22 October 2013, which only that count gives.
 */
export interface GoldenDeadline {
  readonly what: string
  readonly length: string
  readonly counted: 'beginning-with' | 'day-after'
  readonly startsOn?: 'happening' | 'issue' | 'receipt'
  readonly calendar?: 'england' | 'anyPart'
  readonly from: string
  readonly more?: number
  readonly due: string
}

const working = { counted: 'beginning-with', calendar: 'england' } as const
const after = { counted: 'day-after', calendar: 'england' } as const

export const goldenDeadlines: readonly GoldenDeadline[] = [
  { what: 'South London: draft report', length: '45 working days', ...working, from: '2012-07-16', due: '2012-09-17' },
  {
    what: 'South London: draft report, extended',
    length: '45 working days',
    ...working,
    from: '2012-07-16',
    more: 30,
    due: '2012-10-29',
  },
  {
    what: 'South London: consultation begins',
    length: '5 working days',
    ...working,
    from: '2012-10-29',
    due: '2012-11-02',
  },
  { what: 'South London: consultation', length: '30 working days', ...working, from: '2012-11-02', due: '2012-12-13' },
  { what: 'South London: final report', length: '15 working days', ...after, from: '2012-12-13', due: '2013-01-08' },
  { what: 'South London: decision', length: '20 working days', ...after, from: '2013-01-08', due: '2013-02-05' },
  {
    what: 'Mid Staffordshire: draft report, extended',
    length: '45 working days',
    ...working,
    from: '2013-04-16',
    more: 30,
    due: '2013-07-31',
  },
  {
    what: 'Mid Staffordshire: consultation begins',
    length: '5 working days',
    ...working,
    from: '2013-07-31',
    due: '2013-08-06',
  },
  {
    what: 'Mid Staffordshire: consultation, extended',
    length: '30 working days',
    ...working,
    from: '2013-08-06',
    more: 10,
    due: '2013-10-01',
  },
  {
    what: 'Mid Staffordshire: final report',
    length: '15 working days',
    ...after,
    from: '2013-10-01',
    due: '2013-10-22',
  },
  {
    what: 'the law of 2014: draft report',
    length: '65 working days',
    ...working,
    from: '2015-01-05',
    due: '2015-04-07',
  },
  {
    what: 'the law of 2014: consultation',
    length: '40 working days',
    ...working,
    from: '2015-04-13',
    due: '2015-06-09',
  },
  {
    what: 'a notice',
    length: '28 calendar days',
    counted: 'day-after',
    startsOn: 'receipt',
    from: '2013-12-23',
    due: '2014-01-20',
  },
  {
    what: 'an urgent notice',
    length: '5 calendar days',
    counted: 'day-after',
    startsOn: 'receipt',
    from: '2013-12-23',
    due: '2013-12-28',
  },
  {
    what: 'a check of factual accuracy',
    length: '10 working days',
    ...after,
    startsOn: 'receipt',
    from: '2019-12-20',
    due: '2020-01-08',
  },
  {
    what: 'a review of a rating',
    length: '15 working days',
    ...after,
    startsOn: 'receipt',
    from: '2019-12-20',
    due: '2020-01-15',
  },
  {
    what: 'freedom of information, over St Andrew’s Day',
    length: '20 working days',
    counted: 'day-after',
    calendar: 'anyPart',
    from: '2022-11-14',
    due: '2022-12-13',
  },
  {
    what: 'the same on England’s calendar',
    length: '20 working days',
    ...after,
    from: '2022-11-14',
    due: '2022-12-12',
  },
  {
    what: 'a board’s self-assessment',
    length: '8 weeks',
    counted: 'day-after',
    startsOn: 'receipt',
    from: '2025-08-26',
    due: '2025-10-21',
  },
  { what: 'a usual review', length: '12 months', counted: 'day-after', from: '2014-05-01', due: '2015-05-01' },
]
