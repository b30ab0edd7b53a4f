/** Which regimes a case has been under: its own, and those from which it moved on. */
import { sql } from 'kysely'
import type { Desk } from './desk-store.ts'
import { isCaseId } from './event-store.ts'

/** Of cases `c`, under a regime at present, or before they moved on: a first event hangs on the rules that a case was opened under. */
export function everUnder(regime: string) {
  return sql<boolean>`(c.regime = ${regime}
    or exists (select from case_event m where m.case_id = c.id and m.kind = 'migrated' and m.name = ${regime})
    or exists (select from case_event f join policy p on p.hash = f.previous
      where f.case_id = c.id and f.sequence = 1 and p.id = ${regime}))`
}

/** Whether there is a case with an id that is, or once was, under a regime. */
export async function wasUnder({ store }: Desk, id: string, regime: string): Promise<boolean> {
  if (!isCaseId(id)) return false
  const query = store.db.selectFrom('case_file as c').select('c.id').where('c.id', '=', id).where(everUnder(regime))
  return (await query.executeTakeFirst()) !== undefined
}
