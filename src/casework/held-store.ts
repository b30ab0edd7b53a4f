/** Events of stored cases that have effect, where a court quashed a decision and what rests on it fell with it. */
import { sql } from 'kysely'
import { foldStored } from './case-store.ts'
import type { Desk } from './desk-store.ts'
import { notCorrected, readEvents } from './event-store.ts'
import type { HeldEvent } from './fold.ts'

/** Whether an event of one of some cases that counts has effect: it was not quashed, and rests on nothing that was. */
export async function effectIn(
  desk: Desk,
  cases: readonly string[],
): Promise<(caseId: string, sequence: number) => boolean> {
  const held = new Map(
    [...(await heldWhereQuashed(desk, cases))].map(([id, events]) => [id, new Set(events.map(one => one.sequence))]),
  )
  return (caseId, sequence) => held.get(caseId)?.has(sequence) ?? true
}

/**
 * What has effect in some cases, by their ids, in those alone in which a decision was quashed as a whole: in any other, all that
 * counts has effect as it was written. Throws where the events of a case cannot be folded.
 */
export async function heldWhereQuashed(
  desk: Desk,
  cases: readonly string[],
): Promise<ReadonlyMap<string, readonly HeldEvent[]>> {
  const { rows } = await sql<{ readonly id: string }>`
    select distinct case_id as id from case_event as e
    where case_id = any(${[...cases]}::uuid[]) and kind = 'quashed' and event ->> 'part' is null
      and ${notCorrected}`.execute(desk.store.db)
  const held = new Map<string, readonly HeldEvent[]>()
  for (const { id } of rows) {
    const { folded } = await foldStored(desk, await readEvents(desk.store, id))
    if (!folded.accepted) throw new Error(`Event ${folded.at.sequence} cannot be folded: ${folded.refusal.words}`)
    held.set(id, folded.held)
  }
  return held
}
