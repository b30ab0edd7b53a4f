/** What the rules allow to be given out on a line for all cases together, and how much of it the reader sees given out. Pure. */
import { z } from 'zod'
import { poundsText } from '../casework/money/pounds.ts'
import type { Regime } from '../regimes/regime.ts'
import type { LineJson } from './money-schema.ts'
import type { Hidden } from './money-words.ts'

export const capSchema = z.object({
  line: z.string(),
  title: z.string(),
  is: z.enum(['budget', 'limit']).meta({
    description: 'A limit is never passed; a budget only for a reason that is published.',
  }),
  cap: z.int().meta({ description: 'Pence.' }),
  given: z.int().nullable().meta({ description: 'Pence given out; null where some of it is not public.' }),
  words: z.string(),
})

/** @param hidden What is not shown to the reader: where budgets are among it, how much is given out is not told. */
export function capsOf({ money }: Regime, lines: readonly LineJson[], hidden: Hidden): z.infer<typeof capSchema>[] {
  return Object.entries(money.lines).flatMap(([line, { title, cap }]) => {
    if (cap === undefined) return []
    const most = Math.round(cap.pounds * 100)
    const on = lines.reduce((sum, one) => (one.line === line ? sum + (one.spend.budget ?? 0) : sum), 0)
    const given = hidden.budget ? null : on
    const passed = on > most && !hidden.budget ? ', which is more, for reasons that are published with the budgets' : ''
    return [
      {
        line,
        title,
        is: cap.is,
        cap: most,
        given,
        words: `${title}: a ${cap.is} of ${poundsText(most)} for all cases together; ${given === null ? 'not all that is given out is public' : `${poundsText(given)} is given out`}${passed}.`,
      },
    ]
  })
}
