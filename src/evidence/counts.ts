/** Which counts stand behind a proportion or ratio: declared by the sources, asked for by pages. */
import type { Source, SourceCounts } from './source.ts'

/** By metric; where several sources declare one, the first holds. */
export function countsBehind(sources: readonly Source[]): ReadonlyMap<string, SourceCounts> {
  const found = new Map<string, SourceCounts>()
  for (const source of sources) {
    for (const counts of source.counts) if (!found.has(counts.metric)) found.set(counts.metric, counts)
  }
  return found
}
