/** What is loaded is never changed or deleted, and the database itself sees to it. */
import { type RawBuilder, sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadReading, loadSnapshot } from '../../src/evidence/evidence-store.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { databases } from './databases.ts'
import { finding, observation, organisation, reading } from './readings.ts'

const refused: readonly (readonly [string, RawBuilder<unknown>])[] = [
  ['changing a value', sql`update observation set value = 1, printed = '1'`],
  ['changing where a value came from', sql`update observation set row_number = 7`],
  ['deleting a value', sql`delete from observation`],
  ['emptying the table', sql`truncate observation`],
  ['adding a value to a loaded import', sql`insert into observation select * from observation limit 1`],
  ['taking a supersession back', sql`update observation set superseded_by = null where superseded_by is not null`],
  ['superseding a value twice', sql`update observation set superseded_by = 2 where superseded_by is not null`],
  ['changing a finding', sql`update finding set value = 'Outstanding'`],
  ['deleting a finding', sql`delete from finding`],
  ['renaming an organisation', sql`update organisation_record set name = 'Another'`],
  ['changing when an import became known', sql`update import set loaded_at = now()`],
  ['deleting an import', sql`delete from import`],
  ['moving a period', sql`update period set ends = '2030-01-01'`],
  ['turning a real store into a fictional one', sql`update meta set record_kind = 'fictional'`],
]

const impossible: readonly (readonly [string, Record<string, unknown>])[] = [
  ['a value that is no number', { status: 'value', value: null, printed: '' }],
  ['a value that is infinite', { status: 'value', value: Number.POSITIVE_INFINITY, printed: '∞' }],
  ['a value that is not a number', { status: 'value', value: Number.NaN, printed: 'NaN' }],
  ['a value without its print', { status: 'value', value: 1, printed: '' }],
  ['a number for what is suppressed', { status: 'suppressed', value: 1, printed: '1' }],
  ['a status nobody knows', { status: 'perhaps', value: null, printed: '' }],
]

for (const database of databases) {
  describe(`append-only in ${database.name}`, () => {
    let store: Store

    beforeAll(async () => {
      store = await openStore(await database.newPlace())
      const contents = { findings: [finding('R1', 'Good')], organisations: [organisation('R1', { name: 'One' })] }
      await loadReading(store, reading('1.csv', { ...contents, observations: [observation('R1', '9.0')] }))
      await loadReading(store, reading('2.csv', { observations: [observation('R1', '8.0')] }))
      return () => store.close()
    })

    test.each(refused)('%s is refused', async (_what, statement) => {
      const before = await loadSnapshot(store, { asKnownAt: '2999-01-01' })
      await expect(statement.execute(store.db)).rejects.toThrow(/refused|not loading/)
      const after = await loadSnapshot(store, { asKnownAt: '2999-01-01' })
      expect(after.values('OF0001', '2025-26-Q1')).toEqual(before.values('OF0001', '2025-26-Q1'))
    })

    test.each(impossible)('%s cannot be stored', async (_what, values) => {
      const file = reading('odd.csv', { observations: [{ ...observation('R1', '1'), ...asObservation(values) }] })
      await expect(loadReading(store, file)).rejects.toThrow(/observation_(value|status)/)
    })

    test('a null character is told by name', async () => {
      const file = reading('null.csv', { observations: [observation('R\0', '1')] })
      await expect(loadReading(store, file)).rejects.toThrow('A null character (U+0000) cannot be stored: "R\\u0000"')
    })
  })
}

function asObservation({ printed, ...rest }: Record<string, unknown>): object {
  return { ...rest, text: printed }
}
