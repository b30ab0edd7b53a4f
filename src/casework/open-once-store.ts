/** An organisation has at most one open case in a regime and kind of record. */
import { sql, type Transaction } from 'kysely'
import type { Database } from '../store/schema.ts'
import { Halted } from './command-store.ts'
import type { Case } from './model.ts'
import { alreadyOpen } from './refused.ts'

/**
 * Holds the case's organisations until the transaction ends, so that nobody else opens a case of theirs in the regime
 * meanwhile. Throws Halted (`already-open`) where one of them has another open case in it. `title` is the regime's.
 */
export async function openOnce(tx: Transaction<Database>, found: Case, title: string): Promise<void> {
  const { id, regime, recordKind } = found
  const organisations = [...found.organisations]
  // In the order of what is locked: whoever took another order could wait for ever.
  await sql`
    select pg_advisory_xact_lock(key) from (
      select hashtextextended(concat_ws('/', 'open-case', ${regime}::text, ${recordKind}::text, code), 0) as key
      from unnest(${organisations}::text[]) as code order by key
    ) as keys`.execute(tx)
  // Asked after the locks, so that it sees what whoever held them has written.
  const other = await tx
    .selectFrom('case_file')
    .select(['id', 'opened', 'organisations'])
    .where('regime', '=', regime)
    .where('record_kind', '=', recordKind)
    .where('closed', 'is', null)
    .where('id', '<>', id)
    .where(sql<boolean>`organisations && ${organisations}::text[]`)
    .orderBy('opened_at')
    .limit(1)
    .executeTakeFirst()
  if (other === undefined) return
  const code = organisations.find(one => other.organisations.includes(one)) ?? ''
  throw new Halted(alreadyOpen({ id: other.id, opened: other.opened, title, code }))
}
