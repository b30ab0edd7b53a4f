/** The case commands as operators use them: a real process on a store of its own, its output, and its exit code. */
import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { admit, type CaseworkSite, caseworkSite, openedCase } from '../web/casework-site.ts'

const main = resolve(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts')
let site: CaseworkSite
let server: ReturnType<typeof serve>
let id: string

beforeAll(async () => {
  site = await caseworkSite()
  id = await openedCase(site)
  await admit(site, id)
  // The store is held by this process: the commands find its address in the lock.
  const address = await new Promise<string>(done => {
    server = serve({ fetch: site.app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      done(`http://127.0.0.1:${port}`),
    )
  })
  site.desk.store.publishAddress(address)
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

describe('through the server that holds the store', () => {
  test('list, show, events and due tell what the public may know', async () => {
    expect((await run('list')).stdout).toContain('A plan is being drafted')
    const { cases } = JSON.parse((await run('list', '--regime', 'harbour-watch', '--json')).stdout)
    expect(cases).toMatchObject([{ id, regime: 'harbour-watch', organisations: ['X02'], stage: 'draft' }])
    expect((await run('show', id)).stdout).toContain(
      '2014-09-01 (running): Draft plan published, by Pilot. 65 working days',
    )
    expect((await run('events', id)).stdout).toMatch(/2 .*Admitted at once .*Harbour Office/)
    expect((await run('due')).stdout).toContain('Draft plan published')
  })

  test('record and correct act as somebody, on the product’s own day', async () => {
    const recorded = await run(
      'record',
      id,
      'board-changed',
      '--by',
      'office',
      '--reason',
      'A new chair.',
      '--as',
      'ida-office',
    )
    expect(recorded).toMatchObject({ code: 0, stderr: '' })
    expect(recorded.stdout).toContain('3. Board changed. Review of the board: Moved from “Under review” to “Changed”.')
    const correct = ['correct', id, '3', '--reason', 'It was the vice chair.', '--as', 'ida-office', '--json']
    expect(JSON.parse((await run(...correct)).stdout).event).toMatchObject({ corrects: 3, effective: '2014-06-02' })
  })

  test('a refusal is an answer: exit 1 with its words; what cannot be read is exit 2', async () => {
    const acting = ['--reason', 'For a test.', '--as', 'pia-pilot']
    const refused = await run('record', id, 'taken-over', '--by', 'master', ...acting)
    expect(refused).toMatchObject({ code: 1, stdout: '' })
    expect(refused.stderr).toContain('You hold no grant')
    const json = await run('record', id, 'draft-published', '--by', 'pilot', '--expected', '1', '--json', ...acting)
    expect([json.code, JSON.parse(json.stdout).reason]).toEqual([1, 'stale'])
    for (const [args, words] of [
      [['show', 'nothing'], 'called "nothing"'],
      [['record', id, 'draft-published', '--by', 'pilot', '--reason', 'x'], '--as KEY'],
      [['record', id, 'draft-published', '--by', 'pilot', '--on', 'May', ...acting], 'a day that exists'],
      [['list', '--as', 'nobody'], 'found "nobody"'],
    ] as const)
      expect(await run(...args)).toMatchObject({ code: 2, stderr: expect.stringContaining(words) })
  })
})

test('with no server, the command opens the store itself', async () => {
  const { directory } = site.desk.store
  const place = await caseworkSite()
  const other = place.desk.store.directory as string
  await openedCase(place)
  await place.desk.store.close()
  expect(other).not.toBe(directory)
  const { code, stdout } = await new Promise<{ code: number; stdout: string }>(done => {
    execFile(
      process.execPath,
      [main, 'case', 'list', '--as', 'analyst', '--json', '--directory', other],
      (error, out) => done({ code: error ? Number(error.code) : 0, stdout: out }),
    )
  })
  expect([code, JSON.parse(stdout).cases.length]).toEqual([0, 1])
  await place.close()
}, 60_000)
