/** `kill -9` of a process that writes events: none that was acknowledged is lost, and every case is whole. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { describe, expect, test } from 'vitest'
import { readCase, rebuildCase } from '../../../src/casework/case-store.ts'
import { eventsOf } from '../../../src/casework/event-store.ts'
import { openStore, type StoreOptions } from '../../../src/store/open-store.ts'
import { databases } from '../../store/databases.ts'
import { analyst, as, crew, deskOn, done, master, opened, record } from './desk.ts'

const worker = new URL('./writing-process.ts', import.meta.url).pathname
const kills = process.env.TURNAROUND_SOAK === '1' ? 50 : 5

for (const database of databases)
  describe(`a killed writer in ${database.name}`, () => {
    test('loses nothing that it was told is written', { timeout: 3_000_000 }, async () => {
      const place = await database.newPlace()
      const store = await openStore(place)
      const desk = deskOn(store)
      desk.turn('2014-03-20')
      const ids: string[] = []
      for (const code of ['XA01', 'XA02']) {
        const found = await opened(desk, code)
        const { case: admitted } = done(await record(as(desk, master), found, 'admitted', '2014-01-08'))
        const own = { key: 'p', grants: crew.grants.map(one => ({ ...one, organisation: code })) }
        done(await record(as(desk, own), admitted, 'published', '2014-01-09'))
        ids.push(found.id)
      }
      await store.close()
      const told = new Map(ids.map(id => [id, 3]))
      for (let kill = 0; kill < kills; kill++) {
        await writeUntilKilled(place, ids, 3 + kill, (id, sequence) => told.set(id, sequence))
        const after = await openStore(place)
        const reader = as(deskOn(after), analyst)
        for (const id of ids) {
          const found = await readCase(reader, id)
          // What was being written when the kill came may have arrived, or not; no part of it has.
          expect(found?.sequence).toBeGreaterThanOrEqual(told.get(id) as number)
          const kept = await after.readRows(`select count(*) from idempotency where starts_with(key, $1)`, [id])
          expect(kept).toEqual([[(found?.sequence as number) - 3]])
          expect(await eventsOf(reader, id)).toHaveLength(found?.sequence as number)
          expect(await rebuildCase(reader, id)).toEqual({ equal: true, differences: [] })
        }
        await after.close()
      }
    })
  })

async function writeUntilKilled(
  place: StoreOptions,
  ids: readonly string[],
  after: number,
  told: (id: string, sequence: number) => void,
): Promise<void> {
  const child = spawn(process.execPath, [worker, JSON.stringify(place), ...ids], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  let lines = 0
  for await (const line of createInterface({ input: child.stdout })) {
    const [id = '', sequence = ''] = line.split(' ')
    told(id, Number(sequence))
    if (++lines === after) child.kill('SIGKILL')
  }
  await exited
}
