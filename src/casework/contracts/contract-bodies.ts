/** What is kept of everything written under a contract: signatures, claims, their checks, results, guardrails, holds, its end. */
import { z } from 'zod'
import { choice, day, line, number, oneOf, pence, prose, rows } from '../records/fields.ts'
import { twoDecimals } from './contract-schema.ts'
import { hasTwoDecimals } from './terms.ts'

const contract = choice({ label: 'Contract' })
/** The very text of a contract: record, version and hash. */
const bound = { contract: z.uuid(), version: z.int(), hash: z.string() }
const whole = z.int()

export const signatureSent = z.strictObject({
  contract,
  version: choice({ label: 'Version that is signed', hint: 'Sign what you have read.' }),
})
export const signatureBody = signatureSent.extend({
  ...bound,
  completes: z.boolean().meta({ description: 'Whether all parties have signed with it.' }),
})
export type Signature = z.infer<typeof signatureBody>

const worked = z.strictObject({
  what: line({ label: 'Whose time' }),
  days: number({ label: 'Days' }, 0, 10_000).refine(hasTwoDecimals, twoDecimals),
})
export const claimSent = z.strictObject({
  contract,
  from: day({ label: 'From' }),
  until: day({ label: 'Until' }),
  days: rows({ label: 'Days', hint: 'One on each line: whose time, as in the contract | days.' }, worked, 20),
  'expenses-pence': pence({ label: 'Expenses, in pence' }, 0).nullable(),
  'fee-pence': pence({ label: 'Part of the fee, in pence' }, 0).nullable(),
  says: prose({ label: 'What was done' }),
})
const claimed = z.object({
  what: z.string(),
  /** Null where the line is not of days. */
  days: z.number().nullable(),
  rate: whole.nullable(),
  pence: whole,
})
export const claimBody = claimSent.extend({ ...bound, lines: z.array(claimed), 'total-pence': whole })
export type Claim = z.infer<typeof claimBody>
export type ClaimSent = z.infer<typeof claimSent>

const reduced = z.strictObject({
  what: line({ label: 'Line of the claim' }),
  pence: pence({ label: 'Allowed' }, 0),
  why: line({ label: 'Why less than claimed' }, 500),
})
export const claimCheckSent = z.strictObject({
  claim: choice({ label: 'Claim' }),
  less: rows(
    {
      label: 'What is not allowed in full',
      hint: 'One on each line: line of the claim | pence allowed | why less. Every other line is allowed as claimed.',
    },
    reduced,
    22,
  ),
  says: prose({ label: 'What was checked' }),
})
export const claimCheckBody = claimCheckSent.omit({ less: true }).extend({
  contract: z.uuid(),
  /** Days (ISO) that the claim is for: the claim itself may be for fewer readers. */
  from: z.string(),
  until: z.string(),
  lines: z.array(claimed.extend({ allowed: whole, why: z.string().nullable() })),
  'claimed-pence': whole,
  'allowed-pence': whole,
  'held-pence': whole,
})
export type ClaimCheck = z.infer<typeof claimCheckBody>

export const guardrailCheckSent = z.strictObject({ contract, says: prose({ label: 'What was checked' }).nullable() })
export const guardrailCheckBody = guardrailCheckSent.extend({
  contract: z.uuid(),
  organisation: z.string(),
  metric: z.string(),
  is: z.enum(['at-least', 'at-most']),
  expected: z.number(),
  found: z.number().nullable(),
  period: z.string().nullable(),
  outcome: z.enum(['held', 'fell', 'not-known']),
})
export type GuardrailCheck = z.infer<typeof guardrailCheckBody>

export const resultSent = z.strictObject({
  contract,
  term: choice({ label: 'Term' }),
  says: prose({ label: 'What was verified, and what it rests on' }),
})
export const resultBody = resultSent.extend({
  ...bound,
  of: z.enum(['costs', 'fee']),
  outcome: z.enum(['met', 'not-met', 'not-known']),
  guardrail: z.enum(['none', 'held', 'fell', 'not-known']),
  /** How it was worked out, in sentences. */
  arithmetic: z.array(z.string()),
  percent: z.number(),
  'base-pence': whole,
  'due-pence': whole,
  'before-pence': whole,
  'earned-pence': whole,
  'held-pence': whole,
  /** Where one body decides exit, signs and pays: said for everybody to read. Null where it is not so. */
  'one-body': z.string().nullable(),
})
export type Result = z.infer<typeof resultBody>

export const paymentSent = z.strictObject({
  item: choice({ label: 'What is paid' }),
  pence: pence({ label: 'Amount, in pence' }),
  reference: line({ label: 'Reference of the payment' }, 200).nullable(),
})
export const paymentBody = paymentSent.extend({
  contract: z.uuid().nullable(),
  line: z.string(),
  payer: z.string(),
})
export type Payment = z.infer<typeof paymentBody>

export const holdDecisionSent = z.strictObject({ contract, says: prose({ label: 'What it rests on' }) })
export const holdDecisionBody = holdDecisionSent.extend({
  contract: z.uuid(),
  decision: z.enum(['released', 'clawed-back']),
  check: z.uuid(),
  'check-version': z.int(),
  items: z.array(z.object({ item: z.string(), line: z.string(), payer: z.string(), pence: whole })),
  'total-pence': whole,
})
export type HoldDecision = z.infer<typeof holdDecisionBody>

export const contractEndSent = z.strictObject({
  contract,
  how: oneOf({ label: 'How' }, { expired: 'It has run its time', early: 'It ended before its time' }),
  says: prose({ label: 'Why' }),
})
export const contractEndBody = contractEndSent.extend({
  contract: z.uuid(),
  released: z.array(z.object({ line: z.string(), payer: z.string(), pence: whole })),
})
export type ContractEnd = z.infer<typeof contractEndBody>
