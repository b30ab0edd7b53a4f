/** When an organisation has done its part of a duty, as records say, and since when what was done counts. Pure. */
import { z } from 'zod'
import { dayFromIso } from '../../regimes/day.ts'
import type { CaseState, Day } from '../../regimes/model.ts'
import type { DutyOwed } from '../../regimes/standing.ts'
import { countingEvents } from '../counting.ts'
import { choice, day, prose } from './fields.ts'
import { type About, recordsOfKind } from './record.ts'

export const dutySent = z.strictObject({
  duty: choice({ label: 'Duty' }),
  due: day({
    label: 'Due day that it answers',
    hint: 'Of a duty that recurs; of any other it stays empty.',
  }).nullable(),
  done: day({
    label: 'Day on which it was done',
    hint: 'Empty in a later version where it was not done after all.',
  }).nullable(),
  says: prose({ label: 'What was done' }),
})
/** The duty by its title, too: rules may change, and what was done stays what it was. */
const body = dutySent.extend({ title: z.string() })
export type DutyDone = z.infer<typeof body>
export type DutySent = z.infer<typeof dutySent>

/** The kind by which it is written. */
export const dutyDone = { kind: 'duty-done', body } as const

/** A duty as it is owed now: of one that recurs, on a due day; of any other, since a day where that is known. */
export interface Owed {
  readonly duty: string
  readonly due: Day | null
  readonly since: Day | null
}

/** The day on which an organisation of a case did its part of a duty as it is owed now; null where no record says so. */
export function partDone(
  { organisations }: Pick<CaseState, 'organisations'>,
  records: About['records'],
  { duty, due, since }: Owed,
  organisation: string,
): Day | null {
  for (const { body: one, organisation: whose } of recordsOfKind(records, dutyDone)) {
    if (one.duty !== duty || one.done === null || (whose ?? organisations[0]) !== organisation) continue
    if ((one.due === null ? null : dayFromIso(one.due)) !== due) continue
    const on = dayFromIso(one.done)
    if (since === null || since <= on) return on
  }
  return null
}

/**
 * The day from which on what was done answers a one-off duty as it is owed now. Null where that is not known, for a duty that
 * recurs, which is answered by its due day, and for one by a date of the rules, which comes once.
 */
export function answeredFrom(
  found: Pick<CaseState, 'clocks'>,
  owed: Pick<DutyOwed, 'id' | 'duty'>,
  events: About['events'],
): Day | null {
  return 'every' in owed.duty.when || 'by-date' in owed.duty.when ? null : owedSince(found, owed, events)
}

/** The day since which a duty is owed: of its clock, or of the latest event with which it began; null where neither is known. */
export function owedSince(
  { clocks }: Pick<CaseState, 'clocks'>,
  { id, duty: { when } }: Pick<DutyOwed, 'id' | 'duty'>,
  events: About['events'],
): Day | null {
  const running = 'clock' in when ? clocks.find(({ clock }) => clock === when.clock) : undefined
  if (running) return running.started
  const begun = countingEvents(events).findLast(({ effects }) =>
    effects.some(effect => effect.kind === 'duty-begins' && effect.duty === id),
  )
  return begun === undefined ? null : dayFromIso(begun.effective)
}
