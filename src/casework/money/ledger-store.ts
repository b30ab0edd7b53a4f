/** The ledger as written down: journals posted in somebody's transaction, and balances read. */
import { randomUUID } from 'node:crypto'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { CompiledRegime } from '../../regimes/compiled.ts'
import type { Database } from '../../store/schema.ts'
import { Halted } from '../command-store.ts'
import type { Case, Refused } from '../model.ts'
import type { StoredRecord } from '../records/record.ts'
import { refuse } from '../refused.ts'
import type { Account, Balance, Entry, Journal, JournalKind } from './ledger.ts'
import { poundsText } from './pounds.ts'

/** A journal as it was posted. */
export interface PostedJournal extends Journal {
  readonly id: string
  readonly caseId: string
  /** The version of the record that caused it. */
  readonly record: string
  readonly version: number
  /** ISO day on which it took effect, and ISO instant at which it was known. */
  readonly effective: string
  readonly knownAt: string
}

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
    if (journal.kind === 'allocate') await allocateOn(tx, found, compiled, journal)
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
      })
      .execute()
    await tx
      .insertInto('ledger_entry')
      .values(journal.entries.map((entry, at) => ({ journal: id, position: at, ...entry })))
      .execute()
    await addToBalances(tx, found.id, journal)
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
  const { rows } = await sql<{ allocated: string }>`
    insert into money_line (regime, record_kind, line, allocated) values (${regime}, ${recordKind}, ${line}, ${more})
    on conflict (regime, record_kind, line) do update set allocated = money_line.allocated + ${more}
    returning allocated`.execute(tx)
  const allocated = Number(rows[0]?.allocated)
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

async function addToBalances(tx: Transaction<Database>, caseId: string, { line, payer, entries }: Journal) {
  for (const { account, contract, item, pence } of entries)
    try {
      await sql`
        insert into ledger_balance (case_id, line, payer, account, contract, item, pence)
        values (${caseId}, ${line}, ${payer}, ${account}, ${contract ?? ''}, ${item ?? ''}, 0)
        on conflict do nothing`.execute(tx)
      await sql`
        update ledger_balance set pence = pence + ${pence}
        where case_id = ${caseId} and line = ${line} and payer = ${payer} and account = ${account}
          and contract = ${contract ?? ''} and item = ${item ?? ''}`.execute(tx)
    } catch (error) {
      if (isOverdrawn(error)) throw new Halted(overdrawn(account, line, pence))
      throw error
    }
}

/** The row refused to pass zero: SQLSTATE 23514, of the table of balances. */
function isOverdrawn(error: unknown): boolean {
  const { code, table } = error as { readonly code?: string; readonly table?: string }
  return code === '23514' && table === 'ledger_balance'
}

function overdrawn(account: Account, line: string, pence: number): Refused {
  const amount = poundsText(Math.abs(pence))
  if (account === 'payable')
    return refuse('already-paid', `${amount} is more than is owed: it may have been paid already.`)
  if (account === 'held')
    return refuse('already-paid', `${amount} is more than is held back: it may have been let go already.`)
  if (account === 'committed')
    return refuse('over-budget', `${amount} is more than the contract still has (${line}): extend it first.`)
  return refuse('over-budget', `${amount} is more than is left of the budget (${line}): raise the budget first.`)
}
