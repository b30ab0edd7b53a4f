/** The money of a case: who pays, budget, committed, actual, paid and held, each posting with what caused it. */
import { z } from 'zod'
import { caseAsked } from '../case-asked.ts'
import { caseHead, caseHeadSchema } from '../case-head.ts'
import { caseMoneySchema, moneyWithDeficit } from '../case-money.ts'
import { recordsOf } from '../case-records.ts'
import { definePage } from '../page.ts'

const schema = caseHeadSchema.extend({
  summary: z.string(),
  money: caseMoneySchema,
})
export type CaseMoneyModel = z.infer<typeof schema>

export const caseMoneyPage = definePage<CaseMoneyModel>({
  path: '/cases/:id/money',
  title: 'Money of a case',
  summary: 'Who pays for support, what it may cost and has cost, consultancy apart, and each posting with its cause.',
  live: true,
  schema,
  template: 'case-money.njk',
  async view(request) {
    const { asking, reading } = await caseAsked(request)
    const money = await moneyWithDeficit(asking, await recordsOf(asking, reading))
    return {
      ...caseHead(request, reading),
      asKnownAt: reading.asKnownAt,
      summary: money.says,
      money,
    }
  },
  table: model => ({
    columns: [
      'case',
      'journal',
      'on',
      'known_at',
      'kind',
      'line',
      'payer',
      'account',
      'pence',
      'consultancy',
      'record',
      'record_kind_written',
      'reverses',
    ],
    rows: model.money.journals.flatMap(one =>
      one.entries.map(({ account, pence }) => [
        model.case.id,
        one.id,
        one.on,
        one.knownAt,
        one.kind,
        one.line,
        one.payer,
        account,
        pence,
        one.consultancy,
        one.record.id,
        one.record.kind,
        one.reverses,
      ]),
    ),
  }),
})
