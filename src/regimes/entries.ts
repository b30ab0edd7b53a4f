/** Everything in a regime file that carries a citation, in the order of the file. */
import type { Confidence } from './parts.ts'
import type { Regime } from './regime.ts'

export interface Entry {
  readonly path: readonly PropertyKey[]
  /** What it says, in the shortest words that it has. */
  readonly words: string
  readonly clause: string
  readonly confidence: Confidence
  readonly note: string | null
}

/** Every cited entry of a regime with its path. */
export function entriesOf(regime: Regime): readonly Entry[] {
  const entries: Entry[] = []
  visit(regime, [], entries)
  return entries
}

function visit(value: unknown, path: readonly PropertyKey[], entries: Entry[]): void {
  if (Array.isArray(value)) value.forEach((one, index) => visit(one, [...path, index], entries))
  else if (typeof value === 'object' && value !== null) {
    const one = value as Record<string, unknown>
    if (typeof one['clause'] === 'string' && typeof one['confidence'] === 'string')
      entries.push({
        path,
        words: wordsOf(one, path),
        clause: one['clause'],
        confidence: one['confidence'] as Confidence,
        note: typeof one['note'] === 'string' ? one['note'].trim() : null,
      })
    for (const [key, child] of Object.entries(one)) visit(child, [...path, key], entries)
  }
}

function wordsOf(entry: Record<string, unknown>, path: readonly PropertyKey[]): string {
  for (const key of ['title', 'says', 'judgement', 'for']) if (typeof entry[key] === 'string') return entry[key]
  return path.map(String).join(' › ')
}
