import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayFromIso, isoFromDay, monthsLater, sayDay, weekdayOf } from '../../../src/regimes/day.ts'

// 1600 to 2400: every case of the leap year rule.
const anyDay = fc.integer({ min: -135_140, max: 157_054 })
const platform = (day: number) => new Date(day * 86_400_000)

test('a day and its ISO date are the platform’s, and turn into each other', () => {
  fc.assert(
    fc.property(anyDay, day => {
      const iso = platform(day).toISOString().slice(0, 10)
      expect(isoFromDay(day)).toBe(iso)
      expect(dayFromIso(iso)).toBe(day)
      expect(weekdayOf(day)).toBe((platform(day).getUTCDay() + 6) % 7)
    }),
  )
})

test('a day that does not exist is refused in words', () => {
  for (const iso of ['2013-02-29', '2013-13-01', '2013-04-31', '16/07/2012', ''])
    expect(() => dayFromIso(iso)).toThrow(`Found "${iso}"; expected a day that exists`)
})

test('some months later is the same date, or the last day of a month that has none', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 0, max: 120 }), (day, count) => {
      const from = platform(day)
      const last = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + count + 1, 0))
      const later = monthsLater(day, count)
      const date = platform(later.day)
      expect([date.getUTCFullYear(), date.getUTCMonth()]).toEqual([last.getUTCFullYear(), last.getUTCMonth()])
      expect(date.getUTCDate()).toBe(Math.min(from.getUTCDate(), last.getUTCDate()))
      expect(later.exists).toBe(from.getUTCDate() <= last.getUTCDate())
    }),
  )
})

test('a day is said as people write it', () => {
  expect(sayDay(dayFromIso('2012-07-16'))).toBe('Monday 16 July 2012')
})
