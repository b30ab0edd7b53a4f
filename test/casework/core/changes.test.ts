/** What everybody may be told of cases: full pages, newest first, and nothing of candidates and exercises. */
import { expect, test } from 'vitest'
import { sql } from 'kysely'
import {
  type ChangesFilter,
  type PublicEvent,
  publicEvents,
  publicRecords,
} from '../../../src/casework/changes-store.ts'
import { listCases } from '../../../src/casework/case-store.ts'
import { correctEvent } from '../../../src/casework/correct-event-store.ts'
import { eventsOf } from '../../../src/casework/event-store.ts'
import { migrateCase, previewMigration } from '../../../src/casework/migrate-store.ts'
import { publicActor } from '../../../src/casework/model.ts'
import type { Audience } from '../../../src/casework/records/record.ts'
import { writeRecord } from '../../../src/casework/records/write-record-store.ts'
import { maySee } from '../../../src/casework/eyes-store.ts'
import { changesOf } from '../../../src/web/changes.ts'
import type { PageRequest } from '../../../src/web/page.ts'
import { cited, type Parts, state } from '../../regimes/engine/harness.ts'
import { databases, newStore } from '../../store/databases.ts'
import { as, crew, deskOn, done, grant, lookout, master, opened, record, shelfOf, type TestDesk } from './desk.ts'

/** A desk with a real case that entered, a real candidate that was proposed, and an exercise that entered; but for the candidate, published. */
async function deskWithCases(desk: TestDesk) {
  const entered = await opened(desk, 'XA01')
  const candidate = await opened(desk, 'XA02')
  const exercise = await opened(desk, 'XA40')
  desk.turn('2014-02-02')
  const admitted = done(await record(as(desk, master), entered, 'admitted', '2014-01-20')).case
  await record(as(desk, lookout), candidate, 'recommended', '2014-01-20')
  done(await record(as(desk, master), exercise, 'admitted', '2014-01-20'))
  desk.turn('2014-02-03')
  const published = done(await record(as(desk, crew), admitted, 'published', '2014-02-03')).case
  await publish(desk, entered.id)
  await publish(desk, exercise.id)
  // A store of this test makes exercises only: two of them are made real.
  await sql`update case_file set record_kind = 'real' where id in (${entered.id}, ${candidate.id})`.execute(
    desk.store.db,
  )
  return { entered: published, candidate, exercise }
}

/** Takes cases over from the small watch, by other words. */
const guard: Parts = {
  regime: 'harbour-guard',
  title: 'Harbour Guard',
  roles: { warden: { title: 'Warden', kind: 'office', ...cited } },
  entry: { recommender: 'warden', decider: 'warden', automatic: false, ways: {}, ...cited },
  capacity: { places: 1, kind: 'cap', ...cited },
  exit: { decider: 'warden', ...cited },
  stages: {
    first: 'guarded',
    states: {
      guarded: state('in', { freed: { to: 'free', by: 'warden' } }),
      free: state('after', undefined, { ends: 'success' }),
    },
  },
  clocks: {},
  relations: {
    'migrates-from': { 'small-watch': { says: 'It takes over.', stages: { comment: 'guarded' }, ...cited } },
  },
}

const publish = (desk: TestDesk, id: string) =>
  desk.store.db.updateTable('case_file').set({ published: '2014-02-04' }).where('id', '=', id).execute()

const cursor = ({ knownAt, case: { id }, sequence }: PublicEvent) => ({ knownAt, id, number: sequence })

