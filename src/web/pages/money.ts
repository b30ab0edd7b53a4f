/** The money of the sector: every regime, consultancy apart, the cost of an exit that lasted, and the trial balance. */
import { z } from 'zod'
import { askingOf } from '../cases.ts'
import { sectorMoney } from '../money.ts'
import { sectorMoneyJson, sectorMoneySchema } from '../money-view.ts'
import { spendCells, spendColumns } from '../money-words.ts'
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
      ...spendColumns,
      'cases_left',
      'lasted',
      'not_lasted',
      'later_check_missing',
      'unchecked',
      'not_due',
      'uncosted',
      'pence_per_lasting_exit',
    ],
    rows: model.regimes.map(({ id, title, spend, perExit }) => [
      id,
      title,
      ...spendCells(spend),
      perExit.left,
      perExit.lasted,
      perExit.notLasted,
      perExit.laterMissing,
      perExit.unchecked,
      perExit.notDue,
      perExit.uncosted,
      perExit.pence,
    ]),
  }),
})
