/** What pages ask of the evidence, whichever store holds it. */
import type { ObservationVersion, StoredImport } from '../evidence/evidence-store.ts'
import type { ArchivedRow } from '../evidence/file-archive.ts'
import type { ImportedFile } from '../evidence/import-file-store.ts'
import type { ImportRecord, RecordKind } from '../evidence/model.ts'
import type { SourceCounts } from '../evidence/source.ts'
import type { Snapshot } from '../evidence/snapshot.ts'
import type { SourceReading } from './metric-reading.ts'

export interface Evidence {
  readonly recordKind: RecordKind
  /** What source descriptions call the metrics that no framework names. */
  readonly metricTitles: ReadonlyMap<string, string>
  /** What source descriptions say of which way is better. */
  readonly metricReadings: readonly SourceReading[]
  /** The counts behind proportions and ratios, by metric. */
  readonly counts: ReadonlyMap<string, SourceCounts>
  /** Changes whenever anything becomes known. */
  version(): Promise<string>
  snapshot(asKnownAt: string | null): Promise<Snapshot>
  imports(): Promise<readonly StoredImport[]>
  /** A row of a file as it was sent; null where the file was not kept or has no such row. */
  row(record: ImportRecord, row: number): Promise<ArchivedRow | null>
  history(of: { organisation: string; metric: string; period: string }): Promise<readonly ObservationVersion[]>
  /** Recognises, checks and loads a file standing in a folder of ours. Throws only on what is not the file's fault. */
  load(path: string, fileName: string): Promise<ImportedFile>
}
