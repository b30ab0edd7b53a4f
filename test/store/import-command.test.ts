/** `turnaround import`, as a program: what it prints, what it keeps, and how it ends. */
import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, onTestFinished, test } from 'vitest'
import { archivedPath, readArchivedRow } from '../../src/evidence/file-archive.ts'
import { listImports, loadSnapshot } from '../../src/evidence/evidence-store.ts'
import { loadSources } from '../../src/evidence/sources.ts'
import { openStore } from '../../src/store/open-store.ts'
import { closing, embedded, newFolder } from './databases.ts'

const main = new URL('../../src/cli/main.ts', import.meta.url).pathname

const header = 'organisation,kind,value,from,until,author,document,statement'
const sound = `${header}\nRXX,capability-rating,amber,2026-01-15,,NHS England,Letter,"Said, in so many words"\nRYY,capability-rating,red,2026-01-15,,NHS England,Letter,\n`

describe('turnaround import', () => {
  test('loads a file, keeps the original, and shows the very row', async () => {
    const { directory, file } = await setting(sound)
    const run = await turnaround(['import', file, '--directory', directory])
    expect(run.stderr).toContain('findings.csv: reading')
    expect(run.stdout).toMatch(/findings\.csv: .*: loaded\n {2}2 rows read, 0 set aside: 2 findings/)
    expect(run.code).toBe(0)

    const store = closing(await openStore({ directory }))
    const snapshot = await loadSnapshot(store)
    expect(snapshot.findings.map(one => one.value)).toEqual(['amber', 'red'])
    const [record] = await listImports(store)
    const kept = archivedPath(directory, record?.sha256 ?? '')
    expect(await readFile(kept, 'utf8')).toBe(sound)
    const source = (await loadSources()).find(one => one.source === record?.source) ?? null
    const row = await readArchivedRow(kept, { fileName: 'findings.csv', source }, snapshot.findings[0]?.source.row ?? 0)
    expect(row).toEqual({
      header: header.split(','),
      cells: ['RXX', 'capability-rating', 'amber', '2026-01-15', '', 'NHS England', 'Letter', 'Said, in so many words'],
    })
    expect(await readArchivedRow(kept, { fileName: 'findings.csv', source }, 99)).toBe(null)
    expect(await readArchivedRow(archivedPath(directory, 'f'.repeat(64)), { fileName: 'x', source }, 2)).toBe(null)
  })

  test('the same file again changes nothing, and that is no failure', async () => {
    const { directory, file } = await setting(sound)
    await turnaround(['import', file, '--directory', directory])
    const again = await turnaround(['import', file, '--directory', directory, '--json'])
    expect(again.code).toBe(0)
    expect(again.stderr).toBe('')
    expect(JSON.parse(again.stdout)).toMatchObject({
      recordKind: 'real',
      files: [{ outcome: 'unchanged', importId: 1, unchanged: 2 }],
    })
  })

  test('a file nobody knows is refused with what to do; the others load; exit 2', async () => {
    const { directory, file } = await setting(sound)
    const odd = join(directory, '..', 'odd.csv')
    await writeFile(odd, 'colour,shape\nred,round\n')
    const run = await turnaround(['import', odd, file, '--directory', directory])
    expect(run.code).toBe(2)
    expect(run.stdout).toMatch(/odd\.csv: refused\n {2}Refused, nothing of it was loaded:\n(.*\n)* {6}to do /)
    expect(run.stdout).toMatch(/findings\.csv: .*: loaded/)
  })

  test.each([
    [['import'], 'Nothing to import: name one or more files'],
    [['import', 'nowhere.csv'], 'nowhere.csv: found no such file'],
    [['import', '.'], '. is a folder; expected files'],
    [['import', '--from-web', 'nonsense'], '--from-web: found "nonsense"; expected one of'],
  ])('%j ends with 2 and says why', async (args, said) => {
    const run = await turnaround([...args, '--directory', join(await newFolder(), 'store')])
    expect(run.stderr).toContain(said)
    expect(run.stderr).not.toContain('    at ')
    expect(run.code).toBe(2)
  })

  test('a database that is down ends with 2 and says where it looked', async () => {
    const { file } = await setting(sound)
    const run = await turnaround(['import', file, '--database', 'postgresql://127.0.0.1:1/x'])
    expect(run.stderr).toContain('Cannot reach PostgreSQL at 127.0.0.1:1')
    expect(run.code).toBe(2)
  })

  test('a database of another make ends with 2, and its password is not repeated', async () => {
    const { file } = await setting(sound)
    const run = await turnaround(['import', file, '--database', 'mysql://me:secret@host/x'])
    expect(run.stderr).toContain('Not a PostgreSQL address')
    expect(run.stderr).not.toContain('secret')
    expect(run.code).toBe(2)
  })

  test('when a server holds the store, the files are sent to it', async () => {
    const { directory, file } = await setting(sound)
    const received: { path: string; client: unknown; body: string }[] = []
    const report = {
      fileName: 'findings.csv',
      sourceTitle: 'Findings',
      schemaVersion: '1',
      rowsRead: 2,
      rowsQuarantined: 0,
      observations: 0,
      findings: 2,
      organisations: 0,
      successions: 0,
      issues: [],
    }
    const server = createServer(async (request, response) => {
      const client = request.headers['x-turnaround-client']
      received.push({ path: `${request.method} ${request.url}`, client, body: await text(request) })
      response.setHeader('content-type', 'application/json')
      response.end(
        JSON.stringify({
          recordKind: 'real',
          files: [{ outcome: 'loaded', importId: 5, added: 2, changed: 0, unchanged: 0, report }],
        }),
      )
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const address = `http://127.0.0.1:${(server.address() as { port: number }).port}`
    closing(await openStore({ directory })).publishAddress(address)

    const run = await turnaround(['import', file, '--directory', directory])
    expect(run.stderr).toContain(`The store is held by the server at ${address}: sending the files there.`)
    expect(run.stdout).toContain('findings.csv: Findings (1): loaded\n  2 rows read, 0 set aside: 2 findings.')
    expect(run.code).toBe(0)
    expect(received).toMatchObject([{ path: 'POST /api/imports', client: 'import' }])
    expect(received[0]?.body).toContain('name="file"; filename="findings.csv"')
    expect(received[0]?.body).toContain('RXX,capability-rating,amber')
  })

  test('a description of one’s own cannot be sent to a server, and that is said', async () => {
    const { directory, file } = await setting(sound)
    const mapping = join(directory, '..', 'mine.yaml')
    await writeFile(
      mapping,
      "source: mine\ntitle: Mine\npublisher: Me\nattribution: Me\nversions: [{ id: '1', has: [a] }]\ncolumns:\n  a: { as: organisation }\n",
    )
    closing(await openStore({ directory })).publishAddress('http://127.0.0.1:9')
    const run = await turnaround(['import', file, '--directory', directory, '--source-file', mapping])
    expect(run.stderr).toMatch(/The server at http:\/\/127\.0\.0\.1:9 holds the store .* not by .*mine\.yaml/)
    expect(run.code).toBe(2)
  })

  test('when a process without a server holds the store, says which', async () => {
    const { directory, file } = await setting(sound)
    closing(await openStore({ directory }))
    const run = await turnaround(['import', file, '--directory', directory])
    expect(run.stderr).toContain(`is in use by process ${process.pid}`)
    expect(run.code).toBe(2)
  })
})

async function setting(content: string): Promise<{ directory: string; file: string }> {
  const { directory } = (await embedded.newPlace()) as { directory: string }
  const file = join(await newFolder(), 'findings.csv')
  await writeFile(file, content)
  return { directory, file }
}

async function turnaround(args: readonly string[]) {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>(resolve => child.once('close', resolve)),
  ])
  return { stdout, stderr, code }
}
