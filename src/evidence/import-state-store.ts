/** An import's way from 'loading' to 'failed': begun and claimed by a live process, abandoned or swept if that dies. */
import { sql } from 'kysely'
import type { Claim } from '../store/backend.ts'
import type { Store } from '../store/open-store.ts'
import { StoreError } from '../store/store-error.ts'
import { evidenceTables } from './evidence-columns.ts'
import type { FileReading } from './model.ts'

/** Enters an import in state 'loading' and claims it for this process. */
export async function beginImport(
  store: Store,
  reading: FileReading,
  retrievedFrom: string | null,
): Promise<{ readonly importId: number; readonly claim: Claim }> {
  const next = await sql<{ id: number }>`select nextval(pg_get_serial_sequence('import', 'id')) as id`.execute(store.db)
  const importId = next.rows[0]?.id as number
  // Claimed before it can be seen, so that nobody takes it for abandoned.
  const claim = await store.claim(importId)
  if (!claim) throw new StoreError(`Import ${importId} is claimed by another process; try again.`)
  try {
    await store.db
      .insertInto('import')
      .values({
        id: importId,
        sha256: reading.sha256,
        file_name: reading.fileName,
        bytes: reading.bytes,
        source: reading.source,
        source_title: reading.sourceTitle,
        schema_version: reading.schemaVersion,
        description: reading.description,
        attribution: reading.attribution,
        retrieved_from: retrievedFrom,
        record_kind: reading.recordKind,
      })
      .execute()
  } catch (error) {
    await claim.release()
    throw error
  }
  return { importId, claim }
}

/** Removes what killed processes left half-loaded, and marks those imports failed. Returns how many there were. */
export async function sweepAbandoned(store: Store): Promise<number> {
  const loading = await store.db.selectFrom('import').select('id').where('state', '=', 'loading').execute()
  let swept = 0
  for (const { id } of loading) {
    const claim = await store.claim(id)
    if (!claim) continue // a live process is at it
    try {
      await abandonImport(store, id, 'The process that loaded it ended before it had finished.')
      swept++
    } finally {
      await claim.release()
    }
  }
  return swept
}

/** Marks an import failed and clears its rows away. One that is loaded stays as it is. */
export async function abandonImport(store: Store, importId: number, failure: string): Promise<void> {
  // Failed first: from then on no further row can arrive, and what is there can be cleared away.
  await store.db
    .updateTable('import')
    .set({ state: 'failed', failure: failure.replaceAll('\0', '') || 'unknown' })
    .where('id', '=', importId)
    .where('state', '=', 'loading')
    .execute()
  for (const { table } of evidenceTables) {
    await store.db.deleteFrom(table).where('import_id', '=', importId).execute()
  }
}
