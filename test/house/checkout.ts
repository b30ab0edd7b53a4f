/** A small checkout in a temporary folder: the real launcher and tools, two real dependencies, and a stub command line. */
import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { oldNode, pathWith } from './old-node.ts'

const root = resolve(import.meta.dirname, '..', '..')

// Tells what it is, waits to be signalled, or ends as it is told.
const stub = `
const [word, code]: string[] = process.argv.slice(2)
if (word === 'wait') {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      console.log(signal)
      setTimeout(() => process.exit(7), 400)
    })
  }
  console.log('ready', process.pid)
  setInterval(() => {}, 1000)
} else if (word === 'exit') process.exitCode = Number(code)
else if (word === 'die') process.kill(process.pid, 'SIGTERM')
else console.log(JSON.stringify({ arguments: process.argv.slice(2), node: process.version }))
`

export interface Checkout {
  readonly folder: string
  /** Starts the launcher under Node (`old` or this one) with these arguments. */
  readonly launch: (node: 'old' | 'new', ...args: string[]) => Launched
  readonly remove: () => void
}

export interface Launched {
  readonly pid: number
  readonly kill: (signal: NodeJS.Signals) => void
  /** Resolves once standard output holds this text. */
  readonly says: (text: string) => Promise<void>
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string }>
}

/** Makes a checkout whose lock file holds commander (needed to run) and fast-check (needed to develop). */
export function makeCheckout(): Checkout {
  const folder = mkdtempSync(join(tmpdir(), 'turnaround-checkout-'))
  for (const name of ['bin', 'tools']) cpSync(join(root, name), join(folder, name), { recursive: true })
  mkdirSync(join(folder, 'src', 'cli'), { recursive: true })
  writeFileSync(join(folder, 'src', 'cli', 'main.ts'), stub)
  writeLock(folder)
  return {
    folder,
    launch: (node, ...args) => launch(folder, node, args),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function writeLock(folder: string): void {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const manifest = {
    name: 'checkout',
    version: '1.0.0',
    type: 'module',
    dependencies: { commander: packages['node_modules/commander'].version },
    devDependencies: { 'fast-check': packages['node_modules/fast-check'].version },
  }
  const names = ['node_modules/commander', 'node_modules/fast-check', 'node_modules/pure-rand']
  const locked = Object.fromEntries(names.map(name => [name, packages[name]]))
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  const lock = {
    name: 'checkout',
    version: '1.0.0',
    lockfileVersion: 3,
    requires: true,
    packages: { '': manifest, ...locked },
  }
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock))
}

function launch(folder: string, which: 'old' | 'new', args: readonly string[]): Launched {
  const node = which === 'old' ? oldNode() : process.execPath
  const { npm_execpath: _, ...env } = process.env
  const child = spawn(node, [join(folder, 'bin', 'turnaround.mjs'), ...args], { env: { ...env, PATH: pathWith(node) } })
  let stdout = ''
  let stderr = ''
  child.stderr.on('data', chunk => (stderr += chunk))
  const says = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => stdout.includes(text) && resolve()
      child.stdout.on('data', look)
      child.on('exit', () => reject(new Error(`The launcher ended without saying "${text}": ${stdout}${stderr}`)))
      look()
    })
  child.stdout.on('data', chunk => (stdout += chunk))
  const ended = new Promise<Awaited<Launched['ended']>>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }))
  })
  return { pid: child.pid ?? 0, kill: signal => process.kill(child.pid ?? 0, signal), says, ended }
}
