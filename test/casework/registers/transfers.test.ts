/** What passes from one oversight body to another, by a recorded act, and with whom it rests on a day. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bodyOn, type Transfer } from '../../../src/casework/transfers/body-on.ts'
import { loadTransfers } from '../../../src/regimes/transfers-file.ts'
import { embedded, newStore } from '../../store/databases.ts'
import { analyst, deskOn, done, grant, lookout, refused } from '../core/desk.ts'
import { enter } from './entries.ts'

const pass = (from: string, to: string, on: string, ...what: Transfer['what']): Transfer => ({
  from,
  to,
  on,
  instrument: 'An order',
  what: what.length === 0 ? ['powers', 'contracts'] : what,
})
const chain = [pass('second', 'third', '2020-01-01'), pass('first', 'second', '2010-01-01')]

test('transfers are followed in the order of their days, each for what it passes', () => {
  const on = (day: string, what: Transfer['what'][number] = 'powers') => bodyOn(chain, 'first', day, what)
  expect([on('2009-12-31'), on('2010-01-01'), on('2019-12-31'), on('2020-01-01')]).toEqual([
    'first',
    'second',
    'second',
    'third',
  ])
  expect(on('2021-01-01', 'duties')).toBe('first')
  expect(bodyOn(chain, 'other', '2021-01-01', 'powers')).toBe('other')
  // What came back came back.
  expect(bodyOn([...chain, pass('third', 'first', '2021-01-01')], 'first', '2022-01-01', 'powers')).toBe('first')
})

test('whatever passes in whichever order it is written, something rests with one body', () => {
  const body = fc.constantFrom('a', 'b', 'c')
  const day = fc.integer({ min: 0, max: 9 }).map(n => `201${n}-01-01`)
  const one = fc.tuple(body, body, day).filter(([from, to]) => from !== to)
  const all = fc.uniqueArray(one, { selector: ([from, , on]) => `${from} ${on}`, maxLength: 12 })
  // Two bodies that give on one day would leave it to the order in which they are written.
  const apart = all.filter(some => new Set(some.map(([, , on]) => on)).size === some.length)
  fc.assert(
    fc.property(apart, some => {
      const transfers = some.map(([from, to, on]) => pass(from, to, on))
      const there = bodyOn(transfers, 'a', '2025-01-01', 'powers')
      expect(bodyOn(transfers.toReversed(), 'a', '2025-01-01', 'powers')).toBe(there)
      expect(['a', 'b', 'c']).toContain(there)
    }),
  )
})

test('what ships says on which clause each transfer rests, and ends where the present law puts it', async () => {
  const shipped = await loadTransfers()
  for (const from of ['monitor', 'tda']) {
    expect(bodyOn(shipped, from, '2022-06-30', 'powers')).toBe(from)
    expect(bodyOn(shipped, from, '2022-07-01', 'powers')).toBe('nhs-england')
    // Nothing that was read says so of contracts.
    expect(bodyOn(shipped, from, '2022-07-01', 'contracts')).toBe(from)
  }
  expect(shipped.every(({ clause, confidence }) => clause !== undefined && confidence !== undefined)).toBe(true)
})

test('a transfer is recorded once, for the whole sector, by whoever may act for all of it', async () => {
  const desk = deskOn(await newStore(embedded, 'fictional'))
  const body = {
    from: 'lookout',
    to: 'coastguard',
    on: '2014-04-01',
    instrument: 'Order 1',
    says: null,
    powers: true,
    contracts: false,
    duties: true,
    appointments: false,
  }
  const enact = (more: object = {}, who = analyst) => enter(desk, who, 'oversight-transfer', { ...body, ...more })
  const bound = { ...analyst, grants: [grant('oversight-analyst', { regime: 'small-watch' })] }
  expect(refused(await enact({}, bound)).reason).toBe('not-granted')
  expect(refused(await enact({}, lookout)).reason).toBe('wrong-role')
  expect(refused(await enact({ to: 'lookout' })).words).toContain('two bodies')
  expect(refused(await enact({ powers: false, duties: false })).words).toContain('nothing that passes')
  expect(refused(await enact({ instrument: '' })).words).toContain('instrument')
  expect(refused(await enact({ from: 'The Lookout' })).words).toContain('small letters')
  expect(done(await enact())).toMatchObject({ regime: null, organisation: null, audience: 'public' })
  expect(refused(await enact({ to: 'navy' })).words).toContain('already')
})
