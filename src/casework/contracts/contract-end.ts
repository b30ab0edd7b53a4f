/** A contract is closed, at the end of its time or before: what it did not use goes back to the budget. */
import type { z } from 'zod'
import { release } from '../money/ledger.ts'
import type { About, RecordKindRule } from '../records/record.ts'
import { refuse } from '../refused.ts'
import { type ContractEnd, contractEndBody, contractEndSent } from './contract-bodies.ts'
import { contractChoices, findContract, settledUnder } from './find.ts'
import { contractWriters } from './hats.ts'

type Sent = z.infer<typeof contractEndSent>

export const contractEndKind: RecordKindRule<ContractEnd, Sent> = {
  kind: 'contract-end',
  title: 'End of a contract',
  says: 'Closes a contract: nothing more is claimed or earned under it, and what it did not use goes back to the budget.',
  section: 'money',
  sent: contractEndSent,
  body: contractEndBody,
  audiences: ['case', 'public'],
  goesBy: (_about, { contract }) => contract,
  restsOn: (about, { contract }) => settledUnder(about, contract),
  revised: 'never',
  writers: contractWriters,
  choices: about => ({ contract: contractChoices(about) }),
  refuse(about, sent) {
    const found = findContract(about, sent.contract)
    if ('words' in found) return found
    const { contract, state, claims } = found
    if (state === 'ended') return refuse('not-in-force', 'This contract has ended already.')
    if (sent.how === 'expired' && about.today <= contract.body.until)
      return refuse('bad-request', `It runs until ${contract.body.until}. Say that it ended before its time.`)
    const open = claims.find(({ check }) => check === null)
    return open === undefined
      ? null
      : refuse(
          'not-checked',
          `The claim from ${open.claim.body.from} until ${open.claim.body.until} is unchecked. Check it first.`,
        )
  },
  async complete(about, sent) {
    return { ...sent, released: [...(await leftUnder(about, sent.contract))] }
  },
  posts: (_about, { contract, released }) =>
    released.map(({ line, payer, pence }) => release({ line, payer, contract }, pence)),
}

async function leftUnder(about: About, contract: string): Promise<ContractEnd['released']> {
  return (await about.ledger()).flatMap(one =>
    one.account === 'committed' && one.contract === contract && one.pence > 0
      ? [{ line: one.line, payer: one.payer, pence: one.pence }]
      : [],
  )
}
