/** Engagement of cases as everybody is told of it: where the rules ask for it and nothing shows that it was held, that is said. */
import { countingEvents } from '../casework/counting.ts'
import { readEffectsOf } from '../casework/effects-store.ts'
import { consultationKind } from '../casework/records/consultation.ts'
import { engagementDuties, unheldDuties } from '../casework/records/engagement.ts'
import { recordsOfKind } from '../casework/records/record.ts'
import { readHistory, readRecordsOf } from '../casework/records/record-store.ts'
import type { Ruled } from './case-view.ts'
import type { Asking, CaseReading } from './cases.ts'

/**
 * Titles of the duties that ask for engagement and were owed in a case that has entered, of which nothing shows that they were
 * done. A consultation shows it also to a reader who may not see it.
 */
export async function noneHeld({ desk }: Asking, reading: CaseReading): Promise<string[]> {
  const { found, compiled, events, asKnownAt, today } = reading
  if (!mayLack(reading)) return []
  const history = await readHistory(desk.store, found.id)
  const known = history.flatMap(all => all.findLast(one => asKnownAt === null || one.knownAt <= asKnownAt) ?? [])
  const consultations = recordsOfKind(known, consultationKind)
  const on = asKnownAt?.slice(0, 10) ?? today
  return unheldDuties(compiled, found.state, { events: countingEvents(events), consultations, on }).map(
    ({ title }) => title,
  )
}

/** As `noneHeld`, of many cases on a day (ISO), by their ids; without those that lack nothing. */
export async function noneHeldIn(
  { desk }: Asking,
  cases: readonly Ruled[],
  on: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const asked = cases.filter(mayLack)
  const ids = asked.map(({ found }) => found.id)
  const records = await readRecordsOf(desk.store, ids, [consultationKind.kind])
  const effects = await readEffectsOf(desk.store, ids)
  return new Map(
    asked.flatMap(({ found: { id, state }, compiled }) => {
      const consultations = recordsOfKind(records.get(id) ?? [], consultationKind)
      const duties = unheldDuties(compiled, state, { events: effects.get(id) ?? [], consultations, on })
      return duties.length === 0 ? [] : [[id, duties.map(({ title }) => title)] as const]
    }),
  )
}

function mayLack({ found, compiled }: Ruled): boolean {
  return found.entered !== null && engagementDuties(compiled, found.state.route).length > 0
}
