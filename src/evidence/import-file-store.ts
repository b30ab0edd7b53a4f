/** A file from disk into the store: recognised, read, checked, kept and loaded, or refused with its report. */
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Store } from '../store/open-store.ts'
import { archiveFile } from './file-archive.ts'
import { loadReading } from './import-store.ts'
import type { ImportReport } from './model.ts'
import { proposer, type Proposer } from './propose-organisation.ts'
import { hashFile, readFile } from './read-file.ts'
import { RefusedFile } from './refused-file.ts'
import { loadSources, type Source } from './sources.ts'

export interface ImportFileOptions {
  readonly sources?: readonly Source[]
  /** ISO date: periods that begin after it are set aside. */
  readonly today: string
  /** The name to show and record, where the file lies under another (an upload). */
  readonly displayName?: string
  readonly knownAt?: string
  readonly retrievedFrom?: string
  readonly progress?: (step: 'reading' | 'storing', done: number, total: number) => void
}

/** What became of a file. */
export interface ImportedFile {
  readonly outcome: 'loaded' | 'unchanged' | 'refused'
  /** Null when it was refused. */
  readonly importId: number | null
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  readonly report: ImportReport
}

/** Imports one file. A refusal is an outcome, not an error; throws on what is not the file's fault. */
export async function importFile(store: Store, path: string, options: ImportFileOptions): Promise<ImportedFile> {
  const fileName = options.displayName ?? basename(path)
  const { progress } = options
  try {
    const knownOrganisations = await organisationCodes(store)
    const reading = await readFile(path, {
      sources: options.sources ?? (await loadSources()),
      today: options.today,
      importIndex: 0,
      recordKind: store.recordKind,
      displayName: fileName,
      ...(knownOrganisations ? { knownOrganisations } : {}),
      propose: await organisationNames(store),
      ...(progress ? { progress: (done: number, total: number) => progress('reading', done, total) } : {}),
    })
    // Kept before it is loaded: whatever is known can be shown.
    if (store.directory !== null) await archiveFile(store.directory, path, reading.sha256)
    const { observations, findings, organisations, successions } = reading.report()
    const total = observations + findings + organisations + successions
    return await loadReading(store, reading, {
      ...(options.knownAt === undefined ? {} : { knownAt: options.knownAt }),
      ...(options.retrievedFrom === undefined ? {} : { retrievedFrom: options.retrievedFrom }),
      ...(progress ? { progress: (records: number) => progress('storing', Math.min(records, total), total) } : {}),
    })
  } catch (error) {
    if (!(error instanceof RefusedFile)) throw error
    const report = await refusalReport(store, path, fileName, error)
    return { outcome: 'refused', importId: null, added: 0, changed: 0, unchanged: 0, report }
  }
}

/** Every code known, once an official list is loaded to judge others by; null before. */
async function organisationCodes(store: Store): Promise<ReadonlySet<string> | null> {
  const official = await store.db
    .selectFrom('organisation_record as o')
    .innerJoin('import as i', 'i.id', 'o.import_id')
    .select('o.code')
    .where('i.state', '=', 'loaded')
    .where('o.authority', '>=', 3)
    .limit(1)
    .executeTakeFirst()
  if (!official) return null
  const rows = await store.readRows(
    `select o.code from organisation_record o join import i on i.id = o.import_id where i.state = 'loaded'
      union select unnest(array[s.predecessor, s.successor]) from succession s
        join import i on i.id = s.import_id where i.state = 'loaded'`,
  )
  return new Set(rows.map(([code]) => code as string))
}

/** Every name an organisation is loaded with. */
async function organisationNames(store: Store): Promise<Proposer> {
  const rows = await store.readRows(
    `select distinct o.code, o.name from organisation_record o join import i on i.id = o.import_id
      where i.state = 'loaded' and o.name is not null`,
  )
  return proposer(rows as [string, string][])
}

async function refusalReport(store: Store, path: string, fileName: string, error: RefusedFile): Promise<ImportReport> {
  return {
    fileName,
    sha256: await hashFile(path),
    bytes: (await stat(path)).size,
    source: '',
    sourceTitle: '',
    schemaVersion: '',
    recordKind: store.recordKind,
    rowsRead: 0,
    rowsQuarantined: 0,
    observations: 0,
    findings: 0,
    organisations: 0,
    successions: 0,
    periods: [],
    metrics: [],
    issues: error.issues,
  }
}
