/** A point of accuracy: what the organisation says is wrong in what is said of it, before entry is decided. Each is answered. */
import { z } from 'zod'
import { dueDay } from '../../regimes/clock-rule.ts'
import { dayFromIso, isoFromDay } from '../../regimes/day.ts'
import type { CaseState } from '../../regimes/model.ts'
import { courseOf } from '../../regimes/standing.ts'
import { countingEvents } from '../counting.ts'
import type { Deadline, WrittenEvent } from '../model.ts'
import { refuse } from '../refused.ts'
import { line, lines, prose } from './fields.ts'
import { type About, recordsOfKind, type RecordKindRule } from './record.ts'
import { repliesTo } from './reply.ts'
import { entryRecommenders, organisationRoles } from './writers.ts'

const sent = z.strictObject({
  statement: line({ label: 'Which statement' }, 1000),
  says: prose({ label: 'What is wrong in it' }),
  evidence: lines({ label: 'What shows it', hint: 'One document on each line.' }),
})
export type AccuracyPoint = z.infer<typeof sent>

export const accuracyPointKind: RecordKindRule<AccuracyPoint> = {
  kind: 'accuracy-point',
  title: 'Point of accuracy',
  says: 'The organisation says what is wrong in what is said of it; each point is answered before anybody decides.',
  section: 'entry',
  sent,
  body: sent,
  audiences: ['case'],
  revised: 'by-its-author',
  writers: organisationRoles,
  answeredBy: (compiled, route) => [...entryRecommenders(compiled, route), 'oversight-analyst'],
  refuse(about) {
    const check = accuracyCheck({ ...about, events: countingEvents(about.events) }, about.today)
    if (check === null)
      return refuse('not-allowed-here', 'The rules of this case ask for no check of accuracy. Write a dispute instead.')
    if (check.deadline === null)
      return refuse('not-allowed-here', 'Nothing was sent to the organisation to be checked yet. Wait until it is.')
    return check.over
      ? refuse('not-allowed-here', 'The check of accuracy is over. Write a dispute instead, which is answered too.')
      : null
  },
}

export interface AccuracyCheck {
  /** The clock as it runs or ran last; null where nothing was sent to be checked. */
  readonly deadline: Deadline | null
  /** Last day (ISO) of the organisation's time; null where nothing was sent, or where the day is not known. */
  readonly until: string | null
  /** The day (ISO) on which the sending was written down, where its days count from then; null where they count from the sending. */
  readonly writtenLate: string | null
  /** By the day that was asked: the organisation has ended it itself, or its last day has passed. */
  readonly over: boolean
  /** Points that nobody has answered. */
  readonly open: number
}

/** What of a case says how its check of accuracy stands. */
export interface Checking extends Pick<About, 'compiled' | 'deadlines' | 'records'> {
  readonly case: { readonly state: Pick<CaseState, 'route'> }
  /** Those that still count. */
  readonly events: readonly Pick<WrittenEvent, 'sequence' | 'name' | 'role' | 'effective' | 'knownAt'>[]
}

/**
 * The check of accuracy as it stands in a case on a day (ISO); null where the rules ask for none. What was sent on a day in the
 * past gives its days from when that was written down, since nobody could answer it before; and only the organisation itself
 * ends its time early.
 */
export function accuracyCheck(
  { compiled, case: { state }, deadlines, records, events }: Checking,
  on: string,
): AccuracyCheck | null {
  const rule = compiled.regime.entry['accuracy-check']
  if (rule === undefined) return null
  const points = recordsOfKind(records, accuracyPointKind)
  const open = points.filter(({ id }) => repliesTo(records, id).length === 0).length
  const deadline =
    deadlines
      .filter(({ clock }) => clock === rule.clock)
      .toSorted((a, b) => a.startedBy - b.startedBy)
      .at(-1) ?? null
  if (deadline === null) return { deadline, until: null, writtenLate: null, over: false, open }

  const clock = courseOf(compiled, state).clocks.get(rule.clock)
  const sent = events.find(({ sequence }) => sequence === deadline.startedBy)
  const written = sent?.knownAt.slice(0, 10) ?? null
  const fromThen = clock && written !== null ? dueDay(clock.rule, dayFromIso(written), 0, []) : null
  const late = deadline.due !== null && fromThen !== null && isoFromDay(fromThen) > deadline.due
  const until = late ? isoFromDay(fromThen) : deadline.due
  const own = organisationRoles(compiled, state.route)
  const ended = events.some(
    ({ sequence, name, role, effective }) =>
      sequence !== deadline.startedBy &&
      effective >= (sent?.effective ?? '') &&
      clock?.ends.includes(name) &&
      role !== null &&
      own.includes(role) &&
      effective <= on,
  )
  const passed = until !== null && deadline.state !== 'suspended' && until < on
  return { deadline, until, writtenLate: late ? written : null, over: ended || passed, open }
}
