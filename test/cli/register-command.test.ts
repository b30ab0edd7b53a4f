/** The register commands as operators use them: a real process on a store that it opens itself, its output, and its exit code. */
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CaseworkSite, caseworkSite } from '../web/casework-site.ts'
import { newFolder } from '../store/databases.ts'

const main = resolve(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts')
let site: CaseworkSite
beforeAll(async () => {
  site = await caseworkSite()
  await site.desk.store.close()
}, 60_000)
afterAll(() => site?.close())

function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const place = ['--directory', site.desk.store.directory as string]
  return new Promise(done => {
    execFile(process.execPath, [main, 'register', ...args, ...place], (error, stdout, stderr) =>
      done({ code: error ? Number(error.code) : 0, stdout, stderr }),
    )
  })
}

test('lists registers, writes an entry from a file, and says why not', { timeout: 60_000 }, async () => {
  expect((await run('list')).stdout).toContain('oversight-transfer')
  const file = join(await newFolder(), 'transfer.json')
  const what = { powers: true, contracts: true, duties: true, appointments: true, confirmed: false }
  await writeFile(
    file,
    JSON.stringify({
      from: 'monitor',
      to: 'nhs-improvement',
      on: '2014-06-01',
      instrument: 'Order 7',
      says: null,
      ...what,
    }),
  )
  const write = ['write', 'oversight-transfer', file, '--by', 'oversight-analyst', '--reason', 'Ordered', '--as']
  expect((await run(...write, 'ida-office')).code).toBe(1)
  expect(await run(...write, 'analyst')).toMatchObject({ code: 0, stderr: '' })
  expect((await run('list', 'oversight-transfer')).stdout).toContain('Order 7')
  expect((await run('write', 'oversight-transfer', `${file}.no`, ...write.slice(3), 'analyst')).code).toBe(2)
})
