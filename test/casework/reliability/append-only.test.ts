/** What is written in a case is never changed or deleted, and the database itself sees to it; what is bound shows a change. */
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { hashOfValue } from '../../../src/casework/canonical.ts'
import { rebuildCase } from '../../../src/casework/case-store.ts'
import { readHistory, readRecords } from '../../../src/casework/records/record-store.ts'
import { databases, newStore } from '../../store/databases.ts'
import { analyst, as, crew, deskOn, done, lookout, master, opened, record } from '../core/desk.ts'
import { write } from '../records/desk.ts'

const forbidden = [
  `update record set body = '{}'`,
  `update record set actor = 'p-another'`,
  `update record set audience = 'public'`,
  `update record set known_at = now()`,
  'delete from record',
  'truncate record',
  `update case_event set reason = 'Another'`,
  'delete from case_event',
  'truncate case_event cascade',
  'delete from case_file',
  `update audit_entry set outcome = 'done'`,
  'delete from audit_entry',
  'delete from idempotency',
  `update policy set text = ''`,
]

for (const database of databases)
  describe(`what is written in ${database.name}`, () => {
    const atDesk = async () => {
      const desk = deskOn(await newStore(database))
      desk.turn('2014-01-10')
      const { id } = await opened(desk)
      done(await record(as(desk, master), { id, sequence: 1 }, 'admitted', '2014-01-08'))
      return { desk, id }
    }

    test('stays as it was written', async () => {
      const { desk, id } = await atDesk()
      done(await write(desk, crew, id, 'worry', { says: 'It lists.' }, { key: 'k' }))
      const all = async () => JSON.stringify(await readHistory(desk.store, id))
      const before = await all()
      for (const one of forbidden) await expect(sql.raw(one).execute(desk.store.db), one).rejects.toThrow(/refused/)
      expect(await all()).toBe(before)
      expect(await rebuildCase(as(desk, analyst), id)).toEqual({ equal: true, differences: [] })
    })

    test('gives the same hash when it is read again, whatever text and numbers it holds', async () => {
      const { desk, id } = await atDesk()
      const basis = [
        'Ünï 🏥',
        '\\u0000 and \\ud800, written out',
        '"quoted" \t\u2028',
        '  spaces  ',
        '1e400',
        '\uffff',
      ].join('\n')
      for (const [low, posts] of [
        [0, 0.1],
        [1e-7, 1 / 3],
        [123_456_789.123, 1e-21],
        [-0, 500],
      ]) {
        const body = { low, high: 1e9, consultancy: null, posts, months: 0.30000000000000004, basis }
        const { id: record, hash } = done(await write(desk, lookout, id, 'estimate', body))
        const again = (await readRecords(desk.store, id)).find(one => one.id === record)
        expect(again?.hash).toBe(hash)
        expect(hashOfValue(again?.body)).toBe(hash)
      }
    })

    test('text that the database cannot keep is refused in words', async () => {
      const { desk, id } = await atDesk()
      for (const says of ['nothing: \0', 'half of a pair: \ud800', 'the other half: \udc00'])
        expect(await write(desk, crew, id, 'worry', { says })).toMatchObject({ refused: { reason: 'bad-request' } })
    })

    test('a change behind its back shows in what was bound', async () => {
      const { desk, id } = await atDesk()
      const change = (what: string) =>
        desk.store.runForLibrary(
          `alter table case_event disable trigger append_only; ${what}; alter table case_event enable trigger append_only`,
        )
      await change(`update case_event set reason = 'Another' where sequence = 2`)
      expect((await rebuildCase(as(desk, analyst), id))?.differences).toEqual(['Event 2 is not what was written.'])
      await desk.store.runForLibrary(
        'alter table record disable trigger append_only; delete from record; alter table record enable trigger append_only',
      )
      expect((await rebuildCase(as(desk, analyst), id))?.differences).toContain('Records: stored 2, folded 0')
    })
  })