for (const database of databases) {
  const told = (desk: TestDesk, filter: Partial<ChangesFilter> = {}) =>
    publicEvents(as(desk, publicActor), { limit: 100, ...filter })
  const names = (events: readonly PublicEvent[]) =>
    events.map(({ case: { organisations }, name }) => `${organisations} ${name}`)

  test(`candidates and exercises are not told of; what is told is what the public may see (${database.name})`, async () => {
    const desk = deskOn(await newStore(database))
    await deskWithCases(desk)
    const events = await told(desk)
    expect(names(events)).toEqual(['XA01 published', 'XA01 admitted', 'XA01 open'])
    const working = as(desk, publicActor)
    const listed = await listCases(working, { limit: 100 })
    const shown = await Promise.all(listed.map(one => maySee(working, one)))
    const seen = listed.filter((_, index) => shown[index])
    const all = await Promise.all(seen.map(({ id }) => eventsOf(working, id)))
    expect(new Set(events.map(({ case: { id }, sequence }) => `${id} ${sequence}`))).toEqual(
      new Set(all.flat().map(({ caseId, sequence }) => `${caseId} ${sequence}`)),
    )
    expect(JSON.stringify(events)).not.toMatch(/p-master|p-crew|p-analyst/)
  })

  test(`pages follow on each other without gap or repetition, also within one instant (${database.name})`, async () => {
    const desk = deskOn(await newStore(database))
    const { exercise } = await deskWithCases(desk)
    await sql`update case_file set record_kind = 'real' where id = ${exercise.id}`.execute(desk.store.db)
    const all = await told(desk)
    expect(all).toHaveLength(5)
    for (const limit of [1, 2, 3]) {
      const paged: PublicEvent[] = []
      for (;;) {
        const last = paged.at(-1)
        const page = await told(desk, { limit, ...(last ? { before: cursor(last) } : {}) })
        paged.push(...page)
        if (page.length < limit) break
      }
      expect(paged).toEqual(all)
    }
  })

  test(`regime, organisation and region choose among them (${database.name})`, async () => {
    const desk = deskOn(await newStore(database))
    await deskWithCases(desk)
    expect(await told(desk, { organisation: 'XA01' })).toHaveLength(3)
    expect(await told(desk, { organisation: 'XA02' })).toEqual([])
    expect(await told(desk, { regime: 'small-watch', among: ['XA40', 'XA01'] })).toHaveLength(3)
    expect(await told(desk, { among: [] })).toEqual([])
    expect(await told(desk, { regime: 'another' })).toEqual([])
  })

  test(`a correction and what it corrects know of each other (${database.name})`, async () => {
    const desk = deskOn(await newStore(database))
    const { entered } = await deskWithCases(desk)
    desk.turn('2014-02-05')
    const asked = { caseId: entered.id, expected: 3, sequence: 3, instead: null, reason: 'A draft of a draft.' }
    done(await correctEvent(as(desk, crew), asked))
    const [correction, corrected] = await told(desk)
    expect(correction).toMatchObject({ kind: 'annulled', corrects: { name: 'published', effective: '2014-02-03' } })
    expect(corrected).toMatchObject({ correctedBy: { sequence: 4, knownAt: '2014-02-05T12:00:00.000Z' } })
  })

  test(`a case that went to another regime is told of under both, each event by its own rules (${database.name})`, async () => {
    const one = deskOn(await newStore(database))
    const desk = { ...one, regimes: [...one.regimes, shelfOf(guard)] }
    const { entered } = await deskWithCases(desk)
    const warden = as(desk, { key: 'p-warden', grants: [grant('warden')] })
    const over = { caseId: entered.id, to: 'harbour-guard', on: '2014-02-03' }
    const { hash } = done(await previewMigration(warden, over))
    done(await migrateCase(warden, { ...over, expected: 3, previewed: hash, reason: 'The watch is wound up.' }))
    // What `changesOf` asks of a page's request, and no more.
    const asked = async (regime: string) => {
      const [sector, choice] = [{ regimes: { find: () => null } }, { snapshot: await desk.snapshot() }]
      const query = new URLSearchParams({ regime })
      return changesOf({
        sector,
        choice,
        query,
        desk,
        who: { offered: false, visitor: null },
      } as unknown as PageRequest)
    }
    const { changes } = await asked('small-watch')
    expect(changes.map(({ title, regime }) => [title, regime.id])).toEqual([
      ['Moved to another regime’s rules', 'small-watch'],
      ['Published', 'small-watch'],
      ['Admitted', 'small-watch'],
      ['The case was opened', 'small-watch'],
    ])
    expect((await asked('harbour-guard')).changes).toEqual(changes)
    expect((await asked('another')).changes).toEqual([])
  })
}

test('public records of published cases are told, a version at a time; nothing that is for the case alone', async () => {
  const desk = deskOn(await newStore(databases[0] as (typeof databases)[0]))
  const cases = await deskWithCases(desk)
  const dispute = { about: 'decision', of: 'event:2', where: null, says: 'It was wrong', asks: 'Undo it' }
  const write = async (caseId: string, audience: Audience, follows?: { id: string; version: number }) =>
    done(
      await writeRecord(as(desk, { ...crew, grants: [grant('crew')] }), {
        caseId,
        kind: 'dispute',
        audience,
        body: dispute,
        on: '2014-02-03',
        by: 'crew',
        reason: 'We differ',
        ...(follows && { follows }),
      }),
    )
  const first = await write(cases.entered.id, 'public')
  await write(cases.entered.id, 'public', { id: first.id, version: 1 })
  for (const [id, audience] of [
    [cases.entered.id, 'case'],
    [cases.candidate.id, 'public'],
    [cases.exercise.id, 'public'],
  ] as const)
    await write(id, audience)
  await sql`update case_file set record_kind = 'real' where id = ${cases.candidate.id}`.execute(desk.store.db)
  const told = await publicRecords(as(desk, publicActor), { limit: 10 })
  expect(told.map(({ id, version }) => [id, version])).toEqual([
    [first.id, 2],
    [first.id, 1],
  ])
  const older = { knownAt: told[0]?.knownAt ?? '', id: first.id, number: 2 }
  expect(await publicRecords(as(desk, publicActor), { before: older, limit: 10 })).toHaveLength(1)
})
