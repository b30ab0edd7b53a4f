/** Money summed over cases, as somebody may see it: of a whole sector from one short table. */
import { sql } from 'kysely'
import { type CaseFilter, forThePublic, isWithin } from '../case-store.ts'
import type { Working } from '../desk-store.ts'
import type { RecordKind } from '../../evidence/model.ts'
import type { Account, Amount } from './ledger.ts'

export interface TotalsFilter extends Pick<CaseFilter, 'isPublic' | 'within' | 'regime' | 'phase'> {
  readonly recordKind: RecordKind
}

/** What somebody may see of an amount, and whether there is more. */
export interface SeenAmount extends Amount {
  readonly regime: string
  readonly partial: boolean
}

interface Row {
  readonly regime: string
  readonly case_id: string
  readonly line: string
  readonly payer: string
  readonly account: Account
  readonly consultancy: boolean
  readonly pence: string
  readonly partial: boolean
}

/** Amounts of all cases together, by regime. */
export async function readTotals(working: Working, filter: TotalsFilter): Promise<readonly SeenAmount[]> {
  const { rows } = await totals(filter, sql`null::uuid`).execute(working.store.db)
  return rows.map(seenAmount)
}

/** Amounts by case. */
export async function readCaseTotals(
  working: Working,
  filter: TotalsFilter,
): Promise<ReadonlyMap<string, readonly SeenAmount[]>> {
  const { rows } = await totals(filter, sql`c.id`).execute(working.store.db)
  const byCase = Map.groupBy(rows, ({ case_id }) => case_id)
  return new Map([...byCase].map(([id, all]) => [id, all.map(seenAmount)]))
}

function seenAmount({ regime, line, payer, account, consultancy, pence, partial }: Row): SeenAmount {
  return { regime, line, payer, account, consultancy, pence: Number(pence), partial }
}

/** Of the cases `c` within somebody's reach everything; of others that are for the public, what public records caused. */
function totals({ recordKind, regime, phase, within = [] }: TotalsFilter, caseId: ReturnType<typeof sql>) {
  const reached = sql`(${sql.join([sql`false`, ...within.map(isWithin)], sql` or `)})`
  const shown = sql`(t.public or ${reached})`
  return sql<Row>`
    select c.regime, ${caseId} as case_id, t.line, t.payer, t.account, t.consultancy,
      coalesce(sum(t.pence) filter (where ${shown}), 0) as pence, bool_or(not ${shown}) as partial
    from ledger_total t join case_file c on c.id = t.case_id
    where c.record_kind = ${recordKind} and (${regime ?? null}::text is null or c.regime = ${regime ?? null}::text)
      and (${phase ?? null}::text is null or c.phase = ${phase ?? null}::text)
      and (${forThePublic} or ${reached})
    group by 1, 2, 3, 4, 5, 6
    order by 1, 2, 3, 4, 5, 6`
}
