/** Contracts as a table: one row each. */
import type { ContractJson } from './contract-view.ts'
import type { Table } from './csv.ts'

const notForAll = 'for those who work on the case'

/** A row says in `next` where only those who work on the case know. */
export function contractTable(contracts: readonly ContractJson[]): Table {
  return {
    columns: [
      'case',
      'regime',
      'organisations',
      'contract',
      'version',
      'title',
      'kind',
      'state',
      'until',
      'payer',
      'left_pence',
      'cost_pence',
      'owed_pence',
      'held_pence',
      'paid_pence',
      'next',
    ],
    rows: contracts.map(one => [
      one.case,
      one.regime.id,
      one.organisations.map(({ code }) => code).join(' '),
      one.id,
      one.version,
      one.title,
      one.kind,
      one.state,
      one.until,
      one.payer,
      one.money?.leftPence ?? null,
      one.money?.costPence ?? null,
      one.money?.owedPence ?? null,
      one.money?.heldPence ?? null,
      one.money?.paidPence ?? null,
      one.next ?? notForAll,
    ]),
  }
}
