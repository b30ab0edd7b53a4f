/** What followed from the events of many cases. */
import { sql } from 'kysely'
import type { Effect } from '../regimes/model.ts'
import type { Store } from '../store/open-store.ts'
import { notCorrected } from './event-store.ts'

/** Effects of the events that count, in the order in which those were written, by case. */
export async function readEffectsOf(
  { db }: Store,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, readonly { readonly effects: readonly Effect[] }[]>> {
  const { rows } = await sql<{ readonly case_id: string; readonly effects: readonly Effect[] }>`
    select e.case_id, e.effects from case_event e
    where e.case_id = any(${[...caseIds]}::uuid[]) and e.kind <> 'annulled' and ${notCorrected}
    order by e.case_id, e.sequence`.execute(db)
  return Map.groupBy(rows, one => one.case_id)
}
