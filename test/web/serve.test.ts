/** `turnaround serve` as a process: finds a port, says where it is, holds its store, and closes cleanly. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'

const main = resolve(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts')
let directory: string
let occupied: Server
let taken: number

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'turnaround-serve-'))
  occupied = createServer()
  taken = await new Promise(done =>
    occupied.listen(0, '127.0.0.1', () => done((occupied.address() as { port: number }).port)),
  )
})
afterAll(async () => {
  occupied.close()
  await rm(directory, { recursive: true, force: true })
})

interface Running {
  readonly child: ChildProcess
  said(): string
  readonly ended: Promise<number | null>
}

function start(...options: string[]): Running {
  const child = spawn(process.execPath, [main, 'serve', '--directory', directory, ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  child.stdout?.on('data', chunk => (text += chunk))
  child.stderr?.on('data', chunk => (text += chunk))
  return { child, said: () => text, ended: new Promise(done => child.on('exit', code => done(code))) }
}

async function addressOf(running: Running): Promise<string> {
  for (let i = 0; i < 600; i += 1) {
    const [, address] = /Turnaround is at (\S+)/.exec(running.said()) ?? []
    if (address) return address
    await new Promise(done => setTimeout(done, 50))
  }
  throw new Error(`It never said where it is. It said: ${running.said()}`)
}

it('says where it is, answers, is found through its lock, and goes away on Ctrl-C with nothing left behind', async () => {
  const running = start()
  const address = await addressOf(running)
  expect(address).toMatch(/^http:\/\/localhost:\d+$/)
  expect((await fetch(address)).status).toBe(200)
  const lock = JSON.parse(await readFile(join(directory, 'lock'), 'utf8')) as { address: string }
  expect(lock.address).toBe(address.replace('localhost', '127.0.0.1'))

  const second = start()
  expect(await second.ended).toBe(2)
  expect(second.said()).toContain('in use by process')

  running.child.kill('SIGINT')
  expect(await running.ended).toBe(0)
  expect(existsSync(join(directory, 'lock'))).toBe(false)
})

it('with a port of the reader’s own that is taken, says so and ends with 2', async () => {
  const running = start('--port', String(taken))
  expect(await running.ended).toBe(2)
  expect(running.said()).toContain(`Port ${taken} on 127.0.0.1 is in use by another program`)
})

it.each([
  [['--clock', '2026-01-01'], 'only the sample sector'],
  [['--speed', '1d/s'], 'say with --clock'],
  [['--sample', '--clock', '2026-02-30'], 'expected a day between 2000 and 2099'],
  [['--sample', '--clock', '2026-01-01', '--speed', 'fast'], 'one day a second'],
])('%j ends with 2 and says what to do', async (options, words) => {
  const running = start(...options)
  expect(await running.ended).toBe(2)
  expect(running.said()).toContain(words)
  expect(running.said()).not.toContain('    at ')
})
