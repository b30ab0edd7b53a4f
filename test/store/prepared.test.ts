/** Statements that come again are prepared once in a connection, those that do not are not, and faults change nothing. */
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { databases, newStore } from './databases.ts'

describe.each(databases)('prepared statements in $name', database => {
  it('are those that came before with parameters, and give what they gave', async () => {
    const store = await newStore(database)
    const twice = (n: number) => sql<{ n: number }>`select ${n}::int * 2 as n`.execute(store.db)
    const names = async () =>
      (await store.readRows("select statement from pg_prepared_statements where statement like '%::int * 2 as n'"))
        .length
    await twice(1)
    expect(await names()).toBe(0)
    for (const n of [2, 3, 4, 5, 6, 7, 8]) expect((await twice(n)).rows).toEqual([{ n: 2 * n }])
    // The pool may give another connection; on the embedded database there is one.
    if (store.kind === 'embedded') expect(await names()).toBe(1)
  })

  it('do not outlive a fault in them', async () => {
    const store = await newStore(database)
    const divide = (by: number) => sql<{ n: number }>`select 10 / ${by}::int as n`.execute(store.db)
    await divide(1)
    await expect(divide(0)).rejects.toThrow('division by zero')
    await expect(store.db.transaction().execute(tx => sql`select 10 / ${0}::int as n`.execute(tx))).rejects.toThrow(
      'division by zero',
    )
    expect((await divide(5)).rows).toEqual([{ n: 2 }])
  })

  it('are prepared anew once another process has changed what they read', async () => {
    const store = await newStore(database)
    await sql`create table changed (n int)`.execute(store.db)
    const read = () => sql`select * from changed where n is distinct from ${1}::int`.execute(store.db)
    for (let time = 0; time < 3; time++) await read()
    await sql`alter table changed add column more int`.execute(store.db)
    await read().catch((error: Error) => expect(error.message).toContain('cached plan'))
    await expect(read()).resolves.toBeDefined()
  })

  it('are of a bounded number, however many statements come', async () => {
    const store = await newStore(database)
    for (let n = 0; n < 700; n++) {
      const statement = sql.raw(`select $1::int as column_${n}`).compile(store.db)
      const again = { ...statement, parameters: [n] }
      await store.db.executeQuery(again)
      expect((await store.db.executeQuery(again)).rows).toEqual([{ [`column_${n}`]: n }])
    }
    const [[count] = []] = await store.readRows('select count(*)::int from pg_prepared_statements')
    expect(count).toBeLessThanOrEqual(300)
  })
})
