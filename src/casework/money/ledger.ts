/**
 * The ledger of a case, double-entry, in integer pence: every journal sums to zero. Budget is authority to spend, which is
 * committed by a contract and used by a cost; a cost is owed until it is paid, and part of it may be held back until a check.
 * What is asset or expense is positive, what is owed or given is negative. Pure.
 */

/** What each account holds, and on which side it stands. */
export const accounts = {
  authority: 'Money that may be spent, as given (negative)',
  budget: 'Budget neither committed nor used',
  committed: 'Promised by a contract, not yet used',
  used: 'Budget used by costs',
  cost: 'Costs, paid or not',
  payable: 'Owed and not paid (negative)',
  held: 'Held back until a check (negative)',
  cash: 'Paid (negative)',
} as const
export type Account = keyof typeof accounts

export type JournalKind = 'allocate' | 'commit' | 'release' | 'accrue' | 'pay' | 'earn' | 'claw-back' | 'reverse'

export interface Entry {
  readonly account: Account
  /** Record of the contract under which it is; null outside any. */
  readonly contract: string | null
  /** Record of what is owed: a cost, a claim's verification, a result; null where nothing is. */
  readonly item: string | null
  readonly pence: number
}

/** One act of money: entries that sum to zero, on one line of money of the regime, at the cost of one payer (a role). */
export interface Journal {
  readonly kind: JournalKind
  readonly line: string
  readonly payer: string
  readonly entries: readonly Entry[]
  /** The journal that it takes back. */
  readonly reverses?: string
  /** Of an allocation: why a budget that is no limit is exceeded, to be published. */
  readonly exceed?: string
  /** Of a cost: whether it pays for consultancy, which is shown apart. */
  readonly consultancy?: boolean
  /** Of a cost: the invoice that is owed with it, and nowhere else. */
  readonly invoice?: Invoice
}

/** What tells an invoice apart from all others: supplier and number as letters and digits alone, in lower case. */
export interface Invoice {
  /** Who owes it: a role that is one body in all cases, or codes of the organisations that pay in this one. */
  readonly payers: readonly string[]
  readonly supplier: string
  readonly number: string
}

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

export interface On {
  readonly line: string
  readonly payer: string
  readonly contract?: string | null
  readonly item?: string | null
  /** Of a cost that pays for consultancy. */
  readonly consultancy?: boolean
}

/** Pence on an account, for one line and payer. */
export interface Amount {
  readonly line: string
  readonly payer: string
  readonly account: Account
  readonly pence: number
  /** Of costs: whether they pay for consultancy; told by sums, and left out of balances. */
  readonly consultancy?: boolean
}

/** What stands on an account, for one line, payer, contract and item of a case. */
export interface Balance extends Amount {
  readonly contract: string | null
  readonly item: string | null
}

/** Budget given, or taken back where negative. @param exceed Why the line's budget is exceeded by it. */
export function allocate(on: On, pence: number, exceed?: string): Journal {
  const given = journal('allocate', on, [plain('budget', pence), plain('authority', -pence)])
  return exceed === undefined ? given : { ...given, exceed }
}

/** Budget promised by a contract. */
export function commit(on: On, pence: number): Journal {
  return journal('commit', on, [ofContract('committed', on, pence), plain('budget', -pence)])
}

/** A promise given back, unused. */
export function release(on: On, pence: number): Journal {
  return journal('release', on, [plain('budget', pence), ofContract('committed', on, -pence)])
}

/** A cost that is owed, of which `held` is kept back: from what a contract committed, or from the budget where there is none. */
export function accrue(on: On, pence: number, held = 0): Journal {
  const from = on.contract ? ofContract('committed', on, -pence) : plain('budget', -pence)
  const accrued = journal('accrue', on, [
    plain('used', pence),
    from,
    ofItem('cost', on, pence),
    ofItem('payable', on, held - pence),
    ofItem('held', on, -held),
  ])
  return on.consultancy ? { ...accrued, consultancy: true } : accrued
}

