/** Evidence from the store and the archive beside it. */
import { countsBehind } from '../evidence/counts.ts'
import { dataVersion, history, listImports, loadSnapshot } from '../evidence/evidence-store.ts'
import { archivedPath, readArchivedRow } from '../evidence/file-archive.ts'
import { importFile } from '../evidence/import-file-store.ts'
import { loadSources } from '../evidence/sources.ts'
import type { Store } from '../store/open-store.ts'
import type { Evidence } from './evidence.ts'

/** `today` gives the ISO date that "future" is judged by. */
export async function storeEvidence(store: Store, today: () => string): Promise<Evidence> {
  const sources = await loadSources()
  // One file after the other: each is checked against what is known when its turn comes.
  let queue: Promise<unknown> = Promise.resolve()
  return {
    recordKind: store.recordKind,
    metricTitles: new Map(
      sources.flatMap(source => source.metrics.flatMap(({ id, title }) => (id && title ? [[id, title] as const] : []))),
    ),
    metricReadings: sources.flatMap(source => source.reading),
    counts: countsBehind(sources),
    version: () => dataVersion(store),
    snapshot: asKnownAt => loadSnapshot(store, asKnownAt === null ? {} : { asKnownAt }),
    imports: () => listImports(store),
    row: async (record, row) => {
      if (store.directory === null) return null
      const source = sources.find(one => one.source === record.source) ?? null
      return readArchivedRow(archivedPath(store.directory, record.sha256), { fileName: record.fileName, source }, row)
    },
    history: of => history(store, of),
    load(path, displayName) {
      const turn = queue.then(() => importFile(store, path, { sources, today: today(), displayName }))
      queue = turn.catch(() => {})
      return turn
    },
  }
}
