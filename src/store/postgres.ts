/** A PostgreSQL server reached by URL. */
import { finished } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Backend } from './backend.ts'
import { StoreError } from './store-error.ts'
import { typeParsers } from './type-parsers.ts'

/** Keeps our advisory locks apart from anyone else's on the same database. */
const claimSpace = 0x7472_6e64

/** Connects to a database. Throws StoreError saying host, port and what to check when it cannot. */
export async function openPostgres(database: string): Promise<Backend> {
  const target = describeTarget(database)
  const pool = new pg.Pool({ connectionString: database, types: typeParsers, max: 10, connectionTimeoutMillis: 10_000 })
  // A lost connection fails the query that was using it, and that error is the one to report. Without a listener Node
  // would end the process on the event that says the same once more.
  pool.on('error', () => {})
  pool.on('connect', client => client.on('error', () => {}))
  try {
    const { rows } = await pool.query<{ version: number }>(`select current_setting('server_version_num')::int version`)
    const version = rows[0]?.version ?? 0
    if (version < 150000) {
      throw new StoreError(`PostgreSQL at ${target} is version ${Math.floor(version / 10000)}; 15 or later is needed.`)
    }
  } catch (error) {
    await pool.end()
    throw error instanceof StoreError ? error : cannotConnect(target, error as NodeJS.ErrnoException)
  }
  return {
    pool,
    async copy(client, table, columns, lines) {
      const stream = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`))
      stream.end(lines)
      await finished(stream)
    },
    async claim(key) {
      // The lock lives as long as this session: the server frees it when the process dies.
      const client = await pool.connect()
      const { rows } = await client
        .query('select pg_try_advisory_lock($1, $2) as held', [claimSpace, key])
        .catch((error: Error) => {
          client.release(error)
          throw error
        })
      if (!rows[0].held) {
        client.release()
        return null
      }
      // Ending the session is what frees the lock for certain, so the connection does not go back to the pool.
      return { release: async () => client.release(true) }
    },
    publishAddress: () => {}, // others reach the database itself
    close: () => pool.end(),
  }
}

function describeTarget(database: string): string {
  try {
    if (!/^(postgres(ql)?:\/\/|socket:|\/)/.test(database))
      throw new TypeError(`found "${database.replace(/:[^:@/]*@/, ':…@')}"`)
    const { host, port, database: name } = new pg.Client({ connectionString: database })
    return `${host}:${port}, database "${name}"`
  } catch (error) {
    throw new StoreError(
      `Not a PostgreSQL address. Expected postgresql://user:password@host:5432/name (${(error as Error).message}).`,
    )
  }
}

function cannotConnect(target: string, error: NodeJS.ErrnoException): StoreError {
  const advice: Readonly<Record<string, string>> = {
    ECONNREFUSED: 'Nothing listens there. Is the server running, and are host and port right?',
    ENOTFOUND: 'The host name is not known. Is it spelt right?',
    ETIMEDOUT: 'It does not answer. Is a firewall in between?',
    '28P01': 'The password is wrong for that user.',
    '28000': 'The server does not let that user in from here (pg_hba.conf).',
    '3D000': 'There is no database of that name. Create it first: createdb NAME.',
  }
  const reason = error.message || (error as { errors?: Error[] }).errors?.[0]?.message || error.code
  const help = advice[error.code ?? ''] ?? 'Is the server running, and is the address in --database right?'
  return new StoreError(`Cannot reach PostgreSQL at ${target}: ${reason}. ${help}`, { cause: error })
}
