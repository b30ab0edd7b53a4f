/**
 * Screens of casework under load: each asked 50 times a second for some seconds, whether or not answers come, with the 95th
 * percentile of the time to the last byte. A figure of one machine and one run: what is compared is screen with screen.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Bench } from './bench.ts'

const perSecond = 50
const seconds = 6
const main = resolve(import.meta.dirname, '../src/cli/main.ts')

export default {
  name: 'screens',
  run: async ({ print }) => {
    const directory = await mkdtemp(join(tmpdir(), 'turnaround-screens-'))
    const args = ['serve', '--sample', '--directory', directory, '--port', '4917']
    const server = spawn(process.execPath, [main, ...args], { stdio: 'ignore' })
    try {
      const base = 'http://localhost:4917'
      await listening(base)
      for (const [name, path] of await screens(base)) {
        for (let n = 0; n < 10; n++) await ask(base + path)
        const times = await load(base + path)
        const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN
        print(`${name.padEnd(24)} p50 ${at(0.5).toFixed(0).padStart(6)} ms   p95 ${at(0.95).toFixed(0).padStart(6)} ms`)
      }
    } finally {
      server.kill('SIGKILL')
      await once(server, 'exit')
      await rm(directory, { recursive: true, force: true })
    }
  },
} satisfies Bench

/** Screens of the latest case that has a plan, and of its programme. */
async function screens(base: string): Promise<readonly (readonly [string, string])[]> {
  const { cases } = (await (await fetch(`${base}/api/v1/cases`)).json()) as {
    cases: readonly { id: string; regime: string; organisations: readonly string[] }[]
  }
  const [one] = cases.filter(({ organisations }) => organisations.length === 1).slice(-1)
  if (one === undefined) throw new Error('The sample has no case.')
  return [
    ['nothing at all', '/favicon.ico'],
    ['cases', '/cases'],
    ['a case', `/cases/${one.id}`],
    ['its months', `/cases/${one.id}/months`],
    ['programmes', '/programmes'],
    ['a programme', `/programmes/${one.regime}`],
    ['duties', '/duties?span=three-months'],
    ['calendar feed', '/duties.ics'],
    ['what changed', '/changes'],
    ['its feed', '/changes.atom'],
    ['API, cases', '/api/v1/cases'],
  ]
}

/** Milliseconds of each answer, sorted. */
async function load(address: string): Promise<readonly number[]> {
  const asked: Promise<number>[] = []
  const start = performance.now()
  for (let n = 0; n < perSecond * seconds; n++) {
    const wait = start + (n * 1000) / perSecond - performance.now()
    if (wait > 0) await new Promise(done => setTimeout(done, wait))
    asked.push(ask(address))
  }
  return (await Promise.all(asked)).toSorted((a, b) => a - b)
}

async function ask(address: string): Promise<number> {
  const start = performance.now()
  const answer = await fetch(address)
  await answer.arrayBuffer()
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}.`)
  return performance.now() - start
}

async function listening(base: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const answer = await fetch(`${base}/cases`).catch(() => null)
    if (answer?.ok) return
    await new Promise(done => setTimeout(done, 500))
  }
  throw new Error('The server did not begin to listen.')
}
