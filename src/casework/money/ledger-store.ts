/** The ledger as written down: journals posted in somebody's transaction, and balances read. */
import { randomUUID } from 'node:crypto'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { CompiledRegime } from '../../regimes/compiled.ts'
import type { Database } from '../../store/schema.ts'
import { Halted } from '../command-store.ts'
import type { Case } from '../model.ts'
import type { StoredRecord } from '../records/record.ts'
import { refuse } from '../refused.ts'
import { freeInvoice, holdInvoice } from './invoice-store.ts'
import type { Account, Balance, Entry, Journal, JournalKind, PostedJournal } from './ledger.ts'
import { overdrawn, overdrawnIn } from './overdrawn.ts'
import { poundsText } from './pounds.ts'

/**
 * Posts what a record causes, in its transaction, with the case's row already locked. Throws Halted (`over-cap`) where the line
 * of money has a cap that it would pass, and (`over-budget`) where it would spend what was not budgeted or pay what is not owed.
 */
export async function postJournals(
  tx: Transaction<Database>,
  { case: found, compiled }: { readonly case: Case; readonly compiled: CompiledRegime },
  record: StoredRecord,
  journals: readonly Journal[],
): Promise<void> {
  for (const [position, journal] of journals.entries()) {
    const id = randomUUID()
    await tx
      .insertInto('ledger_journal')
      .values({
        id,
        case_id: found.id,
        regime: found.regime,
        record_kind: found.recordKind,
        record: record.id,
        version: record.version,
        position,
        kind: journal.kind,
        line: journal.line,
        payer: journal.payer,
        effective: record.effective,
        known_at: record.knownAt,
        reverses: journal.reverses ?? null,
        consultancy: journal.consultancy ?? false,
        public: record.audience === 'public',
      })
      .execute()
    await tx
      .insertInto('ledger_entry')
      .values(journal.entries.map((entry, at) => ({ journal: id, position: at, ...entry })))
      .execute()
    if (journal.invoice) await holdInvoice(tx, found, record.id, journal.invoice)
    if (journal.reverses) await freeInvoice(tx, journal.reverses)
    await addToBalances(tx, found.id, id, journal)
    await addToTotals(tx, found.id, id)
    // Last, so that the row that all cases share is locked no longer than it has to be.
    if (givesAuthority(journal)) await allocateOn(tx, found, compiled, journal)
  }
}

