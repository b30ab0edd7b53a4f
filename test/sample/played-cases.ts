/** What every loaded sample must have of cases; asked of a store that a test has loaded anyway. */
import { sql } from 'kysely'
import { expect } from 'vitest'
import { sampleCast } from '../../sample/cast.ts'
import { sampleCases } from '../../sample/cases.ts'
import { sampleDesk } from '../../sample/sample-desk.ts'
import { defaultSeed } from '../../sample/sector.ts'
import { rebuildCase } from '../../src/casework/case-store.ts'
import { withActor } from '../../src/casework/desk-store.ts'
import { publicActor } from '../../src/casework/model.ts'
import { loadShelf } from '../../src/regimes/shelf-file.ts'
import type { Store } from '../../src/store/open-store.ts'

const tables = ['case_event', 'record', 'audit_entry', 'idempotency', 'case_file', 'deadline', 'grant_given'] as const

/** Every case of the file is there, whole, in every regime and in stages that differ. */
export async function expectCases({ db }: Store): Promise<void> {
  const cases = await db.selectFrom('case_file').selectAll().execute()
  const events = sampleCases().reduce((sum, one) => sum + 1 + one.events.length, 0)
  expect([cases.length, await count(db, 'case_event')]).toEqual([sampleCases().length, events])
  expect(new Set(cases.map(one => one.record_kind))).toEqual(new Set(['fictional']))
  for (const { id } of await loadShelf()) {
    const stages = cases.filter(one => one.regime === id).map(({ stage }) => stage)
    expect([id, stages.length >= 2]).toEqual([id, true])
    // No figures of access are held for early 2016, so nobody could be listed under these rules in their own time.
    if (id !== 'turnaround-2016') expect([id, new Set(stages).size >= 2]).toEqual([id, true])
  }
  expect(cases.some(one => one.closed !== null && one.closed < '2014-01-01')).toBe(true)
  expect(cases.some(one => one.phase === 'in' && one.opened >= '2026-01-01')).toBe(true)
  expect(cases.some(one => one.organisations.length >= 3 && one.phase === 'in')).toBe(true)
  const due = await db.selectFrom('deadline').selectAll().where('state', '=', 'running').execute()
  expect(due.some(one => one.due !== null && one.due < '2026-06-30')).toBe(true)
}

/** Names stand in `person` and nowhere else. */
export async function expectNoNames({ db }: Store): Promise<void> {
  for (const { name } of sampleCast()) {
    const [, family = ''] = name.split(' ')
    for (const table of tables) {
      const { rows } = await sql`select 1 from ${sql.table(table)} t where t::text ilike ${`%${family}%`}`.execute(db)
      expect([table, family, rows.length]).toEqual([table, family, 0])
    }
  }
  expect(await count(db, 'person')).toBe(sampleCast().length)
}

/** Each case folds to what is stored. */
export async function expectSound(store: Store): Promise<void> {
  const desk = await sampleDesk(store, defaultSeed)
  for (const { id } of await store.db.selectFrom('case_file').select('id').execute())
    expect(await withActor(desk, publicActor, working => rebuildCase(working, id))).toEqual({
      equal: true,
      differences: [],
    })
}

async function count(db: Store['db'], table: 'person' | 'case_event'): Promise<number> {
  const { n } = await db
    .selectFrom(table)
    .select(select => select.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(n)
}
