/** Whether leaving a regime lasted: it came back, or the checks that the regime's file asks for after it were answered. Pure. */
import type { Finding } from '../evidence/model.ts'
import { isoWords } from '../evidence/period-words.ts'
import { leavesOf } from '../regimes/criterion-tree.ts'
import type { Regime } from '../regimes/regime.ts'

export interface Sustained {
  /** `not-known` where nobody said, or where it is not known whether it left. */
  readonly lasted: 'yes' | 'no' | 'not-known'
  readonly words: string
}

/**
 * What findings from a day (ISO) on answer to the judgements that the checks after exit ask for: any that did not hold says
 * that it did not last; null where nobody answered. A criterion with `not` or `any` in it is not read by its leaves.
 */
export function checkedSince(
  regime: Regime,
  findings: readonly Finding[],
  organisation: string,
  left: string,
): Sustained | null {
  const asked = new Map(
    (regime.exit.sustain ?? []).flatMap(({ criterion }) => {
      const of = regime.criteria[criterion ?? '']?.of
      if (of === undefined || !('judgement' in of || 'all' in of)) return []
      const leaves = 'all' in of ? of.all.filter(one => 'judgement' in one).flatMap(leavesOf) : leavesOf(of)
      return leaves.flatMap(leaf => ('judgement' in leaf ? [[leaf.finding, leaf] as const] : []))
    }),
  )
  const answers = findings
    .flatMap(({ organisation: code, kind, value, from, author, document }) => {
      const leaf = asked.get(kind)
      if (leaf === undefined || code !== organisation || from === null || from < left) return []
      const held = value.trim().toLowerCase() === leaf.equals.toLowerCase()
      return [{ from, held, words: `“${leaf.judgement}” “${value}”, ${isoWords(from)}, ${author}, ${document}` }]
    })
    .toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.words < b.words ? -1 : 1))
  if (answers.length === 0) return null
  const lasted = answers.every(({ held }) => held) ? 'yes' : 'no'
  const said = answers.map(({ words }) => words).join('; ')
  return {
    lasted,
    words: lasted === 'yes' ? `It held at the checks that were made: ${said}.` : `It did not last: ${said}.`,
  }
}
