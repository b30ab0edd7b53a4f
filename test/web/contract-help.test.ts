/** What a contract's page tells the partner: the match, days used and left, the scale on what was allowed, its own figure, accountability. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { standingOf } from '../../src/casework/contracts/contract-state.ts'
import type { Case } from '../../src/casework/model.ts'
import { readRecords } from '../../src/casework/records/record-store.ts'
import type { StoredRecord } from '../../src/casework/records/record.ts'
import type { Store } from '../../src/store/open-store.ts'
import { figureNow, helpJson } from '../../src/web/contract-help.ts'
import {
  actsIn,
  claim,
  checker,
  deskAt,
  enteredCase,
  helper,
  improvement,
  paying,
  withSpeed,
} from '../casework/contracts/desk.ts'
import { analyst, done, shelfOf, type TestDesk } from '../casework/core/desk.ts'
import { embedded } from '../store/databases.ts'

let store: Store
let desk: TestDesk
let found: Case
let contract: StoredRecord
const { put, inForce } = actsIn(() => ({ desk, store, found }))
beforeAll(async () => {
  ;({ desk, store } = await deskAt(await embedded.newPlace()))
  found = await enteredCase(desk)
  const consent = { support: 'towing', organisation: 'XA02', consents: true, days: 120, reference: 'Letter' }
  done(await put(analyst, 'partner-consent', consent, { by: 'oversight-analyst' }))
  const match = {
    support: 'towing',
    organisation: 'XA02',
    says: 'It is near',
    conflicts: 'None in the way',
    untested: null,
  }
  done(await put(analyst, 'partner-match', match, { by: 'oversight-analyst' }))
  contract = await inForce({ ...improvement, unmatched: null })
  desk.turn('2014-04-01')
  for (const [from, until] of [
    ['2014-02-01', '2014-02-28'],
    ['2014-03-01', '2014-03-31'],
  ] as const)
    done(await put(helper, 'claim', claim(contract.id, from, until, 10.25)))
  const [first] = await readRecords(store, found.id, { kind: 'claim' })
  done(await put(checker, 'claim-check', { claim: first?.id, less: [], says: 'Seen' }))
}, 60_000)
afterAll(() => store?.close())

const help = async (unseen: readonly string[] = []) => {
  const records = (await readRecords(store, found.id)).filter(({ kind }) => !unseen.includes(kind))
  const standing = standingOf(records, contract.id, '2014-04-01')
  if (standing === null) throw new Error('There is no such contract.')
  const { compiled } = shelfOf(paying).latest
  const shown = { compiled, records, unseen: new Set(unseen), helped: ['Hospital XA01'] }
  return helpJson(shown, standing, code => `Hospital ${code}`)
}

test('who was matched when, and that accountability stays with the board that receives the help', async () => {
  expect(await help()).toMatchObject({
    partner: { name: 'Hospital XA02', matched: '2014-02-01', offeredDays: 120, unmatched: null, hidden: false },
    accountability:
      'Accountability stays with the board of Hospital XA01, which receives the help. Hospital XA02 answers for what it gives.',
  })
})

test('days that were claimed, checked or not, and what is left of the cap', async () => {
  expect((await help()).days).toEqual({ cap: 100, claimed: 20.5, left: 79.5 })
})

test('what each result would pay now, by the scale, on what was allowed so far', async () => {
  // 10.25 days at £650; the second claim is not checked.
  expect((await help()).scale).toEqual([
    { term: 'It leaves within a year', percent: 100, basePence: 666_250, paysPence: 666_250, heldPence: 166_563 },
    { term: 'Within two years', percent: 75, basePence: 666_250, paysPence: 499_688, heldPence: 124_922 },
    { term: 'Real results, where appropriate', percent: null, basePence: 666_250, paysPence: 0, heldPence: 0 },
  ])
})

test('nothing that rests on what the reader may not see', async () => {
  expect(await help(['claim', 'claim-check', 'partner-match', 'partner-consent'])).toMatchObject({
    partner: { matched: null, offeredDays: null, hidden: true },
    days: null,
    scale: null,
  })
  // An allowance without its claim is not counted: nothing is told rather than too little.
  expect(await help(['claim'])).toMatchObject({ days: null, scale: null })
})

test('the partner’s own figure beside its guardrail, in the latest period that is over', async () => {
  const snapshot = await (await withSpeed(desk, 9.12345)).snapshot()
  const guardrail = { organisation: 'XA02', metric: 'speed', is: 'at-least', expected: 10 } as const
  expect(figureNow(snapshot, guardrail, '2014-04-01')).toEqual({
    value: 9.12345,
    shown: '9.123',
    period: 'March 2014',
    keeps: false,
  })
  expect(figureNow(snapshot, { ...guardrail, expected: 9 }, '2014-04-01')?.keeps).toBe(true)
  expect(figureNow(snapshot, guardrail, '2014-03-30')).toBeNull()
})
