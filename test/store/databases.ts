/** Both databases under one test body: `for (const database of databases) describe(database.name, …)`. */
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, onTestFinished } from 'vitest'
import { openStore, type Store, type StoreKind, type StoreOptions } from '../../src/store/open-store.ts'
import { postgresServer, stopPostgresServer } from './postgres-server.ts'
import { preparedStore } from './prepared-store.ts'

export interface TestDatabase {
  readonly name: string
  /** Somewhere for a new store of a kind (default `real`), and how to open it; removed after the test file. */
  newPlace(recordKind?: StoreKind): Promise<StoreOptions>
}

const made: string[] = []

export const embedded: TestDatabase = {
  name: 'PGlite',
  async newPlace(recordKind = 'real') {
    const directory = await newFolder()
    await cp(await preparedStore(recordKind), directory, { recursive: true })
    return { directory, recordKind }
  },
}

export const postgres: TestDatabase = {
  name: 'PostgreSQL',
  async newPlace(recordKind = 'real') {
    return { database: await (await postgresServer()).newDatabase(), directory: await newFolder(), recordKind }
  },
}

export const databases: readonly TestDatabase[] = [embedded, postgres]

/** Opens a new store of a kind (default `real`) for one test, and closes it after. */
export async function newStore(database: TestDatabase, recordKind?: StoreKind): Promise<Store> {
  return closing(await openStore(await database.newPlace(recordKind)))
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
