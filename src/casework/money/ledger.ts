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
}

export interface On {
  readonly line: string
  readonly payer: string
  readonly contract?: string | null
  readonly item?: string | null
}

/** What stands on an account, for one line, payer, contract and item of a case. */
export interface Balance {
  readonly line: string
  readonly payer: string
  readonly account: Account
  readonly contract: string | null
  readonly item: string | null
  readonly pence: number
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
  return journal('accrue', on, [
    plain('used', pence),
    from,
    ofItem('cost', on, pence),
    ofItem('payable', on, held - pence),
    ofItem('held', on, -held),
  ])
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

/** What stands on an account, over all balances or those that a test lets through. */
export function standing(
  balances: readonly Balance[],
  account: Account,
  test: (one: Balance) => boolean = () => true,
): number {
  return balances.reduce((sum, one) => (one.account === account && test(one) ? sum + one.pence : sum), 0)
}

/** What a line may be spent on by a payer, and how far it is: in pence. */
export interface LineStanding {
  readonly line: string
  readonly payer: string
  readonly budget: number
  readonly committed: number
  /** Costs, whether paid or not. */
  readonly actual: number
  readonly paid: number
  readonly owed: number
  readonly held: number
  /** Budget left: neither committed nor used. */
  readonly left: number
}

/** A case's money, or that of many, by line and payer in the order given. */
export function lineStandings(balances: readonly Balance[]): readonly LineStanding[] {
  const byLine = Map.groupBy(balances, ({ line, payer }) => JSON.stringify([line, payer]))
  return [...byLine.values()].map(all => {
    const { line, payer } = all[0] as Balance
    const on = (account: Account) => standing(all, account)
    return {
      line,
      payer,
      budget: -on('authority'),
      committed: on('committed'),
      actual: on('cost'),
      paid: -on('cash'),
      owed: -on('payable'),
      held: -on('held'),
      left: on('budget'),
    }
  })
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
