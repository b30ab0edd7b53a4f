/** What every loaded sample must have of cases; asked of a store that a test has loaded anyway. */
import { sql } from 'kysely'
import { expect } from 'vitest'
import { sampleCases } from '../../sample/case-file.ts'
import { sampleDesk } from '../../sample/sample-desk.ts'
import { defaultSeed } from '../../sample/sector.ts'
import { readCase, rebuildCase } from '../../src/casework/case-store.ts'
import type { HoldDecision } from '../../src/casework/contracts/contract-bodies.ts'
import { contractsOf, standingOf, stateWords } from '../../src/casework/contracts/contract-state.ts'
import { withActor } from '../../src/casework/desk-store.ts'
import { publicActor } from '../../src/casework/model.ts'
import { recordKinds } from '../../src/casework/records/kinds.ts'
import { readRecordsOf } from '../../src/casework/records/record-store.ts'
import { loadShelf } from '../../src/regimes/shelf-file.ts'
import type { Store } from '../../src/store/open-store.ts'
import { moneyWithDeficit } from '../../src/web/case-money.ts'
import { recordsOf } from '../../src/web/case-records.ts'
import { readingOf } from '../../src/web/cases.ts'
import { programmeMoney } from '../../src/web/money.ts'
import { spendSentences, supportSays } from '../../src/web/money-words.ts'

const steps = sampleCases().flatMap(one => one.steps)

/** What a step writes down; null where it is an event. */
function kindWritten({ write, register, attach }: (typeof steps)[number]): string | null {
  return write ?? register ?? (attach ? 'document' : null)
}

