/** Money as pages and the API show it: every amount in whole pence. */
import { z } from 'zod'
import { accounts } from '../casework/money/ledger.ts'
import { moneyLine } from '../regimes/support-schema.ts'

const pence = z.int()
const withheld = pence.nullable().meta({ description: 'Pence; null where some of it is not public.' })

export const spendSchema = z
  .object({
    budget: pence.meta({ description: 'Money that may be spent.' }),
    committed: withheld.meta({ description: 'Promised by contracts and not yet used; null where some is not public.' }),
    actual: pence.meta({ description: 'Costs, paid or not.' }),
    consultancy: pence.meta({ description: 'Of the costs, those of consultancy.' }),
    paid: withheld,
    owed: withheld,
    held: withheld.meta({ description: 'Held back until a check; null where some is not public.' }),
    left: withheld.meta({ description: 'Budget neither committed nor used; null where some is not public.' }),
  })
  .meta({ description: 'All in whole pence.' })
export type SpendJson = z.infer<typeof spendSchema>

const kind = moneyLine.shape.kind
export type LineKind = z.infer<typeof kind>

export const lineSchema = z.object({
  line: z.string(),
  title: z.string(),
  kind,
  kindTitle: z.string(),
  payer: z.string(),
  payerTitle: z.string(),
  namedBy: z
    .enum(['rules', 'case'])
    .meta({ description: 'Whether the rules say who pays, or it was named for the case.' }),
  spend: spendSchema,
})
export type LineJson = z.infer<typeof lineSchema>

export const groupSchema = z.object({ title: z.string(), spend: spendSchema })
export type GroupJson = z.infer<typeof groupSchema>

export const trialBalanceSchema = z
  .object({
    accounts: z.array(
      z.object({ account: z.enum(Object.keys(accounts) as [keyof typeof accounts]), title: z.string(), pence }),
    ),
    sum: pence.meta({ description: 'Of all accounts together: 0, whatever happened.' }),
  })
  .meta({ description: 'Pence on each account, of the amounts that the reader sees.' })

export const perExitSchema = z
  .object({
    left: z.int().meta({ description: 'Cases that have left.' }),
    lasted: z.int().meta({ description: 'Of them, those that checks after exit found to have lasted.' }),
    notLasted: z.int(),
    cost: pence.meta({ description: 'Pence that all cases that have left cost, whatever became of them.' }),
    pence: pence.nullable().meta({ description: 'Cost for each exit that lasted; null where none has.' }),
    words: z.string(),
  })
  .meta({ description: 'Cost per sustained exit.' })
export type PerExitJson = z.infer<typeof perExitSchema>

export const estimateSchema = z
  .object({
    on: z.string().nullable().meta({ description: 'Day of the estimate; null for one of the rules.' }),
    by: z.string(),
    low: pence,
    high: pence,
    consultancy: pence.nullable(),
    actual: pence,
    against: z.enum(['below', 'within', 'above']),
    words: z.string(),
  })
  .meta({ description: 'An estimate beside what it has cost so far, in pence.' })
export type EstimateJson = z.infer<typeof estimateSchema>
