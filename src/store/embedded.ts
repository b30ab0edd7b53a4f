/** The embedded database: PostgreSQL in WebAssembly (PGlite), kept in a directory that one process at a time may use. */
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import pg from 'pg'
import type { Backend } from './backend.ts'
import { closeOnSignal } from './close-on-signal.ts'
import { type DirectoryLock, lockDirectory } from './directory-lock.ts'
import { StoreError } from './store-error.ts'
import { typeParsers } from './type-parsers.ts'

/** Less memory at rest (140 MB less than with the default of 128 MB); measured loads are no slower. */
const settings = ['shared_buffers=16MB']

/** Whether a directory holds a database already: somebody who only reads need not create one. */
export function hasEmbedded(directory: string): boolean {
  return existsSync(join(directory, 'database'))
}

/**
 * Opens (creating it on first use) the database in `<directory>/database`.
 * Throws DirectoryHeld when another process has it, StoreError when the directory is something else.
 */
export async function openEmbedded(directory: string): Promise<Backend> {
  await checkDirectory(directory)
  const lock = await takeLock(directory)
  // Until there is a store to close, Ctrl-C has the lock to give back.
  const opened = closeOnSignal(async () => {
    lock.release()
    opened()
  })
  try {
    const database = join(directory, 'database')
    if (!existsSync(database)) await createDatabase(directory, database)
    const pglite = await PGlite.create(database, { postgresqlconf: settings })
    // The one session is given out to one caller at a time; an idle one is never dropped, there is no second.
    const pool = new pg.Pool({ ...createPgConfig(pglite), max: 1, idleTimeoutMillis: 0, types: typeParsers })
    const claims = new Set<number>()
    return {
      pool,
      publishAddress: lock.publishAddress,
      async copy(client, table, columns, lines) {
        // pg-copy-streams kills PGlite; its own way is a blob. Holding `client` keeps everybody else's transaction out.
        void client
        await pglite.query(`copy ${table} (${columns.join(', ')}) from '/dev/blob'`, [], { blob: new Blob([lines]) })
      },
      async claim(key) {
        if (claims.has(key)) return null
        claims.add(key)
        return { release: async () => void claims.delete(key) }
      },
      async close() {
        await pool.end()
        await pglite.close()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  } finally {
    opened()
  }
}

/** Makes the directory if need be and locks it; a directory that cannot be written to is told as such. */
async function takeLock(directory: string): Promise<DirectoryLock> {
  try {
    await mkdir(directory, { recursive: true })
    return lockDirectory(directory)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (!code || !unwritable.has(code)) throw error
    throw new StoreError(
      `Cannot write to ${directory}: ${message}. Choose another --directory, or see who may write there and whether the disk is full.`,
      { cause: error },
    )
  }
}

const unwritable = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'ENOTDIR', 'EEXIST'])

/** Creates under another name and renames when it is whole, so that a kill in the middle leaves nothing half-made. */
async function createDatabase(directory: string, database: string): Promise<void> {
  const unfinished = join(directory, 'database.unfinished')
  await rm(unfinished, { recursive: true, force: true })
  const pglite = await PGlite.create(unfinished)
  await pglite.close()
  await rename(unfinished, database)
}

const ours = /^(database|database\.unfinished|files|lock|lock\..*)$/

async function checkDirectory(directory: string): Promise<void> {
  const found = await stat(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw new StoreError(`Cannot use ${directory} as a store: ${error.message}`, { cause: error })
  })
  if (!found) return
  if (!found.isDirectory()) {
    throw new StoreError(`${directory} is a file; a store is a directory. Give --directory a directory, new or empty.`)
  }
  const strangers = (await readdir(directory)).filter(name => !ours.test(name))
  if (strangers.length > 0 && !existsSync(join(directory, 'database'))) {
    throw new StoreError(
      `${directory} is not a Turnaround store: it holds ${strangers.slice(0, 3).join(', ')} and no database. ` +
        'Give --directory a store made earlier, or a new or empty directory.',
    )
  }
}
