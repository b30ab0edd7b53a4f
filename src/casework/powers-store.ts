/** Since when powers are there in cases, as the events say with which they began. */
import { sql } from 'kysely'
import type { Desk } from './desk-store.ts'
import { notCorrected } from './event-store.ts'

/** Days (ISO) on which powers last began, by id of the case and of the power; what a correction shifted is not told. */
export async function powersBegun(
  { store }: Pick<Desk, 'store'>,
  cases: readonly string[],
): Promise<(caseId: string, power: string) => string | null> {
  const { rows } = await sql<{ readonly case_id: string; readonly power: string; readonly since: string }>`
    select case_id, effect ->> 'power' as power, effective as since
    from case_event as e, jsonb_array_elements(effects) as effect
    where case_id = any(${[...cases]}::uuid[]) and kind <> 'annulled' and ${notCorrected}
      and effect ->> 'kind' = 'power-begins'
    order by effective, sequence`.execute(store.db)
  const last = new Map(rows.map(({ case_id, power, since }) => [`${case_id} ${power}`, since]))
  return (caseId, power) => last.get(`${caseId} ${power}`) ?? null
}
