/** Who sees what is written under a contract: everybody who sees the contract, unless whoever writes it says otherwise. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Case } from '../../../src/casework/model.ts'
import type { ClaimCheck } from '../../../src/casework/contracts/contract-bodies.ts'
import type { Audience } from '../../../src/casework/records/record.ts'
import { readRecords } from '../../../src/casework/records/record-store.ts'
import type { Store } from '../../../src/store/open-store.ts'
import { embedded } from '../../store/databases.ts'
import { codes, done, refused, type TestDesk } from '../core/desk.ts'
import { publisher } from '../records/desk.ts'
import {
  actsIn,
  checker,
  claim,
  deskAt,
  enteredCase,
  helper,
  improvement,
  owner,
  payer,
  payment,
  sign,
  verifier,
} from './desk.ts'

let store: Store
let desk: TestDesk
let found: Case
beforeAll(async () => {
  ;({ desk, store } = await deskAt(await embedded.newPlace('fictional')))
}, 60_000)
afterAll(() => store?.close())

// XA02 is the partner.
let at = 2
beforeEach(async () => {
  desk.turn('2014-02-01')
  found = await enteredCase(desk, codes[at++])
})

const { put, contractOf, leave } = actsIn(() => ({ desk, store, found }))

/** A contract from its signatures to a payment and a result, none of which says who may see it. */
async function worked(audience: Audience): Promise<{ readonly contract: string; readonly check: string }> {
  const contract = done(await contractOf(improvement, { audience }))
  for (const party of [helper, owner]) done(await sign(desk, found.id, contract, party))
  desk.turn('2014-03-05')
  const asked = done(await put(helper, 'claim', claim(contract.id, '2014-02-01', '2014-02-28', 10)))
  const check = done(await put(checker, 'claim-check', { claim: asked.id, less: [], says: 'Timesheets seen' }))
  done(await put(payer, 'payment', payment(check.id, 100_000)))
  return { contract: contract.id, check: check.id }
}

async function audiences(): Promise<Record<string, string>> {
  const under = ['contract', 'signature', 'claim', 'claim-check', 'payment', 'result', 'hold-decision', 'reversal']
  const written = (await readRecords(store, found.id)).filter(({ kind }) => under.includes(kind))
  return Object.fromEntries(written.map(({ kind, audience }) => [kind, audience]))
}

test('under a public contract signatures, checks and payments are public; what is claimed is for the case', async () => {
  const { check } = await worked('public')
  expect(await audiences()).toEqual({
    contract: 'public',
    signature: 'public',
    claim: 'case',
    'claim-check': 'public',
    payment: 'public',
  })
  // Of a claim that they do not see, everybody is told the days that it was for.
  const body = (await readRecords(store, found.id)).find(({ id }) => id === check)?.body as ClaimCheck
  expect([body.from, body.until]).toEqual(['2014-02-01', '2014-02-28'])
})

test('under a contract for the case they are for the case, and so is what takes them back', async () => {
  const { check } = await worked('case')
  const second = done(await put(payer, 'payment', payment(check, 1)))
  done(await put(payer, 'reversal', { of: second.id }))
  const all = await audiences()
  expect(all).toMatchObject({ signature: 'case', 'claim-check': 'case', payment: 'case', reversal: 'case' })
})

test('whoever writes one may still say that it is not public', async () => {
  const { check } = await worked('public')
  expect(done(await put(payer, 'payment', payment(check, 1), { audience: 'case' })).audience).toBe('case')
})

test('what was held back in public is let go or clawed back in public', async () => {
  const { contract } = await worked('public')
  await leave('2014-06-01')
  const result = done(await put(verifier, 'result', { contract, term: 'first', says: 'Seen' }))
  expect(result.audience).toBe('public')
  desk.turn('2015-06-02')
  const outcome = { check: '12', outcome: 'did-not-last', statement: 'Looked' }
  expect(refused(await put(verifier, 'sustain-check', outcome, { audience: 'public' })).reason).toBe('own-act')
  const lost = done(await put(verifier, 'sustain-check', outcome))
  expect(lost.audience).toBe('case')
  const decision = { contract, says: 'It slid back' }
  const hidden = refused(await put(checker, 'hold-decision', decision, { audience: 'case' }))
  expect(hidden.words).toContain('What was held back is public')
  // To claw back in public is to say in public that it did not last.
  expect(refused(await put(checker, 'hold-decision', decision)).reason).toBe('not-told')
  const told = { contact: 'The purser', told: '2015-06-02', says: 'It did not last.', 'none-given': true }
  done(await put(checker, 'notice', { ...told, 'staff-note': 'It goes on.' }))
  const publish = (of: string) => put(publisher, 'publication', { of, says: 'It did not last.', version: null })
  done(await publish('case'))
  done(await publish(lost.id))
  expect(done(await put(checker, 'hold-decision', decision)).audience).toBe('public')
})
