/** Brings a database to the newest schema: numbered `.sql` files, each applied once, in order, in a transaction. */
import { readdir, readFile } from 'node:fs/promises'
import { type Kysely, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { StoreError } from './store-error.ts'

const folder = new URL('../../migrations/', import.meta.url)

/** Applies what is missing. Throws StoreError when a newer Turnaround has been here, or when a migration fails. */
export async function migrate<T>(db: Kysely<T>): Promise<void> {
  const migrations = await readMigrations()
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const unknown = (await appliedNames(db)).filter(name => !(name in migrations))
  if (unknown.length > 0) {
    throw new StoreError(
      `This store was written by a newer Turnaround: it has ${unknown.join(', ')}, which this version does not know. ` +
        'Update Turnaround, or use another --directory or --database. Nothing was changed.',
    )
  }
  const { error, results } = await migrator.migrateToLatest()
  if (error) {
    const failed = results?.find(result => result.status === 'Error')?.migrationName ?? 'preparing'
    throw new StoreError(`Could not bring the database up to date (${failed}): ${(error as Error).message}`, {
      cause: error,
    })
  }
}

async function readMigrations(): Promise<Record<string, Migration>> {
  const names = (await readdir(folder)).filter(name => name.endsWith('.sql')).sort()
  const migrations: Record<string, Migration> = {}
  for (const name of names) {
    const text = await readFile(new URL(name, folder), 'utf8')
    migrations[name.slice(0, -'.sql'.length)] = { up: async db => void (await sql.raw(text).execute(db)) }
  }
  return migrations
}

async function appliedNames<T>(db: Kysely<T>): Promise<string[]> {
  const there = await sql<{ t: string | null }>`select to_regclass('kysely_migration')::text as t`.execute(db)
  if (!there.rows[0]?.t) return []
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  return rows.map(row => row.name)
}
