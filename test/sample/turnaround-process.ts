/** `turnaround` as a person runs it: processes of its own, and every word that they say. */
import { spawn } from 'node:child_process'
import { resolve } from 'node:path'

const program = resolve(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts')

export interface Process {
  /** All of standard output and standard error so far. */
  said(): string
  /** Its exit code; null where a signal ended it. */
  readonly ended: Promise<number | null>
  /** Ctrl-C. */
  interrupt(): void
}

export function turnaround(args: readonly string[], input = ''): Process {
  const child = spawn(process.execPath, [program, ...args], { stdio: 'pipe' })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
  child.stdin.end(input)
  const ended = new Promise<number | null>(done => child.on('close', done))
  return { said: () => text, ended, interrupt: () => void child.kill('SIGINT') }
}

export interface Server extends Process {
  readonly address: string
}

/** A server, once it says where it is. Throws where it ends before, or never says. */
export async function serving(args: readonly string[]): Promise<Server> {
  const server = turnaround(['serve', ...args])
  let alive = true
  void server.ended.then(() => (alive = false))
  for (const until = Date.now() + 100_000; alive && Date.now() < until; ) {
    const [, address] = /Turnaround is at (\S+)/.exec(server.said()) ?? []
    if (address !== undefined) return { ...server, address }
    await new Promise(done => setTimeout(done, 50))
  }
  server.interrupt()
  throw new Error(`It never said where it is. It said: ${server.said()}`)
}
