/** Both databases under one test body: `for (const database of databases) describe(database.name, …)`. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, onTestFinished } from 'vitest'
import { openStore, type Store, type StoreOptions } from '../../src/store/open-store.ts'
import { postgresServer, stopPostgresServer } from './postgres-server.ts'

export interface TestDatabase {
  readonly name: string
  /** Somewhere for a new store, and how to open it; removed after the test file. */
  newPlace(): Promise<StoreOptions>
}

const made: string[] = []

export const embedded: TestDatabase = {
  name: 'PGlite',
  async newPlace() {
    const directory = await newFolder()
    await cp(await preparedStore(), directory, { recursive: true })
    return { directory }
  },
}

export const postgres: TestDatabase = {
  name: 'PostgreSQL',
  async newPlace() {
    return { database: await (await postgresServer()).newDatabase(), directory: await newFolder() }
  },
}

export const databases: readonly TestDatabase[] = [embedded, postgres]

/** Opens a new store for one test, and closes it after. */
export async function newStore(database: TestDatabase): Promise<Store> {
  return closing(await openStore(await database.newPlace()))
}

/** Has a store closed when the test ends. Closing twice does no harm. */
export function closing(store: Store): Store {
  onTestFinished(() => store.close())
  return store
}

/** An empty folder, removed after the test file. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'turnaround-store-'))
  made.push(folder)
  return folder
}

afterAll(async () => {
  await stopPostgresServer()
  for (const folder of made) await rm(folder, { recursive: true, force: true })
})

/** An empty embedded store with today's schema, made once and copied for each test: making one takes seconds. */
async function preparedStore(): Promise<string> {
  const folder = new URL('../../migrations/', import.meta.url)
  const hash = createHash('sha256')
  for (const name of (await readdir(folder)).sort()) hash.update(name).update(await readFile(new URL(name, folder)))
  const prepared = join(tmpdir(), `turnaround-pglite-${hash.digest('hex').slice(0, 16)}`)
  if (existsSync(prepared)) return prepared
  const fresh = await mkdtemp(`${prepared}-`)
  const store = await openStore({ directory: fresh })
  await store.close()
  try {
    await rename(fresh, prepared)
  } catch (error) {
    // Another test file was quicker: its store is as good.
    if (!existsSync(prepared)) throw error
    await rm(fresh, { recursive: true })
  }
  return prepared
}
