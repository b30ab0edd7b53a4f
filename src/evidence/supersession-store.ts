/**
 * What happens when a loaded file meets what is known already, in SQL over the four evidence tables alike:
 * a row that says what the current version says goes again; a row that says otherwise supersedes it; the rest is new.
 */
import { type RawBuilder, sql, type Transaction } from 'kysely'
import type { Database } from '../store/schema.ts'
import { type evidenceTables, observationTable } from './evidence-columns.ts'

type EvidenceTable = (typeof evidenceTables)[number]

export interface Outcome {
  readonly added: number
  readonly changed: number
  readonly unchanged: number
}

/** Settles the rows of one import in one table. `loaded`: ids of the imports loaded before it. */
export async function settle(
  trx: Transaction<Database>,
  table: EvidenceTable,
  importId: number,
  loaded: readonly number[],
): Promise<Outcome> {
  if (table === observationTable) await dropEarlierDuplicates(trx, importId)
  const t = sql.table(table.table)
  const isNew = sql`fresh.import_id = ${importId}`
  const isCurrent = sql`known.superseded_by is null and known.import_id = any(${[...loaded]}::int[])`
  const sameKey = join([
    ...table.key.map(column => sql`fresh.${sql.ref(column)} = known.${sql.ref(column)}`),
    ...table.nullableKey.map(column => sql`fresh.${sql.ref(column)} is not distinct from known.${sql.ref(column)}`),
  ])
  const sameContent = join(
    table.content.map(column => sql`fresh.${sql.ref(column)} is not distinct from known.${sql.ref(column)}`),
  )
  const saysAsMuch = join([
    sql`true`,
    ...table.mayStaySilent.map(
      column => sql`(known.${sql.ref(column)} is null or fresh.${sql.ref(column)} is not null)`,
    ),
  ])
  const superseded = await sql`
    update ${t} known set superseded_by = ${importId} where ${isCurrent}
      and exists (select from ${t} fresh where ${isNew} and ${sameKey} and ${saysAsMuch})
      and not exists (select from ${t} fresh where ${isNew} and ${sameKey} and ${sameContent})`.execute(trx)
  const dropped = await sql`
    delete from ${t} fresh where ${isNew}
      and exists (select from ${t} known where ${isCurrent} and ${sameKey} and ${sameContent})`.execute(trx)
  const { rows } = await sql<{ kept: number }>`select count(*) kept from ${t} fresh where ${isNew}`.execute(trx)
  const changed = Number(superseded.numAffectedRows ?? 0)
  return {
    added: Math.max(0, (rows[0]?.kept ?? 0) - changed),
    changed,
    unchanged: Number(dropped.numAffectedRows ?? 0),
  }
}

/** Where a file gives the same thing twice, its last row stands. */
async function dropEarlierDuplicates(trx: Transaction<Database>, importId: number): Promise<void> {
  const key = sql.join(observationTable.key.map(column => sql.ref(column)))
  const twice = sql`select from observation where import_id = ${importId} group by ${key} having count(*) > 1 limit 1`
  const { rows } = await sql<{ any: boolean }>`select exists (${twice}) as any`.execute(trx)
  if (!rows[0]?.any) return
  await sql`
    delete from observation where import_id = ${importId} and ctid in (
      select ctid from (
        select ctid, row_number() over (partition by ${key} order by row_number desc, ctid desc) as place
        from observation where import_id = ${importId}
      ) ranked where place > 1)`.execute(trx)
}

function join(conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return sql.join(conditions, sql` and `)
}
