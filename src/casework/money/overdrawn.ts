/** A balance that would pass zero to the wrong side: told from other errors of the database, and refused in words. */
import type { Refused } from '../model.ts'
import { refuse } from '../refused.ts'
import type { Account } from './ledger.ts'
import { poundsText } from './pounds.ts'

/** The account whose balance refused to pass zero (SQLSTATE 23514), by the name of its check; null for any other error. */
export function overdrawnIn(error: unknown): Account | null {
  const {
    code,
    table,
    constraint = '',
  } = error as {
    readonly code?: string
    readonly table?: string
    readonly constraint?: string
  }
  if (code !== '23514' || table !== 'ledger_balance') return null
  return constraint.replace('_not_overdrawn', '') as Account
}

/** Why an amount is refused that an account does not hold. */
export function overdrawn(account: Account, line: string, pence: number): Refused {
  const amount = poundsText(Math.abs(pence))
  if (account === 'payable')
    return refuse('already-paid', `${amount} is more than is owed: it may have been paid already.`)
  if (account === 'held')
    return refuse('already-paid', `${amount} is more than is held back: it may have been let go already.`)
  if (account === 'committed')
    return refuse('over-budget', `${amount} is more than the contract still has (${line}): extend it first.`)
  return refuse('over-budget', `${amount} is more than is left of the budget (${line}): raise the budget first.`)
}
