import { expect, test } from 'vitest'
import type { CompiledRegime } from '../../../src/regimes/compiled.ts'
import { type Timetable, timetable } from '../../../src/regimes/timetable.ts'
import { cited, clock, compile, day, state } from '../engine/harness.ts'
import { firstLaw, laterLaw } from './administration.ts'

const duty = { owner: 'office', during: 'in-the-regime', public: false, ...cited }
const versioned = compile(
  {
    versions: {
      '2010': { title: 'Rules', 'in-force': { from: '2010-04-01', to: '2014-03-31' }, ...cited },
      '2014': { title: 'Later rules', 'in-force': { from: '2014-04-01', to: null }, ...cited },
    },
    stages: {
      first: 'a',
      states: { a: state('before', { enter: { to: 'b' } }), b: state('in', { leave: { to: 'a' } }) },
    },
    clocks: { plan: clock({ starts: 'enter', ends: 'leave', length: '5 calendar days' }) },
    duties: {
      align: { title: 'Align', when: { 'by-date': '2022-04-01' }, ...duty },
      improve: { title: 'Improve', when: { 'date-set-by': 'office' }, ...duty },
    },
  },
  undefined,
  '2014',
)

const due = ({ clocks }: Timetable) => Object.fromEntries(clocks.map(({ id, due: on }) => [id, on]))
const order = (length: number) => [{ length, reference: 'An order' }]

test('South London: the days of 2012 follow from the appointment and the order that extended it', () => {
  const found = timetable(firstLaw, { events: { appointment: day('2012-07-16') }, extensions: { draft: order(30) } })
  expect(due(found)).toEqual({
    draft: '2012-10-29',
    'consultation-start': '2012-11-02',
    consultation: '2012-12-13',
    notices: '2012-11-08',
    final: '2013-01-08',
    decision: '2013-02-05',
  })
  expect(found.clocks.map(({ id, assumed }) => `${id} ${assumed}`)).toEqual([
    'draft false',
    'consultation-start true',
    'consultation true',
    'notices true',
    'final true',
    'decision true',
  ])
  expect(found.undated).toEqual([expect.objectContaining({ id: 'effect', route: null, waitsFor: ['order-made'] })])
})

test('without the order the draft report was due 45 working days beginning with the appointment', () => {
  const found = timetable(firstLaw, { events: { appointment: day('2012-07-16') } })
  expect(found.clocks[0]).toEqual({
    id: 'draft',
    name: 'A clock',
    route: null,
    rule: '45 working days beginning with the day of appointment',
    start: '2012-07-16',
    due: '2012-09-17',
    assumed: false,
    arithmetic:
      '45 working days beginning with Monday 16 July 2012 (day 1). Not counted: 9 weekends, Summer bank holiday 27 August 2012. Day 45 is Monday 17 September 2012.',
  })
  expect(found.anchor).toEqual({ event: 'appointment', date: '2012-07-16' })
})

test('Mid Staffordshire: 45 and 30 working days, 5, 30 and 10, and 15 from the day after', () => {
  const found = timetable(firstLaw, {
    events: { appointment: day('2013-04-16') },
    extensions: { draft: order(30), consultation: order(10) },
  })
  expect(due(found)).toMatchObject({
    draft: '2013-07-31',
    'consultation-start': '2013-08-06',
    consultation: '2013-10-01',
    final: '2013-10-22',
  })
})

test('a day outside the version that is asked for is told, with the version that held then', () => {
  const from = (on: string) => timetable(versioned, { events: { enter: day(on) } }).notes
  expect(from('2014-05-01')).toEqual([])
  expect(from('2011-05-01')).toEqual([
    'Version 2014 was in force from 1 April 2014, and 1 May 2011 lies outside. Version 2010 held then.',
  ])
  expect(from('2009-05-01')[0]).toContain('No version held then.')
})

test('duties by a date for everybody, and by one that somebody sets, are told beside the clocks', () => {
  expect(timetable(versioned, { events: { enter: day('2014-05-01') } }).duties).toEqual([
    { id: 'align', name: 'Align', route: null, rule: 'By 1 April 2022.', due: '2022-04-01' },
    { id: 'improve', name: 'Improve', route: null, rule: 'By a day that is set for each case, by Office.', due: null },
  ])
})

test('an event that is known replaces what was assumed, and what follows from it is not assumed any more', () => {
  const found = timetable(firstLaw, {
    events: {
      appointment: day('2012-07-16'),
      'draft-published': day('2012-10-29'),
      'consultation-begins': day('2012-11-02'),
    },
  })
  expect(due(found)).toMatchObject({ draft: '2012-09-17', consultation: '2012-12-13', final: '2013-01-08' })
  expect(found.clocks.find(({ id }) => id === 'consultation')?.assumed).toBe(false)
})

test('the steps of the first law add up to 120 working days, those of the later one to 150', () => {
  const total = (law: CompiledRegime) => {
    const { clocks } = timetable(law, { events: { 'order-made': day('2015-01-05') } })
    const chain = clocks.filter(({ id }) => id !== 'notices')
    return chain.reduce((sum, { rule }) => sum + Number.parseInt(rule, 10), 0)
  }
  expect([total(firstLaw), total(laterLaw)]).toEqual([120, 150])
})

