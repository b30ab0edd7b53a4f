/** What passes from one oversight body to another, by a recorded act, and with whom it rests on a day. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Actor } from '../../../src/casework/model.ts'
import type { RegisterEntry } from '../../../src/casework/registers/register.ts'
import { bodiesNamed } from '../../../src/casework/transfers/bodies.ts'
import { bodyOn, type Transfer } from '../../../src/casework/transfers/body-on.ts'
import { nowOf } from '../../../src/casework/transfers/resting.ts'
import { loadShelf } from '../../../src/regimes/shelf-file.ts'
import { loadTransfers } from '../../../src/regimes/transfers-file.ts'
import { cited } from '../../regimes/engine/harness.ts'
import { embedded, newStore } from '../../store/databases.ts'
import {
  analyst,
  as,
  deskOn,
  done,
  grant,
  lookout,
  opened,
  record,
  refused,
  shelfOf,
  type TestDesk,
  watch,
} from '../core/desk.ts'
import { publisher } from '../records/desk.ts'
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

const roles = {
  ...(watch['roles'] as object),
  coastguard: { title: 'The Coast Guard', kind: 'body', ...cited },
  navy: { title: 'Navy', kind: 'body', ...cited },
  all: { title: 'All who watch', kind: 'body', members: ['Lookout', 'Navy', 'The organisation'], ...cited },
}

const passed = {
  from: 'lookout',
  to: 'coastguard',
  on: '2014-01-20',
  instrument: 'Order 1',
  says: null,
  powers: true,
  contracts: false,
  duties: true,
  appointments: false,
  confirmed: false,
}

const office = (title: string) => ({ title, kind: 'body' as const, ...cited })
const since = (from: string, roles: object) => ({ roles, versions: { one: { 'in-force': { from, to: null } } } })
const named = (...regimes: object[]) => bodiesNamed(regimes as unknown as Parameters<typeof bodiesNamed>[0])

test('bodies are known by their ids and titles; one id for several bodies, and what no rules name, is none', () => {
  const bodies = named(
    since('2010-01-01', { sea: office('Sea Office'), regulator: office('Sea Office') }),
    since('2012-01-01', { regulator: office('Land Office') }),
  )
  expect([...bodies.named.keys()].toSorted()).toEqual(['land-office', 'sea', 'sea-office'])
  expect([bodies.of('sea'), bodies.of('sea-office'), bodies.of('regulator')]).toEqual([
    'sea-office',
    'sea-office',
    'regulator',
  ])
  expect(bodies.inRole('regulator', office('Land Office'))).toEqual([{ body: 'land-office', title: 'Land Office' }])
  expect([bodies.sinceOf('sea'), bodies.sinceOf('land-office'), bodies.sinceOf('regulator')]).toEqual([
    '2010-01-01',
    '2012-01-01',
    null,
  ])
})

test.each(['organisation', 'partner', 'public', 'appointed'])(
  'what some rules have as a role of kind %s is no oversight body, whatever other rules call it',
  kind => {
    const bodies = named(
      since('2010-01-01', {
        doctors: office('The doctors'),
        both: { ...office('Both'), members: ['The crew', 'Navy'] },
      }),
      since('2012-01-01', { doctors: { ...office('The doctors'), kind }, crew: { ...office('The crew'), kind } }),
    )
    expect([...bodies.named.keys()].toSorted()).toEqual(['both', 'navy'])
  },
)

test('of the regimes that ship, no trust, public or clinicians are among the oversight bodies', async () => {
  const { named: all } = bodiesNamed((await loadShelf()).map(({ latest }) => latest.regime))
  for (const none of ['the-trust', 'the-organisation', 'the-public', 'public', 'clinicians', 'the-trust-s-clinicians'])
    expect([none, all.has(none)]).toEqual([none, false])
})

test('a role, or each member of a joint one, is told with whom it rests on a day', () => {
  const { regime } = shelfOf({ ...watch, roles }).latest
  const bodies = bodiesNamed([regime])
  const transfers = [pass('lookout', 'the-coast-guard', '2014-01-20', 'powers')]
  const resting = { bodies, transfers, today: '2014-02-01' }
  expect(nowOf(resting, regime, 'lookout', 'powers')).toBe('The Coast Guard')
  expect(nowOf(resting, regime, 'lookout', 'powers', '2014-01-19')).toBeNull()
  expect(nowOf(resting, regime, 'lookout', 'contracts')).toBeNull()
  expect(nowOf(resting, regime, 'all', 'powers')).toBe('The Coast Guard for Lookout')
  expect([nowOf(resting, regime, 'crew', 'powers'), nowOf(resting, regime, 'no-role', 'powers')]).toEqual([null, null])
  const both = { ...resting, transfers: [...transfers, pass('navy', 'the-coast-guard', '2014-01-20', 'powers')] }
  expect(nowOf(both, regime, 'all', 'powers')).toBe('The Coast Guard for Lookout and Navy')
})

test('every body of the transfers that ship is named by a regime that ships', async () => {
  const bodies = bodiesNamed((await loadShelf()).map(({ latest }) => latest.regime))
  for (const { from, to } of await loadTransfers())
    expect([bodies.named.has(from), bodies.named.has(to)]).toEqual([true, true])
  expect(bodies.of('tda')).toBe(bodies.of('nhs-trust-development-authority'))
})

/** The next version of a transfer, by which somebody confirms it. */
const confirm = (desk: TestDesk, { id, version, body }: RegisterEntry, who = publisher, more: object = {}) => {
  const sent = { ...(body as object), confirmed: true, ...more }
  return enter(desk, who, 'oversight-transfer', sent, { follows: { id, version } })
}

