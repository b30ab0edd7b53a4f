import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { DirectoryHeld, findHolder, lockDirectory } from '../../src/store/directory-lock.ts'
import { openStore } from '../../src/store/open-store.ts'
import { closing, embedded, newFolder } from './databases.ts'

const holder = new URL('./holding-process.ts', import.meta.url).pathname

test('a second process on the same directory is told who has it, and changes nothing', async () => {
  const { directory, child } = await heldStore('http://127.0.0.1:4000')
  const error = await openStore({ directory }).catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(DirectoryHeld)
  expect((error as Error).message).toContain(`The store in ${directory} is in use by process ${child.pid} since `)
  expect((error as Error).message).toContain('which serves http://127.0.0.1:4000. Use it there in the browser.')
  expect(findHolder(directory)).toMatchObject({ pid: child.pid, address: 'http://127.0.0.1:4000' })
  expect(child.exitCode).toBe(null)
})

test('a lock left by a killed process is taken over', async () => {
  const { directory, child } = await heldStore()
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(existsSync(join(directory, 'lock'))).toBe(true)
  expect(findHolder(directory)).toBe(null)
  closing(await openStore({ directory }))
  expect(findHolder(directory)?.pid).toBe(process.pid)
})

test.each(['SIGINT', 'SIGTERM'] as const)('%s closes the store and gives the lock back', async signal => {
  const { directory, child } = await heldStore()
  child.kill(signal)
  expect((await once(child, 'exit'))[1]).toBe(signal)
  expect(existsSync(join(directory, 'lock'))).toBe(false)
  closing(await openStore({ directory }))
})

test('Ctrl-C while the store is still being made is not lost, and gives the lock back too', async () => {
  const directory = join(await newFolder(), 'new')
  const child = spawn(process.execPath, [holder, directory], { stdio: ['ignore', 'ignore', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  await expect.poll(() => existsSync(join(directory, 'lock')), { timeout: 10_000, interval: 10 }).toBe(true)
  child.kill('SIGINT')
  expect((await once(child, 'exit'))[1]).toBe('SIGINT')
  expect(existsSync(join(directory, 'lock'))).toBe(false)
  closing(await openStore({ directory }))
})

test('a process that merely has the number of the dead one does not hold the lock', async () => {
  const directory = await newFolder()
  const impostor = {
    pid: process.ppid,
    host: hostname(),
    since: '2020-01-01T00:00:00.000Z',
    began: 'boot:1',
    address: null,
  }
  await writeFile(join(directory, 'lock'), JSON.stringify(impostor))
  const lock = lockDirectory(directory)
  expect(findHolder(directory)?.pid).toBe(process.pid)
  lock.release()
})

test('a lock of another machine is never taken over: nobody here can know', async () => {
  const directory = await newFolder()
  const far = { pid: 1, host: 'elsewhere', since: '2020-01-01T00:00:00.000Z', began: null, address: null }
  await writeFile(join(directory, 'lock'), JSON.stringify(far))
  expect(() => lockDirectory(directory)).toThrow(/by process 1 on machine elsewhere.*If that machine is gone, delete/)
})

test('a lock that cannot be read is not guessed at', async () => {
  const directory = await newFolder()
  await writeFile(join(directory, 'lock'), 'what?')
  expect(() => lockDirectory(directory)).toThrow(/cannot be read: expected JSON, found "what\?"/)
})

test('opening twice in one process is refused, and closing gives the lock back', async () => {
  const { directory } = (await embedded.newPlace()) as { directory: string }
  const store = closing(await openStore({ directory }))
  await expect(openStore({ directory })).rejects.toThrow(/This process already has .* open/)
  await store.close()
  expect(existsSync(join(directory, 'lock'))).toBe(false)
})

test('of many that find a stale lock at once, one gets it', async () => {
  const directory = join(await newFolder(), 'store')
  await mkdir(directory)
  const dead = { pid: 999_999_99, host: hostname(), since: '2020-01-01T00:00:00.000Z', began: null, address: null }
  await writeFile(join(directory, 'lock'), JSON.stringify(dead))
  const taken = await Promise.all(Array.from({ length: 4 }, () => startHolder(['--lock-only', directory])))
  expect(taken.filter(({ said }) => said === 'open')).toHaveLength(1)
  expect(taken.filter(({ said }) => said === 'held')).toHaveLength(3)
})

test('the address is published whole', async () => {
  const directory = await newFolder()
  const lock = lockDirectory(directory)
  lock.publishAddress('http://localhost:4001')
  expect(JSON.parse(await readFile(join(directory, 'lock'), 'utf8'))).toMatchObject({
    address: 'http://localhost:4001',
  })
  lock.release()
  expect(existsSync(join(directory, 'lock'))).toBe(false)
})

async function heldStore(address = '') {
  const { directory } = (await embedded.newPlace()) as { directory: string }
  const { child } = await startHolder([directory, address])
  return { directory, child }
}

async function startHolder(args: readonly string[]) {
  const child = spawn(process.execPath, [holder, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
  })
  for await (const line of createInterface({ input: child.stdout })) return { child, said: line }
  throw new Error('The holding process ended without a word')
}