/** Every case of the file is there, whole, in every regime and in stages that differ. */
export async function expectCases({ db }: Store): Promise<void> {
  const cases = await db.selectFrom('case_file').selectAll().execute()
  const events = sampleCases().length + steps.filter(step => kindWritten(step) === null).length
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

const noAccess =
  'No figures of access are held for early 2016, so nobody could be listed under these rules in their own time.'
/** Stages, and phases, that stay empty on purpose, and why. */
const leftEmpty: Readonly<Record<string, string>> = {
  'proportionate-2015 towards-balance':
    'Nobody in the sample sees 85 in 100 within four hours, so no first goal is reached.',
  'turnaround-2016 review': noAccess,
  'turnaround-2016 carrying-out': noAccess,
  'turnaround-2016 after': noAccess,
}

/** On the day on which the product came out each stage in which a case can stay has one, and so has what is before and after. */
export async function expectStages(store: Store): Promise<void> {
  const desk = await sampleDesk(store, defaultSeed)
  const ids = await store.db.selectFrom('case_file').select('id').execute()
  const held = new Set<string>()
  const asKnownAt = '2026-11-22T12:00:00.000Z'
  for (const { id } of ids) {
    const found = await withActor(desk, publicActor, working => readCase(working, id, { asKnownAt }))
    if (found === null) continue
    held.add(`${found.regime} ${found.stage}`)
    held.add(`${found.regime} ${found.phase}`)
  }
  const wanted = desk.regimes.flatMap(({ id, latest }) => {
    const states = [...latest.compiled.courses.values()].flatMap(({ states: all }) => [...all.values()])
    return ['before', 'after', ...states.filter(one => one.phase === 'in').map(one => one.id)].map(at => `${id} ${at}`)
  })
  const empty = [...new Set(wanted)].filter(one => !held.has(one))
  expect(empty.sort()).toEqual(Object.keys(leftEmpty).sort())
}

/** Each record of the files is there, in cases and in registers, in as many versions, and whatever was found. */
export async function expectRecords({ db }: Store): Promise<void> {
  const { rows } = await sql<{ kind: string; n: number }>`
    select kind, count(*)::int as n from record group by kind`.execute(db)
  const done = steps.filter(({ refused }) => refused === undefined)
  const told = Map.groupBy(
    [
      ...done.flatMap(step => kindWritten(step) ?? []),
      ...steps.flatMap(({ found }) => Object.keys(found).map(() => 'finding')),
    ],
    kind => kind,
  )
  for (const { kind, n } of rows.filter(row => row.kind !== 'baseline'))
    expect([kind, n]).toEqual([kind, told.get(kind)?.length ?? 0])
  expect(new Set(rows.map(row => row.kind))).toEqual(new Set([...told.keys(), 'baseline']))
}

/** Contracts in each state, what they held back, and what was refused; and everything that was posted adds up to nothing. */
export async function expectMoney(store: Store): Promise<void> {
  const { db } = store
  const ids = await db.selectFrom('case_file').select('id').execute()
  const records = await readRecordsOf(
    store,
    ids.map(({ id }) => id),
    [...recordKinds.keys()],
  )
  const standings = [...records.values()].flatMap(all =>
    contractsOf(all).flatMap(({ id }) => standingOf(all, id, '2026-12-01') ?? []),
  )
  const states = new Set(standings.map(({ state }) => state))
  expect([...states].sort()).toEqual(Object.keys(stateWords).sort())
  const unsigned = standings.filter(({ state }) => state === 'to-be-signed').map(one => one.signatures.length)
  expect(new Set(unsigned)).toEqual(new Set([0, 1]))
  expect(standings.some(({ claims }) => claims.some(({ check }) => check === null))).toBe(true)
  expect(standings.some(({ guardrail }) => guardrail?.body.outcome === 'fell')).toBe(true)
  const holds = [...records.values()].flat().filter(({ kind }) => kind === 'hold-decision')
  const decided = new Set(holds.map(({ body }) => (body as HoldDecision).decision))
  expect(decided).toEqual(new Set(['clawed-back', 'released']))
  const { rows: accounts } = await sql<{ account: string; pence: string }>`
    select account, sum(pence)::text as pence from ledger_entry group by account`.execute(db)
  const standing = new Map(accounts.map(({ account, pence }) => [account, Number(pence)]))
  expect([...standing.values()].reduce((sum, pence) => sum + pence, 0)).toBe(0)
  // Of the firm's result a half waits for a check that nobody made.
  expect(standing.get('held')).toBe(-6750000)
  const { rows: refused } = await sql<{ reason: string }>`
    select answer #>> '{refused,reason}' as reason from idempotency
    where starts_with(key, 'sample-case:') and not (answer ->> 'done')::boolean order by 1`.execute(db)
  expect(refused.map(({ reason }) => reason)).toEqual(steps.flatMap(step => step.refused ?? []).sort())
  expect(refused.map(({ reason }) => reason)).toEqual(
    expect.arrayContaining(['beyond-power', 'over-budget', 'over-cap']),
  )
}

/** What support has cost, told as every reader may have it: whole, in part, as a share of a deficit, and for each exit that lasted. */
export async function expectCosts(store: Store): Promise<void> {
  const desk = { ...(await sampleDesk(store, defaultSeed)), clock: { now: () => '2026-12-01T12:00:00.000Z' } }
  const asking = { desk, actor: publicActor }
  const moneyOfCase = async (regime: string, organisation: string) => {
    const found = await store.db.selectFrom('case_file').selectAll().where('regime', '=', regime).execute()
    const { id } = found.find(one => one.organisations.includes(organisation)) ?? { id: '' }
    const reading = await readingOf(asking, id, null)
    if (reading === null) throw new Error(`There is no public case of ${organisation} under ${regime}.`)
    return moneyWithDeficit(asking, await recordsOf(asking, reading))
  }
  // What is under a public contract is public, so that nobody is told of a part.
  const firm = await moneyOfCase('financial-improvement-programme-2016', 'ZA-066')
  expect(supportSays(firm)).toBe(
    'Support has cost £900,000, £900,000 of it for consultancy. Borne by The trust: £900,000. Of that £832,500 has been paid.',
  )
  expect(firm.deficit).toMatchObject({ inYear: 90_000_000, figures: { year: '2017/18' }, assessed: null })
  expect(firm.deficit?.words).toContain('are not known for that year')
  // One contract is for those who work on its case alone.
  const partial = await moneyOfCase('special-measures-2014', 'ZA-065')
  expect(supportSays(partial)).toBe('What support has cost is not public.')
  const programme = await programmeMoney(asking, { id: 'special-measures-2014' })
  expect(spendSentences(programme.all, programme.lines, programme.hidden)).toContain(
    'At least £46,290 of what it has cost is public; the rest is not.',
  )
  // Its support moves its combined finance by a band; a deficit is left, and the override with it.
  const { deficit } = await moneyOfCase('provider-improvement-programme-2025', 'ZA-123')
  expect(deficit).toMatchObject({ inYear: 114_517_000, figures: { year: '2025/26' } })
  expect(deficit?.assessed).toMatchObject({ framework: 'nof-2025-26', period: '2025-26-Q4' })
  const stays = { unadjusted: 4, override: true, segment: 4 }
  expect(deficit?.assessed?.now).toEqual({ ...stays, average: 3.37 })
  expect(deficit?.assessed?.without).toEqual({ ...stays, average: 3.32 })
  const exits = await programmeMoney(asking, { id: 'financial-special-measures-2016' })
  expect(exits.perExit).toMatchObject({ left: 1, lasted: 1, pence: 271_900_000 })
  const ended = await programmeMoney(asking, { id: 'trust-special-administration' })
  expect(ended.perExit).toMatchObject({ left: 1, lasted: 0, laterMissing: 1, cost: 485_500_000, pence: null })
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
  const { rows: entries } = await sql`
    select kind, regime, organisation, version, audience, actor, role, reason, effective, known_at
    from record where case_id is null order by known_at, kind, body::text`.execute(db)
  return { cases, events, records, entries }
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

async function count(db: Store['db'], table: 'case_event'): Promise<number> {
  const { n } = await db
    .selectFrom(table)
    .select(select => select.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(n)
}
