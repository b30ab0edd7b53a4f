/** A cost outside any contract: an invoice or a recharge that a payer owes. It is owed until it is paid, by its own id. */
import { z } from 'zod'
import { accrue, type Invoice } from '../money/ledger.ts'
import { moneyChoices, payersOn, refusePayer } from '../money/money-lines.ts'
import { refuse } from '../refused.ts'
import { notItsMoney } from './budget.ts'
import { choice, day, line, pence, yesNo } from './fields.ts'
import { type About, type Asked, recordsOfKind, type RecordKindRule } from './record.ts'
import { reversedIn } from './reversed.ts'

const body = z.strictObject({
  line: choice({ label: 'Line of money' }),
  payer: choice({ label: 'Who pays' }),
  pence: pence({ label: 'Amount' }),
  consultancy: yesNo({ label: 'Is it for consultancy?' }),
  supplier: line({
    label: 'Kind of supplier',
    hint: 'Such as turnaround consultancy, or agency, in the same words each time: its number is owed once. Name no person.',
  }),
  reference: line({ label: 'Number of the invoice or recharge' }, 100),
  from: day({ label: 'For the time from' }),
  until: day({ label: 'Until' }),
})
export type Cost = z.infer<typeof body>

export const costKind: RecordKindRule<Cost> = {
  kind: 'cost',
  title: 'Cost',
  says: 'An invoice or recharge outside any contract: what it was for, how much, and who owes it.',
  section: 'money',
  sent: body,
  body,
  audiences: ['public', 'case'],
  revised: 'never',
  writers: (compiled, route) => ['finance-approver', ...payersOn(compiled, route)],
  choices: ({ compiled, case: found }) => moneyChoices(compiled, found.state.route),
  refuse({ compiled, case: found, records }, one, asked) {
    const wrong = refusePayer(compiled, found.state.route, one.line, one.payer) ?? notItsMoney(one, asked)
    if (wrong) return wrong
    if (one.until < one.from)
      return refuse('bad-request', `Found from ${one.from} until ${one.until}; expected the first day first.`)
    if (one.until > asked.on)
      return refuse('in-the-future', `Found the time until ${one.until}, on ${asked.on}; expected time that is over.`)
    if (compiled.regime.money.lines[one.line]?.kind === 'consultancy' && !one.consultancy)
      return refuse('bad-request', `The line ${one.line} is for consultancy; found a cost that is said to be none.`)
    if (bare(one.reference) === '' || bare(one.supplier) === '')
      return refuse('bad-request', 'Found a supplier or a number without letters and digits; expected some in both.')
    const reversed = reversedIn(records)
    const same = recordsOfKind(records, costKind).find(
      ({ id, body: other }) => other.payer === one.payer && isSame(other, one) && !reversed.has(id),
    )
    return same === undefined
      ? null
      : refuse(
          'already-paid',
          `${one.payer} has "${same.body.reference}" in this case already, of ${same.effective}. If that one was wrong, reverse it first.`,
        )
  },
  posts: (about, one, asked, item) => [
    { ...accrue({ ...one, item }, one.pence), invoice: invoiceOf(about, one, asked) },
  ],
}

/** An invoice as it is told apart over all cases. A role that each case fills with its own organisation is told by their codes. */
function invoiceOf({ compiled, case: found }: About, { payer, supplier, reference }: Cost, asked: Asked): Invoice {
  const kind = compiled.regime.roles[payer]?.kind
  const codes = asked.organisation === null ? found.organisations : [asked.organisation]
  return {
    payers: kind === 'organisation' ? codes : kind === 'partner' ? codes.map(code => `${payer} of ${code}`) : [payer],
    supplier: bare(supplier),
    number: bare(reference),
  }
}

function isSame(one: Cost, other: Cost): boolean {
  return bare(one.reference) === bare(other.reference) && bare(one.supplier) === bare(other.supplier)
}

/** As it is printed on invoices: spaces, hyphens and case tell nothing apart. */
function bare(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}
