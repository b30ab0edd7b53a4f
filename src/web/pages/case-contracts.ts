/** Contracts of a case: between whom, on which terms, what was claimed, what is owed and held, and whose turn it is. */
import { z } from 'zod'
import { balancesOf } from '../../casework/money/ledger-store.ts'
import { caseAsked } from '../case-asked.ts'
import { caseHead, caseHeadSchema } from '../case-head.ts'
import { recordsOf } from '../case-records.ts'
import { contractTable } from '../contract-table.ts'
import { contractKinds, contractSchema, contractsJson, namesOn } from '../contract-view.ts'
import { count } from '../format.ts'
import { definePage } from '../page.ts'

const schema = caseHeadSchema.extend({
  summary: z.string(),
  contracts: z.array(contractSchema),
  writable: z
    .array(z.object({ kind: z.string(), title: z.string() }))
    .meta({ description: 'What the reader may write.' }),
})

/** Kinds that are offered to be written. */
const offered: readonly string[] = [...contractKinds, 'payment']

export const caseContractsPage = definePage<z.infer<typeof schema>>({
  path: '/cases/:id/contracts',
  title: 'Contracts of a case',
  summary: 'Who helps on which terms, what was claimed and allowed, what is owed and held back, and whose turn it is.',
  live: true,
  schema,
  template: 'case-contracts.njk',
  async view(request) {
    const { asking, reading } = await caseAsked(request)
    const { found, compiled, resting, inside, today, asKnownAt } = reading
    const seen = await recordsOf(asking, reading)
    // What stands in the ledger is known as of now alone.
    const balances = asKnownAt === null ? ((await balancesOf(asking.desk.store, [found.id])).get(found.id) ?? []) : []
    const records = seen.records.map(({ latest }) => latest)
    const { unseen } = seen
    const shown = {
      found,
      compiled,
      ...(resting ? { resting } : {}),
      records,
      unseen,
      inside: inside && asKnownAt === null,
      balances,
    }
    const contracts = contractsJson(shown, namesOn(request, today), today)
    return {
      ...caseHead(request, reading),
      asKnownAt,
      summary:
        contracts.length === 0
          ? 'No contract is written here that you may see.'
          : `${count(contracts.length, 'contract')}.`,
      contracts,
      writable: seen.writable.flatMap(({ rule: { kind, title } }) => (offered.includes(kind) ? [{ kind, title }] : [])),
    }
  },
  table: model => contractTable(model.contracts),
})
