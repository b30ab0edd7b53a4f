/** What every loaded sample must have of cases; asked of a store that a test has loaded anyway. */
import { sql } from 'kysely'
import { expect } from 'vitest'
import { sampleCast } from '../../sample/cast.ts'
import { sampleCases } from '../../sample/case-file.ts'
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
  const told = sampleCases().flatMap(({ steps }) => steps)
  const events = sampleCases().length + told.filter(({ write }) => write === undefined).length
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
  expect(new Set(cases.map(one => one.phase))).toEqual(new Set(['before', 'in', 'after']))
  // Two of those that have entered are not for the public, on purpose; whoever has not entered is never named.
  const hidden = cases.filter(one => one.entered !== null && one.published === null)
  expect(hidden.map(({ regime, organisations }) => `${regime} ${organisations.join(' ')}`).sort()).toEqual([
    'contingency-planning-team-2012 ZA-019',
    'system-oversight-2021 ZA-030',
  ])
  expect(cases.some(one => one.entered === null && one.published !== null)).toBe(false)
  const due = await db.selectFrom('deadline').selectAll().where('state', '=', 'running').execute()
  expect(due.some(one => one.due !== null && one.due < '2026-06-30')).toBe(true)
}

/** Each record of the file is there, in as many versions, and whatever was found. */
export async function expectRecords({ db }: Store): Promise<void> {
  const { rows } = await sql<{ kind: string; n: number }>`
    select kind, count(*)::int as n from record group by kind`.execute(db)
  const steps = sampleCases().flatMap(one => one.steps)
  const told = Map.groupBy(
    steps.flatMap(({ write, found }) => [...(write ? [write] : []), ...Object.keys(found).map(() => 'finding')]),
    kind => kind,
  )
  for (const { kind, n } of rows.filter(row => row.kind !== 'baseline'))
    expect([kind, n]).toEqual([kind, told.get(kind)?.length ?? 0])
  expect(new Set(rows.map(row => row.kind))).toEqual(new Set([...told.keys(), 'baseline']))
}

/** What a store says of its cases, without ids, which differ: to be held against another's. */
export async function playedSoFar({ db }: Store): Promise<unknown> {
  const { rows: cases } = await sql`
    select regime, organisations, stage, phase, opened, entered, closed, published, sequence, records
    from case_file order by regime, opened, organisations`.execute(db)
  const { rows: events } = await sql`
    select f.regime, f.organisations, e.sequence, e.name, e.effective, e.known_at, e.actor, e.role, e.reason
    from case_event e join case_file f on f.id = e.case_id order by 1, f.opened, 2, 3`.execute(db)
  const { rows: records } = await sql`
    select f.regime, f.organisations, r.kind, r.version, r.audience, r.actor, r.role, r.reason, r.effective, r.known_at
    from record r join case_file f on f.id = r.case_id order by 1, f.opened, 2, r.known_at, r.kind, r.body::text`.execute(
    db,
  )
  return { cases, events, records }
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
