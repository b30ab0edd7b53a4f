/** Commands that tell what pages tell: the same answer as the API's, the same table with a server and without. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { serve } from '@hono/node-server'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { addPeople } from '../../src/casework/people-store.ts'
import { systemClock } from '../../src/casework/product-clock.ts'
import { readingCommand } from '../../src/cli/reading-command.ts'
import { readingWords } from '../../src/cli/reading-program.ts'
import { readings, type ReadingName } from '../../src/cli/readings.ts'
import { signInOf, siteOf } from '../../src/cli/store-site.ts'
import { openStore } from '../../src/store/open-store.ts'
import type { App } from '../../src/web/app.ts'
import { change, post } from '../casework/registers/entries.ts'
import { embedded, newFolder } from '../store/databases.ts'
import { type CaseworkSite, caseworkSite, publishedCase, send } from '../web/casework-site.ts'

const root = resolve(import.meta.dirname, '..', '..')
const main = join(root, 'src', 'cli', 'main.ts')

const power = {
  power: 'board-suspended',
  does: null,
  freedom: null,
  instrument: 'Order 7',
  place: null,
  from: '2014-06-02',
  until: null,
  conditions: 'The board may meet in private.',
  ended: null,
}
const said = { on: '2014-06-02', by: 'office', reason: 'As agreed' }

/** Serves an app on this machine; gives its address, and how to end it. */
function served(app: App): Promise<{ address: string; end(): Promise<unknown> }> {
  return new Promise(done => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      done({ address: `http://127.0.0.1:${port}`, end: () => new Promise(ended => server.close(ended)) }),
    )
  })
}

describe('on a server that holds the store', () => {
  let site: CaseworkSite
  let server: Awaited<ReturnType<typeof served>>
  let id: string
  beforeAll(async () => {
    site = await caseworkSite()
    id = await publishedCase(site)
    const entry = (register: string, body: unknown) =>
      send(site, 'ida-office', `/registers/${register}`, { ...said, body, regime: 'harbour-watch' })
    const written = [
      await entry('team-post', { ...post, 'paid-by': 'office' }),
      await entry('team-change', {
        ...change,
        from: '2014-10-01',
        state: 'in-consultation',
        'consultation-until': '2014-07-31',
      }),
      await send(site, 'ida-office', `/cases/${id}/records`, { ...said, kind: 'power-use', body: power }),
    ]
    expect(written.map(({ status }) => status)).toEqual([201, 201, 201])
    server = await served(site.app)
    site.desk.store.publishAddress(server.address)
  }, 60_000)
  afterAll(async () => {
    await server?.end()
    await site?.close()
  })
  afterEach(() => vi.restoreAllMocks())

  /** What a command prints, in this process. */
  async function printed(name: ReadingName, asked: string | undefined, options = {}): Promise<string> {
    const lines: string[] = []
    vi.spyOn(process.stdout, 'write').mockImplementation(text => lines.push(String(text)) > 0)
    vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const code = await readingCommand(name, asked, { directory: site.desk.store.directory as string, ...options })
    expect(code).toBe(0)
    return lines.join('')
  }
  const ways = (): readonly (readonly [ReadingName, string | undefined, string])[] => [
    ['powers', undefined, '/powers'],
    ['undertakings', undefined, '/undertakings'],
    ['consultations', undefined, '/consultations'],
    ['contracts', undefined, '/contracts'],
    ['contracts', id, `/cases/${id}/contracts`],
    ['partners', id, `/cases/${id}/partners`],
    ['team', 'harbour-watch', '/programmes/harbour-watch/team'],
    ['region', undefined, '/regions'],
    ['region', 'midlands', '/regions/midlands'],
    ['office', 'master', '/offices/master'],
    ['report', undefined, '/report'],
  ]

  it('each gives with --json the answer of the API, and shows columns that its page’s table has', async () => {
    for (const [name, asked, path] of ways()) {
      const answer = await site.ask(`/api/v1${path}`, 'ida-office')
      expect([path, answer.status]).toEqual([path, 200])
      expect(JSON.parse(await printed(name, asked, { as: 'ida-office', json: true }))).toEqual(await answer.json())
      const { all, one } = readings[name] as { all?: { columns: object }; one?: { columns: object } }
      const shown = Object.keys((asked === undefined ? all : one)?.columns ?? {})
      const [head = ''] = shown.length === 0 ? [''] : (await site.text(`${path}.csv`, 'ida-office')).split('\r\n')
      expect(shown.filter(column => !head.split(',').includes(column))).toEqual([])
    }
  })

  it('tells people what the page tells: a summary, a table with money in pounds, and what else there is', async () => {
    const team = await printed('team', 'harbour-watch', { as: 'ida-office' })
    expect(team).toMatch(/^1 post: 1 whole-time equivalents/)
    expect(team).toMatch(/Adviser 1 +1 +0 .* £8,000 /)
    expect(team).toContain('Before, by the register of posts: 1 whole-time equivalents')
    expect(team).toContain('After: 0 whole-time equivalents')
    expect(await printed('powers', undefined)).toMatch(
      /X02 .* suspends .* Order 7 .* yes .*The board may meet in private/,
    )
    expect(await printed('region', undefined)).toMatch(/midlands +Midlands +\d/)
    expect(await printed('region', 'midlands')).toContain('Brackenfield')
    expect(await printed('office', 'master')).toContain('What was missed')
    expect(await printed('partners', id, { as: 'ida-office' })).toMatch(/X04 .* no-test .*not-asked/)
    expect(await printed('report', undefined)).toContain('Part 1: public')
  })

  it('passes on what the page takes, and refuses what this page does not take', async () => {
    const chosen = await printed('powers', undefined, { regime: 'harbour-watch', on: '2014-07-01', json: true })
    expect(JSON.parse(chosen).filter).toMatchObject({ regime: 'harbour-watch', on: '2014-07-01' })
    await expect(printed('powers', undefined, { on: 'May' })).rejects.toThrow('expected a day')
    await expect(printed('office', 'nobody')).rejects.toThrow('Found "nobody"')
    await expect(printed('partners', id)).rejects.toThrow('Sign in')
    expect(() => readingCommand('contracts', id, { regime: 'harbour-watch' })).toThrow('--regime')
  })

  it('writes the report to a DOCX and a PDF', async () => {
    const [docx, pdf] = ['report.docx', 'report.pdf'].map(async name => join(await newFolder(), name))
    const files = { docx: (await docx) as string, pdf: (await pdf) as string }
    expect(await printed('report', undefined, files)).toBe('')
    expect((await readFile(files.docx)).subarray(0, 2).toString()).toBe('PK')
    expect((await readFile(files.pdf)).subarray(0, 4).toString()).toBe('%PDF')
  })
})

