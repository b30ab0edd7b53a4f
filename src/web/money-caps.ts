/** What the rules allow to be given out on a line for all cases together, and how much of it the reader sees given out. Pure. */
import { z } from 'zod'
import { poundsText } from '../casework/money/pounds.ts'
import type { Regime } from '../regimes/regime.ts'
import type { LineJson } from './money-schema.ts'

export const capSchema = z.object({
  line: z.string(),
  title: z.string(),
  is: z.enum(['budget', 'limit']).meta({
    description: 'A limit is never passed; a budget only for a reason that is published.',
  }),
  cap: z.int().meta({ description: 'Pence.' }),
  given: z.int().meta({ description: 'Pence given out, of the cases and amounts that the reader sees.' }),
  words: z.string(),
})

/** @param partial Whether there is money that is not shown to the reader: then more may be given out. */
export function capsOf({ money }: Regime, lines: readonly LineJson[], partial: boolean): z.infer<typeof capSchema>[] {
  return Object.entries(money.lines).flatMap(([line, { title, cap }]) => {
    if (cap === undefined) return []
    const most = Math.round(cap.pounds * 100)
    const given = lines.reduce((sum, one) => (one.line === line ? sum + one.spend.budget : sum), 0)
    const passed = given > most ? ', which is more, for reasons that are published with the budgets' : ''
    return [
      {
        line,
        title,
        is: cap.is,
        cap: most,
        given,
        words: `${title}: a ${cap.is} of ${poundsText(most)} for all cases together; ${poundsText(given)} is given out${partial ? ' that you may see' : ''}${passed}.`,
      },
    ]
  })
}
