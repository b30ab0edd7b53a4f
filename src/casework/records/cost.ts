/** A cost outside any contract: an invoice or a recharge that a payer owes. It is owed until it is paid, by its own id. */
import { z } from 'zod'
import type { Refused } from '../model.ts'
import { accrue, type Invoice } from '../money/ledger.ts'
import { moneyChoices, payersOn, refusePayer } from '../money/money-lines.ts'
import { refuse } from '../refused.ts'
import { notItsMoney } from './budget.ts'
import { choice, day, line, pence, yesNo } from './fields.ts'
import { beforeTheRules } from './lower-bounds.ts'
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
  refuse(about, one, asked) {
    const { compiled, case: found } = about
    const wrong = refusePayer(compiled, found.state.route, one.line, one.payer) ?? notItsMoney(one, asked)
    if (wrong) return wrong
    if (one.until < one.from)
      return refuse('bad-request', `Found from ${one.from} until ${one.until}; expected the first day first.`)
    // It may be of before the opening, as what a diagnostic costs that comes first.
    const early = beforeTheRules(about, 'a cost from', one.from)
    if (early) return early
    if (one.until > asked.on)
      return refuse('in-the-future', `Found the time until ${one.until}, on ${asked.on}; expected time that is over.`)
    if (compiled.regime.money.lines[one.line]?.kind === 'consultancy' && !one.consultancy)
      return refuse('bad-request', `The line ${one.line} is for consultancy; found a cost that is said to be none.`)
    if (bare(one.reference) === '' || bare(one.supplier) === '')
      return refuse('bad-request', 'Found a supplier or a number without letters and digits; expected some in both.')
    return twice(about, one, asked)
  },
  posts: (about, one, asked, item) => [
    { ...accrue({ ...one, item }, one.pence), invoice: invoiceOf(about, one, asked) },
  ],
}

/** Why an invoice is not owed again: one of its payers has it in this case already. Null where none has. */
function twice(about: About, one: Cost, asked: Asked): Refused | null {
  const { payers, supplier, number } = invoiceOf(about, one, asked)
  const reversed = reversedIn(about.records)
  for (const { id, body, organisation, effective } of recordsOfKind(about.records, costKind)) {
    const other = invoiceOf(about, body, { organisation })
    const both = payers.filter(payer => other.payers.includes(payer))
    if (both.length > 0 && other.supplier === supplier && other.number === number && !reversed.has(id))
      return refuse(
        'already-paid',
        `${both.join(' and ')} ${both.length === 1 ? 'has' : 'have'} "${body.reference}" in this case already, of ${effective}. If that one was wrong, reverse it first.`,
      )
  }
  return null
}

/** An invoice as it is told apart over all cases. A role that each case fills with its own organisation is told by their codes. */
function invoiceOf(
  { compiled, case: found }: About,
  { payer, supplier, reference }: Cost,
  { organisation }: Pick<Asked, 'organisation'>,
): Invoice {
  const kind = compiled.regime.roles[payer]?.kind
  const codes = organisation === null ? found.organisations : [organisation]
  return {
    payers: kind === 'organisation' ? codes : kind === 'partner' ? codes.map(code => `${payer} of ${code}`) : [payer],
    supplier: bare(supplier),
    number: bare(reference),
  }
}

/** As it is printed on invoices: spaces, hyphens and case tell nothing apart. */
function bare(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}
