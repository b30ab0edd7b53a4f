/** Nothing under a contract is dated before what it goes by: no signature before its text, no payment before what is owed. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor, Case, Done } from '../../../src/casework/model.ts'
import type { StoredRecord } from '../../../src/casework/records/record.ts'
import type { Store } from '../../../src/store/open-store.ts'
import { embedded } from '../../store/databases.ts'
import { analyst, codes, done, refused, type TestDesk } from '../core/desk.ts'
import { write } from '../records/desk.ts'
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
  verifier,
  withSpeed,
} from './desk.ts'

let store: Store
let desk: TestDesk
let found: Case
beforeAll(async () => {
  ;({ desk, store } = await deskAt(await embedded.newPlace()))
}, 60_000)
afterAll(() => store?.close())

// XA02 is the partner.
let at = 2
beforeEach(async () => {
  desk.turn('2014-02-01')
  found = await enteredCase(desk, codes[at++])
})

const { put, contractOf, revise, leave } = actsIn(() => ({ desk, store, found }))

function expectTooEarly(tried: Done<StoredRecord>, from: string, words: string): void {
  expect(refused(tried)).toMatchObject({
    reason: 'bad-request',
    words: expect.stringContaining(`expected one from ${from}, the day of ${words}`),
  })
}

/** Writes a record on the day, after it was refused a day too early. */
async function from(day: string, before: string, words: string, by: Actor, kind: string, body: unknown, more = {}) {
  expectTooEarly(await put(by, kind, body, { ...more, on: before }), day, words)
  return done(await put(by, kind, body, { ...more, on: day }))
}

const another = { ...payer, key: 'p-another-payer' }
const signing = (contract: StoredRecord) => ({ contract: contract.id, version: `${contract.version}` })

test('a text is signed on its day or later, and in force from then on', async () => {
  desk.turn('2014-04-10')
  const contract = done(await contractOf(improvement, { on: '2014-03-20' }))
  await from('2014-03-20', '2014-03-19', 'the contract', helper, 'signature', signing(contract))
  await from('2014-03-20', '2014-02-01', 'the contract', owner, 'signature', signing(contract))
  const early = await put(helper, 'claim', claim(contract.id, '2014-03-19', '2014-03-31', 1))
  expect(refused(early).words).toContain('in force from 2014-03-20')
  const next = done(await revise(contract, { ...improvement, until: '2015-12-31' }))
  await from('2014-04-10', '2014-04-09', 'the contract', helper, 'signature', signing(next))
})

test('no claim is dated before the version whose rates it goes by', async () => {
  const contract = done(await contractOf(improvement))
  for (const one of [helper, owner]) done(await put(one, 'signature', signing(contract)))
  desk.turn('2014-03-10')
  const next = done(await revise(contract, { ...improvement, rates: [{ what: 'Adviser', pence: 90_000 }] }))
  for (const one of [helper, owner]) done(await put(one, 'signature', signing(next)))
  const asked = claim(contract.id, '2014-02-01', '2014-02-28', 2)
  const { audience } = await from('2014-03-10', '2014-02-28', 'the contract', helper, 'claim', asked)
  expect(audience).toBe('case')
})

