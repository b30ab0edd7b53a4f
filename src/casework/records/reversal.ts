/** A reversal: what a cost, a payment, the check of a claim or a result posted is taken back, to the penny, and once. */
import { z } from 'zod'
import type { ClaimCheck, Result } from '../contracts/contract-bodies.ts'
import { contractThere } from '../contracts/find.ts'
import { ownAct, resultVerifiers, verifiers } from '../contracts/hats.ts'
import { reverse, standing } from '../money/ledger.ts'
import { payersOn } from '../money/money-lines.ts'
import type { Refused } from '../model.ts'
import { refuse } from '../refused.ts'
import { choice } from './fields.ts'
import type { About, RecordKindRule, StoredRecord } from './record.ts'
import { reversedIn } from './reversed.ts'

/** Kinds of records of which what they posted may be taken back. Others are put right by a later version, or by their own acts. */
const reversible: readonly string[] = ['cost', 'payment', 'claim-check', 'result']

const body = z.strictObject({ of: choice({ label: 'The cost, payment, check of a claim or result that was wrong' }) })
export type Reversal = z.infer<typeof body>

export const reversalKind: RecordKindRule<Reversal> = {
  kind: 'reversal',
  title: 'Reversal',
  says: 'Takes a cost, a payment, the check of a claim or a result back as a whole, where it was wrong; it stays written, beside its reversal.',
  section: 'money',
  sent: body,
  body,
  audiences: ['public', 'case'],
  goesBy: (_about, { of }) => of,
  revised: 'never',
  writers: (compiled, route) => [
    ...new Set([
      'finance-approver',
      ...payersOn(compiled, route),
      ...verifiers(compiled, route),
      ...resultVerifiers(compiled, route),
    ]),
  ],
  choices: about => ({
    of: open(about).map(one => ({
      value: one.id,
      label: `${wordsOf(one.kind)} of ${one.effective}, ${referenceOf(one)}`,
    })),
  }),
  async refuse(about, { of }, { role, audience }) {
    const found = about.records.find(({ id }) => id === of)
    if (found === undefined || !reversible.includes(found.kind))
      return refuse(
        'bad-request',
        `Found "${of}"; expected the id of a record of this case: ${reversible.join(' or ')}.`,
      )
    if (reversedIn(about.records).has(of))
      return refuse('already-paid', `The ${wordsOf(found.kind)} of ${found.effective} has been taken back already.`)
    if (role !== 'finance-approver' && role !== found.role)
      return refuse(
        'wrong-role',
        `${found.role} wrote it: it is for them or finance-approver to reverse; found ${role}.`,
      )
    if (audience !== found.audience)
      return refuse(
        'bad-request',
        `The ${wordsOf(found.kind)} is for the audience "${found.audience}", and so is its reversal; found "${audience}".`,
      )
    const paid = standing(await about.ledger(), 'cash', ({ item }) => item === of)
    if (paid !== 0)
      return refuse('already-paid', 'It has been paid. Reverse its payments first: what was paid is then owed again.')
    return isUnderContract(found) ? (byAnother(about, found) ?? (await builtOn(about, found))) : null
  },
  async posts(about, { of }) {
    const posted = await about.journals()
    return posted.filter(({ record }) => record === of).map(reverse)
  },
}

type UnderContract = StoredRecord<ClaimCheck | Result>

function isUnderContract(one: StoredRecord): one is UnderContract {
  return one.kind === 'claim-check' || one.kind === 'result'
}

/** Whoever signed or claims under the contract takes nothing back under it. */
function byAnother(about: About, { kind, body: { contract } }: UnderContract): Refused | null {
  return ownAct(about, `take the ${wordsOf(kind)} back`, ['signature', 'claim'], { contract })
}

/** Why the check of a claim, or a result, may not be taken back any more: other acts rest on it. */
async function builtOn(about: About, { id, kind, body }: UnderContract): Promise<Refused | null> {
  const { state, results } = contractThere(about, body.contract)
  if (state === 'ended')
    return refuse('not-in-force', 'This contract has ended and is closed: what it did not use was given back.')
  if (kind === 'claim-check' && results.some(one => one.body.of === 'costs' && one.body['earned-pence'] > 0))
    return refuse('not-allowed-here', 'Results have earned a share of what this check allowed. It stands.')
  const held = 0 - standing(await about.ledger(), 'held', ({ item }) => item === id)
  return held === body['held-pence']
    ? null
    : refuse('not-allowed-here', `What this ${wordsOf(kind)} held back was let go or clawed back already. It stands.`)
}

function open({ records }: About): readonly StoredRecord[] {
  const reversed = reversedIn(records)
  return records.filter(({ id, kind }) => reversible.includes(kind) && !reversed.has(id))
}

function referenceOf({ kind, body: one, reason }: StoredRecord): string {
  return kind === 'claim-check' || kind === 'result'
    ? reason
    : String((one as { readonly reference?: unknown }).reference)
}

/** `claim-check` as `check of a claim`. */
function wordsOf(kind: string): string {
  return kind === 'claim-check' ? 'check of a claim' : kind
}
