/** A party signs the very text of a contract; with the last signature it is in force, and its ceiling is committed. */
import type { Journal } from '../money/ledger.ts'
import { commit, release, standing } from '../money/ledger.ts'
import { poundsText } from '../money/pounds.ts'
import type { Refused } from '../model.ts'
import type { About, RecordKindRule } from '../records/record.ts'
import { refuse } from '../refused.ts'
import { type Signature, signatureBody, signatureSent } from './contract-bodies.ts'
import { type Standing, underContract } from './contract-state.ts'
import { contractChoices, contractThere, findContract } from './find.ts'
import { ownAct, partyRoles } from './hats.ts'
import { notMatched } from './partner-party.ts'

export const signatureKind: RecordKindRule<Signature, { readonly contract: string; readonly version: string }> = {
  kind: 'signature',
  title: 'Signature',
  says: 'Signs a version of a contract for one of its parties. A new version of the contract needs new signatures.',
  section: 'money',
  sent: signatureSent,
  body: signatureBody,
  audiences: ['case', 'public'],
  goesBy: (_about, { contract }) => contract,
  revised: 'never',
  writers: partyRoles,
  choices: about => ({
    contract: contractChoices(about),
    version: [...new Set(contractChoices(about).map(({ value }) => contractThere(about, value).contract.version))].map(
      version => ({ value: `${version}`, label: `Version ${version}` }),
    ),
  }),
  async refuse(about, sent, { role }) {
    const found = findContract(about, sent.contract)
    if ('words' in found) return found
    const { contract, state, signatures } = found
    if (state === 'ended') return refuse('not-in-force', 'This contract has ended, and is signed no more.')
    if (sent.version !== `${contract.version}`)
      return refuse(
        'stale',
        `The contract is at version ${contract.version}; found "${sent.version}". Read that, and sign it.`,
      )
    const parties = contract.body.parties.map(one => one.role)
    if (!parties.includes(role))
      return refuse('wrong-role', `${parties.join(' and ')} sign this contract; found ${role}.`)
    if (signatures.some(one => one.role === role))
      return refuse('not-allowed-here', `${role} has signed version ${contract.version} already.`)
    if (signatures.some(one => one.actor === about.actor.key))
      return refuse('own-act', 'You signed for another party. Leave this signature to another.')
    const alone = notMatched(about, contract.body, contract.id)
    if (alone) return alone
    const own = ownAct(about, 'sign', ['result', 'claim-check', 'payment'], { contract: contract.id, exit: true })
    return own ?? (found.unsigned.every(one => one === role) ? beyondBudget(about, found) : null)
  },
  complete(about, sent, { role }) {
    const { contract, unsigned } = contractThere(about, sent.contract)
    return {
      contract: contract.id,
      version: contract.version,
      hash: contract.hash,
      completes: unsigned.every(one => one === role),
    }
  },
  async posts(about, { contract, completes }) {
    return completes ? commitments(contractThere(about, contract), await about.ledger()) : []
  },
}

/** Why the last signature commits more than a budget has; null where it does not. The ledger refuses it too, without the sum. */
async function beyondBudget(about: About, found: Standing): Promise<Refused | null> {
  const balances = await about.ledger()
  for (const { line, payer, entries } of commitments(found, balances)) {
    const more = entries.reduce((sum, one) => (one.account === 'committed' ? sum + one.pence : sum), 0)
    const left = standing(balances, 'budget', one => one.line === line && one.payer === payer)
    if (more > left)
      return refuse(
        'over-budget',
        `Found ${poundsText(more)} to be committed (${line}); ${poundsText(left)} is left of the budget. Have the budget raised, or the ceiling lowered by a new version.`,
      )
  }
  return null
}

/** Brings what is committed to the ceilings: more where they were raised, less where they were lowered and it is not used. */
function commitments(
  { contract: { id, body } }: Standing,
  balances: Awaited<ReturnType<About['ledger']>>,
): readonly Journal[] {
  const ceilings = [
    { line: body.line, payer: body.payer, ceiling: body['ceiling-pence'] },
    { line: body['results-line'], payer: body['results-payer'], ceiling: body['results-ceiling-pence'] ?? 0 },
  ]
  return ceilings.flatMap(({ line, payer, ceiling }) => {
    if (line === null || payer === null) return []
    const committed = underContract(balances, 'committed', id, line)
    const more = ceiling - committed - underContract(balances, 'cost', id, line)
    const on = { line, payer, contract: id }
    if (more > 0) return [commit(on, more)]
    const less = Math.min(-more, committed)
    return less > 0 ? [release(on, less)] : []
  })
}
