/**
 * What followed from the events of cases by all that is known. An event that was put right, or written down late, changes what
 * followed from those after it: of these, what is stored is what was told then.
 */
import { sql } from 'kysely'
import type { Effect } from '../regimes/model.ts'
import { foldStored } from './case-store.ts'
import { countingEvents, isRetold } from './counting.ts'
import type { Desk } from './desk-store.ts'
import { notCorrected, readEvents, type StoredEvent } from './event-store.ts'

type Followed = Pick<StoredEvent, 'effects'>

/** Effects of the events that count, by case. */
export async function readEffectsOf(
  desk: Desk,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Followed[]>> {
  const { rows } = await sql<{ readonly case_id: string; readonly effects: readonly Effect[] }>`
    select e.case_id, e.effects from case_event e
    where e.case_id = any(${[...caseIds]}::uuid[]) and e.kind <> 'annulled' and ${notCorrected}
    order by e.case_id, e.sequence`.execute(desk.store.db)
  const effects = new Map<string, readonly Followed[]>(Map.groupBy(rows, one => one.case_id))
  for (const id of await changedSince(desk, caseIds))
    effects.set(id, countingEvents(await asTheyFollow(desk, await readEvents(desk.store, id))))
  return effects
}

/**
 * Cases, of some, of which what is stored of an event may not be what followed from it: one was corrected, or took effect before
 * one that had been written already; or that changed their rules.
 */
export async function changedSince({ store }: Desk, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ readonly id: string }>`
    select distinct case_id as id from (
      select case_id, kind, corrects, effective < max(effective) over (partition by case_id order by sequence) as late
      from case_event where case_id = any(${[...ids]}::uuid[])
    ) e where late or corrects is not null or kind = 'migrated'`.execute(store.db)
  return new Set(rows.map(({ id }) => id))
}

/** All that was written of a case, the events that count with what follows from them by all of it. Throws where it cannot be folded. */
export async function asTheyFollow(desk: Desk, events: readonly StoredEvent[]): Promise<readonly StoredEvent[]> {
  if (!isRetold(events)) return events
  const { folded } = await foldStored(desk, events)
  if (!folded.accepted) throw new Error(`Event ${folded.at.sequence} cannot be folded: ${folded.refusal.words}`)
  const effects = new Map(folded.past.map(one => [one.sequence, one.effects]))
  return events.map(one => ({ ...one, effects: effects.get(one.sequence) ?? one.effects }))
}
