/** The records of cases, as written down: read as they are or were known, and written in somebody's transaction. */
import { type Selectable, sql, type Transaction } from 'kysely'
import type { Database } from '../../store/schema.ts'
import type { Store } from '../../store/open-store.ts'
import { hashOfValue } from '../canonical.ts'
import type { StoredCase } from '../case-store.ts'
import { staysPublic } from './kinds.ts'
import type { About, Audience, StoredRecord } from './record.ts'

/** Records of a case in their latest version, of one kind where it is given, in the order of their first versions. */
export async function readRecords(
  { db }: Store,
  caseId: string,
  { kind }: { readonly kind?: string } = {},
): Promise<readonly StoredRecord[]> {
  const { rows } = await sql<Selectable<Database['record']>>`
    select latest.* from (
      select distinct on (id) *, min(known_at) over (partition by id) as first_known
      from record
      where case_id = ${caseId}::uuid and (${kind ?? null}::text is null or kind = ${kind ?? null}::text)
      order by id, version desc
    ) latest
    order by first_known, id`.execute(db)
  return rows.map(recordOf)
}

/** Records of some kinds in many cases, by case: in their latest version, in the order of their first versions. */
export async function readRecordsOf(
  { db }: Store,
  caseIds: readonly string[],
  kinds: readonly string[],
): Promise<ReadonlyMap<string, readonly StoredRecord[]>> {
  const { rows } = await sql<Selectable<Database['record']>>`
    select latest.* from (
      select distinct on (id) *, min(known_at) over (partition by id) as first_known
      from record
      where case_id = any(${[...caseIds]}::uuid[]) and kind = any(${[...kinds]}::text[])
      order by id, version desc
    ) latest
    order by first_known, id`.execute(db)
  return Map.groupBy(rows.map(recordOf), ({ caseId }) => caseId)
}

/**
 * Of records of some kinds in many cases the latest version that is for the public, by case, where a later one may not be: that
 * was published by itself, or that a later one which judges the organisation does not take back.
 */
export async function readPublishedOf(
  { db }: Store,
  caseIds: readonly string[],
  kinds: readonly string[],
): Promise<ReadonlyMap<string, readonly StoredRecord[]>> {
  const { rows } = await sql<Selectable<Database['record']>>`
    select distinct on (r.id) r.* from record r
    where r.case_id = any(${[...caseIds]}::uuid[]) and r.kind = any(${[...kinds]}::text[])
      and (${publishedByItself} or (r.audience = 'public' and r.kind = any(${kinds.filter(staysPublic)}::text[])))
    order by r.id, r.version desc`.execute(db)
  return Map.groupBy(rows.map(recordOf), ({ caseId }) => caseId)
}

/** Whether a version `r` of a record was published by itself. */
export const publishedByItself = sql<boolean>`exists (
  select from record p where p.case_id = r.case_id and p.kind = 'publication'
    and p.body ->> 'of' = r.id::text and p.body ->> 'version' = r.version::text)`

/** Whether a version of a record of a case was for the public, from the first or once it was published by itself. */
export async function wasPublic(
  { db }: Store,
  { case: found, records }: Pick<About, 'case' | 'records'>,
  id: string | undefined,
): Promise<boolean> {
  if (id === undefined || !records.some(one => one.id === id)) return false
  const { rows } = await sql`
    select from record r
    where r.case_id = ${found.id}::uuid and r.id = ${id}::uuid and (r.audience = 'public' or ${publishedByItself})
    limit 1`.execute(db)
  return rows.length > 0
}

/** All versions of all records of a case, each record's together, in the order of their first versions. */
export async function readHistory({ db }: Store, caseId: string): Promise<readonly (readonly StoredRecord[])[]> {
  const rows = await db
    .selectFrom('record')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('known_at')
    .orderBy('id')
    .orderBy('version')
    .execute()
  return [...Map.groupBy(rows.map(recordOf), ({ id }) => id).values()]
}

/** As `readHistory`, of records of some kinds in many cases, by case. */
export async function readHistoriesOf(
  { db }: Store,
  caseIds: readonly string[],
  kinds: readonly string[],
): Promise<ReadonlyMap<string, readonly (readonly StoredRecord[])[]>> {
  const rows = await db
    .selectFrom('record')
    .selectAll()
    .where(sql<boolean>`case_id = any(${[...caseIds]}::uuid[]) and kind = any(${[...kinds]}::text[])`)
    .orderBy('known_at')
    .orderBy('id')
    .orderBy('version')
    .execute()
  const byCase = Map.groupBy(rows.map(recordOf), ({ caseId }) => caseId)
  return new Map([...byCase].map(([caseId, own]) => [caseId, [...Map.groupBy(own, ({ id }) => id).values()]]))
}

/**
 * Writes the next version in a case as it was read, whose row then stays locked until the transaction ends; false where an
 * event or a record has been written since, and nothing is written. The first day of a case's publication stays.
 */
export async function addRecord(
  tx: Transaction<Database>,
  { case: { id, sequence }, records }: Pick<StoredCase, 'case' | 'records'>,
  record: StoredRecord,
  publishes: boolean,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('case_file')
    .set({ records: records + 1 })
    .$if(publishes, query => query.set({ published: sql`coalesce(published, ${record.effective}::date)` }))
    .where('id', '=', id)
    .where('sequence', '=', sequence)
    .where('records', '=', records)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) return false
  await insertVersions(tx, [record])
  return true
}

/** Writes versions in one case, on whatever else is written in it, and counts them there. */
export async function insertRecords(tx: Transaction<Database>, records: readonly StoredRecord[]): Promise<void> {
  const [first] = records
  if (first === undefined) return
  await tx
    .updateTable('case_file')
    .set({ records: sql`records + ${records.length}::int` })
    .where('id', '=', first.caseId)
    .execute()
  await insertVersions(tx, records)
}

async function insertVersions(tx: Transaction<Database>, records: readonly StoredRecord[]): Promise<void> {
  const rows = records.map(({ id, version, kind, organisation, audience, body, actor, role, reason, ...about }) => ({
    id,
    version,
    kind,
    case_id: about.caseId,
    organisation,
    record_kind: about.recordKind,
    audience,
    body: JSON.stringify(body),
    actor,
    role,
    reason,
    effective: about.effective,
    known_at: about.knownAt,
  }))
  await tx.insertInto('record').values(rows).execute()
}

function recordOf(row: Selectable<Database['record']>): StoredRecord {
  const { id, version, kind, organisation, body, actor, role, reason, effective } = row
  return {
    id,
    version,
    kind,
    caseId: row.case_id as string,
    organisation,
    recordKind: row.record_kind,
    audience: row.audience as Audience,
    body,
    // Few of those who read a record ask for it.
    get hash() {
      return hashOfValue(body)
    },
    actor,
    role: role ?? '',
    reason,
    effective,
    knownAt: row.known_at,
  }
}
