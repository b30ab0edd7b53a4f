/** A claim is checked line by line by somebody who neither claims nor pays; what is allowed is owed, less what is held back. */
import type { z } from 'zod'
import { accrue } from '../money/ledger.ts'
import { poundsText } from '../money/pounds.ts'
import type { About, RecordKindRule, StoredRecord } from '../records/record.ts'
import { refuse } from '../refused.ts'
import { type Claim, type ClaimCheck, claimCheckBody, claimCheckSent } from './contract-bodies.ts'
import { paidOn } from './contract-schema.ts'
import { standingOf } from './contract-state.ts'
import { contractThere, notSigned } from './find.ts'
import { ownAct, verifiers } from './hats.ts'
import { share } from './terms.ts'

type Sent = z.infer<typeof claimCheckSent>

export const claimCheckKind: RecordKindRule<ClaimCheck, Sent> = {
  kind: 'claim-check',
  title: 'Check of a claim',
  says: 'Says what of a claim is allowed, and why anything is not; what is allowed is owed then.',
  section: 'money',
  sent: claimCheckSent,
  body: claimCheckBody,
  audiences: ['case', 'public'],
  goesBy: (about, { claim }) => claimsOf(about).find(({ id }) => id === claim)?.body.contract,
  restsOn: (_about, { claim }) => [claim],
  revised: 'never',
  writers: verifiers,
  choices: about => ({
    claim: claimsOf(about)
      .filter(claim => checkOf(about, claim) === undefined)
      .map(({ id, body }) => ({
        value: id,
        label: `${body.from} to ${body.until}: ${poundsText(body['total-pence'])}`,
      })),
  }),
  refuse(about, { claim: id, less }, { role }) {
    const claim = claimsOf(about).find(one => one.id === id)
    if (claim === undefined)
      return refuse('no-such-record', `There is no claim "${id}" in this case. Read the case again.`)
    const standing = contractThere(about, claim.body.contract)
    const { contract, state } = standing
    const done = checkOf(about, claim)
    if (done)
      return refuse('already-paid', `This claim was checked on ${done.effective}; what was allowed is owed already.`)
    if (state === 'ended') return refuse('not-in-force', 'This contract has ended and is closed.')
    const draft = notSigned(standing)
    if (draft) return draft
    if (role === claim.role || role === contract.body.payer)
      return refuse('wrong-role', `${role} ${role === claim.role ? 'claims' : 'pays'}; another checks.`)
    if (about.actor.key === claim.actor) return refuse('own-claim', 'You made this claim. Leave its check to another.')
    for (const one of less) {
      const line = claim.body.lines.find(({ what }) => what === one.what)
      if (line === undefined)
        return refuse(
          'bad-request',
          `Found the line "${one.what}"; the claim has ${claim.body.lines.map(({ what }) => what).join(', ')}.`,
        )
      if (one.pence > line.pence)
        return refuse(
          'over-cap',
          `${one.what}: found ${poundsText(one.pence)} allowed of ${poundsText(line.pence)} claimed; expected no more than was claimed.`,
        )
    }
    const names = less.map(({ what }) => what)
    if (new Set(names).size < names.length)
      return refuse('bad-request', `Found the lines ${names.join(', ')}; expected each once.`)
    return ownAct(about, 'check a claim', ['signature', 'claim', 'payment'], { contract: contract.id })
  },
  complete(about, { claim: id, less, says }) {
    const claim = claimsOf(about).find(one => one.id === id) as StoredRecord<Claim>
    const { contract } = contractThere(about, claim.body.contract)
    const lines = claim.body.lines.map(line => {
      const one = less.find(({ what }) => what === line.what)
      return { ...line, allowed: one?.pence ?? line.pence, why: one?.why ?? null }
    })
    const allowed = lines.reduce((sum, line) => sum + line.allowed, 0)
    const { 'hold-on': on, 'hold-percent': percent } = contract.body
    return {
      claim: id,
      says,
      contract: contract.id,
      from: claim.body.from,
      until: claim.body.until,
      lines,
      'claimed-pence': claim.body['total-pence'],
      'allowed-pence': allowed,
      'held-pence': on === 'everything' ? share(allowed, percent ?? 0) : 0,
    }
  },
  inShort: ({ from, until, lines, 'allowed-pence': allowed, 'held-pence': held, says }) => [
    { label: 'Period', text: `${from} to ${until}` },
    ...lines.map(({ what, pence, allowed: of, why }) => ({
      label: what,
      text: why === null ? `${poundsText(of)} allowed` : `${poundsText(of)} of ${poundsText(pence)} allowed. ${why}`,
    })),
    {
      label: 'Together',
      text: `${poundsText(allowed)}${held === 0 ? '' : `, of which ${poundsText(held)} is held back`}`,
    },
    { label: 'What was checked', text: says },
  ],
  posts(about, { contract: id, 'allowed-pence': allowed, 'held-pence': held }, _asked, item) {
    const { body } = contractThere(about, id).contract
    return allowed === 0 ? [] : [accrue({ ...paidOn(body), contract: id, item }, allowed, held)]
  },
}

function claimsOf({ records }: Pick<About, 'records'>): readonly StoredRecord<Claim>[] {
  return records.filter(({ kind }) => kind === 'claim') as readonly StoredRecord<Claim>[]
}

function checkOf({ records, today }: Pick<About, 'records' | 'today'>, claim: StoredRecord<Claim>) {
  const claims = standingOf(records, claim.body.contract, today)?.claims
  return claims?.find(one => one.claim.id === claim.id)?.check ?? undefined
}
