/**
 * Writing evidence: a file's records come in under an import that nobody sees yet, and one short transaction makes them
 * known. Whatever stops it in between, a full disk or `kill -9`, the whole file is known afterwards or none of it.
 */
import { sql } from 'kysely'
import { copyLine } from '../store/copy-text.ts'
import type { Store } from '../store/open-store.ts'
import { StoreError } from '../store/store-error.ts'
import { evidenceTables, type RowContext } from './evidence-columns.ts'
import { abandonImport, beginImport, sweepAbandoned } from './import-state-store.ts'
import type { FileReading, ImportReport } from './model.ts'
import { periodNumbers } from './period-store.ts'
import { RefusedFile } from './refused-file.ts'
import { settle } from './supersession-store.ts'

export interface LoadOptions {
  /** When its content became known (ISO instant); now, if not given. Never before an earlier import's. */
  readonly knownAt?: string
  /** Where it was downloaded from, if it was. */
  readonly retrievedFrom?: string
  /** Called with the number of records stored so far. */
  readonly progress?: (records: number) => void
}

export interface LoadResult {
  readonly outcome: 'loaded' | 'unchanged'
  readonly importId: number
  readonly report: ImportReport
  /** Records of things not known before, of things known otherwise, and records that say what is known already. */
  readonly added: number
  readonly changed: number
  readonly unchanged: number
}

/** Rows of one COPY: enough to make the statement's own cost vanish, few enough to keep memory flat. */
const rowsPerCopy = 20_000

/**
 * Loads a file, or finds that the very same file, read by the same description, is loaded already and does nothing.
 * Throws what the reading throws, RefusedFile, or StoreError; then nothing of the file is visible.
 */
export async function loadReading(store: Store, reading: FileReading, options: LoadOptions = {}): Promise<LoadResult> {
  if (reading.recordKind !== store.recordKind) {
    throw new StoreError(
      `${reading.fileName} holds ${reading.recordKind} records, this store ${store.recordKind} ones; the two never mix. ` +
        'Import it into another --directory.',
    )
  }
  const before = await findLoaded(store, reading)
  if (before) return before
  await sweepAbandoned(store)
  const { importId, claim } = await beginImport(store, reading, options.retrievedFrom ?? null)
  try {
    const records = await copyRecords(store, reading, importId, options.progress)
    const report = reading.report()
    const refusals = report.issues.filter(issue => issue.severity === 'refused')
    if (refusals.length > 0) throw new RefusedFile(refusals)
    // Plans for a table that has just grown rest on its statistics; PGlite has nobody to refresh them by itself.
    if (records >= rowsPerCopy) await sql`analyze observation`.execute(store.db)
    const result = await finishImport(store, reading, importId, report, options.knownAt)
    // Replaced and repeated rows leave gaps, which PostgreSQL's autovacuum reuses; the embedded database has none.
    const gaps = result.changed + result.unchanged
    if (store.kind === 'embedded' && gaps >= rowsPerCopy) await sql`vacuum observation`.execute(store.db)
    return result
  } catch (error) {
    // With the database gone this fails too; the sweep at the next start then does it.
    await abandonImport(store, importId, (error as Error).message).catch(() => {})
    const loadedMeanwhile = isSameFileTwice(error) ? await findLoaded(store, reading) : null
    if (loadedMeanwhile) return loadedMeanwhile
    throw error
  } finally {
    await claim.release()
  }
}

