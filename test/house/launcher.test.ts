/** `node bin/turnaround.mjs` on a machine whose Node is too old, on a fresh clone, and when it is interrupted. */
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Checkout, makeCheckout } from './checkout.ts'

const slow = 180_000
let checkout: Checkout

beforeAll(() => {
  checkout = makeCheckout()
})

afterAll(() => checkout.remove())

describe('a fresh clone', () => {
  test(
    'two launchers at once on an old Node fetch a newer one, install once, and both answer',
    async () => {
      const both = await Promise.all([
        checkout.launch('old', 'hello', '--json').ended,
        checkout.launch('old', 'hello', '--json').ended,
      ])
      for (const { code, stdout } of both) {
        expect(code).toBe(0)
        expect(JSON.parse(stdout)).toEqual({ arguments: ['hello', '--json'], node: 'v24.21.0' })
      }
      const words = both.map(({ stderr }) => stderr).join('')
      expect(words.match(/Fetching 24\.21\.0/g)).toHaveLength(1)
      expect(words.match(/Installing dependencies/g)).toHaveLength(1)
      expect(readdirSync(join(checkout.folder, '.node')), 'no lock is left behind').toEqual(['node_modules'])
    },
    slow,
  )

  test('what is only needed to develop is not installed', () => {
    expect(existsSync(join(checkout.folder, 'node_modules', 'commander'))).toBe(true)
    expect(existsSync(join(checkout.folder, 'node_modules', 'fast-check'))).toBe(false)
  })

  test('the second time, nothing is said but the answer', async () => {
    const { stdout, stderr } = await checkout.launch('old').ended
    expect(JSON.parse(stdout).arguments).toEqual([])
    expect(stderr).toBe('')
  })

  test(
    'an install that was broken off is done again',
    async () => {
      rmSync(join(checkout.folder, 'node_modules'), { recursive: true })
      const { code, stderr } = await checkout.launch('new').ended
      expect(code).toBe(0)
      expect(stderr).toContain('Installing dependencies')
      expect(existsSync(join(checkout.folder, 'node_modules', 'commander'))).toBe(true)
    },
    slow,
  )
})

describe.each(['old', 'new'] as const)('on a Node that is %s', age => {
  test.each([0, 1, 2])('exit code %i is passed on', async code => {
    expect((await checkout.launch(age, 'exit', String(code)).ended).code).toBe(code)
  })

  test('a command line ended by a signal ends the launcher by the same signal', async () => {
    expect((await checkout.launch(age, 'die').ended).signal).toBe('SIGTERM')
  })

  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s arrives exactly once, and the launcher waits for the answer',
    async signal => {
      const launched = checkout.launch(age, 'wait')
      await launched.says('ready')
      launched.kill(signal)
      const { code, stdout } = await launched.ended
      expect(stdout.split('\n').filter(line => line === signal)).toHaveLength(1)
      expect(code).toBe(7)
    },
  )

  test('kill -9 leaves nothing running', async () => {
    const launched = checkout.launch(age, 'wait')
    await launched.says('ready')
    launched.kill('SIGKILL')
    const pid = Number(/ready (\d+)/.exec((await launched.ended).stdout)?.[1])
    await expect.poll(() => isAlive(pid), { timeout: 5000 }).toBe(false)
  })
})

test('Ctrl-C under npm, which arrives twice on an old Node, is passed on once', async () => {
  const launched = checkout.launch('old', 'wait')
  await launched.says('ready')
  launched.kill('SIGINT')
  await wait(50)
  launched.kill('SIGINT')
  const { stdout } = await launched.ended
  expect(stdout.split('\n').filter(line => line === 'SIGINT')).toHaveLength(1)
})

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
