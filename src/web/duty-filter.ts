/** Which duties are asked for: between which days, of which regime, organisation and role, or one's own. */
import type { AgendaWindow } from '../casework/duty-agenda.ts'
import { civilFromDay, dayFromCivil, monthsLater, weekdayOf } from '../regimes/day.ts'
import type { Day } from '../regimes/model.ts'
import { readFilter } from './case-filter.ts'
import { echo, PageFault } from './fault.ts'
import type { Regimes } from './regimes.ts'

export const spans = ['week', 'month', 'three-months', 'year'] as const
export type Span = (typeof spans)[number]

export interface DutyFilter {
  readonly span: Span
  readonly regime: string | null
  readonly organisation: string | null
  /** Id of a role that owes. */
  readonly owner: string | null
  /** Only what a role that the reader holds owes. */
  readonly mine: boolean
}

/** Reads a filter from a query. Throws PageFault on a span, regime, code or role that is none. */
export function readDutyFilter(query: URLSearchParams, regimes: Pick<Regimes, 'find'>): DutyFilter {
  const { regime = null, organisation = null } = readFilter(query, regimes)
  const span = query.get('span') || 'week'
  if (!isSpan(span))
    throw new PageFault(400, 'There is no such span', `Found "${echo(span)}"; expected one of ${spans.join(', ')}.`)
  const owner = query.get('owner') || null
  if (owner !== null && !/^[a-z0-9-]{1,100}$/.test(owner))
    throw new PageFault(400, 'There is no such role', `Found "${echo(owner)}"; expected the id of a role.`)
  const mine = query.get('mine') || null
  if (mine !== null && mine !== '1')
    throw new PageFault(400, 'This cannot be asked for', `"mine" was "${echo(mine)}"; expected 1, or nothing.`)
  return { span, regime, organisation, owner, mine: mine === '1' }
}

/** The week from Monday to Sunday and the month by the calendar, both with what is past of them; or three months, or a year, from today. */
export function windowOf(span: Span, today: Day): AgendaWindow {
  if (span === 'week') {
    const monday = today - weekdayOf(today)
    return { from: monday, to: monday + 6, today }
  }
  if (span === 'three-months') return { from: today, to: monthsLater(today, 3).day, today }
  if (span === 'year') return { from: today, to: monthsLater(today, 12).day, today }
  const from = dayFromCivil({ ...civilFromDay(today), date: 1 })
  return { from, to: monthsLater(from, 1).day - 1, today }
}

function isSpan(text: string): text is Span {
  return (spans as readonly string[]).includes(text)
}
