/**
 * Periods: every label that publishers print becomes real dates and one canonical id, and the label is kept.
 *
 * Quarters and years written `2025/26` are financial (1 April – 31 March). A first of the month printed as a date stands
 * for its month. An id `2011-12` is December 2011: financial years whose short form would read as a month have the id
 * `start..end`.
 */
import { fullYear, isoDate, lastDay, monthNumber, parseDate } from './dates.ts'
import type { Period } from './model.ts'

/** How a source prints its periods, where the label alone does not say. */
export const periodKinds = ['any', 'financial-year', 'quarter-ending', 'year-published'] as const

/** Inclusive, ISO. */
type Span = readonly [start: string, end: string]

/** The period a label stands for, or null where it has no dates of its own (`Latest published if …`) or cannot be read. */
export function parsePeriod(label: string, kind: string = 'any'): Period | null {
  const span = spanOf(label.trim().toLowerCase().replace(/[–—]/g, '-').replace(/\s+/g, ' '), kind)
  return span && { id: idOf(span), label: label.trim(), start: span[0], end: span[1] }
}

/** The period of a canonical id, or null if it is none. Its label is the id. */
export function periodFromId(id: string): Period | null {
  const period = parsePeriod(id)
  return period?.id === id ? period : null
}

function idOf([start, end]: Span): string {
  const year = Number(start.slice(0, 4))
  const next = `${(year + 1) % 100}`.padStart(2, '0')
  if (same([start, end], month(year, Number(start.slice(5, 7))))) return start.slice(0, 7)
  const quarter = [1, 2, 3, 4].find(q => [year, year - 1].some(y => same([start, end], financialQuarter(y, q))))
  if (quarter) {
    const first = quarter === 4 ? year - 1 : year
    return `${first}-${`${(first + 1) % 100}`.padStart(2, '0')}-Q${quarter}`
  }
  if (same([start, end], financialYear(year)) && (Number(next) > 12 || next === '00')) return `${year}-${next}`
  if (same([start, end], months(year, 1, 12))) return `${year}`
  return `${start}..${end}`
}

function spanOf(label: string, kind: string): Span | null {
  let m: RegExpExecArray | null
  if (kind === 'year-published') return yearPublished(label)
  if (
    (m = /^(?:quarter ending )?(?:(\d{4}[-/]\d{2,4}) )?([a-z]+)(?: (\d{4}(?:[-/]\d{2,4})?))?$/.exec(label)) &&
    (kind === 'quarter-ending' || label.startsWith('quarter'))
  )
    return quarterEnding(m[2] as string, m[1] ?? m[3] ?? '')
  if ((m = /^q([1-4])[ -]*(\d{4})[-/](\d{2}|\d{4})$/.exec(label)))
    return ifNext(m[2], m[3], year => financialQuarter(year, Number(m?.[1])))
  if ((m = /^(\d{4})[-/](\d{2}|\d{4})[ -]*q([1-4])$/.exec(label)))
    return ifNext(m[1], m[2], year => financialQuarter(year, Number(m?.[3])))
  if ((m = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/.exec(label)))
    return between(parseDate(m[1] as string), parseDate(m[2] as string))
  if ((m = /^(\d{4})-(\d{1,2})$/.exec(label)) && kind !== 'financial-year' && Number(m[2]) >= 1 && Number(m[2]) <= 12)
    return known(month(Number(m[1]), Number(m[2])))
  if ((m = /^(\d{4})[-/](\d{2}|\d{4})$/.exec(label))) return ifNext(m[1], m[2], financialYear)
  if ((m = /^(\d{4})$/.exec(label)))
    return known(kind === 'financial-year' ? financialYear(Number(m[1])) : months(Number(m[1]), 1, 12))
  if ((m = /^month (\d{1,2}) (\d{4})(?:[-/]\d{2,4})?$/.exec(label)))
    return monthOfFinancialYear(Number(m[2]), Number(m[1]))
  if ((m = /^(?:12 months|year)(?: to| ending) ([a-z]+) (\d{4})$/.exec(label)))
    return yearTo(Number(m[2]), monthNumber(m[1] as string))
  const [before, comparedWith] = label.split(/ vs\.? /)
  if (comparedWith !== undefined) return spanOf(before as string, kind)
  return fromDates(label) ?? fromMonths(label)
}

