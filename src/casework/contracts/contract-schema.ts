/** A contract as it is sent and as it is kept: parties, dates, rates, terms of results, what is held back, and the ceiling. */
import { z } from 'zod'
import { choice, day, line, number, oneOf, pence, prose, rows } from '../records/fields.ts'
import { hasTwoDecimals } from './terms.ts'

export const twoDecimals = 'expected at most two decimals'

const percent = (label: string, most: number) =>
  number({ label, hint: 'With at most two decimals.' }, 0, most).refine(hasTwoDecimals, twoDecimals)

const party = z.strictObject({
  role: line({ label: 'Role under the rules' }, 100),
  organisation: line({ label: 'Code of the organisation, where it is a partner' }, 20).nullable(),
})

const rate = z.strictObject({
  what: line({ label: 'Whose time' }),
  // Nobody works for less: whoever writes 650 means pounds.
  pence: pence(
    { label: 'Pence a day' },
    5_000,
    5_000_000,
    'expected whole pence a day, from 5000 to 5000000, such as 65000 for £650: is it a rate in pounds?',
  ),
})

const term = z.strictObject({
  id: z
    .string({ error: 'expected a short name' })
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected a short name in lower case with hyphens')
    .max(50, 'expected at most 50 characters')
    .meta({ label: 'Short name' }),
  percent: percent('Percent', 300).nullable(),
  of: z.enum(['costs', 'fee'], { error: 'expected costs or fee' }),
  months: number({ label: 'Exit within months of entry' }, 1, 120).int('expected whole months').nullable(),
  by: day({ label: 'Exit by' }).nullable(),
  criterion: line({ label: 'Criterion of the rules that has to be met' }, 100).nullable(),
  rule: number({ label: 'Number of the term among those of the rules' }, 1, 20).int('expected its number').nullable(),
  when: line({ label: 'The result in words' }, 500),
})

export const contractSent = z.strictObject({
  title: line({ label: 'Title', hint: 'Such as Improvement contract with R0B. Name nobody.' }),
  kind: oneOf(
    { label: 'What it is' },
    {
      improvement: 'Improvement contract with a partner',
      'call-off': 'Consultancy, called off',
      other: 'Another contract',
    },
  ),
  support: choice({ label: 'Support of the rules that it gives' }).nullable(),
  line: choice({ label: 'Line of money', hint: 'It says who pays.' }),
  payer: choice({ label: 'Who pays, where the rules leave it open' }).nullable(),
  'results-line': choice({ label: 'Line of money for results, where another' }).nullable(),
  scope: prose({ label: 'What is done' }),
  parties: rows({ label: 'Parties', hint: 'One on each line: role | code of the organisation.' }, party, 6),
  unmatched: prose({
    label: 'Why it is signed without a match of its partner',
    hint: 'Leave empty where the partner was matched with its consent.',
  }).nullable(),
  from: day({ label: 'From' }),
  until: day({ label: 'Until' }),
  'days-cap': number({ label: 'Days, at most' }, 1, 10_000).nullable(),
  rates: rows({ label: 'Rates', hint: 'One on each line: whose time | pence a day.' }, rate, 20),
  'fee-pence': pence({ label: 'Fee, in pence' }).nullable(),
  'contingent-percent': percent('Percent of the fee that depends on results', 100).nullable(),
  results: rows(
    {
      label: 'What results earn',
      hint: 'One on each line: short name | percent | costs or fee | exit within months of entry | exit by a day | criterion | number of the term in the rules | the result in words. Leave empty what does not apply.',
    },
    term,
    10,
  ),
  'hold-percent': percent('Percent held back', 100).nullable(),
  'hold-on': oneOf(
    { label: 'Held back of what' },
    { results: 'What results earn', everything: 'Everything' },
  ).nullable(),
  'hold-months': choice({ label: 'Held back until the check after exit' }).nullable(),
  'guardrail-metric': line({ label: 'Guardrail: metric of the partner’s own performance' }, 200).nullable(),
  'guardrail-is': oneOf(
    { label: 'Guardrail: the partner’s figure has to be' },
    { 'at-least': 'At least', 'at-most': 'At most' },
  ).nullable(),
  'guardrail-value': number({ label: 'Guardrail: this value' }, -1e9, 1e9).nullable(),
  'ceiling-pence': pence({ label: 'Ceiling, in pence', hint: 'No more is claimed or earned on its line.' }, 0),
  'results-ceiling-pence': pence({ label: 'Ceiling of results on their own line, in pence' }, 0).nullable(),
})
export type ContractSent = z.infer<typeof contractSent>

/** With the payers and the partner as the rules have them, and of each term whether the rules state it. */
export const contractBody = contractSent.extend({
  payer: z.string(),
  'results-payer': z.string().nullable(),
  'guardrail-organisation': z
    .string()
    .nullable()
    .meta({ label: 'Guardrail: of which partner', description: 'Its code.' }),
  results: z.array(
    term.extend({
      stated: z.enum(['by-the-rules', 'by-this-contract']).meta({ description: 'Who states the figure.' }),
    }),
  ),
})
export type Contract = z.infer<typeof contractBody>
export type Term = Contract['results'][number]

/** On which line, at whose cost and for what kind of work a contract is paid, as the ledger asks. */
export function paidOn({ line, payer, kind }: Contract) {
  return { line, payer, consultancy: kind === 'call-off' }
}

/** What a contract asks of the partner's own performance. */
export interface Guardrail {
  readonly organisation: string
  readonly metric: string
  readonly is: 'at-least' | 'at-most'
  readonly expected: number
}

/** The guardrail of a contract; null where it asks nothing. */
export function guardrailOf(contract: Contract): Guardrail | null {
  const { 'guardrail-metric': metric, 'guardrail-is': is, 'guardrail-value': expected } = contract
  // A contract that was written before its partner was kept apart said the first one that it names.
  const named = contract.parties.find(one => one.organisation !== null)?.organisation ?? null
  const organisation = contract['guardrail-organisation'] ?? named
  return metric === null || is === null || expected === null || organisation === null
    ? null
    : { organisation, metric, is, expected }
}