const onTwoRoutes = compile({
  routes: {
    short: { title: 'Short', ...cited },
    long: { title: 'Long', ...cited },
  },
  stages: {
    first: 'open',
    states: {
      open: state('in', {
        begun: { to: 'open' },
        sent: { to: 'open' },
        answered: { to: 'open' },
        vetoed: { to: 'open' },
        closed: { to: 'open' },
      }),
    },
  },
  clocks: {
    send: clock({ starts: 'begun', ends: 'sent', length: '10 calendar days' }),
    answer: clock({
      starts: 'sent',
      ends: ['answered', 'vetoed'],
      length: '5 calendar days',
      route: 'long',
      counted: 'day-after',
    }),
    revise: clock({ starts: 'vetoed', ends: 'closed', length: '2 weeks', counted: 'day-after' }),
    window: clock({ starts: 'begun', ends: 'closed', length: '3 calendar days', is: 'usual' }),
  },
})

test('a clock that is the same on all routes has one row; others have one for each route', () => {
  const { clocks, undated } = timetable(onTwoRoutes, { events: { begun: day('2014-01-01') } })
  expect(clocks.map(({ id, route, due: on }) => [id, route, on])).toEqual([
    ['send', null, '2014-01-10'],
    ['answer', 'long', '2014-01-15'],
    ['revise', 'long', '2014-01-29'], // of two events that end an answer, only a veto leads on
    ['window', null, '2014-01-03'],
  ])
  expect(undated).toEqual([expect.objectContaining({ id: 'revise', route: 'short', waitsFor: ['vetoed'] })])
})

test('a period comes before a shorter time that the same event ends', () => {
  const compiled = compile({
    stages: { first: 'open', states: { open: state('in', { sent: { to: 'open' }, closed: { to: 'open' } }) } },
    clocks: {
      comment: clock({ starts: 'sent', ends: 'closed', fires: 'closed', is: 'period', length: '28 calendar days' }),
      reply: clock({ starts: 'sent', ends: 'closed', is: 'usual', length: '10 calendar days' }),
      report: clock({ starts: 'closed', ends: 'sent', length: '1 weeks', counted: 'day-after' }),
    },
  })
  expect(due(timetable(compiled, { events: { sent: day('2014-01-01') } }))).toEqual({
    comment: '2014-01-28',
    reply: '2014-01-10',
    report: '2014-02-04',
  })
})

test('past the end of the calendar there is no day, and what would follow waits', () => {
  const found = timetable(firstLaw, { events: { appointment: day('2030-11-01') } })
  expect(found.clocks).toEqual([expect.objectContaining({ id: 'draft', due: null })])
  expect(found.clocks[0]?.arithmetic).toContain('Not known: the calendar of England')
  expect(found.undated.map(({ id }) => id)).toContain('final')
})

test('an event or a clock that the regime does not have is answered with those it has', () => {
  expect(() => timetable(firstLaw, { events: { apointment: day('2012-07-16') } })).toThrow(
    'No clock starts or ends with an event "apointment". Did you mean "appointment"? Give one of: order-made, appointment,',
  )
  expect(() =>
    timetable(firstLaw, { events: { appointment: day('2012-07-16') }, extensions: { drft: order(1) } }),
  ).toThrow('There is no clock "drft". Did you mean "draft"?')
})

test('an extension is refused in the words of the engine: by nobody, too long, too often', () => {
  const bounded = compile({
    stages: { first: 'a', states: { a: state('in', { sent: { to: 'a' }, answered: { to: 'a' } }) } },
    clocks: {
      answer: clock({
        starts: 'sent',
        ends: 'answered',
        length: '10 calendar days',
        extension: {
          by: 'office',
          instrument: 'A letter',
          'at-most-times': 1,
          'at-most-length': '5 calendar days',
          ...cited,
        },
      }),
      fixed: clock({ starts: 'sent', ends: 'answered', length: '10 calendar days' }),
    },
  })
  const extended = (extensions: Record<string, ReturnType<typeof order>>) =>
    timetable(bounded, { events: { sent: day('2014-01-01') }, extensions })
  expect(due(extended({ answer: order(5) }))['answer']).toBe('2014-01-15')
  expect(() => extended({ fixed: order(5) })).toThrow('Nobody may extend the clock "fixed".')
  expect(() => extended({ answer: order(6) })).toThrow(
    'Found an extension of 6 calendar days; expected a whole number from 1 to 5.',
  )
  expect(() => extended({ answer: [...order(1), ...order(1)] })).toThrow(
    'The clock "answer" may be extended once at most, and has been.',
  )
})

test('days in an order that no case can have are told', () => {
  const notes = (events: Record<string, string>) =>
    timetable(firstLaw, {
      events: Object.fromEntries(Object.entries(events).map(([event, on]) => [event, day(on)])),
    }).notes
  expect(notes({ appointment: '2012-07-16', 'draft-published': '2012-10-29' })).toEqual([])
  expect(notes({ appointment: '2012-07-16', 'draft-published': '2012-06-01' })).toEqual([
    'draft-published on 1 June 2012 comes before appointment on 16 July 2012, and after draft-published no appointment can come any more. Check the two days.',
  ])
})
