/** Registers: written by those who may, in versions that stay, and seen by those whom each entry is for. */
import { describe, expect, test } from 'vitest'
import type { Actor } from '../../../src/casework/model.ts'
import { publicActor } from '../../../src/casework/model.ts'
import { registerReader, seenEntryVersions } from '../../../src/casework/registers/register-eyes.ts'
import {
  latestOf,
  placeOf,
  readRegister,
  readRegisterHistory,
  rulesOn,
} from '../../../src/casework/registers/register-store.ts'
import type { RegisterEntry, RegisterRule } from '../../../src/casework/registers/register.ts'
import { registers } from '../../../src/casework/registers/registers.ts'
import { recordKinds } from '../../../src/casework/records/kinds.ts'
import { databases, embedded, newStore } from '../../store/databases.ts'
import { analyst, crew, deskOn, done, grant, lookout, master, opened, refused, type TestDesk } from '../core/desk.ts'
import { change, enter, post } from './entries.ts'

const fresh = async (): Promise<TestDesk> => deskOn(await newStore(embedded, 'fictional'))

for (const database of databases)
  describe(database.name, () => {
    test('an entry has versions: each can be read, also as it was known before', async () => {
      const desk = deskOn(await newStore(database, 'fictional'))
      const first = done(await enter(desk, lookout, 'team-post', post))
      desk.turn('2014-03-01')
      const follows = { id: first.id, version: 1 }
      const second = done(
        await enter(desk, lookout, 'team-post', { ...post, 'wte-hundredths': 60 }, { follows, key: 'same' }),
      )
      expect(second).toMatchObject({ id: first.id, version: 2, regime: 'small-watch', organisation: null })
      expect(await readRegister(desk, 'team-post')).toEqual([second])
      expect(await readRegister(desk, 'team-post', { asKnownAt: '2014-02-15' })).toEqual([first])
      expect(await readRegisterHistory(desk, 'team-post', { regime: 'small-watch' })).toEqual([[first, second]])
      expect(await readRegister(desk, 'team-post', { regime: 'another' })).toEqual([])
      // Sent again under its key it is the same; another would be two behind.
      const again = await enter(desk, lookout, 'team-post', { ...post, 'wte-hundredths': 60 }, { follows, key: 'same' })
      expect(done(again)).toEqual(second)
      expect(refused(await enter(desk, lookout, 'team-post', post, { follows })).reason).toBe('stale')
    })

    test('of two at once that together are more than a post has, one is written', async () => {
      const desk = deskOn(await newStore(database, 'fictional'))
      const found = await opened(desk)
      const { id } = done(await enter(desk, lookout, 'team-post', post))
      const share = { post: id, case: found.id, 'wte-hundredths': 60, from: '2014-02-01', until: null }
      const both = await Promise.all([lookout, master].map(who => enter(desk, who, 'team-allocation', share)))
      expect(both.filter(one => one.done)).toHaveLength(1)
      expect(both.flatMap(one => (one.done ? [] : one.refused.words)).join()).toContain('1.2 whole-time equivalents')
      expect(await readRegister(desk, 'team-allocation')).toHaveLength(1)
    })
  })

test('only those whose grant covers the whole regime write in it, in a role that may', async () => {
  const desk = await fresh()
  const reasonFor = async (who: Actor, more = {}) => refused(await enter(desk, who, 'team-post', post, more)).reason
  expect(await reasonFor(publicActor)).toBe('not-signed-in')
  expect(await reasonFor(crew)).toBe('wrong-role')
  expect(await reasonFor(analyst)).toBe('wrong-role')
  expect(await reasonFor(analyst, { by: 'lookout' })).toBe('not-granted')
  const regional = { key: 'p-regional', grants: [grant('lookout', { region: 'North' })] }
  expect(await reasonFor(regional)).toBe('not-granted')
  const past = { key: 'p-past', grants: [grant('lookout', { until: '2014-01-31' })] }
  expect(await reasonFor(past)).toBe('not-granted')
  const elsewhere = { key: 'p-elsewhere', grants: [grant('lookout', { regime: 'another' })] }
  expect(await reasonFor(elsewhere)).toBe('not-granted')
  expect((await enter(desk, master, 'team-post', post)).done).toBe(true)
})

test('what does not fit says what was found and what was expected', async () => {
  const desk = await fresh()
  const words = async (more: object, body: unknown = post) =>
    refused(await enter(desk, lookout, 'team-post', body, more)).words
  expect(await words({ register: 'sailors' })).toContain('Found the register "sailors"')
  expect(await words({ regime: 'no-such' })).toContain('There is no regime "no-such"')
  expect(await words({ organisation: 'XA01' })).toContain('belongs to one regime')
  expect(await words({ on: '2014-02-02' })).toContain('until 2014-02-01')
  expect(await words({ on: '2014-02-30' })).toContain('one that exists')
  expect(await words({ audience: 'restricted' })).toContain('case or public')
  expect(await words({ follows: { id: '00000000-0000-4000-8000-000000000000', version: 1 } })).toContain(
    'no such entry',
  )
  expect(await words({}, { ...post, 'wte-hundredths': 0.6 })).toContain('hundredths of a whole-time equivalent')
  expect(await words({}, { ...post, salary: 1 })).toContain('salary')
  expect(await words({ reason: ' ' })).toContain('Say why')
})

test('an entry is seen by everybody, by those with leave, or by its writers and auditors', async () => {
  const desk = await fresh()
  const rule = registers.get('team-change') as RegisterRule
  const about = { regime: 'small-watch', organisation: null }
  const place = await placeOf(desk, about)
  const entry = (audience: RegisterEntry['audience'], more: Partial<RegisterEntry> = {}): RegisterEntry => ({
    id: 'e',
    version: 1,
    register: 'team-change',
    ...about,
    recordKind: 'fictional',
    audience,
    body: change,
    hash: '',
    actor: 'p-lookout',
    role: 'lookout',
    reason: '',
    effective: '2014-01-01',
    knownAt: '',
    ...more,
  })
  const sees = (who: Actor, one: RegisterEntry) =>
    seenEntryVersions(registerReader(who, rule, rulesOn(desk, 'small-watch', '2014-02-01'), place), [one]).length === 1
  const auditor = { key: 'p-auditor', grants: [grant('auditor')] }
  const audiences = ['public', 'case', 'restricted'] as const
  const seen = (who: Actor) => audiences.map(audience => sees(who, entry(audience)))
  expect(seen(publicActor)).toEqual([true, false, false])
  expect(seen(crew)).toEqual([true, false, false])
  expect(seen(analyst)).toEqual([true, true, false])
  expect(seen(master)).toEqual([true, true, true])
  expect(seen(auditor)).toEqual([true, true, true])
  expect(sees(publicActor, entry('public', { recordKind: 'exercise' }))).toBe(false)
})

test('what was taken back from an audience is not read from what it followed', async () => {
  const desk = await fresh()
  done(await enter(desk, lookout, 'team-post', post))
  const first = done(await enter(desk, lookout, 'team-change', change, { audience: 'public' }))
  const follows = { id: first.id, version: 1 }
  done(await enter(desk, lookout, 'team-change', change, { follows, audience: 'case' }))
  const history = await readRegisterHistory(desk, 'team-change')
  expect(latestOf(history).map(({ audience }) => audience)).toEqual(['case'])
  const reader = { key: 'public', inside: false, trusted: false }
  expect(history.flatMap(versions => seenEntryVersions(reader, versions))).toEqual([])
})

test('no register is called as a kind of record is', () => {
  expect([...registers.keys()].filter(name => recordKinds.has(name))).toEqual([])
})
