import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { DownloadFailed, downloadSource } from '../../src/evidence/download.ts'
import { readSource } from '../../src/evidence/sources.ts'

const source = readSource(
  `source: figures
title: Figures
publisher: Publisher
attribution: The Publisher, OGL
landing-page: https://publisher.example/landing/
versions: [{ id: '1', has: [code] }]
columns:
  code: { as: organisation }
web:
  files:
    - { period: 2025-26-Q1, address: 'https://publisher.example/files/first.csv' }
  links: 'data-q\\d-\\d\\d-\\d\\d(-v\\d)?\\.csv$'
  period-in-name: '(q[1-4])-(\\d\\d)-(\\d\\d)'
`,
  'figures.yaml',
)

let server: Server
let baseUrl = ''
let answer: Record<string, RequestListener> = {}
const into = mkdtempSync(join(tmpdir(), 'turnaround-download-'))

beforeAll(async () => {
  server = createServer((request, response) => {
    const listener = answer[request.url ?? '']
    if (listener) listener(request, response)
    else response.writeHead(404).end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => {
  for (const name of readdirSync(into)) rmSync(join(into, name))
  answer = {}
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
  rmSync(into, { recursive: true })
})

const send =
  (body: string): RequestListener =>
  (_, response) =>
    void response.writeHead(200, { 'content-length': Buffer.byteLength(body) }).end(body)
const landing = send(
  '<a href="/files/acute-data-q2-25-26.csv">A</a> <a href="https://publisher.example/files/other-data-q3-25-26.csv">B</a> <a href=\'../files/acute-data-q3-25-26-v2.csv\'>C</a> <a href="/letter.pdf">D</a>',
)

async function failure(options: object = {}): Promise<DownloadFailed> {
  const result = await downloadSource(source, {
    into,
    baseUrl,
    period: '2025-26-Q1',
    timeoutMs: 2000,
    ...options,
  }).catch((error: unknown) => error)
  expect(readdirSync(into), 'nothing is left behind').toEqual([])
  expect(result).toBeInstanceOf(DownloadFailed)
  return result as DownloadFailed
}

describe('Downloading the publisher’s own files', () => {
  it('takes the latest period linked on the landing page, every file of it, with hash and attribution', async () => {
    answer = {
      '/landing/': landing,
      '/files/other-data-q3-25-26.csv': send('code\nRJ1\n'),
      '/files/acute-data-q3-25-26-v2.csv': send('code\nRJ2\n'),
    }
    const seen: unknown[] = []
    const files = await downloadSource(source, { into, baseUrl, progress: (...all) => seen.push(all) })
    expect(files.map(one => one.fileName).sort()).toEqual(['acute-data-q3-25-26-v2.csv', 'other-data-q3-25-26.csv'])
    const other = files.find(one => one.fileName.startsWith('other'))
    expect(other).toMatchObject({
      bytes: 9,
      attribution: 'The Publisher, OGL',
      sha256: createHash('sha256').update('code\nRJ1\n').digest('hex'),
      address: `${baseUrl}/files/other-data-q3-25-26.csv`,
    })
    expect(readFileSync(other?.path as string, 'utf8')).toBe('code\nRJ1\n')
    expect(seen).toContainEqual(['other-data-q3-25-26.csv', 9, 9])
  })

  it('takes the period asked for, from a known address even where the landing page is gone', async () => {
    answer = { '/files/first.csv': send('code\nRJ1\n') }
    expect((await downloadSource(source, { into, baseUrl, period: '2025-26-Q1' })).map(one => one.fileName)).toEqual([
      'first.csv',
    ])
  })

  it('names the periods that are published when another is asked for', async () => {
    answer = { '/landing/': landing }
    const error = await failure({ period: '2019-20-Q1' })
    expect(error.fault).toBe('not-published')
    expect(error.message).toContain('2025-26-Q1, 2025-26-Q2, 2025-26-Q3')
  })

  const first = (listener: RequestListener) => {
    answer = { '/files/first.csv': listener }
  }
  it.each([
    ['not-found', () => first((_, response) => void response.writeHead(404).end()), {}],
    ['refused', () => first((_, response) => void response.writeHead(503).end()), {}],
    ['too-large', () => first(send('x'.repeat(5000))), { maxBytes: 1000 }],
    ['too-large', () => first((_, response) => void response.writeHead(200).end('x'.repeat(5000))), { maxBytes: 1000 }],
    ['timed-out', () => first(() => undefined), { timeoutMs: 150 }],
    ['timed-out', () => first((_, response) => void response.writeHead(200).write('some')), { timeoutMs: 150 }],
    [
      'truncated',
      () =>
        first((_, response) => {
          response
            .writeHead(200, { 'content-length': 5000 })
            .write('some', () => setTimeout(() => response.destroy(), 30))
        }),
      {},
    ],
  ] as const)('%s is said, with what to do instead, and leaves nothing behind', async (fault, prepare, options) => {
    prepare()
    const error = await failure(options)
    expect(error.fault).toBe(fault)
    expect(error.message).toContain(
      'Download the file by hand from https://publisher.example/landing/ and run: turnaround import FILE',
    )
  })

  it('offline, it says so', async () => {
    const error = await failure({ baseUrl: 'http://127.0.0.1:1' })
    expect(error.fault).toBe('offline')
    expect(error.message).toContain('offline')
  })
})
