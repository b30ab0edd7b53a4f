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
  const names = namer()
  const clients = new WeakMap<PoolClient, PostgresPoolClient>()
  const wrap = (client: PoolClient): PostgresPoolClient => {
    const query = async (text: string, values: readonly unknown[]) => {
      const name = values.length === 0 ? null : names.of(text)
      if (name === null) return client.query({ text, values: [...values] })
      try {
        return await client.query({ name, text, values: [...values] })
      } catch (error) {
        if (isLost(error)) names.renew(text)
        throw error
      }
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

/**
 * Whether a prepared statement serves no more: another process has changed what it reads (`cached plan must not change result
 * type`), or a pooler gave a session that does not have it.
 */
function isLost(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown }
  return code === '0A000' || code === '26000'
}

interface Names {
  /** A name for a statement from the second time on that it comes; null before, and where it is not to be prepared. */
  of(text: string): string | null
  /** Gives a statement another name, under which every connection prepares it anew. */
  renew(text: string): void
}

function namer(): Names {
  const names = new Map<string, string>()
  const once = new Set<string>()
  let renewed = 0
  const nameAnew = (text: string) => {
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 32)
    const name = `${hash}_${renewed}`
    names.set(text, name)
    return name
  }
  const of = (text: string) => {
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
    return nameAnew(text)
  }
  const renew = (text: string) => {
    renewed += 1
    nameAnew(text)
  }
  return { of, renew }
}
