/**
 * Where case commands ask: the casework API, of the server that holds the store where one does, else of one in this very
 * process. Either way it is the same API, so that a command, a script and a page never disagree.
 */
import { DirectoryHeld } from '../store/directory-lock.ts'
import { hasEmbedded } from '../store/embedded.ts'
import { openStore } from '../store/open-store.ts'
import { UsageError } from './output.ts'

export interface CaseOptions {
  readonly directory?: string
  readonly database?: string
  /** Key of the person who acts; the public where left out. */
  readonly as?: string
  readonly json?: boolean
}

/** Asks the API: a path below `/api/v1`, and what goes with it. */
export type Ask = (path: string, init?: RequestInit) => Promise<Response>

/** Does something with the API, and closes what was opened for it. Throws UsageError where there is nobody to ask. */
export async function withCases<Value>(options: CaseOptions, work: (ask: Ask) => Promise<Value>): Promise<Value> {
  const place = options.database
    ? { database: options.database }
    : { directory: options.directory ?? '.turnaround/live' }
  if ('directory' in place && !hasEmbedded(place.directory))
    throw new UsageError(
      `There is no store in ${place.directory}. Start one (turnaround serve), or say with --directory where it is.`,
    )
  const store = await openStore(place).catch((error: unknown) => {
    if (error instanceof DirectoryHeld && error.holder.address) return error.holder.address
    throw error
  })
  if (typeof store === 'string') return work(await apiOf(store, options.as, fetch))
  try {
    const { signInOf, siteOf } = await import('./store-site.ts')
    const { clockLeft } = await import('./serve-clock.ts')
    const { app } = await siteOf(store, await clockLeft(store), { signIn: signInOf(store), onError: asItIs })
    return await work(await apiOf('http://localhost', options.as, async (url, init) => app.request(url, init)))
  } finally {
    await store.close()
  }
}

type Fetch = (url: string, init?: RequestInit) => Promise<Response>

/** The API of the site at an address, as the person chosen on its sign-in. */
async function apiOf(address: string, as: string | undefined, ask: Fetch): Promise<Ask> {
  const cookie = as === undefined ? null : await signIn(address, as, ask)
  return (path, init = {}) => {
    const headers = new Headers(init.headers)
    if (cookie) headers.set('cookie', cookie)
    return ask(`${address}/api/v1${path}`, { ...init, headers })
  }
}

async function signIn(address: string, person: string, ask: Fetch): Promise<string> {
  const body = new URLSearchParams({ person })
  const answer = await ask(`${address}/sign-in`, { method: 'POST', body, redirect: 'manual' })
  const [cookie] = answer.headers.getSetCookie()
  if (answer.status === 303 && cookie) return cookie.split(';')[0] as string
  throw new UsageError(
    answer.status === 400
      ? nobody(person)
      : `The server at ${address} holds the store and offers no sign-in (${answer.status}), so nobody can act through it. Stop it, and ask again.`,
  )
}

/** A fault of ours is told by the command itself, and not answered. */
function asItIs(error: Error): never {
  throw error
}

function nobody(key: string): string {
  return `--as: found "${key}"; expected the key of somebody with leave to act. The sign-in page of the server lists them.`
}
