/** `turnaround serve`: the whole product in the browser, on the sample sector or on the live store. */
import { join } from 'node:path'
import { createAdaptorServer, type ServerType } from '@hono/node-server'
import { loadSample } from '../../sample/load.ts'
import { unfoldSample } from '../../sample/unfold.ts'
import type { Desk } from '../casework/desk-store.ts'
import { sweepAbandoned } from '../evidence/evidence-store.ts'
import type { Jobs, JobSettings } from '../jobs/start-jobs.ts'
import { openStore, type Store } from '../store/open-store.ts'
import type { App } from '../web/app.ts'
import { isLoopback } from '../web/security.ts'
import type { SignIn } from '../web/sign-in.ts'
import { say, UsageError } from './output.ts'
import { showProgress } from './progress.ts'
import { type ChosenClock, chosenClock, startClock } from './serve-clock.ts'
import { signInOf, siteOf } from './store-site.ts'

export interface ServeOptions {
  readonly sample?: boolean
  readonly port?: number
  readonly host?: string
  readonly directory?: string
  readonly database?: string
  /** Day (ISO) on which the simulated time of casework begins, and how fast it runs. */
  readonly clock?: string
  readonly speed?: string
}

const firstPort = 4000
const portsTried = 50
const signals = ['SIGINT', 'SIGTERM'] as const

/** Serves until Ctrl-C or SIGTERM, then closes everything. Throws UsageError when an explicit port is taken. */
export async function serve(options: ServeOptions): Promise<number> {
  const host = options.host ?? '127.0.0.1'
  const simulated = chosenClock(options)
  // Simulated time has a place of its own: a sample sector that has come to next year could not be worked in today.
  const usual = options.sample ? (simulated === null ? 'sample' : 'simulated') : 'live'
  const directory = options.directory ?? join('.turnaround', usual)
  const { promise: stop, resolve: stopNow } = Promise.withResolvers<'stop'>()
  const onSignal = () => stopNow('stop')
  for (const signal of signals) process.on(signal, onSignal)
  const store = await openStore({
    ...(options.database ? { database: options.database, directory } : { directory }),
    ...(options.sample ? { recordKind: 'fictional' } : {}),
  })
  let server: ServerType | null = null
  let jobs: Jobs | null = null
  try {
    // The port before the loading, so that a taken one is told at once; requests wait until all is ready.
    const ready = Promise.withResolvers<App>()
    ready.promise.catch(() => {})
    server = createAdaptorServer({ fetch: async (request, env) => (await ready.promise).fetch(request, env) })
    const port = await listen(server, host, options.port)
    const address = `http://${host === '127.0.0.1' || host === '0.0.0.0' ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${port}`
    const prepared = prepare(store, directory, options, simulated)
    prepared.catch(() => {}) // stopping while it loads makes it fail too late for anybody to hear
    const outcome = await Promise.race([prepared, stop])
    if (outcome !== 'stop') {
      const { app, desk } = outcome
      store.publishAddress(address.replace('localhost', '127.0.0.1'))
      ready.resolve(app)
      say(`Turnaround is at ${address}   (Ctrl-C ends it)`)
      // Announced first: whoever comes now waits no longer than before, everybody later not at all.
      const warmed = app.warm().catch(error => say(`The first page could not be prepared: ${(error as Error).message}`))
      const before = options.sample ? unfoldSample({ directory, onRefused: say }) : undefined
      if ((await Promise.race([warmed, stop])) !== 'stop') jobs = await beginJobs(desk, before)
      await stop
    }
    say('Closing …')
    return 0
  } finally {
    server?.close()
    if (server && 'closeAllConnections' in server) server.closeAllConnections()
    await jobs?.stop()
    await store.close()
    for (const signal of signals) process.off(signal, onSignal)
  }
}

/** Begun when everything else is ready, and loaded only then: nobody waits for it. */
async function beginJobs(desk: Desk, before: JobSettings['before']): Promise<Jobs> {
  const { startJobs } = await import('../jobs/start-jobs.ts')
  return startJobs(desk, {
    ...(before && { before }),
    onError: error => say(`Work behind the pages failed, and is tried again: ${error.message}`),
  })
}

/** Everything a page needs, before the first is asked for. */
async function prepare(
  store: Store,
  directory: string,
  options: ServeOptions,
  simulated: ChosenClock | null,
): Promise<{ app: App; desk: Desk }> {
  const progress = showProgress(false)
  try {
    await sweepAbandoned(store)
    if (options.sample) {
      await loadSample(store, {
        directory,
        until: simulated?.from ?? new Date().toISOString(),
        progress: (done, total) => progress.update('Loading the sample sector', done, total),
      })
    }
    const hosts = options.host === undefined ? ['localhost', '127.0.0.1', '[::1]'] : ['*']
    const clock = await startClock(store, simulated)
    return await siteOf(store, clock, { hosts, signIn: signInFor(store, options.host) })
  } finally {
    progress.stop()
  }
}

/** Development sign-in on this machine, and at no other address. */
function signInFor(store: Store, host = '127.0.0.1'): SignIn {
  if (isLoopback(host)) return signInOf(store)
  const refused = `Development sign-in has no password, so it is offered on this machine only; this server was started with --host ${host}. Start it without --host to act as somebody.`
  say(refused)
  return { refused }
}

/** Listens on the port asked for, or on the first free one from 4000 on. Gives the port. */
async function listen(server: ServerType, host: string, asked: number | undefined): Promise<number> {
  const first = asked ?? firstPort
  for (let port = first; ; port += 1) {
    const fault = await tryPort(server, host, port)
    if (!fault) return port
    if (fault.code === 'EADDRNOTAVAIL') throw new UsageError(`--host: this machine has no address "${host}".`)
    if (fault.code === 'EACCES')
      throw new UsageError(`Port ${port} may not be used by this user. Choose one above 1023 with --port.`)
    if (fault.code !== 'EADDRINUSE') throw fault
    if (asked !== undefined) {
      throw new UsageError(
        `Port ${port} on ${host} is in use by another program. Stop it, choose another --port, or leave --port out and the next free one is taken.`,
      )
    }
    if (port >= first + portsTried)
      throw new UsageError(`All ports from ${first} to ${port} on ${host} are in use. Choose one with --port.`)
  }
}

function tryPort(server: ServerType, host: string, port: number): Promise<NodeJS.ErrnoException | null> {
  return new Promise(resolve => {
    const failed = (error: NodeJS.ErrnoException) => resolve(error)
    server.once('error', failed)
    server.listen(port, host, () => {
      server.off('error', failed)
      resolve(null)
    })
  })
}
