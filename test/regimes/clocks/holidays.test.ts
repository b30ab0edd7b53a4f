/** The calendars against the rules that made them, worked out here in another way, and an explicit list of one-offs. */
import { expect, test } from 'vitest'
import { tabulate } from '../../../src/regimes/working-days.ts'
import { anyPart, england, tables } from './calendars.ts'

const years = Array.from({ length: 26 }, (_, index) => 2005 + index)
const date = (year: number, month: number, day: number) => new Date(Date.UTC(year, month - 1, day))
const iso = (day: Date) => day.toISOString().slice(0, 10)
const plus = (day: Date, days: number) => new Date(day.getTime() + days * 86_400_000)

/** Easter by the computus of Gauss, which differs from the one that made the files. */
function easter(year: number): Date {
  const [a, b, c] = [year % 19, year % 4, year % 7]
  const [m, n] = [24, 5] // 1900 to 2099
  const d = (19 * a + m) % 30
  const e = (2 * b + 4 * c + 6 * d + n) % 7
  const march = 22 + d + e
  if (march === 57) return date(year, 4, 19)
  if (march === 56 && d === 28 && e === 6 && a > 10) return date(year, 4, 18)
  return date(year, 3, march)
}

/** The nth Monday of a month, or the last. */
function monday(year: number, month: number, which: 'first' | 'last'): string {
  const all = Array.from({ length: 31 }, (_, day) => date(year, month, day + 1)).filter(
    day => day.getUTCMonth() === month - 1 && day.getUTCDay() === 1,
  )
  return iso((which === 'first' ? all[0] : all.at(-1)) as Date)
}

/** Days of a fixed date, each in place of itself or of the next weekday that is not taken. */
function fixed(...days: Date[]): string[] {
  const weekdays = days.filter(day => day.getUTCDay() % 6 !== 0).map(iso)
  const taken = new Set(weekdays)
  for (const day of days.filter(one => one.getUTCDay() % 6 === 0)) {
    let next = plus(day, 1)
    while (next.getUTCDay() % 6 === 0 || taken.has(iso(next))) next = plus(next, 1)
    taken.add(iso(next))
  }
  return [...taken]
}

const moved = {
  '2012-05-28': '2012-06-04', // spring, to the Diamond Jubilee
  '2020-05-04': '2020-05-08', // early May, to VE Day
  '2022-05-30': '2022-06-02', // spring, to the Platinum Jubilee
} as Record<string, string>
const added = ['2011-04-29', '2012-06-05', '2022-06-03', '2022-09-19', '2023-05-08']

function ofEngland(year: number): string[] {
  const rule = [
    ...fixed(date(year, 1, 1)),
    iso(plus(easter(year), -2)),
    iso(plus(easter(year), 1)),
    monday(year, 5, 'first'),
    monday(year, 5, 'last'),
    monday(year, 8, 'last'),
    ...fixed(date(year, 12, 25), date(year, 12, 26)),
  ]
  return [...rule.map(day => moved[day] ?? day), ...added.filter(day => day.startsWith(`${year}`))]
}

function elsewhere(year: number): string[] {
  return [
    ...fixed(date(year, 1, 1), date(year, 1, 2)), // Scotland
    monday(year, 8, 'first'), // Scotland
    ...(year >= 2007 ? fixed(date(year, 11, 30)) : []), // Scotland, by the Act of 2007
    ...(year === 2026 ? ['2026-06-15'] : []), // Scotland, by proclamation
    ...fixed(date(year, 3, 17)), // Northern Ireland
    ...fixed(date(year, 7, 12)), // Northern Ireland
  ]
}

test.each(years)('the holidays of England in %i are those of the Act, with the one-offs', year => {
  const found = Object.keys(england.holidays).filter(day => day.startsWith(`${year}`))
  expect(found.toSorted()).toEqual(ofEngland(year).toSorted())
})

test.each(years)('the holidays of any part of the kingdom in %i add those of Scotland and Northern Ireland', year => {
  const found = Object.keys(anyPart.holidays).filter(day => day.startsWith(`${year}`))
  expect(found.toSorted()).toEqual([...new Set([...ofEngland(year), ...elsewhere(year)])].toSorted())
})

test('both calendars cover 2005 to 2030, and no holiday of theirs falls on a weekend', () => {
  for (const calendar of [england, anyPart]) {
    expect(calendar.covers).toEqual({ from: '2005-01-01', to: '2030-12-31' })
    for (const day of Object.keys(calendar.holidays)) expect(new Date(day).getUTCDay() % 6, day).not.toBe(0)
  }
})

test('the tables of a calendar hold its weekdays less its holidays', () => {
  for (const table of [tables.england, tables.anyPart]) {
    let weekdays = 0
    for (let day = table.from; day <= table.to; day++) if (new Date(day * 86_400_000).getUTCDay() % 6 !== 0) weekdays++
    expect(table.days.length).toBe(weekdays - Object.keys(table.calendar.holidays).length)
  }
})

test('a calendar may have another weekend, or none', () => {
  const covers = { from: '2024-01-01', to: '2024-01-14' }
  expect(tabulate({ ...england, covers, holidays: {}, weekend: ['friday', 'saturday'] }).days.length).toBe(10)
  expect(tabulate({ ...england, covers, holidays: {}, weekend: [] }).days.length).toBe(14)
})
