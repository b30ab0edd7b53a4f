/**
 * The parts of duties that several organisations of one case owe, each for itself: who has done its part, on which day, and who
 * still owes it. An event does such a duty for the case as a whole; until then the records tell. Pure.
 */
import type { CompiledRegime } from '../regimes/compiled.ts'
import type { CaseState, Day } from '../regimes/model.ts'
import { courseOf, dutiesOf, type DutyOwed } from '../regimes/standing.ts'
import { isPeriod } from './deadlines.ts'
import { nextDue } from './duty-calendar.ts'
import { answeredFrom, type Owed, partDone } from './records/part-done.ts'
import type { About } from './records/record.ts'

/** What one organisation has done of a duty. */
export interface DutyPart {
  readonly organisation: string
  /** The day on which it was done; null while it is owed. */
  readonly done: Day | null
  /** Null where it recurs and its day is over: that nobody wrote it down does not say that it was not done. */
  readonly overdue: boolean | null
}

/** A duty that each of several organisations owes; one that recurs, as it is due on one day. */
export interface SharedDuty {
  readonly owed: DutyOwed
  /** Its last day; of a duty that recurs, the due day. Null where it has none. */
  readonly due: Day | null
  /** Of each organisation of the case, in their order. */
  readonly parts: readonly DutyPart[]
}

/**
 * Duties owed now by each of several organisations, in the order of the file; none in a case of one. What recurs is told as it
 * was due last, since the latest event as in the agenda, and as it is due next.
 */
export function sharedDuties(
  compiled: CompiledRegime,
  found: CaseState,
  { records, events }: Pick<About, 'records' | 'events'>,
  today: Day,
): readonly SharedDuty[] {
  if (found.organisations.length < 2) return []
  return dutiesOf(compiled, found)
    .filter(one => isOrganisations(compiled, one))
    .flatMap(owed => {
      const { when } = owed.duty
      const asked = { duty: owed.id, due: null, since: answeredFrom(found, owed, events) }
      if (!('every' in when)) {
        const due = lastDay(compiled, found, owed)
        return [{ owed, due, parts: partsOf(found, records, asked, due !== null && due < today) }]
      }
      return dueDays(when.every, found, today).map(due => ({
        owed,
        due,
        parts: partsOf(found, records, { ...asked, due }, due < today ? null : false),
      }))
    })
}

/** By when a one-off duty is late; null where it has no such day: its clock stands still, or times a period that just ends. */
function lastDay(compiled: CompiledRegime, found: CaseState, { duty: { when }, due }: DutyOwed): Day | null {
  if (!('clock' in when)) return due
  const clock = courseOf(compiled, found).clocks.get(when.clock)
  const running = found.clocks.find(one => one.clock === when.clock)
  return clock === undefined || isPeriod(clock) || running?.suspendedOn !== null ? null : due
}

/** @param late What is said of a part that is not done: late, not late, or not known. */
function partsOf(found: CaseState, records: About['records'], owed: Owed, late: boolean | null): readonly DutyPart[] {
  return found.organisations.map(organisation => {
    const done = partDone(found, records, owed, organisation)
    return { organisation, done, overdue: done === null ? late : false }
  })
}

function dueDays(every: Parameters<typeof nextDue>[0], { entered, last }: CaseState, today: Day): readonly Day[] {
  if (entered === null) return []
  const days: Day[] = []
  for (let due = nextDue(every, entered, last); ; due = nextDue(every, entered, due + 1)) {
    days.push(due)
    if (due >= today) return days.slice(-2)
  }
}

/** Whose a duty still is: codes of those of several organisations that owe it; null for the case as a whole; none where it was done. */
export function stillOwing(
  compiled: CompiledRegime,
  found: CaseState,
  records: About['records'],
  one: DutyOwed,
  asked: Pick<Owed, 'due' | 'since'>,
): readonly (string | null)[] {
  const { organisations } = found
  if (!isOrganisations(compiled, one)) return [null]
  const owing = organisations.filter(code => partDone(found, records, { duty: one.id, ...asked }, code) === null)
  return organisations.length > 1 ? owing : owing.map(() => null)
}

/** Whether the organisation itself owes it. */
function isOrganisations({ regime }: CompiledRegime, { owner }: DutyOwed): boolean {
  return regime.roles[owner]?.kind === 'organisation'
}
