/** Contracts of a case: between whom, on which terms, what was claimed, what is owed and held, and whose turn it is. */
import { z } from 'zod'
import { balancesOf } from '../../casework/money/ledger-store.ts'
import { caseSchema } from '../api/case-schemas.ts'
import { caseAsked } from '../case-asked.ts'
import { recordsOf } from '../case-records.ts'
import { caseJson } from '../case-view.ts'
import { contractSchema, contractsJson, contractTable } from '../contract-view.ts'
import { count } from '../format.ts'
import { contextOf, contextSchema, definePage } from '../page.ts'

const schema = contextSchema.extend({
  summary: z.string(),
  today: z.string(),
  regime: z.object({ id: z.string(), title: z.string(), version: z.string() }),
  organisations: z.array(z.object({ code: z.string(), name: z.string() })),
  case: caseSchema,
  contracts: z.array(contractSchema),
  writable: z
    .array(z.object({ kind: z.string(), title: z.string() }))
    .meta({ description: 'What the reader may write.' }),
})

const order = [
  'contract',
  'signature',
  'claim',
  'claim-check',
  'guardrail-check',
  'result',
  'payment',
  'hold-decision',
  'contract-end',
]

export const caseContractsPage = definePage<z.infer<typeof schema>>({
  path: '/cases/:id/contracts',
  title: 'Contracts of a case',
  summary: 'Who helps on which terms, what was claimed and allowed, what is owed and held back, and whose turn it is.',
  live: true,
  schema,
  template: 'case-contracts.njk',
  async view(request) {
    const { asking, reading } = await caseAsked(request)
    const { found, compiled, inside, today, asKnownAt } = reading
    const seen = await recordsOf(asking, reading)
    // What stands in the ledger is known as of now alone.
    const balances = asKnownAt === null ? ((await balancesOf(asking.desk.store, [found.id])).get(found.id) ?? []) : []
    const records = seen.records.map(({ latest }) => latest)
    const { snapshot } = request.choice
    const shown = { found, compiled, records, inside: inside && asKnownAt === null, balances }
    const contracts = contractsJson(shown, snapshot, today)
    return {
      ...contextOf(request),
      asKnownAt,
      recordKind: found.recordKind,
      summary:
        contracts.length === 0
          ? 'No contract is written here that you may see.'
          : `${count(contracts.length, 'contract')}.`,
      today,
      regime: { id: compiled.regime.regime, title: compiled.regime.title, version: found.version },
      organisations: found.organisations.map(code => ({ code, name: snapshot.organisations.get(code)?.name ?? code })),
      case: caseJson(reading),
      contracts,
      writable: seen.writable.flatMap(({ rule: { kind, title } }) => (order.includes(kind) ? [{ kind, title }] : [])),
    }
  },
  table: model => contractTable(model.contracts),
})
