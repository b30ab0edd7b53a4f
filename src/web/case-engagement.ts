/** Engagement of cases as everybody is told of it: where the rules ask for it and nothing shows that it was held, that is said. */
import { countingEvents } from '../casework/counting.ts'
import { readEffectsOf } from '../casework/effects-store.ts'
import { consultationKind } from '../casework/records/consultation.ts'
import { engagementDuties, unheldDuties } from '../casework/records/engagement.ts'
import { recordsOfKind, type StoredRecord } from '../casework/records/record.ts'
import { readHistoriesOf } from '../casework/records/record-store.ts'
import { dutySpans } from '../casework/stage-changes.ts'
import { stageChanges } from '../casework/stage-changes-store.ts'
import type { Ruled } from './case-view.ts'
import type { Asking, CaseReading } from './cases.ts'

/**
 * Titles of the duties that ask for engagement and were owed in a case that has entered, of which nothing shows that they were
 * done. Every reader is told alike: what not everybody may see shows nothing.
 */
export async function noneHeld({ desk }: Asking, reading: CaseReading): Promise<string[]> {
  const { found, compiled, events, asKnownAt, today } = reading
  if (!mayLack(reading)) return []
  const written = await readHistoriesOf(desk.store, [found.id], [consultationKind.kind])
  const consultations = consultationsIn(written.get(found.id) ?? []).map(versions =>
    versions.filter(one => asKnownAt === null || one.knownAt <= asKnownAt),
  )
  const owed = dutySpans((await stageChanges(desk, [reading], asKnownAt ?? undefined))(found.id))
  const on = asKnownAt?.slice(0, 10) ?? today
  const engagement = { events: countingEvents(events), owed, consultations, on }
  return unheldDuties(compiled, found.state, engagement).map(({ title }) => title)
}

/** As `noneHeld`, of many cases on a day (ISO), by their ids; without those that lack nothing. */
export async function noneHeldIn(
  { desk }: Asking,
  cases: readonly Ruled[],
  on: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const asked = cases.filter(mayLack)
  const ids = asked.map(({ found }) => found.id)
  const written = await readHistoriesOf(desk.store, ids, [consultationKind.kind])
  const effects = await readEffectsOf(desk, ids)
  const changes = await stageChanges(desk, asked)
  return new Map(
    asked.flatMap(({ found: { id, state }, compiled }) => {
      const consultations = consultationsIn(written.get(id) ?? [])
      const engagement = { events: effects.get(id) ?? [], owed: dutySpans(changes(id)), consultations, on }
      const duties = unheldDuties(compiled, state, engagement)
      return duties.length === 0 ? [] : [[id, duties.map(({ title }) => title)] as const]
    }),
  )
}

function consultationsIn(written: readonly (readonly StoredRecord[])[]) {
  return written.map(versions => recordsOfKind(versions, consultationKind))
}

function mayLack({ found, compiled }: Ruled): boolean {
  return found.entered !== null && engagementDuties(compiled, found.state.route).length > 0
}
