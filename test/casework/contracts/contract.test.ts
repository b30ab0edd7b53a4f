/** A contract from its text to its end: what is refused, what is computed, and what the ledger holds after each step. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor, Case } from '../../../src/casework/model.ts'
import type { Contract } from '../../../src/casework/contracts/contract-schema.ts'
import type { Claim, ClaimCheck, HoldDecision, Result } from '../../../src/casework/contracts/contract-bodies.ts'
import { payRun } from '../../../src/casework/contracts/pay-run-store.ts'
import { nextStep } from '../../../src/casework/contracts/terms-words.ts'
import { trialBalance } from '../../../src/casework/money/ledger-store.ts'
import type { StoredRecord } from '../../../src/casework/records/record.ts'
import type { Store } from '../../../src/store/open-store.ts'
import { embedded } from '../../store/databases.ts'
import { analyst, as, codes, done, grant, master, refused, type TestDesk } from '../core/desk.ts'
import { write } from '../records/desk.ts'
import {
  actsIn,
  allowed,
  callOff,
  captain,
  checker,
  claim,
  deskAt,
  enteredCase,
  firm,
  helper,
  improvement,
  mate,
  owner,
  payer,
  payment,
  sign,
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

// Each test has a case of its own.
let at = 0
beforeEach(async () => {
  desk.turn('2014-02-01')
  found = await enteredCase(desk, codes[at++])
})

const { put, contractOf, inForce, reversal, leave, balances, under, stands } = actsIn(() => ({ desk, store, found }))

const guarded = { 'guardrail-metric': 'speed', 'guardrail-is': 'at-least', 'guardrail-value': 10 }

describe('its text', () => {
  test('names the payer of the rules, and says which terms are the rules’ own', async () => {
    const { body } = done(await contractOf(improvement)) as StoredRecord<Contract>
    expect(body.payer).toBe('owner')
    expect(body.results.map(({ id, percent, stated }) => [id, percent, stated])).toEqual([
      ['first', 100, 'by-the-rules'],
      ['later', 75, 'by-this-contract'],
      // The rules know of it and name no figure: it stands in the contract, and pays nothing.
      ['rule-2', null, 'by-the-rules'],
    ])
  })

  test.each([
    ['a rate in pounds', { rates: [{ what: 'Adviser', pence: 650.5 }] }, /whole pence.*pounds/],
    ['a rate that only makes sense in pounds', { rates: [{ what: 'Adviser', pence: 650 }] }, /in pounds/],
    [
      'a ceiling below a day',
      { 'days-cap': 10, 'ceiling-pence': 1_000 },
      /ceiling of £10 beside a day at £650\. Is it in pounds/,
    ],
    ['a ceiling below a tenth of its days', { 'ceiling-pence': 100_000 }, /beside £33,333 for the days/],
    ['currency text', { 'ceiling-pence': '£100,000' }, /whole pence.*10000000 pence/],
    ['dates the wrong way round', { from: '2015-01-01' }, /first day first/],
    ['a party that the rules do not know', { parties: [{ role: 'pirate', organisation: null }] }, /pirate/],
    [
      'a missing signatory of the rules',
      { parties: [improvement.parties[0], { role: 'lookout', organisation: null }] },
      /owner is missing/,
    ],
    ['a line without a payer', { line: 'open' }, /do not say who pays/],
    [
      'a term that cannot be checked',
      { results: [{ ...improvement.results[0], months: null }] },
      /nothing of it can be checked/,
    ],
    ['a hold without a check', { 'hold-months': null }, /Give all, or none/],
    ['a guardrail without a value', { 'guardrail-metric': 'speed' }, /Give all, or none/],
    [
      'a guardrail on a metric that nobody knows',
      { ...guarded, 'guardrail-metric': 'sped' },
      /Found the metric "sped"; expected one that is loaded, by its id\. Did you mean "speed"\?/,
    ],
    [
      'a guardrail and no partner',
      { ...callOff, ...guarded },
      /partner’s own performance; found no partner with the code of an organisation/,
    ],
    [
      'a code on a party that is no partner',
      { parties: [...improvement.parties, { role: 'crew', organisation: 'XA03' }] },
      /Found the code XA03 for crew; expected codes of partners alone/,
    ],
  ])('with %s is refused', async (_what, more, words) => {
    expect(refused(await contractOf({ ...improvement, ...more }))).toMatchObject({
      reason: 'bad-request',
      words: expect.stringMatching(words),
    })
  })

  test('beyond the figure of the rules is over the cap', async () => {
    const results = [{ ...improvement.results[0], percent: 101 }]
    expect(refused(await contractOf({ ...improvement, results })).reason).toBe('over-cap')
  })
})

describe('signatures', () => {
  test('by all parties put it in force, and commit its ceilings', async () => {
    const contract = done(await contractOf(improvement))
    done(await sign(desk, found.id, contract, owner))
    expect((await stands(contract.id)).unsigned).toEqual(['mate'])
    expect(await under(contract.id, 'committed')).toBe(0)
    done(await sign(desk, found.id, contract, helper))
    expect((await stands(contract.id)).state).toBe('in-force')
    expect(await under(contract.id, 'committed', 'time')).toBe(10_000_000)
    expect(await under(contract.id, 'committed', 'bonus')).toBe(10_000_000)
  })

  test('lapse with a new version, which commits the difference when it is signed', async () => {
    const contract = await inForce()
    const follows = { id: contract.id, version: 1 }
    const next = done(
      await put(
        analyst,
        'contract',
        { ...improvement, 'ceiling-pence': 12_000_000 },
        { follows, by: 'oversight-analyst' },
      ),
    )
    expect((await stands(contract.id)).state).toBe('to-be-signed')
    const early = await put(helper, 'claim', claim(contract.id, '2014-02-01', '2014-02-01', 1))
    expect(refused(early).reason).toBe('not-in-force')
    expect(refused(await sign(desk, found.id, contract, owner)).reason).toBe('stale')
    for (const one of [helper, owner]) done(await sign(desk, found.id, next, one))
    expect(await under(contract.id, 'committed', 'time')).toBe(12_000_000)
  })

  test('for two parties by one person, or by who decided exit, are refused; beyond the budget too', async () => {
    const contract = done(await contractOf(improvement))
    const both: Actor = { key: 'p-both', grants: [grant('mate'), grant('owner')] }
    done(await sign(desk, found.id, contract, both))
    expect(refused(await put(both, 'signature', { contract: contract.id, version: '1' }, { by: 'owner' })).reason).toBe(
      'own-act',
    )
    const dear = done(await contractOf({ ...improvement, 'ceiling-pence': 60_000_000 }))
    done(await sign(desk, found.id, dear, helper))
    expect(refused(await sign(desk, found.id, dear, owner)).reason).toBe('over-budget')
    expect((await stands(dear.id)).unsigned).toEqual(['owner'])
    await leave('2014-06-01')
    const decider: Actor = { key: master.key, grants: [grant('owner')] }
    expect(refused(await sign(desk, found.id, contract, decider)).reason).toBe('own-act')
  })
})

describe('claims', () => {
  test('are worked out line by line, checked, and owed', async () => {
    const contract = await inForce()
    desk.turn('2014-03-01')
    const days = [
      { what: 'Adviser', days: 2.5 },
      { what: 'Nurse', days: 0.5 },
    ]
    const made = done(
      await put(helper, 'claim', claim(contract.id, '2014-02-01', '2014-02-28', 0, { days, 'expenses-pence': 1_234 })),
    )
    expect((made.body as Claim).lines.map(({ pence }) => pence)).toEqual([162_500, 16_667, 1_234])
    const less = [{ what: 'Expenses', pence: 234, why: 'First class' }]
    const check = done(await put(checker, 'claim-check', { claim: made.id, less, says: 'Seen' }))
    expect((check.body as ClaimCheck)['allowed-pence']).toBe(179_401)
    expect(await under(contract.id, 'payable')).toBe(179_401)
    expect(await under(contract.id, 'committed', 'time')).toBe(10_000_000 - 179_401)
  })

  test('are refused where the contract, the claimant or the period is not right', async () => {
    const contract = await inForce()
    const draft = done(await contractOf(improvement))
    desk.turn('2015-02-01')
    const outcome = async (body: unknown, by = helper) => refused(await put(by, 'claim', body))
    expect((await outcome(claim(draft.id, '2014-03-01', '2014-03-31', 1))).reason).toBe('not-in-force')
    expect((await outcome(claim(contract.id, '2014-12-01', '2015-01-31', 1))).reason).toBe('not-in-force')
    expect((await outcome(claim(contract.id, '2014-01-01', '2014-02-28', 1))).reason).toBe('not-in-force')
    expect((await outcome(claim(contract.id, '2014-03-01', '2014-03-31', -1))).words).toMatch(/from 0/)
    expect((await outcome(claim(contract.id, '2014-03-01', '2014-07-31', 101))).words).toMatch(/at most 100/)
    // Nobody works on more days than there were.
    expect((await outcome(claim(contract.id, '2014-03-01', '2014-03-02', 2.5))).words).toMatch(/in a period of 2 days/)
    expect(
      (await outcome(claim(contract.id, '2014-03-01', '2014-03-31', 1, { 'expenses-pence': 9_990_000 }))).reason,
    ).toBe('over-cap')
    expect(
      (await outcome(claim(contract.id, '2014-03-01', '2014-03-31', 1, { 'expenses-pence': '£12' }))).words,
    ).toMatch(/1200 pence/)
    expect((await outcome(claim(contract.id, '2014-03-01', '2014-03-31', 0))).words).toContain('Found nothing claimed')
    expect((await outcome(claim(contract.id, '2014-03-01', '2014-03-31', 1), owner)).reason).toBe('own-claim')
    expect((await outcome(claim(contract.id, '2014-03-01', '2014-03-31', 1), verifier)).reason).toBe('wrong-role')
    done(await put(helper, 'claim', claim(contract.id, '2014-03-01', '2014-03-31', 1)))
    expect((await outcome(claim(contract.id, '2014-03-31', '2014-04-30', 1))).reason).toBe('already-paid')
  })

  test('are not checked by whoever claims or pays, nor twice, nor above what was claimed', async () => {
    const contract = await inForce()
    desk.turn('2014-03-01')
    const made = done(await put(helper, 'claim', claim(contract.id, '2014-02-01', '2014-02-28', 2)))
    const check = (by: Actor, less: readonly unknown[] = []) =>
      put(by, 'claim-check', { claim: made.id, less, says: 'Seen' })
    expect(refused(await check(owner)).reason).toBe('wrong-role')
    expect(refused(await check({ key: mate.key, grants: checker.grants })).reason).toBe('own-claim')
    expect(refused(await check({ key: owner.key, grants: checker.grants })).reason).toBe('own-act')
    expect(refused(await check(checker, [{ what: 'Adviser', pence: 130_001, why: 'More' }])).reason).toBe('over-cap')
    done(await check(checker))
    expect(refused(await check({ ...checker, key: 'p-other' })).reason).toBe('already-paid')
  })
})

describe('payments', () => {
  test('pay no more than is owed, and never twice; nobody pays what they had a hand in', async () => {
    const contract = await inForce()
    desk.turn('2014-03-01')
    const { id } = await allowed(desk, found.id, claim(contract.id, '2014-02-01', '2014-02-28', 2), helper)
    const pay = (by: Actor, pence: number) => put(by, 'payment', payment(id, pence))
    expect(refused(await pay(payer, 130_001)).reason).toBe('over-cap')
    expect(refused(await pay({ key: checker.key, grants: payer.grants }, 1)).reason).toBe('own-act')
    expect(refused(await pay({ key: mate.key, grants: payer.grants }, 1)).reason).toBe('own-act')
    expect(refused(await pay({ key: owner.key, grants: payer.grants }, 1)).reason).toBe('own-act')
    done(await pay(payer, 130_000))
    expect(refused(await pay(payer, 1)).reason).toBe('already-paid')
    expect(await under(contract.id, 'cash')).toBe(130_000)
    expect((await trialBalance(store)).reduce((sum, { pence }) => sum + pence, 0)).toBe(0)
  })
})

describe('what was taken back', () => {
  test('a payment may be made again, also by the same run', async () => {
    const contract = await inForce()
    desk.turn('2014-03-01')
    const { id } = await allowed(desk, found.id, claim(contract.id, '2014-02-01', '2014-02-28', 2), helper)
    const local: Actor = {
      key: payer.key,
      grants: [grant('finance-approver', { organisation: found.organisations[0] ?? null })],
    }
    const run = async () =>
      done(await payRun(as(desk, local), { payer: 'owner', on: '2014-03-01', reason: 'March' }, 'run'))
    const [first] = await run()
    done(await reversal({ ...payer, key: 'p-other' }, first?.payment as string))
    expect(await under(contract.id, 'payable')).toBe(130_000)
    const again = await run()
    expect(again).toMatchObject([{ item: id, pence: 130_000, refused: null }])
    expect(again[0]?.payment).not.toBe(first?.payment)
    expect(await run()).toEqual(again)
    expect(await under(contract.id, 'payable')).toBe(0)
    expect(await under(contract.id, 'cash')).toBe(130_000)
  })

  test('a check that is not paid leaves no trace in the ledger, and its period may be claimed anew', async () => {
    // Twice the days, and twice the money, are more than it has.
    const capped = { 'days-cap': 50, 'ceiling-pence': 3_000_000 }
    const contract = await inForce({ ...improvement, ...capped, 'hold-on': 'everything' })
    desk.turn('2014-03-01')
    const before = await balances()
    const body = claim(contract.id, '2014-02-01', '2014-02-28', 28)
    const check = await allowed(desk, found.id, body, helper)
    expect(await under(contract.id, 'held')).toBe(455_000)
    expect(refused(await put(helper, 'claim', body)).reason).toBe('already-paid')
    const paid = done(await put(payer, 'payment', payment(check.id, 1)))
    expect(refused(await reversal(payer, check.id)).reason).toBe('already-paid')
    done(await reversal(payer, paid.id))
    expect(refused(await reversal(verifier, check.id)).reason).toBe('wrong-role')
    done(await reversal(checker, check.id))
    expect((await balances()).filter(({ pence }) => pence !== 0)).toEqual(before.filter(({ pence }) => pence !== 0))
    expect((await stands(contract.id)).claims).toMatchObject([{ takenBack: true }])
    // Neither the days nor the money of the claim that was taken back count.
    const again = await allowed(desk, found.id, body, helper)
    expect(await under(contract.id, 'cost')).toBe(1_820_000)
    await leave('2014-06-01')
    done(await put(verifier, 'result', { contract: contract.id, term: 'later', says: 'Seen' }))
    expect(refused(await reversal(checker, again.id)).words).toContain('Results have earned a share')
  })

  test('not under a contract that is closed', async () => {
    const contract = await inForce()
    desk.turn('2014-03-01')
    const check = await allowed(desk, found.id, claim(contract.id, '2014-02-01', '2014-02-28', 2), helper)
    const end = { contract: contract.id, how: 'early', says: 'No more help needed' }
    done(await put(analyst, 'contract-end', end, { by: 'oversight-analyst' }))
    expect(refused(await reversal(checker, check.id)).reason).toBe('not-in-force')
  })
})

describe('results', () => {
  const result = (contract: string, term: string, by: Actor = verifier) =>
    put(by, 'result', { contract, term, says: 'Seen from the mast' })

  test('earn a share of costs by the time of exit, part of it held; better terms top up, none pays twice', async () => {
    const contract = await inForce()
    desk.turn('2014-03-01')
    await allowed(desk, found.id, claim(contract.id, '2014-02-01', '2014-02-28', 10), helper)
    const early = done(await result(contract.id, 'first')).body as Result
    expect(early).toMatchObject({
      outcome: 'not-met',
      'earned-pence': 0,
      arithmetic: ['The case has not left.', expect.any(String)],
    })
    await leave('2014-06-01')
    const later = done(await result(contract.id, 'later')).body as Result
    expect(later).toMatchObject({ outcome: 'met', percent: 75, 'earned-pence': 487_500, 'held-pence': 121_875 })
    const first = done(await result(contract.id, 'first')).body as Result
    expect(first).toMatchObject({ 'due-pence': 650_000, 'before-pence': 487_500, 'earned-pence': 162_500 })
    expect(first['one-body']).toBeNull()
    expect(refused(await result(contract.id, 'later')).reason).toBe('already-paid')
    // What the rules leave open pays nothing, though they know of it.
    expect((done(await result(contract.id, 'rule-2')).body as Result)['earned-pence']).toBe(0)
    expect(refused(await result(contract.id, 'first', { key: owner.key, grants: verifier.grants })).reason).toBe(
      'own-act',
    )
  })

  test('wait for the figure of the partner that helps, whoever else is named before it', async () => {
    const parties = [{ role: 'firm', organisation: 'XA03' }, ...improvement.parties]
    const contract = await inForce({ ...improvement, ...guarded, parties }, [firm, helper, owner])
    desk.turn('2014-06-01')
    const fast = await withSpeed(desk, 11)
    const { body } = done(
      await write(fast, checker, found.id, 'guardrail-check', { contract: contract.id, says: null }),
    )
    expect(body).toMatchObject({ organisation: 'XA02', found: 11, outcome: 'held' })
    expect((await stands(contract.id)).guardrail?.body).toEqual(body)
  })

  test.each([
    [9, 'fell', 0],
    [11, 'held', 650_000],
  ])('with the partner’s own speed at %d of at least 10: the guardrail %s', async (speed, outcome, earns) => {
    const contract = await inForce({ ...improvement, ...guarded })
    desk.turn('2014-06-01')
    await allowed(desk, found.id, claim(contract.id, '2014-02-01', '2014-02-28', 10), helper)
    await leave('2014-06-01')
    expect(refused(await result(contract.id, 'first')).reason).toBe('not-checked')
    const fast = await withSpeed(desk, speed)
    done(await write(fast, checker, found.id, 'guardrail-check', { contract: contract.id, says: null }))
    const titled = { ...desk, metricWords: { metricTitles: new Map([['speed', 'Speed at sea']]) } }
    const asked = { contract: contract.id, term: 'first', says: 'Seen from the mast' }
    const { body } = done(await write(titled, verifier, found.id, 'result', asked)) as StoredRecord<Result>
    expect(body).toMatchObject({ outcome: 'met', guardrail: outcome, 'earned-pence': earns })
    expect(body.arithmetic.join(' ')).toContain(`“Speed at sea” at XA02 was ${speed} in 2014-03`)
  })

  test('of a call-off pay the part of the fee that depends on them, at the organisation’s own cost', async () => {
    const contract = await inForce(callOff, [firm, captain])
    desk.turn('2014-03-01')
    const part = (pence: number) => claim(contract.id, '2014-02-01', '2014-02-28', 0, { days: [], 'fee-pence': pence })
    expect(refused(await put(firm, 'claim', part(850_001))).reason).toBe('over-cap')
    expect(refused(await put(captain, 'claim', part(1))).reason).toBe('own-claim')
    await allowed(desk, found.id, part(850_000), firm)
    expect((done(await result(contract.id, 'delivered')).body as Result).outcome).toBe('not-known')
    const well = { finding: 'well', value: 'yes', statement: 'Seen', document: null, until: null }
    done(await put({ key: 'p-judge', grants: [grant('lookout')] }, 'finding', well))
    const { body } = done(await result(contract.id, 'delivered')) as StoredRecord<Result>
    expect(body).toMatchObject({ of: 'fee', 'base-pence': 1_000_000, 'earned-pence': 150_000 })
    expect(await under(contract.id, 'payable', 'fees')).toBe(1_000_000)
  })
})

describe('what is held back', () => {
  const heldContract = async (lasted: 'lasted' | 'did-not-last') => {
    const contract = await inForce({ ...improvement, 'hold-on': 'everything' })
    desk.turn('2014-06-01')
    await allowed(desk, found.id, claim(contract.id, '2014-02-01', '2014-02-28', 10), helper)
    await leave('2014-06-01')
    done(await put(verifier, 'result', { contract: contract.id, term: 'first', says: 'Seen' }))
    const early = await put(checker, 'hold-decision', { contract: contract.id, says: 'Soon' })
    expect(refused(early).reason).toBe('not-checked')
    desk.turn('2015-06-02')
    done(await put(verifier, 'sustain-check', { check: '12', outcome: lasted, statement: 'Looked' }))
    return contract.id
  }

  test('is let go where it lasted, and paid then', async () => {
    const contract = await heldContract('lasted')
    expect(await under(contract, 'held')).toBe(162_500 + 162_500)
    const { body } = done(
      await put(checker, 'hold-decision', { contract, says: 'It lasted' }),
    ) as StoredRecord<HoldDecision>
    expect(body).toMatchObject({ decision: 'released', 'total-pence': 325_000 })
    expect(await under(contract, 'payable')).toBe(1_300_000)
    expect(refused(await put(checker, 'hold-decision', { contract, says: 'Again' })).reason).toBe('already-paid')
    for (const { item, pence } of (await balances()).filter(one => one.account === 'payable' && one.pence < 0))
      done(await put(payer, 'payment', payment(item as string, -pence)))
    expect(await under(contract, 'cash')).toBe(1_300_000)
  })

  test('is clawed back where it did not, and is budget again', async () => {
    const contract = await heldContract('did-not-last')
    const { body } = done(
      await put(checker, 'hold-decision', { contract, says: 'It slid back' }),
    ) as StoredRecord<HoldDecision>
    expect(body.decision).toBe('clawed-back')
    const standing = await stands(contract)
    expect(standing.holds.map(one => one.body.decision)).toEqual(['clawed-back'])
    // The better term was reached: the lesser one of the scale is nobody's turn.
    const { regime: rules } = desk.regimes[0]!.latest
    expect(nextStep(rules, standing, { owed: 0, held: 0 }, true)).toMatch(/close it/)
    expect(await under(contract, 'held')).toBe(0)
    expect(await under(contract, 'cost')).toBe(975_000)
  })
})

test('its end gives back what it did not use; nothing is claimed after', async () => {
  const contract = await inForce()
  desk.turn('2014-03-01')
  const made = done(await put(helper, 'claim', claim(contract.id, '2014-02-01', '2014-02-28', 2)))
  const end = () =>
    put(
      analyst,
      'contract-end',
      { contract: contract.id, how: 'early', says: 'No more help needed' },
      { by: 'oversight-analyst' },
    )
  expect(refused(await end()).reason).toBe('not-checked')
  done(await put(checker, 'claim-check', { claim: made.id, less: [], says: 'Seen' }))
  done(await end())
  expect(await under(contract.id, 'committed')).toBe(0)
  expect((await stands(contract.id)).state).toBe('ended')
  expect(refused(await put(helper, 'claim', claim(contract.id, '2014-03-01', '2014-03-01', 1))).reason).toBe(
    'not-in-force',
  )
  expect(await under(contract.id, 'payable')).toBe(130_000)
})
