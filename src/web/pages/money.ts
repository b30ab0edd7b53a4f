/** The money of the sector: every regime, consultancy apart, the cost of an exit that lasted, and the trial balance. */
import { z } from 'zod'
import { askingOf } from '../cases.ts'
import { sectorMoney } from '../money.ts'
import { sectorMoneyJson, sectorMoneySchema } from '../money-view.ts'
import { contextOf, contextSchema, definePage } from '../page.ts'

const schema = contextSchema.extend({ ...sectorMoneySchema.shape, today: z.string() })
export type MoneyModel = z.infer<typeof schema>

export const moneyPage = definePage<MoneyModel>({
  path: '/money',
  title: 'Money',
  summary:
    'What support may cost and has cost in all regimes, by kind and by who pays, consultancy apart; the cost of an exit that lasted; and the trial balance.',
  live: true,
  schema,
  template: 'money.njk',
  async view(request) {
    const money = await sectorMoney(askingOf(request))
    const { recordKind, today } = money
    return { ...contextOf(request), ...sectorMoneyJson(money), recordKind, today }
  },
  table: model => ({
    columns: [
      'regime',
      'title',
      'budget_pence',
      'committed_pence',
      'actual_pence',
      'consultancy_pence',
      'paid_pence',
      'owed_pence',
      'held_pence',
      'left_pence',
      'cases_left',
      'lasted',
      'pence_per_lasting_exit',
    ],
    rows: model.regimes.map(({ id, title, spend, perExit }) => [
      id,
      title,
      spend.budget,
      spend.committed,
      spend.actual,
      spend.consultancy,
      spend.paid,
      spend.owed,
      spend.held,
      spend.left,
      perExit.left,
      perExit.lasted,
      perExit.pence,
    ]),
  }),
})
