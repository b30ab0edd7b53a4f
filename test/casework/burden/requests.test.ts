/** Requests in a store: written by those who oversee and by the organisation itself, imported whole or not at all. */
import { beforeEach, describe, expect, test } from 'vitest'
import { readAsks } from '../../../src/casework/burden/burden-store.ts'
import { importRequests } from '../../../src/casework/burden/import-requests-store.ts'
import type { Request } from '../../../src/casework/burden/request.ts'
import type { Actor } from '../../../src/casework/model.ts'
import { readRegister } from '../../../src/casework/registers/register-store.ts'
import { writeEntry } from '../../../src/casework/registers/write-register-store.ts'
import { databases, newStore } from '../../store/databases.ts'
import { dayFromIso } from '../../../src/regimes/day.ts'
import { cited } from '../../regimes/engine/harness.ts'
import {
  analyst,
  as,
  crew,
  deskOn,
  done,
  lookout,
  master,
  opened,
  record,
  refused,
  shelfOf,
  type TestDesk,
  watch,
} from '../core/desk.ts'
import { request } from './asks.ts'

const write = (desk: TestDesk, actor: Actor, body: Partial<Request> = {}, more: object = {}) =>
  writeEntry(as(desk, actor), {
    register: 'request',
    organisation: 'XA01',
    body: { ...request, ...body },
    on: '2014-01-20',
    by: actor.grants[0]?.function ?? 'nobody',
    reason: 'As the letter says',
    ...more,
  })

for (const database of databases)
  describe(database.name, () => {
    let desk: TestDesk
    beforeEach(async () => {
      desk = deskOn(await newStore(database, 'fictional'))
    })

    test('is written by an analyst and by the organisation itself, and by no other', async () => {
      done(await write(desk, analyst))
      done(await write(desk, crew, { asker: 'Inspectorate' }))
      expect(refused(await write(desk, crew, {}, { organisation: 'XA02' })).reason).toBe('not-granted')
      expect(refused(await write(desk, lookout)).reason).toBe('wrong-role')
    })

    test('refuses what contradicts itself, or names what is not there', async () => {
      const wrong: readonly (readonly [Partial<Request>, RegExp])[] = [
        [{ hours: 10_000.25 }, /quarter hours from 0 to 10,000/],
        [{ hours: 0.1 }, /quarter hours/],
        [{ reference: null }, /clause, section or letter/],
        [{ until: '2014-03-01' }, /none, or a cadence/],
        [{ answered: '2014-01-05' }, /a day from 2014-01-06/],
        [{ metric: 'waits' }, /metric that is loaded/],
        [{ case: '00000000-0000-4000-8000-000000000000' }, /no case/],
      ]
      for (const [body, words] of wrong) expect(refused(await write(desk, analyst, body)).words).toMatch(words)
    })

    test('names a case of its own, and what is for those who have leave shows to them alone', async () => {
      const found = await opened(desk)
      done(await write(desk, analyst, { case: found.id }, { audience: 'case' }))
      const asks = (actor: Actor) =>
        readAsks(as(desk, actor), {
          recordKind: 'fictional',
          organisations: new Set(['XA01']),
          seen: { isPublic: true },
        })
      expect(await asks(crew)).toMatchObject([{ case: found.id, hours: 2.5 }])
      expect(await asks({ key: 'public', grants: [] })).toEqual([])
    })

    test('stands with returns by the rules, which no event of the case forgets', async () => {
      const account = {
        title: 'Account',
        owner: 'crew',
        during: 'in-the-regime',
        when: { every: 'month' },
        public: true,
      }
      const parts = { ...watch, duties: { account: { ...account, ...cited } } }
      const reporting = { ...desk, regimes: [shelfOf(parts)] }
      const admitted = done(await record(as(reporting, master), await opened(reporting), 'admitted', '2014-01-13')).case
      done(await record(as(reporting, crew), admitted, 'published', '2014-01-20'))
      const organisations = new Set(['XA01'])
      const asks = await readAsks(as(reporting, crew), { recordKind: 'fictional', organisations, seen: {} })
      const asked = { asked: dayFromIso('2014-01-13'), due: dayFromIso('2014-02-13'), asker: 'Small Watch' }
      expect(asks).toMatchObject([{ id: `${admitted.id}/account`, ...asked }])
    })

    describe('a ledger', () => {
      const rows = (...bodies: readonly Partial<Request>[]) =>
        bodies.map((body, index) => ({ row: index + 2, organisation: 'XA01', body: { ...request, ...body } }))
      const take = (actor: Actor, requests: ReturnType<typeof rows>, key?: string) =>
        importRequests(
          as(desk, actor),
          { fileName: 'ledger.csv', requests, by: actor.grants[0]?.function ?? '', reason: 'The ledger of January' },
          key,
        )
      const known = () => readRegister(desk, 'request')

      test('with duplicates: repeats are not doubled, likenesses are flagged with their rows', async () => {
        const other = { asker: 'Inspectorate', what: 'Long waits' }
        const value = done(await take(analyst, rows({}, {}, other)))
        expect(value).toMatchObject({ written: 2, answered: 0, repeats: [{ row: 3, first: 2 }] })
        expect(value.flagged).toMatchObject([
          { row: 2, flags: [{ kind: 'same-subject', otherRow: 4 }] },
          { row: 4, flags: [{ kind: 'same-subject', otherRow: 2 }] },
        ])
        expect(await known()).toHaveLength(2)
      })

      test('sent again writes nothing; with answers, the next version of what they answer', async () => {
        done(await take(analyst, rows({}, { what: 'Another' })))
        expect(done(await take(analyst, rows({}, { what: 'Another' })))).toMatchObject({ written: 0, answered: 0 })
        const answer = { answered: '2014-01-19', answer: 'Mail 7' }
        expect(done(await take(analyst, rows(answer)))).toMatchObject({ written: 0, answered: 1 })
        expect((await known()).map(({ version, body }) => [version, (body as Request).answer])).toEqual([
          [2, 'Mail 7'],
          [1, null],
        ])
      })

      test('is refused whole where one organisation is not the sender’s, or one row cannot be', async () => {
        const mixed = [...rows({}), ...rows({}).map(one => ({ ...one, row: 3, organisation: 'XA02' }))]
        expect(refused(await take(crew, mixed)).reason).toBe('not-granted')
        const wrong = refused(await take(analyst, rows({}, { metric: 'waits' })))
        expect(wrong.words).toMatch(/^ledger.csv, row 3: Found the figure "waits"/)
        expect(await known()).toEqual([])
      })

      test('sent twice at once is written once', async () => {
        const both = await Promise.all([take(analyst, rows({})), take(analyst, rows({}))])
        expect(both.map(one => done(one).written).toSorted((a, b) => a - b)).toEqual([0, 1])
        expect(await known()).toHaveLength(1)
      })
    })
  })
