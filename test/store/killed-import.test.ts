/** `kill -9` in the middle of an import, again and again: afterwards the whole file is known, or none of it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { describe, expect, test } from 'vitest'
import { listImports, loadReading, loadSnapshot, sweepAbandoned } from '../../src/evidence/evidence-store.ts'
import { openStore, type StoreOptions } from '../../src/store/open-store.ts'
import { closing, databases } from './databases.ts'
import { observations, reading } from './readings.ts'

const rows = 60_000
const worker = new URL('./importing-process.ts', import.meta.url).pathname

for (const database of databases) {
  describe(`an import killed in ${database.name}`, () => {
    test('leaves the whole file or none of it', async () => {
      const place = await database.newPlace()
      const first = await openStore(place)
      await loadReading(first, reading('before.csv', { observations: observations(100, '0.5') }))
      await first.close()
      let known = 100
      // Killed at different moments: while rows come in, around the last of them, and in the deciding transaction.
      for (const moment of ['loading 20000', 'loading 40000', 'loading 60000', 'loading 60000+', 'loaded']) {
        await importUntil(place, moment)
        const store = await openStore(place)
        await sweepAbandoned(store)
        const snapshot = await loadSnapshot(store)
        const found = snapshot.values('OF0001', '2025-26-Q1')
        const texts = new Set([...found.values()].map(one => one.text))
        expect([100, rows]).toContain(found.size)
        expect(texts.size).toBe(1)
        expect(await store.readRows(`select count(*) from import where state = 'loading'`)).toEqual([[0]])
        const [[stored] = []] = await store.readRows(
          `select count(*) from observation o where exists (select from import i where i.id = o.import_id and i.state = 'failed')`,
        )
        expect(stored).toBe(0)
        if (moment === 'loaded') expect(found.size).toBe(rows)
        known = Math.max(known, found.size)
        await store.close()
      }
      const store = closing(await openStore(place))
      expect((await listImports(store)).length).toBeGreaterThanOrEqual(2)
    }, 120_000)

    test('a live import in the same store is not swept', async () => {
      const place = await database.newPlace()
      const store = closing(await openStore(place))
      const midway = async () => {
        expect(await sweepAbandoned(store)).toBe(0)
      }
      const file = reading('a.csv', { observations: observations(100, '1') }, { batchSize: 50, midway })
      expect(await loadReading(store, file)).toMatchObject({ outcome: 'loaded', added: 100 })
    })
  })
}

/** Runs an import in a process of its own and kills it when it says `moment` (`+`: a little later). */
async function importUntil(place: StoreOptions, moment: string): Promise<void> {
  const child = spawn(process.execPath, [worker, JSON.stringify(place), String(rows)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  for await (const line of createInterface({ input: child.stdout })) {
    if (line !== moment.replace('+', '')) continue
    if (moment.endsWith('+')) await new Promise(resolve => setTimeout(resolve, 60))
    child.kill('SIGKILL')
  }
  expect((await exited)[1]).toBe('SIGKILL')
}
