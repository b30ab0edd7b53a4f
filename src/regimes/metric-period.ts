/**
 * Which period of a metric answers for the period asked of. Regimes mix monthly, quarterly and yearly figures, so a metric
 * answers with the period of that name, else with its latest that ended by then and is not out of date.
 */
import type { Period } from '../evidence/model.ts'

const dayLength = 86_400_000

/** Days since 1970-01-01 of an ISO date. */
function day(iso: string): number {
  return Date.parse(iso) / dayLength
}

function monthsIn({ start, end }: Period): number {
  return (
    (Number(end.slice(0, 4)) - Number(start.slice(0, 4))) * 12 + Number(end.slice(5, 7)) - Number(start.slice(5, 7))
  )
}

/**
 * The period that answers for `asked`, or null. One that ended before `asked` began still answers while its own next one
 * is not over: a yearly figure serves the four quarters after it.
 */
export function answeringPeriod(periods: readonly Period[], asked: Period): Period | null {
  const named = periods.find(period => period.id === asked.id)
  if (named) return named
  let latest: Period | null = null
  for (const period of periods)
    if (period.end <= asked.end && (latest === null || period.end >= latest.end)) latest = period
  if (latest === null || latest.end >= asked.start) return latest
  const ownLength = day(latest.end) - day(latest.start) + 1
  return day(latest.end) + ownLength >= day(asked.end) ? latest : null
}

/**
 * The last `count` periods up to `last` and of its length, newest first, stopping at a gap; so there may be fewer.
 * O(periods).
 */
export function periodsBack(periods: readonly Period[], last: Period, count: number): readonly Period[] {
  const alike = periods
    .filter(period => monthsIn(period) === monthsIn(last) && period.end <= last.end)
    .sort((a, b) => (a.end < b.end ? 1 : -1))
  const found: Period[] = []
  for (const period of alike) {
    const later = found.at(-1)
    if (found.length === count || (later && day(period.end) + 1 < day(later.start))) break
    found.push(period)
  }
  return found
}
