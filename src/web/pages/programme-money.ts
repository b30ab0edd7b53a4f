/** The money of a programme: who pays, what it may cost and has cost, case by case, and the cost of an exit that lasted. */
import { z } from 'zod'
import { askingOf } from '../cases.ts'
import { programmeMoney } from '../money.ts'
import { programmeMoneyJson, programmeMoneySchema } from '../money-view.ts'
import { organisationName } from '../organisation-name.ts'
import { contextOf, contextSchema, definePage } from '../page.ts'

const schema = contextSchema.extend({ ...programmeMoneySchema.shape, today: z.string() })
export type ProgrammeMoneyModel = z.infer<typeof schema>

export const programmeMoneyPage = definePage<ProgrammeMoneyModel>({
  path: '/programmes/:regime/money',
  title: 'Money of a programme',
  summary:
    'Who pays for the support of one regime, budget, commitments and cost by line, kind and payer, case by case, consultancy apart, and the cost of an exit that lasted.',
  live: true,
  schema,
  template: 'programme-money.njk',
  async view(request) {
    const { sector, choice, params } = request
    const asking = askingOf(request)
    const id = params['regime'] ?? ''
    const shelved = asking.desk.regimes.find(one => one.id === id) ?? sector.regimes.find(id)
    const money = await programmeMoney(asking, shelved)
    const { recordKind, today } = money
    const name = (code: string) => organisationName(choice.snapshot, code)
    return { ...contextOf(request), ...programmeMoneyJson(shelved, money, name), recordKind, today }
  },
  table: model => ({
    columns: [
      'case',
      'organisations',
      'names',
      'phase',
      'budget_pence',
      'committed_pence',
      'actual_pence',
      'consultancy_pence',
      'paid_pence',
      'owed_pence',
      'held_pence',
      'left_pence',
    ],
    rows: model.cases.map(({ case: id, organisations, phase, spend }) => [
      id,
      organisations.map(({ code }) => code).join(' '),
      organisations.map(({ name }) => name).join('; '),
      phase,
      spend.budget,
      spend.committed,
      spend.actual,
      spend.consultancy,
      spend.paid,
      spend.owed,
      spend.held,
      spend.left,
    ]),
  }),
})
