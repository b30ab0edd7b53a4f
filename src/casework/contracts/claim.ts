/** What the partner claims for a period under a contract: days at its rates, expenses, a part of the fee. */
import { dayFromIso } from '../../regimes/day.ts'
import type { Refused } from '../model.ts'
import type { About, Asked, RecordKindRule } from '../records/record.ts'
import { refuse } from '../refused.ts'
import { poundsText } from '../money/pounds.ts'
import { type Claim, claimBody, claimSent, type ClaimSent } from './contract-bodies.ts'
import type { Contract } from './contract-schema.ts'
import { allowedOf, type ClaimStanding, type Standing, underContract } from './contract-state.ts'
import { contractChoices, contractThere, findContract, signaturesOf } from './find.ts'
import { ownAct, partyRoles } from './hats.ts'
import { daysCost, fixedFee } from './terms.ts'

export const expenses = 'Expenses'
export const feePart = 'Fee'

export const claimKind: RecordKindRule<Claim, ClaimSent> = {
  kind: 'claim',
  title: 'Claim',
  says: 'Claims what was worked under a contract in a period: days at its rates, expenses, a part of the fee.',
  section: 'money',
  sent: claimSent,
  body: claimBody,
  audiences: ['case'],
  restsOn: (about, { contract }) => [contract, ...signaturesOf(about, contract)],
  revised: 'by-its-author',
  writers: partyRoles,
  choices: about => ({ contract: contractChoices(about) }),
  async refuse(about, sent, asked) {
    if (asked.before && (asked.before.body as Claim).contract !== sent.contract)
      return refuse('not-allowed-here', 'A claim stays under its contract. Write a new one under the other.')
    const found = findContract(about, sent.contract)
    if ('words' in found) return found
    const others = found.claims.filter(({ claim }) => claim.id !== asked.before?.id)
    return (
      notItsClaimant(about, found, asked) ??
      checkedAlready(found, asked) ??
      outsideItsTime(found, sent, asked) ??
      claimedBefore(others, sent) ??
      beyondTerms(found.contract.body, others, sent) ??
      (await beyondCeiling(about, found, others, sent))
    )
  },
  inShort: ({ from, until, lines, 'total-pence': total, says }) => [
    { label: 'Period', text: `${from} to ${until}` },
    ...lines.map(({ what, days, rate, pence }) => ({
      label: what,
      text: days === null ? poundsText(pence) : `${days} days at ${poundsText(rate ?? 0)}: ${poundsText(pence)}`,
    })),
    { label: 'Together', text: poundsText(total) },
    { label: 'What was done', text: says },
  ],
  complete(about, sent) {
    const { contract } = contractThere(about, sent.contract)
    const lines = linesOf(contract.body, sent)
    return {
      ...sent,
      version: contract.version,
      hash: contract.hash,
      lines: [...lines],
      'total-pence': lines.reduce((sum, { pence }) => sum + pence, 0),
    }
  },
}

/** The lines of a claim, each with its arithmetic: days at a rate to the nearest penny. */
export function linesOf({ rates }: Pick<Contract, 'rates'>, sent: ClaimSent): Claim['lines'] {
  const plain = (what: string, pence: number | null) =>
    pence === null || pence === 0 ? [] : [{ what, days: null, rate: null, pence }]
  return [
    ...sent.days.map(({ what, days }) => {
      const rate = rates.find(one => one.what === what)?.pence ?? 0
      return { what, days, rate, pence: daysCost(days, rate) }
    }),
    ...plain(expenses, sent['expenses-pence']),
    ...plain(feePart, sent['fee-pence']),
  ]
}

function claimedPence(contract: Pick<Contract, 'rates'>, sent: ClaimSent): number {
  return linesOf(contract, sent).reduce((sum, { pence }) => sum + pence, 0)
}

/** What a claim may still cost: as claimed while nobody has checked it, then as allowed. */
export function worth(one: ClaimStanding): number {
  return allowedOf(one) ?? one.claim.body['total-pence']
}

/** Days of claims that count: not those that were wholly refused, or taken back. */
export function claimedDays(claims: readonly ClaimStanding[]): number {
  return claims.reduce((sum, one) => (worth(one) > 0 ? sum + hundredths(one.claim.body) : sum), 0) / 100
}

function hundredths({ days }: Pick<ClaimSent, 'days'>): number {
  return days.reduce((sum, each) => sum + Math.round(each.days * 100), 0)
}

