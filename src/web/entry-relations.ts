/** Regimes that do not go together on one organisation: those it is in or would be in, and stays that ran at once. */
import { z } from 'zod'
import type { Regime } from '../regimes/regime.ts'
import { saidBetween } from '../regimes/relations.ts'
import type { Stay } from './regime-stays.ts'

export const conflictSchema = z.object({
  regimes: z.array(z.object({ id: z.string(), title: z.string(), is: z.enum(['in', 'would be in']) })),
  says: z.string(),
})
export type Conflict = z.infer<typeof conflictSchema>

export const overlapSchema = z.object({
  words: z.string(),
  certain: z
    .boolean()
    .meta({ description: 'Whether the dates leave no doubt; otherwise the two may have overlapped.' }),
  conflict: z
    .string()
    .nullable()
    .meta({ description: 'What the file of one of them says of the other, where they conflict.' }),
})
export type OverlapRow = z.infer<typeof overlapSchema>

/** A regime that an organisation is in, or would be in. */
export interface Touched {
  readonly regime: Regime
  readonly is: 'in' | 'would be in'
}

/** Every pair of them of which the file of either says that they conflict. */
export function conflictsAmong(touched: readonly Touched[]): Conflict[] {
  return touched.flatMap((one, at) =>
    touched.slice(at + 1).flatMap((other): Conflict[] => {
      const says = conflictBetween(one.regime, other.regime)
      const name = ({ regime, is }: Touched) => ({ id: regime.regime, title: regime.title, is })
      return says === null ? [] : [{ regimes: [name(one), name(other)], says }]
    }),
  )
}

/** Stays that overlapped, or may have; each pair once. */
export function overlapRows(stays: readonly Stay[], regimeOf: (id: string) => Regime | undefined): OverlapRow[] {
  const byId = new Map(stays.map(one => [one.placement.id, one.placement]))
  return stays.flatMap(({ placement, overlaps }) =>
    overlaps.flatMap(({ id, certain }): OverlapRow[] => {
      const other = byId.get(id)
      if (!other || placement.id > id) return []
      const [a, b] = [regimeOf(placement.regime), regimeOf(other.regime)]
      const stay = (one: typeof placement) => `${one.name} (${stayText(one)})`
      return [
        {
          words: `${stay(placement)} and ${stay(other)}: ${certain ? 'ran at once' : 'may have run at once'}.`,
          certain,
          conflict: a && b ? conflictBetween(a, b) : null,
        },
      ]
    }),
  )
}

/** "entered 16 July 2013; left 3 May 2015"; what is not known of the end is said as it is. */
export function stayText({ enteredWords, leftWords, leftKnown }: Stay['placement']): string {
  return `entered ${enteredWords}; ${leftKnown === 'dated' ? `left ${leftWords}` : leftWords}`
}

/** What the file of one says of the other, where it says that they conflict. */
function conflictBetween(a: Regime, b: Regime): string | null {
  return saidBetween(a, b).find(({ relation }) => relation === 'conflicts')?.says ?? null
}
