/** Records of a case on the command line: a real process, its output, and its exit code. */
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newFolder } from '../store/databases.ts'
import { type CaseworkSite, caseworkSite, openedCase } from '../web/casework-site.ts'

const main = resolve(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts')
let site: CaseworkSite
let server: ReturnType<typeof serve>
let id: string
let file: string
const estimate = { low: 100_000, high: 250_000, consultancy: null, posts: 3, months: 12, basis: 'As in cases before.' }

beforeAll(async () => {
  site = await caseworkSite()
  id = await openedCase(site)
  const address = await new Promise<string>(done => {
    server = serve({ fetch: site.app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      done(`http://127.0.0.1:${port}`),
    )
  })
  site.desk.store.publishAddress(address)
  file = join(await newFolder(), 'estimate.json')
  await writeFile(file, JSON.stringify(estimate))
}, 60_000)
afterAll(async () => {
  await new Promise(done => server?.close(done))
  await site?.close()
})

function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const place = ['--directory', site.desk.store.directory as string]
  return new Promise(done => {
    execFile(process.execPath, [main, 'case', ...args, ...place], (error, stdout, stderr) =>
      done({ code: error ? Number(error.code) : 0, stdout, stderr }),
    )
  })
}

const written = async () =>
  (await (await site.ask(`/api/v1/cases/${id}/records`, 'analyst')).json()) as { records: { id: string }[] }
const saying = ['--by', 'oversight-analyst', '--reason', 'Asked for before entry.']

test('a refused record ends with 1, says why and is not written', { timeout: 60_000 }, async () => {
  const refused = await run('write', id, 'estimate', file, ...saying, '--as', 'pia-pilot')
  expect(refused).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('You hold no grant') })
  expect((await written()).records).toEqual([])
  expect((await run('records', id, '--as', 'analyst')).stdout).toBe('There is nothing in it that you may see.\n')
})

test('kinds tells what one may write, write writes it and its next version, records lists it', {
  timeout: 60_000,
}, async () => {
  expect((await run('kinds', id, '--as', 'analyst')).stdout).toMatch(/^estimate +.*oversight-analyst/m)
  const act = ['write', id, 'estimate', file, ...saying, '--as', 'analyst']
  const first = await run(...act, '--key', 'once')
  expect(first).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('version 1') })
  expect(await run(...act, '--key', 'once')).toEqual(first)
  const record = (await written()).records[0]?.id ?? ''
  expect(first.stdout).toContain(record)

  const other = ['write', id, 'judgement', ...act.slice(3), '--follows', record]
  expect(await run(...other)).toMatchObject({ code: 2, stderr: expect.stringContaining('of the kind "estimate"') })
  await writeFile(file, JSON.stringify({ ...estimate, high: 300_000 }))
  const next = await run(...act, '--follows', record, '--json')
  expect([next.code, JSON.parse(next.stdout)]).toMatchObject([0, { id: record, version: 2, body: { high: 300_000 } }])
  const stale = await run(...act, '--follows', record, '--expected', '1')
  expect([stale.code, stale.stdout]).toEqual([1, ''])

  expect((await run('records', id, 'estimate', '--as', 'analyst')).stdout).toMatch(/2 +estimate +the case +2014-06-02/)
  expect(JSON.parse((await run('records', id, '--as', 'analyst', '--json')).stdout)).toEqual(await written())
  expect((await run('records', id, 'judgement', '--as', 'analyst')).stdout).toContain('There is nothing')
})