function notItsClaimant(about: About, { contract: { id, body } }: Standing, { role }: Asked): Refused | null {
  if (role === body.payer || role === body['results-payer'])
    return refuse('own-claim', `${role} pays under this contract; whoever pays does not claim. The partner claims.`)
  const parties = body.parties.map(one => one.role)
  if (!parties.includes(role))
    return refuse('wrong-role', `The parties are ${parties.join(' and ')}; found ${role}. A party claims.`)
  const forPayer = about.records.some(
    one =>
      one.kind === 'signature' &&
      one.actor === about.actor.key &&
      one.role === body.payer &&
      (one.body as { readonly contract: string }).contract === id,
  )
  if (forPayer) return refuse('own-claim', 'You signed this contract for the payer; whoever pays does not claim.')
  return ownAct(about, 'claim', ['claim-check', 'result', 'payment'], { contract: id })
}

function checkedAlready({ claims }: Standing, { before }: Asked): Refused | null {
  const own = claims.find(({ claim }) => claim.id === before?.id)
  return own?.check
    ? refuse('not-allowed-here', `This claim was checked on ${own.check.effective}, and stays as it was.`)
    : null
}

function outsideItsTime(
  { contract, state, begun, unsigned }: Standing,
  { from, until }: ClaimSent,
  { on }: Asked,
): Refused | null {
  if (until < from) return refuse('bad-request', `Found from ${from} until ${until}; expected the first day first.`)
  if (until > on)
    return refuse('in-the-future', `Found work until ${until}, claimed on ${on}; expected work that is done.`)
  if (state === 'ended')
    return refuse('not-in-force', 'This contract has ended and is closed: nothing more is claimed under it.')
  if (state === 'to-be-signed' || begun === null)
    return refuse(
      'not-in-force',
      `Version ${contract.version} of this contract is not in force: ${unsigned.join(' and ')} has still to sign it.`,
    )
  if (from < begun || until > contract.body.until)
    return refuse(
      'not-in-force',
      `Found the period from ${from} until ${until}; this contract is in force from ${begun} until ${contract.body.until}. Claim within it.`,
    )
  return null
}

function claimedBefore(others: readonly ClaimStanding[], { from, until }: ClaimSent): Refused | null {
  // What was wholly refused, or taken back, may be put again.
  const other = others.find(one => worth(one) > 0 && one.claim.body.from <= until && from <= one.claim.body.until)
  return other === undefined
    ? null
    : refuse(
        'already-paid',
        `Days from ${other.claim.body.from} until ${other.claim.body.until} have been claimed already. Claim what comes after.`,
      )
}

function beyondTerms(contract: Contract, others: readonly ClaimStanding[], sent: ClaimSent): Refused | null {
  const rates = contract.rates.map(({ what }) => what)
  const names = sent.days.map(({ what }) => what)
  const stranger = names.find(what => !rates.includes(what))
  if (stranger !== undefined)
    return refuse(
      'bad-request',
      `Found days of "${stranger}"; the contract has rates for ${rates.join(', ') || 'nobody'}.`,
    )
  if (new Set(names).size < names.length)
    return refuse('bad-request', `Found days of ${names.join(', ')}; expected each once.`)
  const period = dayFromIso(sent.until) - dayFromIso(sent.from) + 1
  const crowded = sent.days.find(one => one.days > period)
  if (crowded !== undefined)
    return refuse(
      'over-cap',
      `Found ${crowded.days} days of "${crowded.what}" in a period of ${period} days; expected no more than the period has. Where several have one rate, claim with a rate for each.`,
    )
  const all = (hundredths(sent) + Math.round(claimedDays(others) * 100)) / 100
  if (contract['days-cap'] !== null && all > contract['days-cap'])
    return refuse(
      'over-cap',
      `With this claim ${all} days would be claimed; the contract has at most ${contract['days-cap']}.`,
    )
  const fee = fixedFee(contract['fee-pence'] ?? 0, contract['contingent-percent'])
  const fees = others.reduce(
    (sum, one) => (worth(one) > 0 ? sum + (one.claim.body['fee-pence'] ?? 0) : sum),
    sent['fee-pence'] ?? 0,
  )
  if (fees > fee)
    return refuse(
      'over-cap',
      `With this claim ${poundsText(fees)} of the fee would be claimed; whatever the result, ${poundsText(fee)} is paid.`,
    )
  return claimedPence(contract, sent) === 0
    ? refuse('bad-request', 'Found nothing claimed; expected days, expenses or a part of the fee.')
    : null
}

async function beyondCeiling(
  about: About,
  { contract: { id, body } }: Standing,
  others: readonly ClaimStanding[],
  sent: ClaimSent,
): Promise<Refused | null> {
  const open = others.reduce((sum, one) => (one.check === null ? sum + one.claim.body['total-pence'] : sum), 0)
  const asked = claimedPence(body, sent)
  const left = underContract(await about.ledger(), 'committed', id, body.line) - open
  return asked > left
    ? refuse(
        'over-cap',
        `Found ${poundsText(asked)}; ${poundsText(Math.max(0, left))} is left of the ceiling of ${poundsText(body['ceiling-pence'])}. Claim less, or have the ceiling raised by a new version that all sign.`,
      )
    : null
}
