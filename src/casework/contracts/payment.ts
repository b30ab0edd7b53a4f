/** A payment of what is owed: of a claim that was checked, a result, a cost, or what was held back and is let go. Never twice. */
import type { z } from 'zod'
import { type Balance, pay, type PostedJournal } from '../money/ledger.ts'
import { poundsText } from '../money/pounds.ts'
import type { About, Choice, RecordKindRule, StoredRecord } from '../records/record.ts'
import { reversedIn } from '../records/reversed.ts'
import { refuse } from '../refused.ts'
import { type Payment, paymentBody, paymentSent } from './contract-bodies.ts'
import { ownAct } from './hats.ts'

type Sent = z.infer<typeof paymentSent>

export const paymentKind: RecordKindRule<Payment, Sent> = {
  kind: 'payment',
  title: 'Payment',
  says: 'Pays what is owed for a claim, a result or a cost: no more than is owed, and never twice.',
  section: 'money',
  sent: paymentSent,
  body: paymentBody,
  audiences: ['case', 'public'],
  goesBy: (_about, { item }) => item,
  revised: 'never',
  writers: () => ['finance-approver'],
  choices: ({ records }) => ({ item: payable(records) }),
  async refuse(about, { item, pence }, { on }) {
    const found = about.records.find(({ id }) => id === item)
    if (found === undefined)
      return refuse('no-such-record', `There is no record "${item}" in this case that anything is owed for.`)
    if (found.actor === about.actor.key)
      return refuse('own-act', 'You wrote what is to be paid. Leave its payment to another.')
    const contract = (found.body as { readonly contract?: string }).contract
    const own = ownAct(about, 'pay', ['signature', 'claim', 'claim-check', 'result', 'hold-decision'], {
      exit: true,
      ...(contract === undefined ? {} : { contract }),
    })
    if (own) return own
    if (paidAndTookBack(about, item))
      return refuse('own-act', 'You paid this once and took that payment back. Leave paying it again to another.')
    const owed = owedFor(await about.ledger(), item)
    if (owed === null)
      return refuse(
        'already-paid',
        'Nothing is owed for this: it has been paid, or nothing was allowed. Nothing is paid twice.',
      )
    if (pence > -owed.pence)
      return refuse('over-cap', `Found ${poundsText(pence)}; ${poundsText(-owed.pence)} is owed. Pay that, or less.`)
    const then = owedBy(await about.journals(), item, on)
    return pence > then
      ? refuse(
          'over-cap',
          `Found ${poundsText(pence)} paid on ${on}; ${poundsText(then)} was owed by then. Pay it on the day on which it is owed, or later.`,
        )
      : null
  },
  async complete(about, sent) {
    const owed = owedFor(await about.ledger(), sent.item) as Balance
    return { ...sent, contract: owed.contract, line: owed.line, payer: owed.payer }
  },
  posts: (_about, { item, pence, contract, line, payer }) => [pay({ line, payer, contract, item }, pence)],
}

/** Whether somebody both paid an item and took that payment back: a mistake alone, or money that went round, another has to see. */
function paidAndTookBack({ records, actor }: Pick<About, 'records' | 'actor'>, item: string): boolean {
  const own = records.filter(one => one.actor === actor.key)
  const reversed = reversedIn(own)
  return own.some(({ id, kind, body }) => kind === 'payment' && (body as Payment).item === item && reversed.has(id))
}

/** What is owed for an item, as it stands in the ledger (negative); null where nothing is. */
export function owedFor(balances: readonly Balance[], item: string): Balance | null {
  return balances.find(one => one.account === 'payable' && one.item === item && one.pence < 0) ?? null
}

/** What was owed for an item by the end of a day (ISO), in pence. */
function owedBy(posted: readonly PostedJournal[], item: string, on: string): number {
  const entries = posted.filter(({ effective }) => effective <= on).flatMap(journal => journal.entries)
  return entries.reduce((sum, one) => (one.account === 'payable' && one.item === item ? sum - one.pence : sum), 0)
}

const owing = ['claim-check', 'result', 'cost']

function payable(records: readonly StoredRecord[]): readonly Choice[] {
  const reversed = reversedIn(records)
  return records
    .filter(({ id, kind }) => owing.includes(kind) && !reversed.has(id))
    .map(({ id, kind, effective, reason }) => ({
      value: id,
      label: `${kind.replace('-', ' ')} of ${effective}: ${reason}`.slice(0, 200),
    }))
}
