/** Whether the monthly update of a plan is late: by the recurring duty that the rules say an update fulfils. Pure. */
import type { CompiledRegime } from '../../regimes/compiled.ts'
import { isoFromDay, monthLater } from '../../regimes/day.ts'
import type { CaseState, Day } from '../../regimes/model.ts'
import { courseOf, dutiesOf } from '../../regimes/standing.ts'
import { nextDue } from '../duty-calendar.ts'

export interface UpdateDue {
  /** Title of the duty, and the role that owes it. */
  readonly title: string
  readonly owner: string
  /** Day (ISO) by which the next update is owed. */
  readonly next: string
  /** The update that was owed last: its day, the month that it was to report (`2026-05`), and whether none came yet. */
  readonly last: { readonly due: string; readonly month: string; readonly late: boolean } | null
}

/**
 * What is owed on a day, of the months that published versions report (`2026-05`). An update owed on a day reports the month
 * before, or a later one. Null where the rules name no duty with a cadence, or it is not owed in the present stage. One that
 * is owed in every stage of the regime counts from entry, any other from the latest event: of what was owed before that, the
 * present stage does not tell.
 */
export function updateDue(
  compiled: CompiledRegime,
  found: CaseState,
  published: readonly string[],
  today: Day,
): UpdateDue | null {
  const owed = dutiesOf(compiled, found).find(({ id }) => id === compiled.regime.plan?.duty)
  if (owed === undefined || found.entered === null || !('every' in owed.duty.when)) return null
  const { every } = owed.duty.when
  let due: Day | null = null
  const inside = [...courseOf(compiled, found).states.values()].filter(({ phase }) => phase === 'in')
  const throughout = inside.every(({ duties }) => duties.some(({ id }) => id === owed.id))
  let next = nextDue(every, found.entered, throughout ? found.entered : found.last)
  // Owed by the end of the day, so that it is late from the day after.
  for (; next < today; next = nextDue(every, found.entered, next + 1)) due = next
  const shared = { title: owed.duty.title, owner: owed.owner, next: isoFromDay(next) }
  if (due === null) return { ...shared, last: null }
  const month = monthLater(isoFromDay(due).slice(0, 7), -1)
  return { ...shared, last: { due: isoFromDay(due), month, late: !published.some(one => one >= month) } }
}