it('offers as options what the pages take, no more and no less, and says so in the documents', () => {
  const documented = readFileSync(join(root, 'docs/reference/command-line.md'), 'utf8')
  expect(readingWords.map(({ name }) => name).toSorted()).toEqual(Object.keys(readings).toSorted())
  for (const { name, argument, options = {} } of readingWords) {
    const pages = Object.entries(readings[name] as Record<'all' | 'one', { page: { parameters?: object } }>)
    const taken = pages.flatMap(([, { page }]) => Object.keys(page.parameters ?? {}))
    const offered = Object.keys(options).map(flags => flags.replace(/ .*/, ''))
    expect([name, offered.toSorted()]).toEqual([name, taken.map(one => `--${one}`).toSorted()])
    const named = pages
      .map(([one]) => one)
      .toSorted()
      .join(' ')
    expect([name, named]).toEqual([
      name,
      argument === undefined ? 'all' : argument[0].startsWith('[') ? 'all one' : 'one',
    ])
    const inTable = documented.includes(`turnaround ${name}`) && offered.every(flag => documented.includes(`[${flag}`))
    expect([name, inTable]).toEqual([name, true])
  }
})

it('tells the same with no server, from the store itself', { timeout: 120_000 }, async () => {
  const place = await embedded.newPlace('fictional')
  const directory = place.directory as string
  const run = (...args: string[]) =>
    new Promise<{ code: number; stdout: string; stderr: string }>(done => {
      execFile(process.execPath, [main, ...args, '--directory', directory], (error, stdout, stderr) =>
        done({ code: error ? Number(error.code) : 0, stdout, stderr }),
      )
    })
  const store = await openStore(place)
  const everywhere = { organisation: null, region: null, regime: null, from: '2010-01-01', until: null }
  const grants = [{ function: 'department', ...everywhere }]
  await addPeople(store, [{ key: 'mona', name: 'Name of mona', purpose: 'Made for tests.', keepUntil: null, grants }])
  const clock = systemClock(Date.now)
  const { app } = await siteOf(store, clock, { signIn: signInOf(store) })
  const server = await served(app)
  store.publishAddress(server.address)
  const file = join(await newFolder(), 'post.json')
  await writeFile(file, JSON.stringify({ ...post, 'paid-by': 'monitor' }))
  const write = ['register', 'write', 'team-post', file, '--regime', 'special-measures-2013', '--by', 'department']
  expect(await run(...write, '--reason', 'Agreed', '--as', 'mona')).toMatchObject({ code: 0, stderr: '' })
  const team = ['team', 'special-measures-2013', '--as', 'mona']
  const asked = await run(...team)
  await server.end()
  await store.close()
  const own = await run(...team)
  expect(own).toEqual(asked)
  expect([own.code, own.stdout]).toEqual([0, expect.stringContaining('Adviser 1')])
})
