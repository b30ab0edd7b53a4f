import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isoFromDay } from '../../../src/regimes/day.ts'
import { recalendar } from '../../../src/regimes/recalendar.ts'
import { england } from '../clocks/calendars.ts'
import { slowDue } from '../clocks/slow-oracle.ts'
import { begin, clock, compile, day, event, run, state } from './harness.ts'

const parts = {
  stages: { first: 'a', states: { a: state('in', { go: { to: 'a' }, done: { to: 'a' } }) } },
  clocks: {
    plan: clock({ starts: 'go', ends: 'done', length: '20 working days', calendar: 'england' }),
    month: clock({ starts: 'go', ends: 'never', length: '1 months' }),
  },
}
const before = compile(parts)
const withHoliday = (on: string, name = 'A day of celebration') =>
  compile(parts, new Map([['england', { ...england, holidays: { ...england.holidays, [on]: name } }]]))
const running = run(before, begin(before, '2024-01-08'), event('go', '2024-01-08')).case

test('a bank holiday added while a clock runs moves it, and says which', () => {
  const { case: found, effects } = recalendar(before, withHoliday('2024-01-24'), running)
  expect(effects).toEqual([
    {
      kind: 'clock-moved',
      clock: 'plan',
      from: day('2024-02-02'),
      to: day('2024-02-05'),
      because: '"A day of celebration" on 24 January 2024 was added',
    },
  ])
  expect(found.clocks.map(({ clock: id, due }) => [id, isoFromDay(due as number)])).toEqual([
    ['plan', '2024-02-05'],
    ['month', '2024-02-07'],
  ])
  expect({ ...found, clocks: [] }).toEqual({ ...running, clocks: [] })
})

test('a holiday before, after, or on a weekend moves nothing; neither does one after the clock has ended', () => {
  for (const on of ['2024-01-05', '2024-02-06', '2024-01-20'])
    expect(recalendar(before, withHoliday(on), running)).toEqual({ case: running, effects: [] })
  const ended = run(before, running, event('done', '2024-01-22')).case
  expect(recalendar(before, withHoliday('2024-01-24'), ended).effects).toEqual([])
})

test('a holiday taken out again moves it back', () => {
  const after = withHoliday('2024-01-24')
  const back = recalendar(after, before, recalendar(before, after, running).case)
  expect(back.effects).toEqual([
    expect.objectContaining({
      to: day('2024-02-02'),
      because: '"A day of celebration" on 24 January 2024 was taken out',
    }),
  ])
  expect(back.case).toEqual(running)
})

test('a clock whose day was not known has one once its calendar reaches further', () => {
  const late = run(before, begin(before, '2030-12-10'), event('go', '2030-12-10')).case
  const longer = { ...england, covers: { from: '2005-01-01', to: '2031-12-31' } }
  const { effects } = recalendar(before, compile(parts, new Map([['england', longer]])), late)
  expect(effects).toEqual([
    {
      kind: 'clock-moved',
      clock: 'plan',
      from: null,
      to: day('2031-01-08'),
      because: 'The calendar of England now covers 2005-01-01 to 2031-12-31',
    },
  ])
})

test('whatever day is added, the clock is where a slow count on the new calendar puts it', () => {
  fc.assert(
    fc.property(fc.integer({ min: -10, max: 60 }), added => {
      const on = isoFromDay(day('2024-01-08') + added)
      const after = withHoliday(on)
      const found = recalendar(before, after, running).case.clocks[0]
      const calendar = { ...england, holidays: { ...england.holidays, [on]: 'x' } }
      const rule = { length: { count: 20, unit: 'working days' }, counted: 'beginning-with', calendar } as const
      expect(found?.due).toBe(slowDue(rule, day('2024-01-08'), 0, []))
    }),
  )
})