/** Copies every record of the file into its table, a batch at a time. Returns how many there were. */
async function copyRecords(
  store: Store,
  reading: FileReading,
  importId: number,
  progress: LoadOptions['progress'],
): Promise<number> {
  const periods = periodNumbers(store)
  const context: RowContext = {
    importId,
    source: reading.source,
    periodRef: periods.refOf,
  }
  const waiting = evidenceTables.map(() => ({ lines: '', rows: 0 }))
  let records = 0
  const flush = async (least: number) => {
    for (const [index, table] of evidenceTables.entries()) {
      const part = waiting[index]
      if (!part || part.rows < least) continue
      await store.copyLines(table.table, table.columns, part.lines)
      records += part.rows
      waiting[index] = { lines: '', rows: 0 }
      progress?.(records)
    }
  }
  for await (const batch of reading.batches()) {
    await periods.learn(batch)
    const lists = [batch.observations, batch.findings, batch.organisations, batch.successions]
    for (const [index, table] of evidenceTables.entries()) {
      const part = waiting[index] as { lines: string; rows: number }
      for (const record of lists[index] ?? []) {
        part.lines += copyLine(table.values(record as never, context))
        part.rows++
      }
    }
    await flush(rowsPerCopy)
  }
  await flush(1)
  return records
}

/** The short transaction in which a file becomes known. */
async function finishImport(
  store: Store,
  reading: FileReading,
  importId: number,
  report: ImportReport,
  knownAt: string | undefined,
): Promise<LoadResult> {
  return store.db.transaction().execute(async trx => {
    // Files become known one after the other, whichever process loads them.
    await sql`lock table import in share row exclusive mode`.execute(trx)
    await sql`set local work_mem = '64MB'`.execute(trx)
    const imports = await trx
      .selectFrom('import')
      .select(['id', 'loaded_at'])
      .where('state', '=', 'loaded')
      .orderBy('loaded_at')
      .execute()
    const total = { added: 0, changed: 0, unchanged: 0 }
    for (const table of evidenceTables) {
      const outcome = await settle(
        trx,
        table,
        importId,
        imports.map(row => row.id),
      )
      total.added += outcome.added
      total.changed += outcome.changed
      total.unchanged += outcome.unchanged
    }
    const { numUpdatedRows } = await trx
      .updateTable('import')
      .set({
        state: 'loaded',
        loaded_at: knownFrom(reading.fileName, knownAt, imports.at(-1)?.loaded_at ?? null),
        report: withoutNulls(report),
        ...total,
      })
      .where('id', '=', importId)
      .where('state', '=', 'loading')
      .executeTakeFirstOrThrow()
    if (numUpdatedRows !== 1n) throw new StoreError(`Import ${importId} was taken for abandoned and swept; try again.`)
    return { outcome: 'loaded', importId, report, ...total }
  })
}

/** Time goes forward only: what was known at an instant must not change afterwards. */
function knownFrom(fileName: string, asked: string | undefined, last: string | null): string {
  if (asked === undefined) {
    const now = new Date().toISOString()
    return last !== null && last > now ? last : now
  }
  const instant = new Date(asked).toISOString()
  if (last !== null && instant < last) {
    throw new StoreError(
      `${fileName} cannot become known at ${instant}: another file became known later, at ${last}. ` +
        'Load files in the order in which they were published, oldest first.',
    )
  }
  return instant
}

async function findLoaded(store: Store, reading: FileReading): Promise<LoadResult | null> {
  const row = await store.db
    .selectFrom('import')
    .select(['id', 'report', 'added', 'changed', 'unchanged'])
    .where('sha256', '=', reading.sha256)
    .where('source', '=', reading.source)
    .where('schema_version', '=', reading.schemaVersion)
    .where('description', 'in', [reading.description, ''])
    .where('state', '=', 'loaded')
    .executeTakeFirst()
  if (!row) return null
  const records = (row.added ?? 0) + (row.changed ?? 0) + (row.unchanged ?? 0)
  const report = row.report as ImportReport
  return { outcome: 'unchanged', importId: row.id, report, added: 0, changed: 0, unchanged: records }
}

function isSameFileTwice(error: unknown): boolean {
  return (error as { constraint?: string }).constraint === 'import_loaded_once'
}

/** JSON for jsonb, which cannot hold U+0000: a stray one in a quoted cell becomes the replacement character. */
function withoutNulls(report: ImportReport): string {
  return JSON.stringify(report, (_key, value) => (typeof value === 'string' ? value.replaceAll('\0', '\ufffd') : value))
}
