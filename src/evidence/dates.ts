/** Calendar dates as ISO text: what publishers print, and the few sums that periods need. */

const monthNames = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

/** 1–12 for `June`, `jun`, `JUN` or `sept`; null for anything else. */
export function monthNumber(name: string): number | null {
  const word = name.toLowerCase()
  if (word.length < 3) return null
  const index = monthNames.findIndex(month => month.startsWith(word) || (month === 'september' && word === 'sept'))
  return index < 0 ? null : index + 1
}

/** `2025-06-30` from its parts; null where there is no such day or the year is out of the NHS's lifetime. */
export function isoDate(year: number, month: number, day: number): string | null {
  if (year < 1948 || year > 2100 || month < 1 || month > 12 || day < 1 || day > lastDay(year, month)) return null
  return `${year}-${`${month}`.padStart(2, '0')}-${`${day}`.padStart(2, '0')}`
}

/** Number of days in a month (1–12). */
export function lastDay(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** `25` → 2025, `98` → 1998, `2025` → 2025. Two digits up to 60 are of this century. */
export function fullYear(digits: string): number {
  const year = Number(digits)
  return digits.length > 2 ? year : year <= 60 ? 2000 + year : 1900 + year
}

/** The ISO date of `2026-02-27`, `27/02/2026`, `20260227`, `27 February 2026`, `27-Feb-26` or `27th Feb 2026`; null otherwise. */
export function parseDate(text: string): string | null {
  const plain = text.trim()
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(plain) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain)
  if (iso) return isoDate(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const british = /^(\d{1,2})[/.](\d{1,2})[/.](\d{2}|\d{4})$/.exec(plain)
  if (british) return isoDate(fullYear(british[3] as string), Number(british[2]), Number(british[1]))
  const worded = /^(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]+)[ -](\d{2}|\d{4})$/i.exec(plain)
  const month = worded && monthNumber(worded[2] as string)
  return worded && month ? isoDate(fullYear(worded[3] as string), month, Number(worded[1])) : null
}
