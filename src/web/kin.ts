/** Where an organisation came from and what became of it, for pages: told once, linked only where there is a page. */
import { z } from 'zod'
import type { Organisation, Succession } from '../evidence/model.ts'
import type { Snapshot } from '../evidence/snapshot.ts'
import { words } from './format.ts'

export const kinSchema = z.array(
  z.object({
    code: z.string(),
    name: z.string(),
    here: z.boolean().meta({ description: 'Whether this store has a page about it.' }),
    date: z.string().nullable(),
    kind: z.string(),
  }),
)

/** Predecessors or successors of an organisation. What another file gives with its date is not told again without one. */
export function kinOf(
  { organisations }: Pick<Snapshot, 'organisations'>,
  organisation: Pick<Organisation, 'predecessors' | 'successors'>,
  end: 'predecessor' | 'successor',
): z.infer<typeof kinSchema> {
  const all = organisation[`${end}s`]
  const dated = new Set(all.flatMap((one: Succession) => (one.date === null ? [] : [one[end]])))
  return all
    .filter(one => one.date !== null || !dated.has(one[end]))
    .map(one => {
      const found = organisations.get(one[end])
      return {
        code: one[end],
        name: found?.name ?? one[end],
        here: found !== undefined,
        date: one.date,
        kind: words(one.kind),
      }
    })
}
