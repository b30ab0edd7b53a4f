import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ClockRule, dueDay, parseLength, type Stretch } from '../../../src/regimes/clock-rule.ts'
import { explainDeadline } from '../../../src/regimes/clock-arithmetic.ts'
import { dayFromIso, isoFromDay, sayDay } from '../../../src/regimes/day.ts'
import { isWorkingDay, nthWorkingDay } from '../../../src/regimes/working-days.ts'
import { tables } from './calendars.ts'
import { slowDue } from './slow-oracle.ts'

const units = ['working days', 'calendar days', 'weeks', 'months'] as const
const day = fc.integer({ min: dayFromIso('2005-01-01'), max: dayFromIso('2030-12-31') })
const rule = fc.record({
  unit: fc.constantFrom(...units),
  count: fc.integer({ min: 1, max: 90 }),
  counted: fc.constantFrom('beginning-with' as const, 'day-after' as const),
  calendar: fc.constantFrom('england' as const, 'anyPart' as const),
})
// The calendar is named, not held, so that a counterexample can be read.
function ruleOf({
  unit,
  count,
  counted,
  calendar,
}: typeof rule extends fc.Arbitrary<infer Rule> ? Rule : never): ClockRule {
  const table = unit === 'working days' ? tables[calendar] : null
  return { length: { unit, count }, counted, startsOn: 'happening', table }
}
/** Up to four stretches in order and apart, from shortly before the start on. */
const gaps = fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 40 })), { maxLength: 4 })

function stretches(start: number, found: readonly (readonly [number, number])[]): readonly Stretch[] {
  let at = start - 20
  return found.map(([gap, length]) => {
    const first = at + gap
    at = first + length
    return [first, at] as const
  })
}

const slow = (one: ClockRule) => ({ length: one.length, counted: one.counted, calendar: one.table?.calendar ?? null })

test('every kind of clock, extended and suspended at random, is due when a slow count day by day says', () => {
  fc.assert(
    fc.property(rule, day, fc.integer({ min: 0, max: 40 }), gaps, (written, start, more, found) => {
      const one = ruleOf(written)
      const suspensions = stretches(start, found)
      expect(dueDay(one, start, more, suspensions)).toBe(slowDue(slow(one), start, more, suspensions))
    }),
    { numRuns: process.env.TURNAROUND_SOAK === '1' ? 10_000 : 1000 },
  )
})

test('a clock of working days ends on a working day, and its arithmetic says that day', () => {
  fc.assert(
    fc.property(rule, day, gaps, (written, start, found) => {
      const one = ruleOf(written)
      const run = { started: start, extensions: [], suspensions: stretches(start, found), suspendedOn: null }
      const { due, arithmetic } = explainDeadline(one, run)
      if (due !== null && one.table !== null) expect(isWorkingDay(one.table, due)).toBe(true)
      expect(arithmetic).toContain(due === null ? 'Not known: the calendar of' : sayDay(due))
    }),
  )
})

test('an extension never brings a clock forward, and a suspension never does', () => {
  fc.assert(
    fc.property(rule, day, fc.integer({ min: 1, max: 40 }), gaps, (written, start, more, found) => {
      const one = ruleOf(written)
      const plain = dueDay(one, start, 0, [])
      const extended = dueDay(one, start, more, [])
      const suspended = dueDay(one, start, 0, stretches(start, found))
      if (plain !== null && extended !== null) expect(extended).toBeGreaterThan(plain)
      if (plain !== null && suspended !== null) expect(suspended).toBeGreaterThanOrEqual(plain)
    }),
  )
})

test('outside its calendar a day is not known, neither before nor after', () => {
  const ten: ClockRule = {
    length: parseLength('10 working days'),
    counted: 'beginning-with',
    startsOn: 'happening',
    table: tables.england,
  }
  expect(dueDay(ten, dayFromIso('2004-12-31'), 0, [])).toBeNull()
  expect(dueDay(ten, dayFromIso('2030-12-20'), 0, [])).toBeNull()
  expect(dueDay(ten, dayFromIso('2031-06-01'), 0, [])).toBeNull()
  // The last ten working days of 2030 are known.
  expect(isoFromDay(dueDay(ten, dayFromIso('2030-12-16'), 0, []) as number)).toBe('2030-12-31')
  expect(nthWorkingDay(tables.england, dayFromIso('2030-12-31'), 1)).toBe(dayFromIso('2030-12-31'))
})

test('months follow the corresponding date rule, at the ends of months too', () => {
  const months = (counted: ClockRule['counted'], start: string, count = 1) => {
    const one: ClockRule = { length: { count, unit: 'months' }, counted, startsOn: 'happening', table: null }
    return isoFromDay(dueDay(one, dayFromIso(start), 0, []) as number)
  }
  expect(months('day-after', '2013-07-22', 12)).toBe('2014-07-22')
  expect(months('beginning-with', '2013-07-22', 12)).toBe('2014-07-21')
  expect(months('beginning-with', '2013-03-01')).toBe('2013-03-31')
  expect(months('day-after', '2013-01-31')).toBe('2013-02-28')
  expect(['28', '29', '30', '31'].map(date => months('beginning-with', `2013-01-${date}`))).toEqual([
    '2013-02-27',
    '2013-02-28',
    '2013-02-28',
    '2013-02-28',
  ])
})

test('a length that is none is refused in words', () => {
  for (const text of ['0 weeks', 'ten days', '5 days', '5'])
    expect(() => parseLength(text)).toThrow(`Found the length "${text}"`)
})

test.each([
  ['1 working day', 1, 'working days'],
  ['1 working days', 1, 'working days'],
  ['6 month', 6, 'months'],
  ['2 weeks', 2, 'weeks'],
])('the length %s, in the singular or the plural', (text, count, unit) => {
  expect(parseLength(text)).toEqual({ count, unit })
})
