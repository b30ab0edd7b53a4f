/** The partner that a contract names: an open organisation outside the case, matched to it with its consent, or why it was not. */
import type { CompiledRegime } from '../../regimes/compiled.ts'
import type { Refused } from '../model.ts'
import { recordsOfKind, type About } from '../records/record.ts'
import { refuse } from '../refused.ts'
import type { Contract, ContractSent } from './contract-schema.ts'
import { contractsOf, standingOf } from './contract-state.ts'
import { type PartnerConsent, partnerConsentKind } from './partner-consent.ts'
import { partnerMatchKind } from './partner-match.ts'

type Rules = CompiledRegime['regime']

/** Whether a role is filled by another organisation, which a contract names. */
function isPartner({ roles }: Rules, role: string): boolean {
  return roles[role]?.kind === 'partner'
}

/** The role that helps as a partner by a kind of support: matched, and not hired as a firm is. Null where none does. */
export function helpingRole(rules: Rules, id: string | null): string | null {
  const found = id === null ? undefined : rules.support[id]
  if (found === undefined || found.consultancy) return null
  return isPartner(rules, found['given-by']) ? found['given-by'] : null
}

/** Code of the organisation that helps as a partner under a contract; null where none does. */
export function partnerOf(
  rules: Rules,
  { support, parties }: Pick<ContractSent, 'support' | 'parties'>,
): string | null {
  const role = helpingRole(rules, support)
  return parties.find(one => one.role === role)?.organisation ?? null
}

/** Why the organisations that a contract names are no parties to it; null where they are. @param id Of the contract; none while it is new. */
export async function strangers(about: About, sent: ContractSent, id?: string): Promise<Refused | null> {
  const { regime } = about.compiled
  const { organisations } = about.case
  const unnamed = sent.parties.find(({ role }) => helpsOtherwise(about, role, sent.support))
  if (unnamed)
    return refuse(
      'bad-request',
      `By the rules ${unnamed.role} helps as a partner; found ${sent.support === null ? 'no support' : `the support "${sent.support}"`}. Name the support that it gives.`,
    )
  const helping = sent.parties.find(({ role }) => role === helpingRole(regime, sent.support))
  if (helping?.organisation === null)
    return refuse('bad-request', `Found no organisation for ${helping.role}, which helps as a partner. Give its code.`)
  const codes = sent.parties.flatMap(({ organisation }) => organisation ?? [])
  if (codes.length === 0) return null
  const known = (await about.snapshot()).organisations
  for (const code of codes) {
    if (organisations.includes(code))
      return refuse('bad-request', `${code} is the one to be helped; expected another, or no code for its own party.`)
    const one = known.get(code)
    const closed = one?.closed && one.closed <= about.today ? `, which closed on ${one.closed}` : null
    if (one === undefined || closed !== null)
      return refuse(
        'no-such-organisation',
        `Found the organisation "${code}"${closed ?? ''}; expected the code of one that is known and open.`,
      )
  }
  const other = sent.parties.find(({ role, organisation }) => organisation !== null && !isPartner(regime, role))
  if (other)
    return refuse(
      'bad-request',
      `Found the code ${other.organisation} for ${other.role}; expected codes of partners alone. Leave it out: the rules and the case say who ${other.role} is.`,
    )
  return beyondConsent(about, sent, id)
}

/** Whether a role helps as a partner under a contract by the rules, and not by the support that is named. */
function helpsOtherwise({ compiled: { regime }, case: found }: About, role: string, named: string | null): boolean {
  return (
    helpingRole(regime, named) !== role &&
    Object.entries(regime.support).some(
      ([id, one]) =>
        one.contract !== undefined &&
        (one.route === undefined || one.route === found.state.route) &&
        helpingRole(regime, id) === role,
    )
  )
}

/** Why nobody signs a contract yet: its partner was not matched with its consent, and nobody wrote why. Null where it may be signed. */
export function notMatched(about: About, contract: Contract, id: string): Refused | null {
  const code = partnerOf(about.compiled.regime, contract)
  if (code === null) return null
  const consent = consentOf(about, contract)
  if (consent?.consents === false)
    return refuse('not-allowed-here', `${code} is not willing, as its consent says. Nobody signs for it.`)
  const matched = recordsOfKind(about.records, partnerMatchKind).some(
    ({ body }) => body.support === contract.support && body.organisation === code,
  )
  if (!(contract.unmatched ?? null) && (consent === null || !matched))
    return refuse(
      'not-allowed-here',
      `${code} was not ${consent === null ? 'asked for its consent' : 'matched to this case'}. Write its ${consent === null ? 'consent and then its match' : 'match'}, or write in a new version why it is signed without.`,
    )
  return beyondConsent(about, contract, id)
}

/** Why a contract has more days than its partner offered, with what other contracts of the case have of them; null where it has not. */
function beyondConsent(about: About, contract: ContractSent, id?: string): Refused | null {
  const code = partnerOf(about.compiled.regime, contract)
  const offered = code === null ? null : (consentOf(about, contract)?.days ?? null)
  if (offered === null) return null
  const others = contractsOf(about.records).reduce((sum, { id: other, body }) => {
    const state = standingOf(about.records, other, about.today)?.state
    const counts = other !== id && (state === 'in-force' || state === 'signed')
    return counts && body.support === contract.support && partnerOf(about.compiled.regime, body) === code
      ? sum + (body['days-cap'] ?? 0)
      : sum
  }, 0)
  const cap = contract['days-cap']
  return cap === null || cap + others > offered
    ? refuse(
        'over-cap',
        `${code} offers ${offered} days${others === 0 ? '' : `, of which other contracts have ${others}`}; found ${cap === null ? 'no limit of days' : `${cap} days`}. Agree to fewer, or write down that it offers more.`,
      )
    : null
}

/** The latest consent of a contract's partner to the support that it gives; null where nobody asked. */
export function consentOf(about: Pick<About, 'records' | 'compiled'>, contract: ContractSent): PartnerConsent | null {
  const code = partnerOf(about.compiled.regime, contract)
  return (
    recordsOfKind(about.records, partnerConsentKind).findLast(
      ({ body }) => body.support === contract.support && body.organisation === code,
    )?.body ?? null
  )
}
