/**
 * Opens the store: PGlite in a directory by default, PostgreSQL by URL; the same SQL, the same driver, the same types.
 */
import { Kysely, PostgresDialect } from 'kysely'
import type { Pool, QueryResult } from 'pg'
import type { Backend, Claim } from './backend.ts'
import { closeOnSignal } from './close-on-signal.ts'
import { type CopyValue, copyLine } from './copy-text.ts'
import { openEmbedded } from './embedded.ts'
import { migrate } from './migrate.ts'
import { preparing } from './prepared.ts'
import { openPostgres } from './postgres.ts'
import type { Database } from './schema.ts'
import { StoreError } from './store-error.ts'

export type StoreKind = 'real' | 'fictional'

export type StoreOptions = (
  | { readonly directory: string }
  | { readonly database: string; readonly directory?: string }
) & {
  /** What the store holds: fixed at creation (default `real`), checked at each opening where given. */
  readonly recordKind?: StoreKind
}

export interface Store {
  readonly db: Kysely<Database>
  readonly kind: 'embedded' | 'postgres'
  /** Where files are kept beside the database; null for PostgreSQL without `--directory`. */
  readonly directory: string | null
  readonly recordKind: StoreKind
  /** Rows straight into a table, outside any transaction of `db`. Best in batches of 20,000 or more. */
  copyInto(table: string, columns: readonly string[], rows: Iterable<readonly CopyValue[]>): Promise<void>
  /** The same for lines already in COPY text format (see copy-text.ts). */
  copyLines(table: string, columns: readonly string[], lines: string): Promise<void>
  /** Many rows fast: each an array of columns, without an object per row. */
  readRows(sql: string, values?: readonly unknown[]): Promise<unknown[][]>
  /**
   * For a library that keeps tables of its own here: statements as they stand; without values, also several at once.
   * A failed one leaves no transaction open.
   */
  runForLibrary(sql: string, values?: readonly unknown[]): Promise<{ rows: unknown[] }>
  /** Takes something only one live process may hold, by number; null when another has it. It falls free with its holder. */
  claim(key: number): Promise<Claim | null>
  /** Tells other processes, through the lock, where this one's server listens. Nothing to tell for PostgreSQL. */
  publishAddress(address: string): void
  close(): Promise<void>
}

/**
 * Opens a store, creating and migrating it as needed. Throws StoreError (DirectoryHeld when another process has the
 * directory) with a message for the user.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const opened: { backend?: Backend } = {}
  let closing: Promise<void> | undefined
  const close = () => {
    closing ??= Promise.resolve(opened.backend?.close()).finally(forget)
    return closing
  }
  // From the first moment: a signal that came while nobody listened in between would be lost.
  const forget = closeOnSignal(close)
  const opening = 'database' in options ? openPostgres(options.database) : openEmbedded(options.directory)
  const backend = await opening.catch((error: unknown) => {
    forget()
    throw error
  })
  opened.backend = backend
  const { pool } = backend
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: preparing(pool) }) })
  let recordKind: StoreKind
  try {
    await migrate(db)
    recordKind = await settleRecordKind(db, options)
  } catch (error) {
    await close()
    throw error
  }
  const copyLines: Store['copyLines'] = async (table, columns, lines) => {
    const client = await pool.connect()
    try {
      await backend.copy(client, table, columns, lines)
    } finally {
      client.release()
    }
  }
  return {
    db,
    kind: 'database' in options ? 'postgres' : 'embedded',
    directory: options.directory ?? null,
    recordKind,
    copyLines,
    copyInto: (table, columns, rows) => copyLines(table, columns, Array.from(rows, copyLine).join('')),
    readRows: async (sql, values = []) =>
      (await pool.query<unknown[]>({ text: sql, values: [...values], rowMode: 'array' })).rows,
    runForLibrary: (sql, values) => runForLibrary(pool, sql, values),
    claim: key => backend.claim(key),
    publishAddress: backend.publishAddress,
    close,
  }
}

async function runForLibrary(pool: Pool, text: string, values: readonly unknown[] = []): Promise<{ rows: unknown[] }> {
  const client = await pool.connect()
  try {
    const found: QueryResult | QueryResult[] = await client.query(text, [...values])
    return { rows: [found].flat().flatMap(result => result.rows) }
  } catch (error) {
    // The embedded database has one session: what begins a transaction and fails would leave everybody else in it.
    if (values.length === 0) await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}

/** The kind written at creation; a mismatch with what the caller asked for is refused. */
async function settleRecordKind(db: Kysely<Database>, options: StoreOptions): Promise<StoreKind> {
  await db
    .insertInto('meta')
    .values({ record_kind: options.recordKind ?? 'real' })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  const { record_kind: found } = await db.selectFrom('meta').select('record_kind').executeTakeFirstOrThrow()
  if (options.recordKind !== undefined && found !== options.recordKind) {
    const where = options.directory ?? 'this database'
    throw new StoreError(
      `The store in ${where} holds ${found} records; ${options.recordKind} ones were asked for, and the two never mix. ` +
        'Use another --directory (the sample sector lives in .turnaround/sample, real figures in .turnaround/live).',
    )
  }
  return found
}
