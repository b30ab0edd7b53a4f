/** Reading evidence from the store: the snapshot as known at an instant, the history of one value, the list of imports. */
import type { Store } from '../store/open-store.ts'
import { StoreError } from '../store/store-error.ts'
import { parseInstant } from './instant.ts'
import { evidenceRows } from './rows-store.ts'
import type { Batch, ImportRecord, ImportReport, Observation } from './model.ts'
import { buildSnapshot, type Snapshot } from './snapshot.ts'

export { sweepAbandoned } from './import-state-store.ts'
export { loadReading } from './import-store.ts'

/** An import with what became of it. */
export interface StoredImport extends ImportRecord {
  readonly bytes: number
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  readonly report: ImportReport
}

/** One version of a value: what was known of it from one import until another. */
export interface ObservationVersion {
  readonly observation: Observation
  readonly import: ImportRecord
  readonly supersededBy: ImportRecord | null
}

export interface SnapshotOptions {
  /** ISO instant, or a date (the end of that day, UTC). Now, if not given. */
  readonly asKnownAt?: string
  /** Only these metrics' observations; all, if not given. */
  readonly metrics?: readonly string[]
}

/** What was known at an instant, whole, in memory. Throws StoreError when `asKnownAt` is no instant. */
export async function loadSnapshot(store: Store, options: SnapshotOptions = {}): Promise<Snapshot> {
  const asKnownAt = options.asKnownAt === undefined ? null : instantOf(options.asKnownAt)
  const imports = (await listImports(store)).filter(record => asKnownAt === null || record.knownAt <= asKnownAt)
  const rows = await evidenceRows(
    store,
    imports.map(record => record.id),
  )
  const batches: Batch[] = [
    { ...nothing, observations: await rows.observations(options.metrics ?? null) },
    ...inChunks(await rows.findings()).map(findings => ({ ...nothing, findings })),
    { ...nothing, organisations: await rows.organisations() },
    { ...nothing, successions: await rows.successions() },
  ]
  return buildSnapshot(batches, {
    recordKind: store.recordKind,
    asKnownAt,
    imports: imports.map(recordOf),
  })
}

/** Every version of one value ever known, oldest first. `dimension` is '' for the headline value. */
export async function history(
  store: Store,
  of: { readonly organisation: string; readonly metric: string; readonly period: string; readonly dimension?: string },
): Promise<readonly ObservationVersion[]> {
  const imports = await listImports(store)
  const rows = await evidenceRows(
    store,
    imports.map(record => record.id),
  )
  const byId = new Map(imports.map(record => [record.id, recordOf(record)]))
  const versions = await rows.versions({ dimension: '', ...of })
  return versions.map(({ observation, supersededBy }) => ({
    observation,
    import: recordOf(imports[observation.source.import] as StoredImport),
    supersededBy: supersededBy === null ? null : (byId.get(supersededBy) ?? null),
  }))
}

/** Loaded imports in the order in which they became known. */
export async function listImports(store: Store): Promise<readonly StoredImport[]> {
  const rows = await store.db
    .selectFrom('import')
    .selectAll()
    .where('state', '=', 'loaded')
    .orderBy('loaded_at')
    .orderBy('id')
    .execute()
  return rows.map(row => ({
    id: row.id,
    fileName: row.file_name,
    sha256: row.sha256,
    source: row.source,
    sourceTitle: row.source_title,
    schemaVersion: row.schema_version,
    attribution: row.attribution,
    retrievedFrom: row.retrieved_from,
    knownAt: row.loaded_at as string,
    bytes: row.bytes,
    added: row.added ?? 0,
    changed: row.changed ?? 0,
    unchanged: row.unchanged ?? 0,
    report: row.report as ImportReport,
  }))
}

/** One loaded import, or null. */
export async function importById(store: Store, id: number): Promise<StoredImport | null> {
  return (await listImports(store)).find(record => record.id === id) ?? null
}

/** Changes whenever anything becomes known: the key under which to cache whatever is computed from the evidence. */
export async function dataVersion(store: Store): Promise<string> {
  const { last, loaded } = await store.db
    .selectFrom('import')
    .select(select => [select.fn.max('id').as('last'), select.fn.countAll<number>().as('loaded')])
    .where('state', '=', 'loaded')
    .executeTakeFirstOrThrow()
  return `${last ?? 0}-${loaded}`
}

/** An instant in UTC. The store is asked by programs, so a time without its zone is refused rather than guessed. */
function instantOf(text: string): string {
  const parsed = /^\d{4}-\d{2}-\d{2}(T.*(Z|[+-]\d{2}:\d{2}))?$/.test(text) ? parseInstant(text) : null
  if (parsed !== null) return parsed
  throw new StoreError(
    `Not an instant: "${text}". Expected a date such as 2026-03-01 or a time with its zone such as 2026-03-01T09:30:00Z.`,
  )
}

const nothing: Batch = { observations: [], findings: [], organisations: [], successions: [] }

function recordOf({ bytes, added, changed, unchanged, report, ...record }: StoredImport): ImportRecord {
  return record
}

function inChunks<T>(list: readonly T[], size = 10_000): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size))
}
