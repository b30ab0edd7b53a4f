/**
 * Statements that come again are parsed and planned once per connection: on the embedded database that is half of what a
 * command costs. Only those that have come before, are short, and take parameters; a bounded number of them.
 */
import { createHash } from 'node:crypto'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type { Pool, PoolClient } from 'pg'

/** Statements that are prepared, at most: each stays in every connection. */
const most = 300
const longest = 8000

/** A pool for Kysely over a pool of `pg`, whose clients prepare what comes again. */
export function preparing(pool: Pool): PostgresPool {
  const nameOf = namer()
  const clients = new WeakMap<PoolClient, PostgresPoolClient>()
  const wrap = (client: PoolClient): PostgresPoolClient => {
    const query = (text: string, values: readonly unknown[]) => {
      const name = values.length === 0 ? null : nameOf(text)
      return client.query(name === null ? { text, values: [...values] } : { name, text, values: [...values] })
    }
    // What else there is (release, the number of its process) stays as it is.
    return Object.assign(Object.create(client), { query }) as PostgresPoolClient
  }
  const connect = async () => {
    const client = await pool.connect()
    const known = clients.get(client) ?? wrap(client)
    clients.set(client, known)
    return known
  }
  return Object.assign(Object.create(pool), { connect }) as PostgresPool
}

/** A name for a statement from the second time on that it comes; null before, and where it is not to be prepared. */
function namer(): (text: string) => string | null {
  const names = new Map<string, string>()
  const once = new Set<string>()
  return text => {
    const known = names.get(text)
    if (known !== undefined) return known
    if (text.length > longest || names.size >= most) return null
    if (!once.has(text)) {
      // Those that never come again are forgotten from time to time.
      if (once.size >= 10 * most) once.clear()
      once.add(text)
      return null
    }
    once.delete(text)
    const name = createHash('sha256').update(text).digest('hex').slice(0, 32)
    names.set(text, name)
    return name
  }
}
