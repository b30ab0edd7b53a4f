/** The records of cases, as written down: read as they are or were known, and written in somebody's transaction. */
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import { parseInstant } from '../../evidence/instant.ts'
import type { Database } from '../../store/schema.ts'
import type { Store } from '../../store/open-store.ts'
import { hashOfValue } from '../canonical.ts'
import type { Audience, StoredRecord } from './record.ts'

/** Records of a case in their latest version, or that as known at an instant (ISO), in the order of their first versions. */
export async function readRecords(
  { db }: Store,
  caseId: string,
  { asKnownAt, kind }: { readonly asKnownAt?: string; readonly kind?: string } = {},
): Promise<readonly StoredRecord[]> {
  const instant = asKnownAt === undefined ? undefined : parseInstant(asKnownAt)
  if (instant === null)
    throw new RangeError(`Found "${asKnownAt}"; expected a day or an instant such as 2026-03-01T09:30:00Z.`)
  const { rows } = await sql<Selectable<Database['record']>>`
    select latest.* from (
      select distinct on (id) *, min(known_at) over (partition by id) as first_known
      from record
      where case_id = ${caseId}::uuid
        and (${instant ?? null}::timestamptz is null or known_at <= ${instant ?? null}::timestamptz)
        and (${kind ?? null}::text is null or kind = ${kind ?? null}::text)
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

/** All versions of a record, the first one first. */
export async function readVersions({ db }: Store, id: string): Promise<readonly StoredRecord[]> {
  const rows = await db.selectFrom('record').selectAll().where('id', '=', id).orderBy('version').execute()
  return rows.map(recordOf)
}

/**
 * Writes a version, and counts it in its case, whose row stays locked until the transaction ends: a decision that was
 * prepared on fewer records is then refused.
 */
export async function insertRecord(tx: Transaction<Database>, record: StoredRecord): Promise<void> {
  const { id, version, kind, caseId, organisation, recordKind, audience, body, actor, role, reason } = record
  await tx.updateTable('case_file').set({ records: sql`records + 1` }).where('id', '=', caseId).execute()
  await tx
    .insertInto('record')
    .values({
      id,
      version,
      kind,
      case_id: caseId,
      organisation,
      record_kind: recordKind,
      audience,
      body: JSON.stringify(body),
      actor,
      role,
      reason,
      effective: record.effective,
      known_at: record.knownAt,
    })
    .execute()
}

/** How much is written in a case. */
export interface Extent {
  readonly events: number
  /** Versions of records. */
  readonly records: number
}

/** How much is written in a case, its row locked against more until the transaction ends. */
export function holdExtent(tx: Transaction<Database>, caseId: string): Promise<Extent> {
  return extent(tx, caseId).forUpdate().executeTakeFirstOrThrow()
}

export function readExtent({ db }: Store, caseId: string): Promise<Extent> {
  return extent(db, caseId).executeTakeFirstOrThrow()
}

function extent(db: Kysely<Database>, caseId: string) {
  return db.selectFrom('case_file').select(['sequence as events', 'records']).where('id', '=', caseId)
}

/** The case is for the public to read from a day on; the first day stays. */
export async function publishCase(tx: Transaction<Database>, caseId: string, day: string): Promise<void> {
  await tx
    .updateTable('case_file')
    .set({ published: sql`coalesce(published, ${day}::date)` })
    .where('id', '=', caseId)
    .execute()
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
    hash: hashOfValue(body),
    actor,
    role: role ?? '',
    reason,
    effective,
    knownAt: row.known_at,
  }
}