describe('under a contract in force', () => {
  const asks = (contract: StoredRecord) => ({ contract: contract.id, says: 'Seen' })
  const term = (contract: StoredRecord) => ({ ...asks(contract), term: 'first' })
  const lasted = { check: '12', outcome: 'lasted', statement: 'Looked' }
  const steady = {
    ...improvement,
    'hold-on': 'everything',
    'guardrail-metric': 'speed',
    'guardrail-is': 'at-least',
    'guardrail-value': 10,
  } as const

  /** Signed on 5 February, claimed for February on 3 March. */
  async function claimed(body: object = improvement) {
    const contract = done(await contractOf(body))
    desk.turn('2014-03-20')
    done(await put(helper, 'signature', signing(contract), { on: '2014-02-03' }))
    done(await put(owner, 'signature', signing(contract), { on: '2014-02-05' }))
    const asked = claim(contract.id, '2014-02-05', '2014-02-28', 10)
    const made = done(await put(helper, 'claim', asked, { on: '2014-03-03' }))
    return { contract, checking: { claim: made.id, less: [], says: 'Seen' } }
  }

  test('a check comes no earlier than its claim, a payment than what it pays, a reversal than what it takes back', async () => {
    const { checking } = await claimed()
    const check = await from('2014-03-03', '2014-03-02', 'the claim', checker, 'claim-check', checking)
    const pays = payment(check.id, 1)
    const paid = await from('2014-03-03', '2014-03-02', 'the check of a claim', payer, 'payment', pays)
    await from('2014-03-03', '2014-03-02', 'the payment', another, 'reversal', { of: paid.id })
  })

  test('what was not owed yet was not paid: what is taken back or let go is paid after that', async () => {
    const { checking } = await claimed()
    const check = done(await put(checker, 'claim-check', checking, { on: '2014-03-05' }))
    const paid = done(await put(payer, 'payment', payment(check.id, 650_000), { on: '2014-03-10' }))
    done(await put(payer, 'reversal', { of: paid.id }, { on: '2014-03-15' }))
    const again = (on: string) => put(another, 'payment', payment(check.id, 650_000), { on })
    expect(refused(await again('2014-03-14'))).toMatchObject({
      reason: 'over-cap',
      words: expect.stringContaining('£6,500 paid on 2014-03-14; £0 was owed by then'),
    })
    done(await again('2014-03-15'))
  })

  test('the guardrail is checked after the signatures, and the result verified after all that it rests on', async () => {
    const { contract, checking } = await claimed(steady)
    done(await put(checker, 'claim-check', checking))
    const fast = await withSpeed(desk, 12)
    desk.turn('2014-06-20')
    const watched = (on: string) => write(fast, checker, found.id, 'guardrail-check', asks(contract), { on })
    expectTooEarly(await watched('2014-02-04'), '2014-02-05', 'the signature')
    done(await watched('2014-04-01'))
    desk.turn('2014-06-12')
    await leave('2014-06-12')
    desk.turn('2014-06-20')
    const verify = (on: string) => put(verifier, 'result', term(contract), { on })
    expectTooEarly(await verify('2014-03-31'), '2014-04-01', 'the check of the guardrail')
    // It left on 12 June, and had not on the day before.
    expect(done(await verify('2014-06-11')).body).toMatchObject({ outcome: 'not-met', 'earned-pence': 0 })
    expect(done(await verify('2014-06-12')).body).toMatchObject({ outcome: 'met' })
  })

  test('what was held back is let go no earlier than it was found to last, and paid and closed after that', async () => {
    const { contract, checking } = await claimed({ ...improvement, 'hold-on': 'everything' })
    const check = done(await put(checker, 'claim-check', checking))
    desk.turn('2014-06-12')
    await leave('2014-06-12')
    desk.turn('2015-06-20')
    done(await put(verifier, 'sustain-check', lasted, { on: '2015-06-15' }))
    await from('2015-06-15', '2015-06-14', 'the check after exit', checker, 'hold-decision', asks(contract))
    const pays = (on: string) => put(payer, 'payment', payment(check.id, 650_000), { on })
    expect(refused(await pays('2015-06-14')).words).toContain('£4,875 was owed by then')
    done(await pays('2015-06-15'))
  })

  test('it is closed after what was claimed and checked under it', async () => {
    const { contract, checking } = await claimed()
    done(await put(checker, 'claim-check', checking, { on: '2014-03-10' }))
    const ends = { ...asks(contract), how: 'early' }
    const by = { by: 'oversight-analyst' }
    await from('2014-03-10', '2014-03-09', 'the check of a claim', analyst, 'contract-end', ends, by)
  })
})
