/** What the files of two regimes say of each other: that they conflict, go side by side, or that one took the place of the other. */
import { sourceWords } from './citation.ts'
import type { Confidence } from './parts.ts'
import type { Regime } from './regime.ts'

export type Related = Pick<Regime, 'regime' | 'title' | 'sources' | 'relations'>

/** One saying of a file about another regime, with where it stands and how sure that is. */
export interface Said {
  readonly relation: 'conflicts' | 'supersedes' | 'alongside'
  /** The regime whose file says so, and the one that it says it of. */
  readonly by: string
  readonly of: string
  readonly says: string
  /** Where it stands, in words. */
  readonly source: string
  readonly confidence: Confidence
}

const relations = ['conflicts', 'supersedes', 'alongside'] as const

/** All that either file says of the other, conflicts first; in the same order whichever of the two is named first. */
export function saidBetween(a: Related, b: Related): readonly Said[] {
  const [one, other] = a.regime < b.regime ? [a, b] : [b, a]
  return relations.flatMap(relation => [...saidBy(one, relation, other), ...saidBy(other, relation, one)])
}

function saidBy(by: Related, relation: Said['relation'], of: Related): readonly Said[] {
  const found = by.relations[relation]?.[of.regime]
  if (found === undefined) return []
  const { says, clause, confidence } = found
  return [{ relation, by: by.regime, of: of.regime, says, source: sourceWords(by, clause), confidence }]
}
