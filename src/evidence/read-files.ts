/** Files straight into memory, without a store. */
import { basename } from 'node:path'
import { hashFile, readFile } from './read-file.ts'
import type { Batch, ImportRecord, ImportReport, RecordKind } from './model.ts'
import { buildSnapshot, type Snapshot } from './snapshot.ts'
import { loadSources, type Source } from './sources.ts'

export interface SnapshotOptions {
  readonly sources?: readonly Source[]
  readonly today: string
  /** Unless told, the kind of the first file; the others must be of the same. */
  readonly recordKind?: RecordKind
  readonly progress?: (fileName: string, doneBytes: number, totalBytes: number) => void
}

/** Reads files in order into a snapshot known as of now; the same bytes given twice are read once. Throws RefusedFile. */
export async function readSnapshot(
  paths: readonly string[],
  options: SnapshotOptions,
): Promise<{ readonly snapshot: Snapshot; readonly reports: readonly ImportReport[] }> {
  const sources = options.sources ?? (await loadSources())
  const imports: ImportRecord[] = []
  const reports: ImportReport[] = []
  const batches: Batch[] = []
  let recordKind = options.recordKind
  for (const path of paths) {
    const sha256 = await hashFile(path)
    if (imports.some(one => one.sha256 === sha256)) continue
    const progress = options.progress
    const reading = await readFile(path, {
      sources,
      today: options.today,
      importIndex: imports.length,
      ...(recordKind ? { recordKind } : {}),
      ...(progress ? { progress: (done: number, total: number) => progress(basename(path), done, total) } : {}),
    })
    recordKind = reading.recordKind
    for await (const batch of reading.batches()) batches.push(batch)
    const { fileName, source, sourceTitle, schemaVersion, attribution } = reading
    imports.push({
      fileName,
      sha256,
      source,
      sourceTitle,
      schemaVersion,
      attribution,
      retrievedFrom: null,
      knownAt: new Date().toISOString(),
      id: imports.length,
    })
    reports.push(reading.report())
  }
  return { snapshot: buildSnapshot(batches, { recordKind: recordKind ?? 'real', asKnownAt: null, imports }), reports }
}
