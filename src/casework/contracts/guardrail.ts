/** What a contract may ask of its partner's own performance: of whom, and by a metric that is known. */
import { didYouMean } from '../../documents/nearest.ts'
import type { Refused } from '../model.ts'
import type { About } from '../records/record.ts'
import { refuse } from '../refused.ts'
import type { ContractSent } from './contract-schema.ts'
import { partnerOf } from './partner-party.ts'

/** Code of the organisation whose own performance a guardrail is of: the partner that helps by the rules, or else the only one that is named. Null where it is of nobody. */
export function watchedBy(rules: About['compiled']['regime'], sent: ContractSent): string | null {
  if (sent['guardrail-metric'] === null) return null
  const named = sent.parties.flatMap(({ organisation }) => organisation ?? [])
  return partnerOf(rules, sent) ?? (named.length === 1 ? (named[0] ?? null) : null)
}

/** Why a contract's guardrail is none; null where it is one, or where there is none. */
export async function guardrailRefused(about: About, sent: ContractSent): Promise<Refused | null> {
  const { 'guardrail-metric': metric, 'guardrail-is': is, 'guardrail-value': value } = sent
  if (metric === null && is === null && value === null) return null
  if (metric === null || is === null || value === null)
    return refuse(
      'bad-request',
      'A guardrail needs a metric, a value, and whether at least or at most. Give all, or none.',
    )
  if (watchedBy(about.compiled.regime, sent) === null) {
    const named = sent.parties.flatMap(({ organisation }) => organisation ?? [])
    return refuse(
      'bad-request',
      `A guardrail is the partner’s own performance; found ${named.length === 0 ? 'no partner with the code of an organisation' : named.join(' and ')}. Name the partner, and the support that it gives.`,
    )
  }
  const known = (await about.snapshot()).metrics()
  return known.includes(metric)
    ? null
    : refuse(
        'bad-request',
        `Found the metric "${metric}"; expected one that is loaded, by its id. ${didYouMean(metric, known)}`.trim(),
      )
}
