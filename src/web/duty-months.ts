/** The months of a duties calendar as tables of weeks: how many things fall due on each day. */
import { civilFromDay, dayFromCivil, dayFromIso, isoFromDay, monthsLater, weekdayOf } from '../regimes/day.ts'

export interface MonthTable {
  /** `2026-01`. */
  readonly month: string
  /** Weeks from Monday to Sunday; null beside the month. */
  readonly weeks: readonly (readonly (MonthDay | null)[])[]
}

export interface MonthDay {
  readonly day: string
  /** Day of the month. */
  readonly date: number
  readonly due: number
}

interface Due {
  readonly due: string
  readonly overdue: boolean | null
}

/** A table for each month that the days from and to (ISO) touch. What is overdue is not in them. */
export function monthTables({
  from,
  to,
  duties,
}: {
  readonly from: string
  readonly to: string
  readonly duties: readonly Due[]
}): readonly MonthTable[] {
  const counts = new Map<string, number>()
  for (const { due, overdue } of duties) if (overdue !== true) counts.set(due, (counts.get(due) ?? 0) + 1)
  const tables: MonthTable[] = []
  const last = dayFromIso(to)
  for (
    let first = dayFromCivil({ ...civilFromDay(dayFromIso(from)), date: 1 });
    first <= last;
    first = monthsLater(first, 1).day
  ) {
    const end = monthsLater(first, 1).day - 1
    const days: (MonthDay | null)[] = Array.from({ length: weekdayOf(first) }, () => null)
    for (let day = first; day <= end; day += 1) {
      const iso = isoFromDay(day)
      days.push({ day: iso, date: day - first + 1, due: counts.get(iso) ?? 0 })
    }
    while (days.length % 7 !== 0) days.push(null)
    const weeks = Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7))
    tables.push({ month: isoFromDay(first).slice(0, 7), weeks })
  }
  return tables
}