describe('who may act once the powers of a body have passed', () => {
  const guard: Actor = { key: 'p-guard', grants: [grant('coastguard')] }
  const act = async (desk: TestDesk, who: Actor, code: string) =>
    record(as(desk, who), await opened(desk, code), 'recommended', '2014-01-06', { by: 'lookout' })
  const pass = async (desk: TestDesk, more: object = {}, who = analyst) =>
    done(await confirm(desk, done(await enter(desk, who, 'oversight-transfer', { ...passed, ...more }))))

  test('its successor, in the role that the rules name, and nobody for what did not pass', async () => {
    const desk = deskOn(await newStore(embedded), shelfOf({ ...watch, roles }))
    expect(refused(await act(desk, guard, 'XA01')).reason).toBe('not-granted')
    await pass(desk, { powers: false })
    expect(refused(await act(desk, guard, 'XA02')).reason).toBe('not-granted')
    await pass(desk, { on: '2014-02-01' })
    expect(done(await act(desk, guard, 'XA03')).event).toMatchObject({ role: 'lookout', actor: 'p-guard' })
    // Leave for another place or time is none here.
    const bound = (more: Parameters<typeof grant>[1]) => ({ ...guard, grants: [grant('coastguard', more)] })
    expect(refused(await act(desk, bound({ region: 'South' }), 'XA04')).reason).toBe('not-granted')
    expect(refused(await act(desk, bound({ until: '2014-01-31' }), 'XA05')).reason).toBe('not-granted')
    expect(refused(await act(desk, { ...guard, grants: [grant('navy')] }, 'XA06')).reason).toBe('not-granted')
    // Whoever held the role itself still does, until their grant ends.
    done(await act(desk, lookout, 'XA07'))
  })

  test('nobody by a transfer that they wrote down or confirmed themselves', async () => {
    const desk = deskOn(await newStore(embedded), shelfOf({ ...watch, roles }))
    const both = (key: string, role: string): Actor => ({ key, grants: [grant(role), grant('coastguard')] })
    const [writer, confirmer] = [both('p-both', 'oversight-analyst'), both('p-too', 'publisher')]
    done(await confirm(desk, done(await enter(desk, writer, 'oversight-transfer', passed)), confirmer))
    expect(refused(await act(desk, writer, 'XA01')).reason).toBe('not-granted')
    expect(refused(await act(desk, confirmer, 'XA02')).reason).toBe('not-granted')
    expect(done(await act(desk, guard, 'XA03')).event.role).toBe('lookout')
  })

  test('nobody until somebody else has confirmed it, as it was written', async () => {
    const desk = deskOn(await newStore(embedded), shelfOf({ ...watch, roles }))
    const early = refused(await enter(desk, analyst, 'oversight-transfer', { ...passed, confirmed: true }))
    expect([early.reason, early.words]).toEqual(['own-act', expect.stringContaining('somebody else confirms it')])
    const first = done(await enter(desk, analyst, 'oversight-transfer', passed))
    expect(refused(await act(desk, guard, 'XA01')).reason).toBe('not-granted')
    expect(refused(await confirm(desk, first, analyst)).reason).toBe('own-act')
    expect(refused(await confirm(desk, first, publisher, { to: 'navy' })).words).toContain('as it was written')
    const second = done(await confirm(desk, first))
    done(await act(desk, guard, 'XA02'))
    // What is written anew is confirmed anew.
    const follows = { id: first.id, version: second.version }
    const changed = { ...passed, instrument: 'Order 2' }
    expect(
      refused(await enter(desk, analyst, 'oversight-transfer', { ...changed, confirmed: true }, { follows })).reason,
    ).toBe('bad-request')
    const third = done(await enter(desk, analyst, 'oversight-transfer', changed, { follows }))
    expect(refused(await act(desk, guard, 'XA03')).reason).toBe('not-granted')
    done(await confirm(desk, third))
    done(await act(desk, guard, 'XA04'))
  })
})

test('a transfer is recorded once, for the whole sector, by whoever may act for all of it', async () => {
  const desk = deskOn(await newStore(embedded, 'fictional'), shelfOf({ ...watch, roles }))
  const enact = (more: object = {}, who = analyst) => enter(desk, who, 'oversight-transfer', { ...passed, ...more })
  const bound = { ...analyst, grants: [grant('oversight-analyst', { regime: 'small-watch' })] }
  expect(refused(await enact({}, bound)).reason).toBe('not-granted')
  expect(refused(await enact({}, lookout)).reason).toBe('wrong-role')
  expect(refused(await enact({ to: 'lookout' })).words).toContain('two bodies')
  for (const typo of [{ from: 'lokout' }, { to: 'somebody-unknown' }, { to: 'crew' }, { to: 'the-organisation' }]) {
    const no = refused(await enact(typo))
    expect([no.reason, no.words]).toEqual(['bad-request', expect.stringContaining('which no rules here name')])
  }
  expect(refused(await enact({ from: 'the-coast-guard' })).words).toContain('two bodies')
  expect(refused(await enact({ powers: false, duties: false })).words).toContain('nothing that passes')
  for (const on of ['1066-01-01', '2004-12-31']) expect(refused(await enact({ on })).words).toContain('2005-01-01')
  expect(refused(await enact({ instrument: '' })).words).toContain('instrument')
  expect(refused(await enact({ from: 'The Lookout' })).words).toContain('small letters')
  expect(done(await enact())).toMatchObject({ regime: null, organisation: null, audience: 'public' })
  expect(refused(await enact({ to: 'navy' })).words).toContain('already')
})
