/** The sample's own stretch of time: 48 months from July 2022, and the 13 quarters that NOF files are published for. */

export const monthCount = 48
const firstYear = 2022
const firstMonth = 7
const names = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** One financial quarter; `lastMonth` is the index of its last month. */
export interface Quarter {
  /** `2025-26-Q1` */
  readonly id: string
  /** As published: `Q1 2025/26` */
  readonly label: string
  /** 1 to 4 */
  readonly number: number
  /** Calendar year in which its financial year began. */
  readonly year: number
  readonly lastMonth: number
  /** ISO dates of its first and last day. */
  readonly start: string
  readonly end: string
}

/** Calendar month (1 to 12) of a month index. */
export const monthOfYear = (index: number): number => ((((firstMonth - 1 + index) % 12) + 12) % 12) + 1
export const yearOf = (index: number): number => firstYear + Math.floor((firstMonth - 1 + index) / 12)
/** `2025-06` */
export const monthId = (index: number): string => `${yearOf(index)}-${String(monthOfYear(index)).padStart(2, '0')}`
/** `Jun-25` */
export const monthLabel = (index: number): string => `${monthName(index)}-${String(yearOf(index)).slice(2)}`
/** ISO date of its first day. */
export const monthStart = (index: number): string => `${monthId(index)}-01`
/** ISO date of its last day. */
export const monthEnd = (index: number): string =>
  `${monthId(index)}-${new Date(Date.UTC(yearOf(index), monthOfYear(index), 0)).getUTCDate()}`
export const daysIn = (index: number): number => Number(monthEnd(index).slice(8))
export const monthName = (index: number): string => names[monthOfYear(index) - 1] as string

/** `2025/26` */
export const financialYear = (year: number): string => `${year}/${String(year + 1).slice(2)}`

/** The instant, `days` after an ISO date, at which something is published: 08:30 UTC. */
export function publishedAfter(date: string, days: number): string {
  const at = new Date(`${date}T08:30:00.000Z`)
  at.setUTCDate(at.getUTCDate() + days)
  return at.toISOString()
}

function quarterEnding(lastMonth: number): Quarter {
  const month = monthOfYear(lastMonth)
  const number = month === 3 ? 4 : month / 3 - 1
  const year = month === 3 ? yearOf(lastMonth) - 1 : yearOf(lastMonth)
  return {
    id: `${year}-${String(year + 1).slice(2)}-Q${number}`,
    label: `Q${number} ${financialYear(year)}`,
    number,
    year,
    lastMonth,
    start: monthStart(lastMonth - 2),
    end: monthEnd(lastMonth),
  }
}

/** The 12 quarters from 2023-24 to 2025-26, and the first of 2026-27. */
export const quarters: readonly Quarter[] = Array.from({ length: 13 }, (_, i) => quarterEnding(11 + 3 * i))
