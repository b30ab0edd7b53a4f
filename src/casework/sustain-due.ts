/**
 * The timetable after exit: each check that the rules ask for, its day, who makes it, and how it was answered, by a record or
 * by an event that rests on the same criterion. Pure.
 */
import type { CompiledRegime } from '../regimes/compiled.ts'
import { compare } from '../evidence/compare.ts'
import { dayFromIso, isoFromDay } from '../regimes/day.ts'
import type { CaseState, Day } from '../regimes/model.ts'
import { courseOf } from '../regimes/standing.ts'
import type { WrittenEvent } from './model.ts'
import { recordsOfKind, type StoredRecord } from './records/record.ts'
import { type Check, checksOf, type SustainCheck, sustainCheckKind } from './records/sustain-check.ts'

export interface CheckDue extends Check {
  /** How it was answered; null where it was not. */
  readonly done: { readonly on: string; readonly outcome: SustainCheck['outcome']; readonly says: string } | null
  readonly overdue: boolean
}

/** What answers checks: records in their latest version, and events that still count, in whatever order. */
export interface Answers {
  readonly records: readonly StoredRecord[]
  readonly events: readonly Pick<WrittenEvent, 'name' | 'effective' | 'reason'>[]
}

/** Each check with how it was answered. An event answers the check that was due last on its day; one that came early answers none. */
export function sustainDue(
  compiled: CompiledRegime,
  state: CaseState,
  { records, events }: Answers,
  today: Day,
): readonly CheckDue[] {
  const checks = checksOf(compiled, state)
  const { left } = state
  if (left === null) return []
  const since = isoFromDay(left)
  const confirming = confirmingEvents(compiled, state)
  const written = recordsOfKind(records, sustainCheckKind).filter(({ effective }) => effective >= since)
  const inOrder = events.toSorted((a, b) => compare(a.effective, b.effective))
  return checks.map(check => {
    const record = written.findLast(({ body }) => body.check === `${check.months}`)
    const event = inOrder.findLast(({ name, effective }) => {
      const criterion = confirming.get(name)
      return (
        effective >= since && criterion !== undefined && answered(checks, criterion, dayFromIso(effective)) === check
      )
    })
    const done = record
      ? { on: record.effective, outcome: record.body.outcome, says: record.body.statement }
      : event
        ? { on: event.effective, outcome: 'lasted' as const, says: event.reason }
        : null
    return { ...check, done, overdue: done === null && check.due < today }
  })
}

function answered(checks: readonly Check[], criterion: string, on: Day): Check | undefined {
  return checks.findLast(one => one.criterion === criterion && one.due <= on)
}

/** Events after exit that happen only where a criterion is met, by name. */
function confirmingEvents(compiled: CompiledRegime, state: CaseState): ReadonlyMap<string, string> {
  const after = [...courseOf(compiled, state).states.values()].filter(({ phase }) => phase === 'after')
  return new Map(
    after.flatMap(({ on }) =>
      [...on].flatMap(([name, moves]) =>
        moves.flatMap(({ criterion }) => (criterion ? [[name, criterion] as const] : [])),
      ),
    ),
  )
}
