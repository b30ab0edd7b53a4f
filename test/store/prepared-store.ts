/** An empty embedded store with today's schema, made once on this machine and copied for each test: making one takes seconds. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { openStore, type StoreKind } from '../../src/store/open-store.ts'

/** The directory of the prepared store of a kind: to be copied, never to be opened. */
export async function preparedStore(recordKind: StoreKind): Promise<string> {
  const folder = new URL('../../migrations/', import.meta.url)
  // Another PGlite may write its files otherwise.
  const hash = createHash('sha256').update(await packageVersion('@electric-sql/pglite'))
  for (const name of (await readdir(folder)).sort()) hash.update(name).update(await readFile(new URL(name, folder)))
  const prepared = join(tmpdir(), `turnaround-pglite-${recordKind}-${hash.digest('hex').slice(0, 16)}`)
  await once(prepared, async fresh => (await openStore({ directory: fresh, recordKind })).close())
  return prepared
}

/** Makes a folder apart and moves it to its place when it is whole. Where another process was quicker, its folder is as good. */
export async function once(folder: string, make: (fresh: string) => Promise<unknown>): Promise<void> {
  if (existsSync(folder)) return
  const fresh = await mkdtemp(`${folder}-`)
  await make(fresh)
  try {
    await rename(fresh, folder)
  } catch (error) {
    if (!existsSync(folder)) throw error
    await rm(fresh, { recursive: true })
  }
}

/** Version of an installed package whose entry stands one folder below its package.json. */
export async function packageVersion(name: string): Promise<string> {
  const entry = createRequire(import.meta.url).resolve(name)
  const { version } = JSON.parse(await readFile(join(dirname(dirname(entry)), 'package.json'), 'utf8')) as {
    version: string
  }
  return version
}