/** What stands on each account of a case; of many, by their ids. */
export async function balancesOf(
  { db }: { readonly db: Kysely<Database> },
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Balance[]>> {
  const rows = await db
    .selectFrom('ledger_balance')
    .selectAll()
    .where(sql<boolean>`case_id = any(${[...caseIds]}::uuid[])`)
    .orderBy('case_id')
    .orderBy('line')
    .orderBy('payer')
    .orderBy('account')
    .orderBy('contract')
    .orderBy('item')
    .execute()
  return Map.groupBy(
    rows.map(({ case_id, line, payer, account, contract, item, pence }) => ({
      caseId: case_id,
      line,
      payer,
      account: account as Account,
      contract: contract === '' ? null : contract,
      item: item === '' ? null : item,
      pence: Number(pence),
    })),
    ({ caseId }) => caseId,
  )
}

/** Journals of a case, oldest first. */
export async function journalsOf(
  { db }: { readonly db: Kysely<Database> },
  caseId: string,
): Promise<readonly PostedJournal[]> {
  const journals = await db
    .selectFrom('ledger_journal')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('known_at')
    .orderBy('position')
    .execute()
  const entries = await db
    .selectFrom('ledger_entry')
    .innerJoin('ledger_journal', 'ledger_journal.id', 'ledger_entry.journal')
    .select(['journal', 'account', 'contract', 'item', 'pence'])
    .where('case_id', '=', caseId)
    .orderBy('ledger_entry.position')
    .execute()
  const byJournal = Map.groupBy(entries, ({ journal }) => journal)
  return journals.map(row => ({
    id: row.id,
    caseId: row.case_id,
    record: row.record,
    version: row.version,
    kind: row.kind as JournalKind,
    line: row.line,
    payer: row.payer,
    effective: row.effective,
    knownAt: row.known_at,
    ...(row.reverses === null ? {} : { reverses: row.reverses }),
    ...(row.consultancy ? { consultancy: true } : {}),
    entries: (byJournal.get(row.id) ?? []).map(
      ({ account, contract, item, pence }): Entry => ({
        account: account as Account,
        contract,
        item,
        pence: Number(pence),
      }),
    ),
  }))
}

/** Sums of all entries by account, over the whole store: together zero, whatever happened. */
export async function trialBalance({
  db,
}: {
  readonly db: Kysely<Database>
}): Promise<readonly { readonly account: Account; readonly pence: number }[]> {
  const rows = await db
    .selectFrom('ledger_entry')
    .select(['account', ({ fn }) => fn.sum<string>('pence').as('pence')])
    .groupBy('account')
    .orderBy('account')
    .execute()
  return rows.map(({ account, pence }) => ({ account: account as Account, pence: Number(pence) }))
}

/** Counts an allocation on its line of money, whose row stays locked until the transaction ends. */
async function allocateOn(
  tx: Transaction<Database>,
  { regime, recordKind }: Case,
  { regime: { money } }: CompiledRegime,
  { line, entries, exceed }: Journal,
): Promise<void> {
  const more = entries.reduce((sum, { account, pence }) => (account === 'budget' ? sum + pence : sum), 0)
  const on = { regime, record_kind: recordKind, line }
  await tx
    .insertInto('money_line')
    .values({ ...on, allocated: 0 })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  const row = await tx
    .updateTable('money_line')
    .set({ allocated: sql`allocated + ${more}` })
    .where(({ and }) => and(on))
    .returning('allocated')
    .executeTakeFirstOrThrow()
  const allocated = Number(row.allocated)
  const cap = money.lines[line]?.cap
  if (cap === undefined || more <= 0 || allocated <= cap.pounds * 100) return
  if (cap.is === 'budget' && exceed !== undefined) return
  const todo =
    cap.is === 'budget'
      ? 'Take less, or record why the budget is exceeded, which is published.'
      : 'Take less, or give back what another case does not need.'
  throw new Halted(
    refuse(
      'over-cap',
      `${money.lines[line]?.title}: the ${cap.is} is ${poundsText(cap.pounds * 100)} for all cases together, and with this ${poundsText(allocated)} would be given out. ${todo}`,
    ),
  )
}

/** Whether it gives out budget, or takes it back. */
function givesAuthority({ entries }: Journal): boolean {
  return entries.some(({ account }) => account === 'authority')
}

async function addToBalances(tx: Transaction<Database>, caseId: string, id: string, journal: Journal): Promise<void> {
  const { line, payer } = journal
  await sql`
    insert into ledger_balance (case_id, line, payer, account, contract, item, pence)
    select distinct ${caseId}::uuid, ${line}, ${payer}, account, coalesce(contract::text, ''), coalesce(item::text, ''), 0
    from ledger_entry where journal = ${id}
    on conflict do nothing`.execute(tx)
  try {
    await sql`
      update ledger_balance as balance set pence = balance.pence + added.pence
      from (
        select account, coalesce(contract::text, '') as contract, coalesce(item::text, '') as item, sum(pence) as pence
        from ledger_entry where journal = ${id} group by 1, 2, 3
      ) as added
      where balance.case_id = ${caseId} and balance.line = ${line} and balance.payer = ${payer}
        and balance.account = added.account and balance.contract = added.contract and balance.item = added.item`.execute(
      tx,
    )
  } catch (error) {
    const account = overdrawnIn(error)
    if (account === null) throw error
    const pence = journal.entries.reduce((sum, one) => (one.account === account ? sum + one.pence : sum), 0)
    throw new Halted(overdrawn(account, line, pence))
  }
}

/**
 * What is about a cost, such as its payment, is consultancy where that is, and public where both are: what everybody sees paid
 * or taken back, they have seen as a cost.
 */
async function addToTotals(tx: Transaction<Database>, caseId: string, id: string): Promise<void> {
  await sql`
    insert into ledger_total (case_id, line, payer, account, consultancy, public, pence)
    select ${caseId}::uuid, journal.line, journal.payer, entry.account,
      entry.account = 'cost' and coalesce(accrued.consultancy, false),
      journal.public and coalesce(accrued.public, true), sum(entry.pence)
    from ledger_journal as journal join ledger_entry as entry on entry.journal = journal.id
      left join lateral (
        select part.item from ledger_entry as part where part.journal = journal.id and part.item is not null limit 1
      ) as about on true
      left join lateral (
        select consultancy, public from ledger_journal
        where kind = 'accrue' and id in (select owed.journal from ledger_entry as owed where owed.item = about.item)
        limit 1
      ) as accrued on true
    where journal.id = ${id}
    group by 1, 2, 3, 4, 5, 6
    on conflict (case_id, line, payer, account, consultancy, public)
      do update set pence = ledger_total.pence + excluded.pence`.execute(tx)
}
