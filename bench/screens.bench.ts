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
      for (const { name, path, as } of await screens(base)) {
        const cookie = await signedIn(base, as)
        for (let n = 0; n < 10; n++) await ask(base + path, cookie)
        const times = await load(base + path, cookie)
        const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN
        const whose = `${name}${as === null ? '' : ', signed in'}`
        print(
          `${whose.padEnd(36)} p50 ${at(0.5).toFixed(0).padStart(6)} ms   p95 ${at(0.95).toFixed(0).padStart(6)} ms`,
        )
      }
    } finally {
      server.kill('SIGKILL')
      await once(server, 'exit')
      await rm(directory, { recursive: true, force: true })
    }
  },
} satisfies Bench

interface Screen {
  readonly name: string
  readonly path: string
  /** Key of the person of the sample's cast who asks; null for the public. */
  readonly as: string | null
}

/** Screens of the first case in its regime whose plan is shown, of its organisation and programme, and those of all. */
async function screens(base: string): Promise<readonly Screen[]> {
  const { id, regime } = await plannedCase(base)
  const everybody: readonly (readonly [string, string])[] = [
    ['nothing at all', '/favicon.ico'],
    ['cases', '/cases'],
    ['a case', `/cases/${id}`],
    ['its plan', `/cases/${id}/plan`],
    ['its months', `/cases/${id}/months`],
    ['its money', `/cases/${id}/money`],
    ['programmes', '/programmes'],
    ['a programme', `/programmes/${regime}`],
    ['duties', '/duties?span=three-months'],
    ['calendar feed', '/duties.ics'],
    ['what changed', '/changes'],
    ['its feed', '/changes.atom'],
    ['contracts', '/contracts'],
    ['powers', '/powers'],
    ['consultations', '/consultations'],
    ['money of all', '/money'],
    ['report to the board', '/report'],
    ['API, cases', '/api/v1/cases'],
  ]
  const inside: readonly (readonly [string, string, string])[] = [
    ['a case', `/cases/${id}`, 'improvement-director'],
    ['its plan', `/cases/${id}/plan`, 'improvement-director'],
    ['its monthly return', `/cases/${id}/return`, 'improvement-director'],
    ['a programme', `/programmes/${regime}`, 'programme-lead'],
    ['an organisation’s desk', '/organisations/ZA-123/desk', 'partner'],
    ['a region', '/regions/midlands', 'regional-lead-midlands'],
    ['an office', '/offices/secretary-of-state', 'secretary-of-state'],
    ['report to the board', '/report', 'oversight-analyst'],
  ]
  return [
    ...everybody.map(([name, path]) => ({ name, path, as: null })),
    ...inside.map(([name, path, as]) => ({ name, path, as })),
  ]
}

interface OneCase {
  readonly id: string
  readonly regime: string
  readonly organisations: readonly string[]
}

async function plannedCase(base: string): Promise<OneCase> {
  const { cases } = (await (await fetch(`${base}/api/v1/cases?phase=in`)).json()) as { cases: readonly OneCase[] }
  for (const one of cases.toReversed()) {
    const plan = (await (await fetch(`${base}/api/v1/cases/${one.id}/plan`)).json()) as { shown?: object | null }
    if (one.organisations.length === 1 && plan.shown) return one
  }
  throw new Error('The sample has no case in a regime whose plan is public.')
}

/** The cookie of somebody of the cast; none for the public. */
async function signedIn(base: string, as: string | null): Promise<Readonly<Record<string, string>>> {
  if (as === null) return {}
  const body = new URLSearchParams({ person: as })
  const answer = await fetch(`${base}/sign-in`, { method: 'POST', body, redirect: 'manual' })
  const [cookie] = answer.headers.getSetCookie()
  if (cookie === undefined) throw new Error(`${as} could not sign in: ${answer.status}.`)
  return { cookie: cookie.split(';')[0] as string }
}

/** Milliseconds of each answer, sorted. */
async function load(address: string, headers: Readonly<Record<string, string>>): Promise<readonly number[]> {
  const asked: Promise<number>[] = []
  const start = performance.now()
  for (let n = 0; n < perSecond * seconds; n++) {
    const wait = start + (n * 1000) / perSecond - performance.now()
    if (wait > 0) await new Promise(done => setTimeout(done, wait))
    asked.push(ask(address, headers))
  }
  return (await Promise.all(asked)).toSorted((a, b) => a - b)
}

async function ask(address: string, headers: Readonly<Record<string, string>>): Promise<number> {
  const start = performance.now()
  const answer = await fetch(address, { headers })
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
