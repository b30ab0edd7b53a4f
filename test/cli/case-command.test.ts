/** The case commands as operators use them: a real process on a store of its own, its output, and its exit code. */
import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dayFromIso } from '../../src/regimes/day.ts'
import { simulatedClock, standingStill } from '../../src/casework/product-clock.ts'
import { startJobs } from '../../src/jobs/start-jobs.ts'
import { admit, type CaseworkSite, caseworkSite, openedCase, opening, publishedCase } from '../web/casework-site.ts'

const main = resolve(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts')
let site: CaseworkSite
let server: ReturnType<typeof serve>
let id: string

beforeAll(async () => {
  site = await caseworkSite()
  id = await publishedCase(site)
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

test('record tells of a judgement that quashed a decision', async () => {
  const entered = await openedCase(site, { ...opening, organisations: ['X04'] })
  await admit(site, entered)
  const judged = ['--by', 'oversight-analyst', '--reason', 'Beyond its power.', '--as', 'analyst']
  const quash = ['record', entered, 'quashed:2', '--court', 'High Court', '--reference', '[2014] EWHC 1', ...judged]
  expect(await run(...quash)).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('High Court') })
  const { events } = JSON.parse((await run('events', entered, '--as', 'analyst', '--json')).stdout)
  expect(events[1].quashed).toMatchObject({ sequence: 3, court: 'High Court', part: null })
  expect((await run('record', entered, 'quashed:no', ...judged)).code).toBe(2)
})

test('correct says all that record says: when it was received, and the court of a judgement', async () => {
  const drafted = await openedCase(site, { ...opening, organisations: ['X01'] })
  await admit(site, drafted, { exceed: 'It could not wait.' })
  const as = (role: string, key: string) => ['--by', role, '--reason', 'As the letter says.', '--as', key, '--json']
  const draft = [...as('pilot', 'pia-pilot'), '--issued', '2014-06-02']
  const received = async (what: readonly string[], day: string) => {
    const { code, stdout, stderr } = await run(...what, ...draft, '--received', day)
    expect([code, stderr]).toEqual([0, ''])
    return JSON.parse(stdout).event.event.received - dayFromIso(day)
  }
  expect(await received(['record', drafted, 'draft-published'], '2014-06-02')).toBe(0)
  expect(await received(['correct', drafted, '3', '--instead', 'draft-published'], '2014-06-01')).toBe(0)
  const judgement = (court: string) => [
    '--court',
    court,
    '--reference',
    '[2014] EWHC 2',
    ...as('oversight-analyst', 'analyst'),
  ]
  expect((await run('record', drafted, 'quashed:4', ...judgement('County Court'))).code).toBe(0)
  const right = await run('correct', drafted, '5', '--instead', 'quashed:4', ...judgement('High Court'))
  expect(JSON.parse(right.stdout).event.words).toContain('High Court')
}, 30_000)

describe('case migrate', () => {
  test('shows what would come of a case under other rules, and does what was shown', async () => {
    const old = await openedCase(site, { ...opening, organisations: ['X03'], on: '2014-03-03' })
    const to = ['migrate', old, '--to', 'harbour-watch']
    const preview = await run(...to, '--preview', '--as', 'ida-office')
    expect([preview.code, preview.stdout]).toEqual([
      0,
      expect.stringContaining('the case runs on Harbour Watch, version 2014'),
    ])
    const [, hash = ''] = /Preview ([0-9a-f]{64})/.exec(preview.stdout) ?? []
    const agree = (...more: string[]) => run(...to, '--reason', 'Revised rules.', ...more)
    expect(await agree('--as', 'pia-pilot')).toMatchObject({ code: 1, stderr: expect.stringContaining('no grant') })
    expect(await agree('--as', 'ida-office', '--previewed', 'f'.repeat(64))).toMatchObject({ code: 1 })
    const done = await agree('--as', 'ida-office', '--previewed', hash)
    expect([done.code, done.stdout]).toEqual([
      0,
      expect.stringContaining('2. Went from version 2010 of the rules to version 2014.'),
    ])
    expect(await agree('--as', 'ida-office')).toMatchObject({ code: 1, stderr: expect.stringContaining('already') })
    expect((await run(...to, '--as', 'ida-office')).code).toBe(2)
  })
})

describe('with no server, the command opens the store itself', () => {
  const runIn = (directory: string, ...args: string[]) =>
    new Promise<{ code: number; stdout: string; stderr: string }>(done => {
      execFile(process.execPath, [main, 'case', ...args, '--directory', directory], (error, stdout, stderr) =>
        done({ code: error ? Number(error.code) : 0, stdout, stderr }),
      )
    })

  test('in real time', { timeout: 60_000 }, async () => {
    const place = await caseworkSite()
    const directory = place.desk.store.directory as string
    expect(directory).not.toBe(site.desk.store.directory)
    await openedCase(place)
    await place.desk.store.close()
    const { code, stdout, stderr } = await runIn(directory, 'list', '--as', 'analyst', '--json')
    expect([code, JSON.parse(stdout).cases.length, stderr]).toEqual([0, 1, ''])
    await place.close()
  })

  test('and where its time was simulated, on the day to which that had come', { timeout: 60_000 }, async () => {
    const place = await caseworkSite()
    const directory = place.desk.store.directory as string
    const simulated = simulatedClock('2014-06-02T09:00:00Z', standingStill, () => 0)
    const jobs = startJobs({ ...place.desk, clock: simulated })
    await jobs.settle()
    await jobs.stop()
    place.turn('2014-06-02T15:30:00.000Z')
    await openedCase(place)
    await place.desk.store.close()
    const { code, stdout, stderr } = await runIn(directory, 'due', '--as', 'ida-office', '--json')
    expect([code, stderr]).toEqual([0, expect.stringContaining('Simulated time stands at 2014-06-02T15:30:00.000Z')])
    expect(JSON.parse(stdout).today).toBe('2014-06-02')
    await place.close()
  })
})
