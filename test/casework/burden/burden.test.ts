/** Burden: hours by month and asker, what is asked twice, and what was answered already. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asksByTheRules, daysDue } from '../../../src/casework/burden/ask.ts'
import { burdenByMonth, flagsOf } from '../../../src/casework/burden/burden.ts'
import type { Case } from '../../../src/casework/model.ts'
import { dayFromIso, isoFromDay } from '../../../src/regimes/day.ts'
import { begin, cited, compile, event, run, state } from '../../regimes/engine/harness.ts'
import { ask } from './asks.ts'

const day = dayFromIso
const none = () => null
const year = [day('2014-01-01'), day('2014-12-31')] as const

describe('days on which something falls due', () => {
  const days = (cadence: 'once' | 'week' | 'month' | 'quarter' | 'year', due: string, until?: string) =>
    daysDue(ask({ cadence, asked: due, due, ...(until ? { until } : {}) }), ...year).map(isoFromDay)

  test('each month from its first day on, at the end of shorter months', () => {
    expect(days('month', '2013-10-31').slice(0, 4)).toEqual(['2014-01-31', '2014-02-28', '2014-03-31', '2014-04-30'])
  })

  test.each([
    ['once', '2014-02-03', 1],
    ['once', '2013-12-31', 0],
    ['week', '2014-01-01', 53],
    ['quarter', '2014-01-15', 4],
    ['year', '2012-06-30', 1],
  ] as const)('asked %s from %s: %i in the year', (cadence, due, times) => {
    expect(days(cadence, due)).toHaveLength(times)
  })

  test('none after its last day, which still counts', () => {
    expect(days('month', '2014-01-10', '2014-03-10')).toEqual(['2014-01-10', '2014-02-10', '2014-03-10'])
  })

  test('a year in one piece has the days of its parts', () => {
    const cadence = fc.constantFrom('once', 'week', 'month', 'quarter', 'year' as const)
    fc.assert(
      fc.property(
        cadence,
        fc.integer({ min: -800, max: 300 }),
        fc.integer({ min: 0, max: 364 }),
        (often, first, cut) => {
          const one = { ...ask({ cadence: often }), due: year[0] + first }
          const parts = [...daysDue(one, year[0], year[0] + cut - 1), ...daysDue(one, year[0] + cut, year[1])]
          expect(parts).toEqual(daysDue(one, ...year))
        },
      ),
    )
  })
})

describe('burden by month and asker', () => {
  test('adds quarter hours without drift, one body by whatever capitals', () => {
    const asks = [
      ...Array.from({ length: 10 }, () => ask({ hours: 0.25 })),
      ask({ asker: 'regional  TEAM', hours: 1.5 }),
      ask({ asker: 'Inspectorate', hours: 40 }),
    ]
    expect(burdenByMonth(asks, ...year)).toEqual([
      { month: '2014-01', asker: 'Inspectorate', times: 1, byTheRules: 0, hours: 40, unknown: 0 },
      { month: '2014-01', asker: 'Regional team', times: 11, byTheRules: 0, hours: 4, unknown: 0 },
    ])
  })

  test('hours that nobody knows are unknown, and not none', () => {
    expect(burdenByMonth([ask({ hours: null }), ask({ hours: 1 })], ...year)).toMatchObject([
      { times: 2, hours: 1, unknown: 1 },
    ])
  })

  test('what recurs is counted in each of its months', () => {
    const monthly = ask({ cadence: 'month', asked: '2014-01-31', hours: 2, until: '2014-03-31' })
    expect(burdenByMonth([monthly], ...year).map(({ month, hours }) => [month, hours])).toEqual([
      ['2014-01', 2],
      ['2014-02', 2],
      ['2014-03', 2],
    ])
  })
})

describe('flags', () => {
  test('two bodies that ask for one subject at one time, however it is spelt', () => {
    const [one, other] = [
      ask({}),
      ask({ asker: 'Inspectorate', what: 'A list of long waits', subjects: ['Cancer-Waits'] }),
    ]
    const flags = flagsOf([one, other], none)
    expect(flags.get(one.id)).toEqual([{ kind: 'same-subject', other: other.id, subjects: ['cancer waits'] }])
    expect(flags.get(other.id)).toEqual([{ kind: 'same-subject', other: one.id, subjects: ['cancer waits'] }])
  })

  test.each([
    ['the same body on its own subject', { what: 'Something else' }],
    ['another subject', { asker: 'Inspectorate', what: 'Something else', subjects: ['stroke'] }],
    ['another time', { asker: 'Inspectorate', what: 'Something else', asked: '2014-03-01' }],
    ['another organisation', { asker: 'Inspectorate', organisation: 'XA02' }],
  ])('not: %s', (_, other) => {
    expect(flagsOf([ask({}), ask(other)], none).size).toBe(0)
  })

  test('the same words, by whomever', () => {
    const [one, other] = [ask({}), ask({ subjects: [], what: ' waits over 62 days – by tumour site.' })]
    expect(flagsOf([one, other], none).get(other.id)).toEqual([{ kind: 'same-words', other: one.id }])
  })

  test('what goes on overlaps with whatever comes later', () => {
    const monthly = ask({ cadence: 'month', what: 'Each month' })
    const later = ask({ asker: 'Inspectorate', asked: '2019-01-01', what: 'Once' })
    expect(flagsOf([monthly, later], none).has(later.id)).toBe(true)
  })

  test('answered already, for twelve months from the answer', () => {
    const earlier = ask({ answered: '2014-02-01', what: 'Earlier' })
    const soon = ask({ asked: '2015-02-01', asker: 'Inspectorate' })
    const late = ask({ asked: '2015-02-02', asker: 'Inspectorate', what: 'Late' })
    const flags = flagsOf([soon, earlier, late], none)
    const answered = { kind: 'answered', other: earlier.id, on: day('2014-02-01') }
    expect(flags.get(soon.id)).toContainEqual({ ...answered, subjects: ['cancer waits'] })
    expect(flags.get(late.id)?.some(({ kind }) => kind === 'answered') ?? false).toBe(false)
    expect(flags.has(earlier.id)).toBe(false)
  })

  test('a figure that is published holds it, with the latest period of that organisation; unknown where there is none', () => {
    const [known, unknown] = [ask({ metric: 'waits' }), ask({ metric: 'waits', organisation: 'XA02' })]
    const flags = flagsOf([known, unknown], (_, code) => (code === 'XA01' ? 'Q4' : null))
    expect(flags.get(known.id)).toEqual([{ kind: 'published', metric: 'waits', period: 'Q4' }])
    expect(flags.get(unknown.id)).toEqual([{ kind: 'published', metric: 'waits', period: null }])
  })
})

describe('returns by the rules', () => {
  const withReport = (more: { readonly public: boolean; readonly to?: string }) =>
    compile({
      roles: {
        office: { title: 'Office', kind: 'body', ...cited },
        crew: { title: 'Crew', kind: 'organisation', ...cited },
        town: { title: 'The town', kind: 'public', ...cited },
      },
      stages: {
        first: 'outside',
        states: { outside: state('before', { in: { to: 'inside' } }), inside: state('in', { seen: { to: 'inside' } }) },
      },
      duties: {
        report: {
          title: 'Report',
          owner: 'crew',
          during: ['inside'],
          when: { every: 'month' },
          ...cited,
          ...more,
        },
        visit: {
          title: 'Visit',
          owner: 'office',
          during: ['inside'],
          when: { every: 'month' },
          public: true,
          ...cited,
        },
        once: { title: 'Plan', owner: 'crew', during: ['inside'], when: { 'no-date': true }, public: true, ...cited },
      },
    })
  const rules = withReport({ public: true, to: 'office' })
  const inside = run(rules, begin(rules, '2014-01-10'), event('in', '2014-01-15')).case
  const found = { id: 'a-case', closed: null, organisations: ['RXX'], state: inside } as unknown as Case

  const since = new Map([['report', [{ from: '2014-01-15', ended: null }]]])
  const asks = (compiled = rules, more: Partial<Case> = {}, leave = false) =>
    asksByTheRules({ found: { ...found, ...more }, compiled }, since, leave)

  test('are what the organisation owes regularly, with hours that nobody knows', () => {
    expect(asks()).toMatchObject([
      {
        id: 'a-case/report',
        organisation: 'RXX',
        kind: 'by-the-rules',
        asker: 'Office',
        to: null,
        hours: null,
        cadence: 'month',
        asked: day('2014-01-15'),
        due: day('2014-02-15'),
      },
    ])
  })

  test('are counted from the day on which they began, whatever has happened in the case since', () => {
    const seen = run(rules, inside, event('seen', '2014-06-20'), { kind: 'tick', on: day('2014-09-01'), dawn: true })
    expect(asks(rules, { state: seen.case })).toEqual(asks())
    const again = [
      { from: '2014-01-15', ended: '2014-02-01' },
      { from: '2014-05-05', ended: null },
    ]
    const [one] = asksByTheRules({ found, compiled: rules }, new Map([['report', again]]), false)
    expect([one?.asked, one?.due].map(on => isoFromDay(on ?? 0))).toEqual(['2014-05-05', '2014-05-15'])
  })

  test.each([
    ['town', 'The town'],
    ['Everybody who sails', 'Everybody who sails'],
    ['crew', 'Crew'],
  ])('are asked by the rules themselves where they are for %s, who asks for nothing', (to, title) => {
    expect(asks(withReport({ public: true, to }))).toMatchObject([{ asker: 'Small Watch', to: title }])
    expect(asks(withReport({ public: true }))).toMatchObject([{ asker: 'Small Watch', to: null }])
  })

  test('and none of a case that has ended', () => {
    expect(asks(rules, { closed: '2014-02-01' }, true)).toEqual([])
  })

  test('and for those with leave in the case alone, what the rules mark as not public', () => {
    const quiet = withReport({ public: false })
    expect(asks(quiet)).toEqual([])
    expect(asks(quiet, {}, true)).toMatchObject([{ what: 'Report' }])
  })
})
