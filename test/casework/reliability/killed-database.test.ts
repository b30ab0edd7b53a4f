/** `kill -9` of PostgreSQL and all its processes, while many write: the same store goes on with it once it is back. */
import { expect, test } from 'vitest'
import { listFrameworks, loadFramework } from '../../../src/assessment/framework-file.ts'
import { readCase } from '../../../src/casework/case-store.ts'
import { correctEvent } from '../../../src/casework/correct-event-store.ts'
import { type Desk, today } from '../../../src/casework/desk-store.ts'
import type { Actor, AskedEvent, Done } from '../../../src/casework/model.ts'
import { type Recorded, recordEvent } from '../../../src/casework/record-event-store.ts'
import { writeRecord } from '../../../src/casework/records/write-record-store.ts'
import { isServerLost } from '../../../src/store/server-lost.ts'
import { createApp } from '../../../src/web/app.ts'
import { storeEvidence } from '../../../src/web/store-evidence.ts'
import { newStore, postgres } from '../../store/databases.ts'
import { postgresServer } from '../../store/postgres-server.ts'
import { analyst, as, deskOn, grant, master } from '../core/desk.ts'
import { type Asked, beginLoad, busy, casesFor, firstDay, type Office } from './load.ts'
import { expectWhole } from './whole.ts'

const kills = process.env.TURNAROUND_SOAK === '1' ? 50 : 5
const crew: Actor = { key: 'p-crew', grants: [grant('crew')] }

test(`${kills} kills of the database lose nothing that was acknowledged`, {
  timeout: 60_000 + kills * 20_000,
}, async () => {
  const server = await postgresServer()
  const store = await newStore(postgres)
  const cases = await casesFor(store)
  const desk = deskOn(store, busy)
  desk.turn(firstDay)
  const load = beginLoad(officeAt(desk), cases)
  for (let kill = 0; kill < kills; kill++) {
    await load.answers(10 + ((kill * 7) % 30))
    await server.kill()
    await expect(store.readRows('select 1')).rejects.toSatisfy(isServerLost)
    const held = load.hold()
    await server.start()
    await held
    await expectWhole(desk, load.told)
    load.goOn()
  }
  await load.answers(20)
  await load.end()
  await expectWhole(desk, load.told)
  expect(load.unanswered()).toBeGreaterThan(kills)
  expect(new Set(load.refused)).toEqual(new Set(['no-place']))
})

test('a site whose database was killed says so, and gives its pages again once it is back', async () => {
  const server = await postgresServer()
  const store = await newStore(postgres)
  const evidence = await storeEvidence(store, () => '2026-01-01')
  const frameworks = await Promise.all((await listFrameworks()).map(({ id }) => loadFramework(id)))
  const shelf = { regimes: [busy], history: [], placements: [] }
  const faults: Error[] = []
  const desk = deskOn(store, busy)
  const app = await createApp({ evidence, frameworks, shelf, desk, onError: error => faults.push(error) })
  const cases = async () => app.request('http://localhost:4000/api/v1/cases')
  expect((await cases()).status).toBe(200)
  await server.kill()
  const answer = await cases()
  expect(answer.status).toBe(503)
  expect(await answer.json()).toMatchObject({ title: 'The database does not answer' })
  expect(faults).toHaveLength(1)
  await server.start()
  expect((await cases()).status).toBe(200)
})

function officeAt(desk: Desk): Office {
  const event = (who: Actor, caseId: string, name: string, { expected, on, key }: Asked) => {
    const by = who.grants[0]?.function ?? ''
    const event: AskedEvent = { kind: 'event', event: name, on, by }
    return recordEvent(as(desk, who), { caseId, expected, event, reason: key }, key).then(numbered)
  }
  return {
    async look(caseId) {
      const found = await readCase(as(desk, analyst), caseId)
      return { sequence: found?.sequence ?? 0, today: today(desk) }
    },
    update: (caseId, asked) => event(crew, caseId, 'updated', asked),
    admit: (caseId, asked) => event(master, caseId, 'admitted', asked),
    takeBack: (caseId, { expected, key }) =>
      correctEvent(as(desk, master), { caseId, expected, sequence: expected, instead: null, reason: key }, key).then(
        numbered,
      ),
    worry: (caseId, { on, key }, follows) =>
      writeRecord(
        as(desk, crew),
        { caseId, kind: 'worry', body: { says: key }, on, by: 'crew', reason: key, ...(follows ? { follows } : {}) },
        key,
      ),
    isLost: isServerLost,
  }
}

function numbered(outcome: Done<Recorded>): Done<{ readonly sequence: number }> {
  return outcome.done ? { done: true, value: { sequence: outcome.value.event.sequence } } : outcome
}