/** `13 feb 24-12 feb 26`, `2024-04-01`. */
function fromDates(label: string): Span | null {
  const day = parseDate(label)
  if (day) return day.endsWith('-01') ? month(Number(day.slice(0, 4)), Number(day.slice(5, 7))) : [day, day]
  const m = /^(\d{1,2} [a-z]+ \d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}\/\d{1,2}\/\d{4}) ?(?:-|to) ?(.+)$/.exec(label)
  return m && between(parseDate(m[1] as string), parseDate(m[2] as string))
}

/** `jun-25`, `june 2025`, `2011-october`, `msitae-may-2026`, `march 2024-25`, `jun 24 - jun 25`, `april to june 2025`. */
function fromMonths(label: string): Span | null {
  let m: RegExpExecArray | null
  if ((m = /^(?:[a-z&]+-)?([a-z]+)[ -](\d{2}|\d{4})$/.exec(label))) {
    const number = monthNumber(m[1] as string)
    return number === null ? null : known(month(fullYear(m[2] as string), number))
  }
  if ((m = /^(\d{4})[ -]([a-z]+)$/.exec(label))) return fromMonths(`${m[2]} ${m[1]}`)
  if ((m = /^(\d{4}[-/]\d{2}) ([a-z]+)$/.exec(label))) return fromMonths(`${m[2]} ${m[1]}`)
  if ((m = /^([a-z]+) (\d{4})[-/](\d{2})$/.exec(label))) {
    const number = monthNumber(m[1] as string)
    return number === null ? null : ifNext(m[2], m[3], year => month(number < 4 ? year + 1 : year, number))
  }
  if ((m = /^([a-z]+)(?: (\d{2}|\d{4}))? ?(?:-|to) ?([a-z]+) (\d{2}|\d{4})$/.exec(label))) {
    const [first, last] = [monthNumber(m[1] as string), monthNumber(m[3] as string)]
    if (first === null || last === null) return null
    const end = fullYear(m[4] as string)
    const start = m[2] ? fullYear(m[2]) : first <= last ? end : end - 1
    return between(month(start, first)[0], month(end, last)[1])
  }
  return null
}

/** A mortality publication covers the year that ended at the quarter-end about seven months before: October 2011 → April 2010 – March 2011. */
function yearPublished(label: string): Span | null {
  const published = fromMonths(label)
  if (!published) return null
  const [year, number] = [Number(published[0].slice(0, 4)), Number(published[0].slice(5, 7))]
  const lastMonth = Math.floor((number - 1) / 3) * 3 - 6
  return lastMonth <= 0 ? yearTo(year - 1, lastMonth + 12) : yearTo(year, lastMonth)
}

function quarterEnding(monthName: string, year: string): Span | null {
  const last = monthNumber(monthName)
  if (last === null || last % 3 !== 0 || year === '') return null
  const financial = /[-/]/.test(year)
  const calendar = Number(year.slice(0, 4)) + (financial && last === 3 ? 1 : 0)
  return known(months(calendar, last - 2, last))
}

/** Financial-year month 3 of 2025: the year so far, April to June 2025. */
function monthOfFinancialYear(year: number, number: number): Span | null {
  if (number < 1 || number > 12) return null
  const last = number <= 9 ? month(year, number + 3) : month(year + 1, number - 9)
  return between(`${year}-04-01`, last[1])
}

function yearTo(year: number, last: number | null): Span | null {
  if (last === null) return null
  const start = last === 12 ? month(year, 1) : month(year - 1, last + 1)
  return between(start[0], month(year, last)[1])
}

const month = (year: number, number: number): Span => months(year, number, number)
const financialYear = (year: number): Span => [`${year}-04-01`, `${year + 1}-03-31`]
const financialQuarter = (year: number, quarter: number): Span =>
  quarter === 4 ? months(year + 1, 1, 3) : months(year, quarter * 3 + 1, quarter * 3 + 3)
const same = (a: Span, b: Span): boolean => a[0] === b[0] && a[1] === b[1]

function months(year: number, first: number, last: number): Span {
  const two = (n: number) => `${n}`.padStart(2, '0')
  return [`${year}-${two(first)}-01`, `${year}-${two(last)}-${two(lastDay(year, last))}`]
}

/** The span, if its dates are of this world. */
function known(span: Span): Span | null {
  return between(parseDate(span[0]), parseDate(span[1]))
}

function between(start: string | null, end: string | null): Span | null {
  return start && end && isoDate(Number(start.slice(0, 4)), 1, 1) && start <= end ? [start, end] : null
}

/** `2025/26`: only where the second year follows the first. */
function ifNext(first: string | undefined, second: string | undefined, make: (year: number) => Span): Span | null {
  const year = Number(first)
  return Number(second) % 100 === (year + 1) % 100 ? known(make(year)) : null
}
