/**
 * When a case may end as one of which leaving lasted: on the day of the last check that rests on the same criterion or later,
 * with each check before it answered by a record, be it that nobody made it. Pure.
 */
import { isoWords } from '../evidence/period-words.ts'
import type { CompiledRegime } from '../regimes/compiled.ts'
import { dayFromIso, isoFromDay } from '../regimes/day.ts'
import type { CaseState, Effect } from '../regimes/model.ts'
import { courseOf } from '../regimes/standing.ts'
import type { AskedEvent, Refused } from './model.ts'
import type { StoredRecord } from './records/record.ts'
import { checksOf, sustainCheckKind } from './records/sustain-check.ts'
import { refuse } from './refused.ts'
import { sustainDue } from './sustain-due.ts'

/** An event with what would follow from it, and how the case would then stand. */
export interface Ending {
  readonly event: AskedEvent
  readonly effects: readonly Effect[]
  readonly after: CaseState
}

/** The criterion of checks after exit on which an event ends a case that has left; null where it does not. */
export function confirmedBy(compiled: CompiledRegime, { event, effects, after }: Ending): string | null {
  if (event.kind !== 'event') return null
  const { states } = courseOf(compiled, after)
  const main = effects.findLast(one => one.kind === 'moved' && one.strand === 'main')
  if (main?.kind !== 'moved' || main.from === null || main.to === null) return null
  const from = states.get(main.from)
  if (from?.phase !== 'after' || (states.get(main.to)?.ends ?? null) === null) return null
  const criterion = from.on.get(event.event)?.find(({ to }) => to === main.to)?.criterion ?? null
  return (compiled.regime.exit.sustain ?? []).some(one => one.criterion === criterion) ? criterion : null
}

/** Why a case may not end yet as one of which leaving lasted; null where it may, or where the event says no such thing. */
export function lastedTooSoon(
  compiled: CompiledRegime,
  records: readonly StoredRecord[],
  ending: Ending,
): Refused | null {
  const criterion = confirmedBy(compiled, ending)
  const { event, after } = ending
  const last = checksOf(compiled, after).findLast(one => one.criterion === criterion)
  if (criterion === null || last === undefined) return null
  if (dayFromIso(event.on) < last.due)
    return refuse(
      'not-checked',
      `Whether it lasted is not known before the last check after exit, of ${isoWords(isoFromDay(last.due))}; found ${event.on}. Confirm it on that day or later, and answer each check until then with a record of the kind "${sustainCheckKind.title}".`,
    )
  const checks = sustainDue(compiled, after, { records, events: [] }, dayFromIso(event.on))
  const open = checks.find(({ due, done }) => due < last.due && done === null)
  if (open !== undefined)
    return refuse(
      'not-checked',
      `The check ${open.months} months after exit, of ${isoWords(isoFromDay(open.due))}, is not answered. Write what it found, or that it is not known because nobody made it, with a record of the kind "${sustainCheckKind.title}".`,
    )
  const lost = checks.find(({ done }) => done?.outcome === 'did-not-last')
  return lost === undefined
    ? null
    : refuse(
        'not-checked',
        `The check ${lost.months} months after exit found that it did not last, so the case does not end as one that did. Where that is wrong, write the check anew; where it is not, say what follows.`,
      )
}
