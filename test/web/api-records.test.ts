/** Records in the casework API: what is sent and given, versions by tag, every refusal a problem, and what the document says. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RecordJson } from '../../src/web/api/record-schemas.ts'
import { type CaseworkSite, caseworkSite, json, openedCase, publish, publishVersion, send } from './casework-site.ts'

let site: CaseworkSite
let id: string
beforeAll(async () => {
  site = await caseworkSite()
  id = await openedCase(site)
  await publish(site, id)
}, 60_000)
afterAll(() => site?.close())

const finding = (value: string) => ({
  finding: 'governance-failure',
  value,
  statement: 'Three boards in a year.',
  document: null,
  until: null,
})
const judgement = {
  kind: 'finding',
  body: finding('yes'),
  on: '2014-06-02',
  by: 'office',
  reason: 'It is in its papers.',
}
const { kind: _, ...version } = { ...judgement, body: finding('no') }
const write = (as: string | undefined, body: object, headers = {}) =>
  send(site, as, `/cases/${id}/records`, body, headers)
const read = async (path: string, as?: string) => (await site.ask(`/api/v1/cases/${id}${path}`, as)).json()

async function written(body: object = judgement): Promise<RecordJson> {
  const answer = await write('ida-office', body)
  if (!answer.ok) throw new Error((await json(answer)).detail)
  return (await answer.json()) as RecordJson
}

it('writes a record and answers with it, in words too, with its version as the tag', async () => {
  const answer = await write('ida-office', judgement)
  const record = (await answer.json()) as RecordJson
  expect([answer.status, answer.headers.get('etag')]).toEqual([201, '"1"'])
  expect(answer.headers.get('location')).toBe(`/api/v1/cases/${id}/records/${record.id}`)
  expect(record).toMatchObject({
    version: 1,
    kind: 'finding',
    title: 'Judgement',
    section: 'entry',
    organisation: null,
    audience: 'case',
    body: finding('yes'),
    roleTitle: 'Harbour Office',
    actor: 'ida-office',
    recordKind: 'fictional',
  })
  expect(record.hash).toMatch(/^[0-9a-f]{64}$/)
  expect(record.words).toEqual([
    {
      label: 'What is judged',
      text: 'Has governance failed so badly that waiting would be unsafe? (“yes” meets it)',
      added: false,
    },
    { label: 'Answer', text: 'yes', added: false },
    { label: 'Reasons, and what they rest on', text: 'Three boards in a year.', added: false },
  ])
})

it('gives the same answer to the same key, also where others may no longer see what was written', async () => {
  const headers = { 'idempotency-key': 'record-twice' }
  const first = await (await write('ida-office', judgement, headers)).json()
  expect(await (await write('ida-office', judgement, headers)).json()).toEqual(first)
  const other = await write('ida-office', { ...judgement, reason: 'Another.' }, headers)
  expect([other.status, (await json(other)).reason]).toEqual([409, 'key-used-otherwise'])
})

it('writes the next version on the one that its asker had seen, for the same readers as before', async () => {
  const { id: record } = await written(judgement)
  site.turn('2014-06-20T09:00:00.000Z')
  const next = (tag: string) => send(site, 'ida-office', `/cases/${id}/records/${record}`, version, { 'if-match': tag })
  const second = await next('"1"')
  expect([second.status, second.headers.get('etag')]).toEqual([201, '"2"'])
  expect(await second.json()).toMatchObject({ version: 2, audience: 'case', published: null })
  expect((await next('"1"')).status).toBe(412)
  expect((await next('')).status).toBe(428)
  const all = await site.ask(`/api/v1/cases/${id}/records/${record}`, 'ida-office')
  expect(all.headers.get('etag')).toBe('"2"')
  const { versions } = (await all.json()) as { versions: RecordJson[] }
  expect(versions.map(one => [one.version, (one.body as { value: string }).value])).toEqual([
    [1, 'yes'],
    [2, 'no'],
  ])
  const then = (await read('/records?as-known-at=2014-06-10', 'ida-office')) as { records: RecordJson[] }
  expect(then.records.filter(one => one.id === record).map(one => one.version)).toEqual([1])
})

it('shows everybody the version of what judges the organisation that was published, and the day', async () => {
  const { id: record } = await written(judgement)
  const asPublic = async () => {
    const answer = await site.ask(`/api/v1/cases/${id}/records/${record}`)
    return answer.ok ? ((await answer.json()) as { versions: RecordJson[] }).versions : answer.status
  }
  expect(await asPublic()).toBe(404)
  await publishVersion(site, id, record)
  expect(
    (await send(site, 'ida-office', `/cases/${id}/records/${record}`, version, { 'if-match': '"1"' })).status,
  ).toBe(201)
  const published = site.desk.clock.now().slice(0, 10)
  expect(await asPublic()).toMatchObject([{ version: 1, audience: 'case', published, body: finding('yes') }])
  const page = await site.text(`/cases/${id}`)
  expect(page).toContain('Three boards in a year.')
  expect(page).not.toContain('Not public')
  const asked = await write('ida-office', { ...judgement, audience: 'public' })
  expect((await json(asked)).reason).toBe('own-act')
})

describe('reading', () => {
  it('can be of one kind only', async () => {
    const all = (kind: string) => read(`/records?kind=${kind}`, 'ida-office') as Promise<{ records: RecordJson[] }>
    expect((await all('finding')).records.length).toBeGreaterThan(0)
    expect((await all('dispute')).records).toEqual([])
  })

  it('tells what the asker may write, in which roles, with choices and the schema of what is sent', async () => {
    const { kinds } = (await read('/kinds', 'analyst')) as {
      kinds: { kind: string; roles: unknown; choices: Record<string, unknown[]>; body: { required: string[] } }[]
    }
    const found = kinds.find(one => one.kind === 'finding')
    expect(found?.roles).toEqual([{ role: 'oversight-analyst', title: 'Oversight analyst' }])
    expect(found?.choices['finding']?.length).toBeGreaterThan(0)
    expect(found?.body.required).toEqual(['finding', 'value', 'statement', 'document', 'until'])
    expect(await read('/kinds')).toMatchObject({ kinds: [] })
    expect(await read('/kinds', 'auditor')).toMatchObject({ kinds: [] })
  })
})

describe('refusals are problems', () => {
  const refused = async (answer: Promise<Response>) => {
    const { status, headers } = await answer
    expect(headers.get('content-type')).toBe('application/problem+json')
    return [status, (await json((await answer).clone())).reason]
  }

  it('by who asks, in what role, for which case and record', async () => {
    expect(await refused(write(undefined, judgement))).toEqual([401, 'not-signed-in'])
    expect(await refused(write('pia-pilot', judgement))).toEqual([403, 'not-granted'])
    expect(await refused(write('pia-pilot', { ...judgement, by: 'pilot' }))).toEqual([403, 'wrong-role'])
    expect((await refused(send(site, 'ida-office', `/cases/${randomUUID()}/records`, judgement)))[0]).toBe(404)
    const nowhere = `/cases/${id}/records/${randomUUID()}`
    expect((await refused(send(site, 'ida-office', nowhere, version, { 'if-match': '"1"' })))[0]).toBe(404)
  })

  it('by what is sent, field by field', async () => {
    const answer = write('ida-office', { ...judgement, body: { ...finding('yes'), statement: 7, colour: 'blue' } })
    expect(await refused(answer)).toEqual([400, 'bad-request'])
    expect((await json(answer)).detail).toMatch(/statement: found 7.*colour/s)
    const { kind: __, ...without } = judgement
    expect((await refused(write('ida-office', without)))[0]).toBe(400)
    expect((await refused(write('ida-office', { ...judgement, kind: 'nonsense' })))[0]).toBe(400)
    expect((await refused(write('ida-office', { ...judgement, audience: 'restricted' })))[0]).toBe(400)
    expect((await refused(write('ida-office', { ...judgement, organisation: 'X09' })))[0]).toBe(422)
    expect((await refused(write('ida-office', { ...judgement, on: '2014-07-01' })))[0]).toBe(400)
    expect((await refused(write('ida-office', judgement, { 'idempotency-key': '' })))[0]).toBe(400)
  })

  it('by its size', async () => {
    const large = { ...judgement, reason: 'x'.repeat(2_000_001) }
    expect((await refused(write('ida-office', large)))[0]).toBe(413)
  })
})

it('stands in the document, by the schemas that check it', async () => {
  const { paths } = (await (await site.ask('/api/v1/openapi.json')).json()) as { paths: Record<string, object> }
  expect(Object.keys(paths['/api/v1/cases/{id}/records'] ?? {})).toEqual(['get', 'post'])
  expect(Object.keys(paths['/api/v1/cases/{id}/records/{record}'] ?? {})).toEqual(['get', 'post'])
  expect(Object.keys(paths['/api/v1/cases/{id}/kinds'] ?? {})).toEqual(['get'])
  // One closed object: a part of an `allOf` that knows no other field would refuse what the other part asks for.
  expect(paths['/api/v1/cases/{id}/documents']).toMatchObject({
    post: {
      requestBody: {
        content: {
          'multipart/form-data': {
            schema: { properties: { title: {}, file: { format: 'binary' } }, additionalProperties: false },
          },
        },
      },
    },
  })
})
