/** What was held back is let go or clawed back, as the check after exit in that month found: it lasted, or it did not. */
import type { z } from 'zod'
import { isoFromDay } from '../../regimes/day.ts'
import { clawBack, earn } from '../money/ledger.ts'
import { poundsText } from '../money/pounds.ts'
import { publishedVersions } from '../records/published.ts'
import { recordsOfKind, type About, type RecordKindRule } from '../records/record.ts'
import { type SustainCheck, sustainCheckKind } from '../records/sustain-check.ts'
import type { StoredRecord } from '../records/record.ts'
import { refuse } from '../refused.ts'
import { type HoldDecision, holdDecisionBody, holdDecisionSent } from './contract-bodies.ts'
import { type Standing, standingOf } from './contract-state.ts'
import { contractChoices, contractThere, findContract, notSigned, settledUnder } from './find.ts'
import { ownAct, verifiers } from './hats.ts'

type Sent = z.infer<typeof holdDecisionSent>

export const holdDecisionKind: RecordKindRule<HoldDecision, Sent> = {
  kind: 'hold-decision',
  title: 'What was held back',
  says: 'Lets go what a contract held back, or claws it back, as the check after exit found.',
  section: 'money',
  sent: holdDecisionSent,
  body: holdDecisionBody,
  audiences: ['case', 'public'],
  goesBy: (_about, { contract }) => contract,
  restsOn(about, { contract }) {
    const found = standingOf(about.records, contract, about.today)
    const check = found && checkAt(about, found)
    return [...settledUnder(about, contract), ...(check ? [check.id] : [])]
  },
  revised: 'never',
  writers: verifiers,
  choices: about => ({ contract: contractChoices(about) }),
  async refuse(about, sent, { audience }) {
    const found = findContract(about, sent.contract)
    if ('words' in found) return found
    const months = found.contract.body['hold-months']
    if (months === null) return refuse('bad-request', 'Under this contract nothing is held back.')
    const draft = notSigned(found)
    if (draft) return draft
    const check = checkAt(about, found)
    if (check === null || check.body.outcome === 'not-known')
      return refuse(
        'not-checked',
        `What is held back waits for the check ${months} months after exit, ${check === null ? 'which nobody has made' : 'which does not know whether it lasted'}. Make it first.`,
      )
    if (audience === 'public' && check.body.outcome !== 'lasted' && !mayBeTold(about, check))
      return refuse(
        'not-told',
        'The check after exit found that it did not last, and that is not public yet: to claw back in public would tell it. Have the check published first.',
      )
    const own = ownAct(about, 'decide on what it held back', ['signature', 'claim', 'payment'], {
      contract: found.contract.id,
    })
    if (own) return own
    const held = await heldUnder(about, found.contract.id)
    if (held.length === 0)
      return refuse(
        'already-paid',
        'Nothing is held back under this contract: it was let go or clawed back, or never was.',
      )
    // What the public was told that it cost is never more than it did.
    const open = held.some(({ item }) => about.records.some(one => one.id === item && one.audience === 'public'))
    return open && audience !== 'public'
      ? refuse('bad-request', `What was held back is public, and so is what becomes of it; found "${audience}".`)
      : null
  },
  async complete(about, sent) {
    const found = contractThere(about, sent.contract)
    const { contract } = found
    const check = checkAt(about, found) as StoredRecord<SustainCheck>
    const items = await heldUnder(about, contract.id)
    return {
      ...sent,
      decision: check.body.outcome === 'lasted' ? 'released' : 'clawed-back',
      check: check.id,
      'check-version': check.version,
      items: [...items],
      'total-pence': items.reduce((sum, { pence }) => sum + pence, 0),
    }
  },
  posts(_about, { contract, decision, items }) {
    const journal = decision === 'released' ? earn : clawBack
    return items.map(({ item, line, payer, pence }) => journal({ line, payer, contract, item }, pence))
  },
  inShort: ({ decision, 'total-pence': total, says }) => [
    {
      label: 'Decision',
      text: `${poundsText(total)} ${decision === 'released' ? 'is let go: it lasted' : 'is clawed back: it did not last'}`,
    },
    { label: 'What it rests on', text: says },
  ],
}

/** The check on which a contract waits: of this exit, and not of an earlier one or of time before it began. */
function checkAt(
  { records, case: found }: Pick<About, 'records' | 'case'>,
  { contract, begun }: Standing,
): StoredRecord<SustainCheck> | null {
  const { left } = found.state
  if (left === null || begun === null) return null
  const months = contract.body['hold-months']
  return (
    recordsOfKind(records, sustainCheckKind).findLast(
      ({ body, effective }) => body.check === months && effective >= begun && effective >= isoFromDay(left),
    ) ?? null
  )
}

/** Whether what a record says is public already; in an exercise nothing ever is. */
function mayBeTold({ case: found, records }: About, { id, version, audience }: StoredRecord): boolean {
  if (found.recordKind === 'exercise' || audience === 'public') return true
  return publishedVersions(records, id).some(one => one.version === version)
}

async function heldUnder(about: About, contract: string): Promise<HoldDecision['items']> {
  return (await about.ledger()).flatMap(one =>
    one.account === 'held' && one.contract === contract && one.pence < 0 && one.item !== null
      ? [{ item: one.item, line: one.line, payer: one.payer, pence: -one.pence }]
      : [],
  )
}
