/** The money of a case: who pays, budget, committed, actual, paid and held, each posting with what caused it. */
import { z } from 'zod'
import { caseSchema } from '../api/case-schemas.ts'
import { caseAsked } from '../case-asked.ts'
import { caseMoneySchema, moneyOf } from '../case-money.ts'
import { recordsOf } from '../case-records.ts'
import { caseJson } from '../case-view.ts'
import { organisationName } from '../organisation-name.ts'
import { contextOf, contextSchema, definePage } from '../page.ts'

const schema = contextSchema.extend({
  summary: z.string(),
  today: z.string(),
  regime: z.object({ id: z.string(), title: z.string(), version: z.string() }),
  organisations: z.array(z.object({ code: z.string(), name: z.string() })),
  case: caseSchema,
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
    const { found, compiled, today } = reading
    const money = await moneyOf(asking, await recordsOf(asking, reading))
    return {
      ...contextOf(request),
      asKnownAt: reading.asKnownAt,
      recordKind: found.recordKind,
      summary: money.says,
      today,
      regime: { id: compiled.regime.regime, title: compiled.regime.title, version: found.version },
      organisations: found.organisations.map(code => ({
        code,
        name: organisationName(request.choice.snapshot, code),
      })),
      case: caseJson(reading),
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
