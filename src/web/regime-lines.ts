/** Lines of a regime in words, as `src/regimes` writes them for everybody, with their citation taken apart for a page. */
import { z } from 'zod'
import { confidence as confidenceTags } from '../regimes/parts.ts'
import type { Regime } from '../regimes/regime.ts'

const cited = z.object({
  /** Its place among the sources of the file, from 1. */
  number: z.number(),
  id: z.string(),
  title: z.string(),
  place: z.string().nullable(),
})

export const lineSchema = z.object({
  depth: z.number().meta({ description: 'How far it is indented: what stands under a line belongs to it.' }),
  text: z.string(),
  source: cited.nullable(),
  confidence: confidenceTags.nullable(),
})
export type Line = z.infer<typeof lineSchema>

/** Citation of an entry, for tables. */
export const citationSchema = lineSchema.pick({ source: true, confidence: true })
export type Citation = z.infer<typeof citationSchema>

const citation = new RegExp(`\\s*\\[([a-z0-9-]+(?:#\\S+)?), (${confidenceTags.options.join('|')})\\]$`)

/** `"  Is the plan credible? [guide#plan, read]"` → its depth, its words and its source. */
export function linesOf(regime: Regime, lines: readonly string[]): Line[] {
  return lines.map(line => {
    const depth = (line.length - line.trimStart().length) / 2
    const [whole, clause, tag] = citation.exec(line) ?? []
    const text = (whole === undefined ? line : line.slice(0, -whole.length)).trim()
    if (clause === undefined) return { depth, text, source: null, confidence: null }
    return { depth, text, ...citationOf(regime, { clause, confidence: confidenceTags.parse(tag) }) }
  })
}

export function citationOf(regime: Regime, entry: { clause: string; confidence: Line['confidence'] }): Citation {
  const [id = '', place] = entry.clause.split('#')
  return {
    source: {
      number: Object.keys(regime.sources).indexOf(id) + 1,
      id,
      title: regime.sources[id]?.title ?? id,
      place: place?.replaceAll('-', ' ') ?? null,
    },
    confidence: entry.confidence,
  }
}
