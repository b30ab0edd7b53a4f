/** Whether the partner's own performance held while it helped: its latest figure beside the contract's limit. */
import type { z } from 'zod'
import type { Snapshot } from '../../evidence/snapshot.ts'
import type { About, RecordKindRule } from '../records/record.ts'
import { refuse } from '../refused.ts'
import { type GuardrailCheck, guardrailCheckBody, guardrailCheckSent } from './contract-bodies.ts'
import type { Contract } from './contract-schema.ts'
import { contractChoices, contractThere, findContract } from './find.ts'
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
  revised: 'never',
  writers: verifiers,
  choices: about => ({ contract: contractChoices(about) }),
  refuse(about, sent) {
    const found = findContract(about, sent.contract)
    if ('words' in found) return found
    if (guardrailOf(found.contract.body) === null) return refuse('bad-request', 'This contract has no guardrail.')
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

interface Guardrail {
  readonly organisation: string
  readonly metric: string
  readonly is: 'at-least' | 'at-most'
  readonly expected: number
}

/** What a contract asks of the partner's own performance; null where it asks nothing. */
export function guardrailOf(contract: Contract): Guardrail | null {
  const { 'guardrail-metric': metric, 'guardrail-is': is, 'guardrail-value': expected } = contract
  const organisation = contract.parties.find(one => one.organisation !== null)?.organisation ?? null
  return metric === null || is === null || expected === null || organisation === null
    ? null
    : { organisation, metric, is, expected }
}

function keeps({ is, expected }: Guardrail, value: number): boolean {
  return is === 'at-least' ? value >= expected : value <= expected
}

/** The latest headline figure of an organisation whose period is over by a day (ISO); null where none is known. */
function latestFigure(snapshot: Snapshot, metric: string, code: string, on: string) {
  const periods = snapshot.periods(metric).filter(({ end }) => end <= on)
  for (const period of periods.toReversed()) {
    const value = snapshot.values(metric, period.id).get(code)?.value
    if (value !== undefined && value !== null) return { value, period: period.id }
  }
  return null
}
