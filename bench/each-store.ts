/** Both databases with durable commits, one after the other, in a place that is gone afterwards. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore, type Store } from '../src/store/open-store.ts'
import { postgresServer, stopPostgresServer } from '../test/store/postgres-server.ts'

/** Works with a new store of each, under a heading that names its database. */
export async function eachStore(print: (line: string) => void, work: (store: Store) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'turnaround-bench-'))
  try {
    const server = await postgresServer()
    const stores = [
      ['PGlite', await openStore({ directory: join(directory, 'embedded') })],
      ['PostgreSQL', await openStore({ database: await server.newDatabase(), directory })],
    ] as const
    for (const [name, store] of stores) {
      print(name)
      await work(store)
      await store.close()
    }
  } finally {
    await stopPostgresServer()
    await rm(directory, { recursive: true, force: true })
  }
}
