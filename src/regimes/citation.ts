/** Clauses in words: the title of the source, and the place in it. */
import type { Regime } from './regime.ts'

/** `guide#exit` → "Guide for trusts, exit". */
export function sourceWords(regime: Pick<Regime, 'sources'>, clause: string): string {
  const [id = '', place] = clause.split('#')
  const title = regime.sources[id]?.title ?? id
  return place === undefined ? title : `${title}, ${place.replaceAll('-', ' ')}`
}

/** A phrase of a file as a sentence, whether or not its author ended it. */
export function sentence(text: string): string {
  const trimmed = text.trim()
  return /[.?!…]$/.test(trimmed) ? trimmed : `${trimmed}.`
}
