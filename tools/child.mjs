/** Running another program as if it were this one: same terminal, same signals, same end. */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { delimiter, dirname } from 'node:path'

const orphan = new URL('./orphan.mjs', import.meta.url).href

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP']

// Ctrl-C under `npm start` reaches us twice, from the terminal and from npm; a person who means it twice is slower.
const sameKeystroke = 500

/**
 * Runs a program to its end and answers its exit code, or 128 + n where signal n ended it.
 * SIGINT, SIGTERM and SIGHUP are passed on, each once, and this process outlives its child.
 * `watched` children also learn (by a closed channel) when this process is killed: see orphan.mjs.
 */
export function run(
  program,
  args,
  { cwd = process.cwd(), env = process.env, output = 'inherit', watched = false } = {},
) {
  return new Promise((resolve, reject) => {
    const stdio = ['inherit', output, 'inherit', ...(watched ? ['ipc'] : [])]
    // In a group of its own the child hears of Ctrl-C from us only, and so exactly once.
    const detached = process.platform !== 'win32'
    const child = spawn(program, args, { cwd, env, stdio, detached })
    const last = new Map()
    const listeners = forwarded.map(signal => {
      const listener = () => {
        const now = Date.now()
        const repeated = now - (last.get(signal) ?? Number.NEGATIVE_INFINITY) < sameKeystroke
        last.set(signal, now)
        if (detached && !repeated) child.kill(signal)
      }
      process.on(signal, listener)
      return { signal, listener }
    })
    const forget = () => {
      for (const { signal, listener } of listeners) process.off(signal, listener)
    }
    child.on('error', error => {
      forget()
      reject(
        error.code === 'ENOENT' ? new Error(`${program} was not found on the path. Install it and try again.`) : error,
      )
    })
    child.on('exit', (code, signal) => {
      forget()
      resolve(signal ? 128 + constants.signals[signal] : code)
    })
  })
}

/** Runs a TypeScript file under this Node, which its own children find first too, and answers its exit code. */
export function runTypeScript(node, script, args) {
  return run(node, ['--import', orphan, script, ...args], { env: withNode(node), watched: true })
}

/** Runs npm, all of its output on standard error, and answers its exit code. */
export function npm(args, { cwd, env }) {
  // npm tells its scripts where it is; elsewhere it is a command of the path, on Windows a batch file.
  const itself = process.env.npm_execpath
  if (itself?.endsWith('npm-cli.js')) return run('node', [itself, ...args], { cwd, env, output: 2 })
  if (process.platform === 'win32') return run('cmd.exe', ['/d', '/s', '/c', 'npm', ...args], { cwd, env, output: 2 })
  return run('npm', args, { cwd, env, output: 2 })
}

/** The environment in which children, npm among them, find this Node first. */
export function withNode(node, env = process.env) {
  const key = Object.keys(env).find(name => name.toUpperCase() === 'PATH') ?? 'PATH'
  return { ...env, [key]: [dirname(node), env[key]].filter(Boolean).join(delimiter) }
}

/** Ends this process as its child ended: by the same code, or by the same signal. */
export function endLike(code) {
  const signal = Object.entries(constants.signals).find(([, number]) => code === 128 + number)?.[0]
  if (signal && forwarded.concat('SIGKILL').includes(signal)) process.kill(process.pid, signal)
  process.exitCode = code
}
