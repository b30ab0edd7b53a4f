/** Money as pages and the API show it: every amount in whole pence. */
import { z } from 'zod'
import { accounts } from '../casework/money/ledger.ts'
import { moneyLine } from '../regimes/support-schema.ts'

const pence = z.int()
const withheld = pence.nullable().meta({ description: 'Pence; null where some of it is not public.' })

export const spendSchema = z
  .object({
    budget: pence.nullable().meta({ description: 'Money that may be spent; null where some of it is not public.' }),
    committed: withheld.meta({ description: 'Promised by contracts and not yet used; null where some is not public.' }),
    actual: pence.meta({ description: 'Costs, paid or not.' }),
    atLeast: z.boolean().meta({
      description:
        'Whether some of the costs are not public: actual and consultancy are the least that they can be then.',
    }),
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
  .meta({
    description:
      'Pence on each account; no accounts where some of the money is not public, since part of one would mislead.',
  })

export const perExitSchema = z
  .object({
    left: z.int().meta({ description: 'Cases that have left.' }),
    lasted: z.int().meta({ description: 'Of them, those that all checks due so far found to have lasted.' }),
    notLasted: z.int().meta({ description: 'Those that a check found not to have lasted.' }),
    laterMissing: z.int().meta({
      description: 'Those that a check found to have lasted, of which a later one is missing or does not know.',
    }),
    unchecked: z.int().meta({ description: 'Those of which a check was due and none says whether it lasted.' }),
    notDue: z.int().meta({ description: 'Those of which no check was due yet.' }),
    uncosted: z.int().meta({
      description: 'Those of which no cost is written: they do not count in the cost of an exit that lasted.',
    }),
    cost: pence.meta({ description: 'Pence that all cases that have left cost, whatever became of them.' }),
    atLeast: z.boolean().meta({ description: 'Whether some of that is not public: it cost more then.' }),
    pence: pence.nullable().meta({
      description: 'Cost for each exit that lasted and of which a cost is written; null where there is none.',
    }),
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
    against: z
      .enum(['below', 'within', 'above'])
      .nullable()
      .meta({ description: 'Null where some of the cost is not public, and what is public is not above.' }),
    againstConsultancy: z.enum(['within', 'above']).nullable().meta({
      description: 'The same of consultancy, of which the most is estimated; null also where none was.',
    }),
    words: z.string(),
  })
  .meta({ description: 'An estimate beside what it has cost so far, in pence.' })
export type EstimateJson = z.infer<typeof estimateSchema>
