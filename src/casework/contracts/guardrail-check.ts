/** Whether the partner's own performance held while it helped: its latest figure beside the contract's limit. */
import type { z } from 'zod'
import type { Snapshot } from '../../evidence/snapshot.ts'
import type { About, RecordKindRule } from '../records/record.ts'
import { refuse } from '../refused.ts'
import { type GuardrailCheck, guardrailCheckBody, guardrailCheckSent } from './contract-bodies.ts'
import { type Guardrail, guardrailOf } from './contract-schema.ts'
import { contractChoices, contractThere, findContract, notSigned, signaturesOf } from './find.ts'
import { ownAct, verifiers } from './hats.ts'

type Sent = z.infer<typeof guardrailCheckSent>

export const guardrailCheckKind: RecordKindRule<GuardrailCheck, Sent> = {
  kind: 'guardrail-check',
  title: 'Check of the guardrail',
  says: 'Looks up the partner’s own figure that its contract names, and says whether it held.',
  section: 'money',
  sent: guardrailCheckSent,
  body: guardrailCheckBody,
  audiences: ['case', 'public'],
  goesBy: (_about, { contract }) => contract,
  restsOn: (about, { contract }) => signaturesOf(about, contract),
  revised: 'never',
  writers: verifiers,
  choices: about => ({ contract: contractChoices(about) }),
  refuse(about, sent) {
    const found = findContract(about, sent.contract)
    if ('words' in found) return found
    if (guardrailOf(found.contract.body) === null) return refuse('bad-request', 'This contract has no guardrail.')
    const draft = notSigned(found)
    if (draft) return draft
    return ownAct(about, 'check its guardrail', ['signature', 'claim', 'payment'], { contract: found.contract.id })
  },
  async complete(about: About, sent, { on }) {
    const { contract } = contractThere(about, sent.contract)
    const guardrail = guardrailOf(contract.body) as Guardrail
    const found = latestFigure(await about.snapshot(), guardrail.metric, guardrail.organisation, on)
    return {
      contract: contract.id,
      says: sent.says,
      ...guardrail,
      found: found?.value ?? null,
      period: found?.period ?? null,
      outcome: found === null ? 'not-known' : keeps(guardrail, found.value) ? 'held' : 'fell',
    }
  },
}

/** Whether a figure is what a guardrail asks for. */
export function keeps({ is, expected }: Guardrail, value: number): boolean {
  return is === 'at-least' ? value >= expected : value <= expected
}

/** The latest headline figure of an organisation whose period is over by a day (ISO); null where none is known. */
export function latestFigure(snapshot: Snapshot, metric: string, code: string, on: string) {
  const periods = snapshot.periods(metric).filter(({ end }) => end <= on)
  for (const period of periods.toReversed()) {
    const value = snapshot.values(metric, period.id).get(code)?.value
    if (value !== undefined && value !== null) return { value, period: period.id, label: period.label }
  }
  return null
}
