/** What a contract is safe against: days moved to another contract, terms that nobody signed, money taken back by one person alone. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor, Case } from '../../../src/casework/model.ts'
import { nextStep } from '../../../src/casework/contracts/terms-words.ts'
import type { StoredRecord } from '../../../src/casework/records/record.ts'
import type { Store } from '../../../src/store/open-store.ts'
import { embedded } from '../../store/databases.ts'
import { analyst, codes, done, refused, type TestDesk } from '../core/desk.ts'
import { write } from '../records/desk.ts'
import {
  actsIn,
  allowed,
  callOff,
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

// Each test has a case of its own; the second organisation is the partner in all of them.
let at = 2
beforeEach(async () => {
  desk.turn('2014-02-01')
  found = await enteredCase(desk, codes[at++])
})

const { put, contractOf, revise, inForce, reversal, leave, under, stands } = actsIn(() => ({ desk, store, found }))
const february = (contract: string, days = 10) => claim(contract, '2014-02-01', '2014-02-28', days)
const anotherPayer: Actor = { key: 'p-payer-2', grants: payer.grants }

test('a claim stays under its contract, so that its days are not claimed twice', async () => {
  const [one, other] = [await inForce(), await inForce()]
  desk.turn('2014-03-01')
  const made = done(await put(helper, 'claim', february(one.id)))
  done(await put(checker, 'claim-check', { claim: made.id, less: [], says: 'Timesheets seen' }))
  const moved = await put(helper, 'claim', february(other.id), { follows: { id: made.id, version: 1 } })
  expect(refused(moved)).toMatchObject({ reason: 'not-allowed-here', words: expect.stringMatching(/stays under/) })
})

describe('a new version', () => {
  const guarded = { 'guardrail-metric': 'speed', 'guardrail-is': 'at-least', 'guardrail-value': 10 }

  test('that is not signed by all governs no money', async () => {
    const contract = await inForce({ ...improvement, ...guarded, 'hold-on': 'everything' })
    desk.turn('2014-03-01')
    const made = done(await put(helper, 'claim', february(contract.id)))
    done(await revise(contract, { ...improvement, 'hold-percent': null, 'hold-on': null, 'hold-months': null }))
    done(await revise2(contract))
    for (const [kind, body] of [
      ['claim-check', { claim: made.id, less: [], says: 'Timesheets seen' }],
      ['guardrail-check', { contract: contract.id, says: null }],
      ['hold-decision', { contract: contract.id, says: 'It lasted' }],
    ] as const)
      expect(refused(await put(checker, kind, body))).toMatchObject({
        reason: 'not-in-force',
        words: expect.stringMatching(/Version 3.*not signed by all/),
      })
  })
  const revise2 = ({ id }: StoredRecord) =>
    put(
      analyst,
      'contract',
      { ...improvement, ...guarded, 'hold-percent': 10 },
      { by: 'oversight-analyst', follows: { id, version: 2 } },
    )

  test('with another guardrail is checked anew', async () => {
    const contract = await inForce({ ...improvement, ...guarded })
    await leave('2014-06-01')
    const quick = await withSpeed(desk, 11)
    const check = () => write(quick, checker, found.id, 'guardrail-check', { contract: contract.id, says: null })
    done(await check())
    const next = done(await revise(contract, { ...improvement, ...guarded, 'guardrail-value': 12 }))
    for (const one of [helper, owner]) done(await sign(desk, found.id, next, one))
    const result = () => put(verifier, 'result', { contract: contract.id, term: 'first', says: 'Seen' })
    expect(refused(await result()).reason).toBe('not-checked')
    done(await check())
    expect(done(await result()).body).toMatchObject({ guardrail: 'fell' })
  })

  test('keeps its payers', async () => {
    const unpaid = { ...improvement, support: null, line: 'open', 'results-line': null, 'results-ceiling-pence': null }
    const parties = [
      { role: 'firm', organisation: 'XA02' },
      { role: 'owner', organisation: null },
    ]
    const body = { ...unpaid, kind: 'other', parties, payer: 'owner', results: [] }
    const kept = { ...body, 'hold-percent': null, 'hold-on': null, 'hold-months': null }
    done(await put(payer, 'budget', { line: 'open', payer: 'owner', pence: 10_000_000, exceed: null }))
    const contract = await inForce(kept, [firm, owner])
    const words = refused(await revise(contract, { ...kept, payer: 'crew' }))
    expect(words).toMatchObject({ reason: 'not-allowed-here', words: expect.stringMatching(/at the cost of owner/) })
    done(await revise(contract, { ...kept, title: 'Towing, again' }))
  })
})

test('a line for consultancy takes contracts that are called off, and no others', async () => {
  const wrong = refused(await contractOf({ ...callOff, kind: 'improvement', support: null, results: [] }))
  expect(wrong.words).toMatch(/for consultancy; found "improvement"/)
})

test('what is held back does not wait on the check of an earlier time', async () => {
  await leave('2014-06-01')
  desk.turn('2015-06-02')
  done(await put(verifier, 'sustain-check', { check: '12', outcome: 'lasted', statement: 'Looked' }))
  // A contract that begins after that check: it is no check of what this contract did.
  const from = { from: '2015-07-01', until: '2015-12-31', 'hold-on': 'everything' }
  desk.turn('2015-07-01')
  const contract = await inForce({ ...improvement, ...from })
  desk.turn('2015-08-01')
  await allowed(desk, found.id, claim(contract.id, '2015-07-01', '2015-07-31', 10), helper)
  expect(await under(contract.id, 'held')).toBeGreaterThan(0)
  const decide = () => put(checker, 'hold-decision', { contract: contract.id, says: 'It lasted' })
  expect(refused(await decide()).reason).toBe('not-checked')
  done(await put(verifier, 'sustain-check', { check: '12', outcome: 'lasted', statement: 'Looked again' }))
  done(await decide())
})

describe('what is taken back', () => {
  test('may be a result, with all that followed from it', async () => {
    const contract = await inForce()
    desk.turn('2014-03-01')
    await allowed(desk, found.id, february(contract.id), helper)
    await leave('2014-06-01')
    const verify = () => put(verifier, 'result', { contract: contract.id, term: 'first', says: 'Seen' })
    const result = done(await verify())
    expect(await under(contract.id, 'cost')).toBe(1_300_000)
    const paid = done(await put(payer, 'payment', payment(result.id, 487_500)))
    expect(refused(await reversal(verifier, result.id)).reason).toBe('already-paid')
    done(await reversal(anotherPayer, paid.id))
    expect(refused(await reversal({ key: owner.key, grants: verifier.grants }, result.id)).reason).toBe('own-act')
    done(await reversal(verifier, result.id))
    expect(await under(contract.id, 'cost')).toBe(650_000)
    expect(await under(contract.id, 'held')).toBe(0)
    const standing = await stands(contract.id)
    expect(standing.results).toEqual([])
    const { regime: rules } = desk.regimes[0]!.latest
    expect(nextStep(rules, standing, { owed: 0, held: 0 }, true)).toMatch(/verify the result “It leaves within a year”/)
    expect(done(await verify()).body).toMatchObject({ 'before-pence': 0, 'earned-pence': 650_000 })
  })

  test('is not a result of which something was let go', async () => {
    const contract = await inForce()
    desk.turn('2014-03-01')
    await allowed(desk, found.id, february(contract.id), helper)
    await leave('2014-06-01')
    const result = done(await put(verifier, 'result', { contract: contract.id, term: 'first', says: 'Seen' }))
    desk.turn('2015-06-02')
    done(await put(verifier, 'sustain-check', { check: '12', outcome: 'lasted', statement: 'Looked' }))
    done(await put(checker, 'hold-decision', { contract: contract.id, says: 'It lasted' }))
    expect(refused(await reversal(verifier, result.id)).words).toMatch(/What this result held back was let go/)
  })

  test('is not taken back by whoever signed or claims, nor paid again by whoever paid it and took that back', async () => {
    const contract = await inForce()
    desk.turn('2014-03-01')
    const check = await allowed(desk, found.id, february(contract.id), helper)
    for (const { key } of [mate, owner])
      expect(refused(await reversal({ key, grants: checker.grants }, check.id)).reason).toBe('own-act')
    const pay = (by: Actor) => put(by, 'payment', payment(check.id, 650_000))
    const paid = done(await pay(payer))
    done(await reversal(payer, paid.id))
    expect(refused(await pay(payer))).toMatchObject({
      reason: 'own-act',
      words: expect.stringMatching(/took that payment back/),
    })
    done(await pay(anotherPayer))
  })
})
