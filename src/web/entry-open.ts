/** What keeps organisations from an answer: each judgement and piece of evidence that is missing, and for how many. */
import { z } from 'zod'
import { decisiveLeaves, eachLeaf } from '../regimes/decisive-leaves.ts'
import type { OrganisationEntry } from '../regimes/entry-model.ts'

export const openLeafSchema = z.object({
  name: z.string().meta({
    description: 'Name of the evidence in the regime file, or the kind of finding that records the judgement.',
  }),
  title: z.string(),
  kind: z.enum(['judgement', 'evidence']),
  judge: z.string().nullable().meta({ description: 'Who may judge.' }),
  settles: z.number().meta({ description: 'Organisations whose outcome waits on it.' }),
  missing: z
    .number()
    .meta({ description: 'Organisations for whom it is missing, whether or not their outcome waits on it.' }),
  example: z.string().meta({ description: 'Why it is missing, of one of them.' }),
})
export type OpenLeaf = z.infer<typeof openLeafSchema>

/** Counted over those whose outcome is open; what settles most first. */
export function openLeaves(entries: readonly OrganisationEntry[]): OpenLeaf[] {
  const found = new Map<string, OpenLeaf>()
  for (const { outcome, criterion } of entries) {
    if (!criterion || outcome === 'met' || outcome === 'not-met') continue
    const settling = new Set(
      decisiveLeaves(criterion).flatMap(leaf => (leaf.missing ?? []).map(one => keyOf(one.name, one.title))),
    )
    const counted = new Set<string>()
    eachLeaf(criterion, leaf => {
      for (const { name, title, why } of leaf.missing ?? []) {
        const key = keyOf(name, title)
        if (counted.has(key)) continue
        counted.add(key)
        const known = found.get(key)
        found.set(key, {
          name,
          title,
          kind: leaf.outcome === 'needs-judgement' ? 'judgement' : 'evidence',
          judge: leaf.judge ?? null,
          settles: (known?.settles ?? 0) + (settling.has(key) ? 1 : 0),
          missing: (known?.missing ?? 0) + 1,
          example: known?.example ?? why,
        })
      }
    })
  }
  return [...found.values()].sort(
    (a, b) => b.settles - a.settles || b.missing - a.missing || (a.name < b.name ? -1 : 1),
  )
}

const keyOf = (name: string, title: string) => `${name} ${title}`
