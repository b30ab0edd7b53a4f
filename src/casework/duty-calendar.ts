/** Duties that recur: the days on which they fall due in a case, counted from the day it entered. */
import type { CompiledRegime } from '../regimes/compiled.ts'
import { monthsLater } from '../regimes/day.ts'
import type { CaseState, Day } from '../regimes/model.ts'
import type { Duty } from '../regimes/people-schema.ts'
import { dutiesOf } from '../regimes/standing.ts'

type Cadence = Extract<Duty['when'], { every: unknown }>['every']

const months = { month: 1, quarter: 3, 'half-year': 6, year: 12 } as const

/** A recurring duty as it falls due. */
export interface DutyDue {
  readonly duty: string
  readonly title: string
  readonly owner: string
}

/** Recurring duties owed in the case that fall due on this very day; none before entry. */
export function dutiesFallingDue(compiled: CompiledRegime, found: CaseState, day: Day): readonly DutyDue[] {
  const { entered } = found
  if (entered === null) return []
  return dutiesOf(compiled, found).flatMap(({ id, duty: { title, when }, owner }) =>
    'every' in when && nextDue(when.every, entered, day) === day ? [{ duty: id, title, owner }] : [],
  )
}

/**
 * The first due day that is not before `from`. Each is counted from entry, so that 31 January gives 28 February and then
 * 31 March; the first comes a whole cadence after entry.
 */
export function nextDue(every: Cadence, entered: Day, from: Day): Day {
  if (every === 'week') return entered + 7 * Math.max(1, Math.ceil((from - entered) / 7))
  const length = months[every]
  // No month is longer than 31 days, so that this many have gone by at least.
  let count = Math.max(1, Math.floor((from - entered) / (31 * length)))
  while (monthsLater(entered, count * length).day < from) count += 1
  return monthsLater(entered, count * length).day
}
