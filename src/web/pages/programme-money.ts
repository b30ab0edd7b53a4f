/** The money of a programme: who pays, what it may cost and has cost, case by case, and the cost of an exit that lasted. */
import { z } from 'zod'
import { askingOf } from '../cases.ts'
import { programmeMoney } from '../money.ts'
import { programmeMoneyJson, programmeMoneySchema } from '../money-view.ts'
import { organisationName } from '../organisation-name.ts'
import { spendCells, spendColumns } from '../money-words.ts'
import { contextOf, contextSchema, definePage } from '../page.ts'
import { shelvedFor } from '../regimes.ts'

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
    const shelved = shelvedFor(asking.desk, sector.regimes, id)
    const money = await programmeMoney(asking, shelved)
    const { recordKind, today } = money
    const name = (code: string) => organisationName(choice.snapshot, code)
    return { ...contextOf(request), ...programmeMoneyJson(shelved, money, name), recordKind, today }
  },
  table: model => ({
    columns: ['case', 'organisations', 'names', 'phase', ...spendColumns],
    rows: model.cases.map(({ case: id, organisations, phase, spend }) => [
      id,
      organisations.map(({ code }) => code).join(' '),
      organisations.map(({ name }) => name).join('; '),
      phase,
      ...spendCells(spend),
    ]),
  }),
})
