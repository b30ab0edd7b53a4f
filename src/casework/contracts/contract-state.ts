/** Where a contract stands: who has signed its latest text, since when it is in force, and what has been claimed, owed and held. Pure. */
import { type Balance, standing } from '../money/ledger.ts'
import type { StoredRecord } from '../records/record.ts'
import { reversedIn } from '../records/reversed.ts'
import type {
  Claim,
  ClaimCheck,
  ContractEnd,
  GuardrailCheck,
  HoldDecision,
  Result,
  Signature,
} from './contract-bodies.ts'
import { type Contract, type Guardrail, guardrailOf } from './contract-schema.ts'

export type ContractState = 'to-be-signed' | 'signed' | 'in-force' | 'expired' | 'ended'

export const stateWords: Readonly<Record<ContractState, string>> = {
  'to-be-signed': 'To be signed',
  signed: 'Signed, not yet begun',
  'in-force': 'In force',
  expired: 'Over: its time has run',
  ended: 'Ended, and closed',
}

/** Everything written under one contract. */
export interface Standing {
  readonly contract: StoredRecord<Contract>
  readonly state: ContractState
  /** Signatures of its latest version. */
  readonly signatures: readonly StoredRecord<Signature>[]
  /** Roles that have still to sign that version. */
  readonly unsigned: readonly string[]
  /** First day (ISO) on which it was in force; null where it never was. */
  readonly begun: string | null
  readonly claims: readonly ClaimStanding[]
  /** The latest check of the guardrail as its latest version has it. */
  readonly guardrail: StoredRecord<GuardrailCheck> | null
  /** Those that were not taken back. */
  readonly results: readonly StoredRecord<Result>[]
  /** What became of what was held back. */
  readonly holds: readonly StoredRecord<HoldDecision>[]
  readonly end: StoredRecord<ContractEnd> | null
}

export interface ClaimStanding {
  readonly claim: StoredRecord<Claim>
  /** Null while nobody has checked it. */
  readonly check: StoredRecord<ClaimCheck> | null
  /** Whether its check was taken back, and the claim with it: nothing is allowed, and its period may be claimed anew. */
  readonly takenBack: boolean
}

type Records = readonly StoredRecord[]

/** Records of a kind, with the bodies that the kind keeps. */
function of<Body>(records: Records, kind: string): readonly StoredRecord<Body>[] {
  return records.filter(one => one.kind === kind) as readonly StoredRecord<Body>[]
}

/** Contracts of a case, in the order of their first versions. */
export function contractsOf(records: Records): readonly StoredRecord<Contract>[] {
  return of<Contract>(records, 'contract')
}

/** Where a contract of a case stands on a day (ISO); null where there is none of that id. */
export function standingOf(records: Records, id: string, today: string): Standing | null {
  const contract = contractsOf(records).find(one => one.id === id)
  if (contract === undefined) return null
  const under = <Body extends { readonly contract: string }>(kind: string) =>
    of<Body>(records, kind).filter(({ body }) => body.contract === id)
  const all = under<Signature>('signature')
  const signatures = all.filter(({ body }) => body.version === contract.version && body.hash === contract.hash)
  const unsigned = contract.body.parties
    .map(({ role }) => role)
    .filter(role => !signatures.some(one => one.role === role))
  const complete = all.filter(({ body }) => body.completes).map(({ effective }) => effective)
  const first = complete.toSorted()[0] ?? null
  const begun = first === null ? null : latest(first, contract.body.from)
  const checks = of<ClaimCheck>(records, 'claim-check')
  const reversed = reversedIn(records)
  const end = under<ContractEnd>('contract-end').at(-1) ?? null
  return {
    contract,
    state: stateOn(contract.body, today, { ended: end !== null, signed: unsigned.length === 0, begun }),
    signatures,
    unsigned,
    begun,
    claims: under<Claim>('claim').map(claim => {
      const check = checks.find(({ body }) => body.claim === claim.id) ?? null
      return { claim, check, takenBack: check !== null && reversed.has(check.id) }
    }),
    guardrail:
      under<GuardrailCheck>('guardrail-check').findLast(one => isOf(guardrailOf(contract.body), one.body)) ?? null,
    results: under<Result>('result').filter(one => !reversed.has(one.id)),
    holds: under<HoldDecision>('hold-decision'),
    end,
  }
}

/** Whether a check was of a guardrail as it stands. */
function isOf(guardrail: Guardrail | null, check: GuardrailCheck): boolean {
  const { organisation, metric, is, expected } = check
  return (
    guardrail !== null &&
    guardrail.organisation === organisation &&
    guardrail.metric === metric &&
    guardrail.is === is &&
    guardrail.expected === expected
  )
}

function stateOn(
  { until }: Contract,
  today: string,
  { ended, signed, begun }: { readonly ended: boolean; readonly signed: boolean; readonly begun: string | null },
): ContractState {
  if (ended) return 'ended'
  if (!signed || begun === null) return 'to-be-signed'
  if (today < begun) return 'signed'
  return today > until ? 'expired' : 'in-force'
}

function latest(a: string, b: string): string {
  return a > b ? a : b
}

/** What was allowed of a claim, in pence: nothing where its check was taken back; null while nobody has checked it. */
export function allowedOf({ check, takenBack }: ClaimStanding): number | null {
  return takenBack ? 0 : (check?.body['allowed-pence'] ?? null)
}

/** What has been allowed under a contract for time, expenses and fee: what results are a share of. */
export function allowedPence({ claims }: Standing): number {
  return claims.reduce((sum, one) => sum + (allowedOf(one) ?? 0), 0)
}

/** What results of a kind have earned so far. */
export function earnedPence({ results }: Standing, of: 'costs' | 'fee'): number {
  return results.reduce((sum, { body }) => (body.of === of ? sum + body['earned-pence'] : sum), 0)
}

/** What stands under a contract on an account, on a line or all of them; positive where it stands on the account's own side. */
export function underContract(
  balances: readonly Balance[],
  account: 'committed' | 'cost' | 'payable' | 'held' | 'cash',
  contract: string,
  line?: string,
): number {
  const found = standing(
    balances,
    account,
    one => one.contract === contract && (line === undefined || one.line === line),
  )
  return account === 'committed' || account === 'cost' ? found : 0 - found
}