/** What is owed for an item is paid. */
export function pay(on: On, pence: number): Journal {
  return journal('pay', on, [ofItem('payable', on, pence), ofItem('cash', on, -pence)])
}

/** What was held back is owed after all. */
export function earn(on: On, pence: number): Journal {
  return journal('earn', on, [ofItem('held', on, pence), ofItem('payable', on, -pence)])
}

/** What was held back is never owed: no cost, and budget again. */
export function clawBack(on: On, pence: number): Journal {
  return journal('claw-back', on, [
    ofItem('held', on, pence),
    ofItem('cost', on, -pence),
    plain('budget', pence),
    plain('used', -pence),
  ])
}

/** A journal taken back, to the penny. */
export function reverse(of: Journal & { readonly id: string }): Journal {
  const { id, line, payer, entries } = of
  return { kind: 'reverse', line, payer, reverses: id, entries: entries.map(one => ({ ...one, pence: -one.pence })) }
}

/** What stands on an account, over all amounts or those that a test lets through. */
export function standing<One extends Amount>(
  amounts: readonly One[],
  account: Account,
  test: (one: One) => boolean = () => true,
): number {
  return amounts.reduce((sum, one) => (one.account === account && test(one) ? sum + one.pence : sum), 0)
}

/** What may be spent, and how far it is: in pence. */
export interface Spend {
  readonly budget: number
  readonly committed: number
  /** Costs, whether paid or not. */
  readonly actual: number
  /** Of the costs, those of consultancy. */
  readonly consultancy: number
  readonly paid: number
  readonly owed: number
  readonly held: number
  /** Budget left: neither committed nor used. */
  readonly left: number
}

/** What a payer may spend on a line, and how far it is. */
export interface LineStanding extends Spend {
  readonly line: string
  readonly payer: string
}

/** Amounts as what may be spent, and how far it is. */
export function spendOf(amounts: readonly Amount[]): Spend {
  const on = (account: Account) => standing(amounts, account)
  // A sum that is nothing is 0, and never −0.
  return {
    budget: 0 - on('authority'),
    committed: on('committed'),
    actual: on('cost'),
    consultancy: standing(amounts, 'cost', one => one.consultancy === true),
    paid: 0 - on('cash'),
    owed: 0 - on('payable'),
    held: 0 - on('held'),
    left: on('budget'),
  }
}

/** A case's money, or that of many, by line and payer in the order given. */
export function lineStandings(amounts: readonly Amount[]): readonly LineStanding[] {
  const byLine = Map.groupBy(amounts, ({ line, payer }) => JSON.stringify([line, payer]))
  return [...byLine.values()].map(all => {
    const { line, payer } = all[0] as Amount
    return { line, payer, ...spendOf(all) }
  })
}

/** What journals put on each account, entry by entry. A cost is consultancy where the journal that accrued it says so. */
export function amountsOf(journals: readonly Journal[]): readonly Amount[] {
  const consulted = new Set(
    journals.flatMap(({ consultancy, entries }) => (consultancy ? entries.flatMap(({ item }) => item ?? []) : [])),
  )
  return journals.flatMap(({ line, payer, entries }) =>
    entries.map(({ account, item, pence }) => ({
      line,
      payer,
      account,
      pence,
      consultancy: account === 'cost' && item !== null && consulted.has(item),
    })),
  )
}

function journal(kind: JournalKind, { line, payer }: On, entries: readonly Entry[]): Journal {
  if (entries.some(({ pence }) => !Number.isSafeInteger(pence)))
    throw new RangeError(`Found ${entries.map(({ pence }) => pence).join(', ')}; expected whole pence.`)
  // Nothing held is no entry.
  return { kind, line, payer, entries: entries.filter(({ pence }) => pence !== 0) }
}

function plain(account: Account, pence: number): Entry {
  return { account, contract: null, item: null, pence }
}

function ofContract(account: Account, { contract = null }: On, pence: number): Entry {
  return { account, contract, item: null, pence }
}

function ofItem(account: Account, { contract = null, item = null }: On, pence: number): Entry {
  return { account, contract, item, pence }
}
