/** Casework: events with a durable commit a second, beside a bare INSERT of the same event with the same durability. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../src/store/open-store.ts'
import { as, deskOn, done, grant, master, opened, record } from '../test/casework/core/desk.ts'
import { type Bench, compareTimes, timingTable } from './bench.ts'

const events = 200

export default {
  name: 'casework',
  run: async ({ rounds, print }) => {
    const directory = await mkdtemp(join(tmpdir(), 'turnaround-bench-'))
    const store = await openStore({ directory })
    try {
      await store.readRows('create table bare (event jsonb)')
      const desk = deskOn(store)
      desk.turn('2014-03-20')
      const crew = as(desk, { key: 'p-crew', grants: [grant('crew')] })
      let found = done(await record(as(desk, master), await opened(desk), 'admitted', '2014-01-08')).case
      found = done(await record(crew, found, 'published', '2014-01-09')).case
      const [[row] = []] = await store.readRows('select to_jsonb(e) from case_event e limit 1')
      const timings = await compareTimes(
        [
          {
            name: `${events} bare inserts`,
            run: async () => {
              for (let n = 0; n < events; n++)
                await store.readRows('insert into bare values ($1)', [JSON.stringify(row)])
            },
          },
          {
            name: `${events} events of a case`,
            run: async () => {
              for (let n = 0; n < events; n++) found = done(await record(crew, found, 'updated', '2014-03-19')).case
            },
          },
        ],
        rounds,
      )
      for (const line of timingTable(timings)) print(line)
    } finally {
      await store.close()
      await rm(directory, { recursive: true, force: true })
    }
  },
} satisfies Bench
