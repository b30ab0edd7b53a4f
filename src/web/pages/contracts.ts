/** Contracts in all cases that the reader may see, in every state: the partner's own list, and that of whoever oversees. */
import { z } from 'zod'
import { stateWords } from '../../casework/contracts/contract-state.ts'
import { balancesOf } from '../../casework/money/ledger-store.ts'
import {
  filterParameters,
  filterShape,
  filterShown,
  offeredSchema,
  readFilter,
  regimesOffered,
} from '../case-filter.ts'
import { askingOf } from '../cases.ts'
import { contractTable } from '../contract-table.ts'
import { contractKinds, contractSchema, contractsJson, namesOn } from '../contract-view.ts'
import { echo, PageFault } from '../fault.ts'
import { count } from '../format.ts'
import { contextOf, contextSchema, definePage } from '../page.ts'
import { writtenAcross } from '../written-across.ts'

const states = Object.keys(stateWords) as (keyof typeof stateWords)[]

const schema = contextSchema.extend({
  summary: z.string(),
  today: z.string(),
  filter: z.object({
    ...filterShape,
    state: z.enum(states).nullable(),
  }),
  regimes: offeredSchema,
  contracts: z.array(contractSchema),
})

export const contractsPage = definePage<z.infer<typeof schema>>({
  path: '/contracts',
  title: 'Contracts',
  summary:
    'Contracts with partners and consultancies in every state: what is claimed, owed and held back, and whose turn it is.',
  parameters: {
    ...filterParameters,
    state: `only those that stand so: ${states.join(', ')}`,
  },
  live: true,
  schema,
  template: 'contracts.njk',
  async view(request) {
    const { query, sector } = request
    const asking = askingOf(request)
    const filter = readFilter(query, sector.regimes)
    const state = stateIn(query.get('state')?.trim() || null)
    const { kind, today, cases } = await writtenAcross(asking, contractKinds, filter)
    const held = cases.filter(({ records }) => records.some(one => one.kind === 'contract'))
    const balances = await balancesOf(
      asking.desk.store,
      held.flatMap(({ found, inside }) => (inside ? [found.id] : [])),
    )
    const contracts = held
      .flatMap(one =>
        contractsJson({ ...one, balances: balances.get(one.found.id) ?? [] }, namesOn(request, today), today),
      )
      .filter(one => state === null || one.state === state)
    return {
      ...contextOf(request),
      recordKind: kind,
      summary:
        contracts.length === 0
          ? 'No contract is written here that you may see.'
          : `${count(contracts.length, 'contract')} in ${count(new Set(contracts.map(one => one.case)).size, 'case')}.`,
      today,
      filter: { ...filterShown(filter), state },
      regimes: regimesOffered(sector.regimes),
      contracts,
    }
  },
  pictures: () => ({ states: stateWords }),
  table: model => contractTable(model.contracts),
})

function stateIn(text: string | null): (typeof states)[number] | null {
  const known = states.find(one => one === text)
  if (text === null || known !== undefined) return known ?? null
  throw new PageFault(400, 'No contract stands so', `Found "${echo(text)}"; expected one of ${states.join(', ')}.`)
}
