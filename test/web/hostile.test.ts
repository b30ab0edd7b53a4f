/** What somebody who means ill would send to the site: each is answered in words, tells nothing, and nothing is written of it. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPeople } from '../../src/casework/people-store.ts'
import { caseApiDocument } from '../../src/web/api/case-openapi.ts'
import { home, json, openedCase, send } from './casework-site.ts'
import { expectDone, type PlannedCase, planFor, plannedCase } from './planned-case.ts'

let planned: PlannedCase
let id: string
/** Of a candidate, whom nobody in public knows. */
let secret: string
const marker = 'quietly-watched'

beforeAll(async () => {
  planned = await plannedCase()
  id = planned.id
  await expectDone(planned.write('cleo-crew', 'crew', 'plan', planFor('2025-07')))
  secret = await openedCase(planned.site, {
    regime: 'harbour-watch',
    route: 'foundation-trust',
    organisations: ['X03'],
    on: '2025-08-05',
    reason: marker,
  })
  const estimate = { low: 1, high: 2, consultancy: null, posts: 3, months: 12, basis: marker }
  await expectDone(
    send(planned.site, 'analyst', `/cases/${secret}/records`, {
      kind: 'estimate',
      body: estimate,
      on: '2025-08-05',
      by: 'oversight-analyst',
      reason: marker,
    }),
  )
  const grant = { region: null, regime: null, from: '2010-01-01', until: null }
  await addPeople(planned.site.desk.store, [
    {
      key: 'past-office',
      name: 'P',
      purpose: 'Made for tests.',
      keepUntil: null,
      grants: [{ function: 'office', organisation: null, ...grant, until: '2025-08-04' }],
    },
    {
      key: 'other-crew',
      name: 'O',
      purpose: 'Made for tests.',
      keepUntil: null,
      grants: [{ function: 'crew', organisation: 'X04', ...grant }],
    },
  ])
}, 60_000)
afterAll(() => planned?.site.close())

const ask = (path: string, as?: string, init?: RequestInit) => planned.site.ask(path, as, init)
const extent = async () =>
  (
    await planned.site.desk.store.readRows(
      'select (select count(*) from case_event), (select count(*) from record), (select count(*) from case_file)',
    )
  )
    .flat()
    .map(Number)

describe('candidates', () => {
  it('are told of on no page, file or feed', { timeout: 60_000 }, async () => {
    const pages = [
      '/',
      '/cases',
      '/cases?organisation=X03',
      '/changes',
      '/changes?organisation=X03',
      '/duties',
      '/duties?organisation=X03',
      '/powers?organisation=X03',
      '/undertakings?organisation=X03',
      '/consultations?organisation=X03',
      '/programmes',
      '/programmes/harbour-watch',
      '/search?q=X03',
      '/organisations',
      '/organisations/X03',
      '/organisations/X03/regimes',
      '/organisations/X03/regimes/harbour-watch',
      '/regimes',
      '/regimes/harbour-watch',
      '/regimes/harbour-watch/entry',
      `/cases/${id}`,
    ]
    const paths = pages.flatMap(path => [
      path,
      path.replace(/^([^?]*?)\/?(\?.*)?$/, (_, at: string, query = '') => `${at === '' ? '/index' : at}.json${query}`),
    ])
    for (const path of [
      ...paths,
      '/cases.csv',
      '/changes.atom',
      '/duties.ics',
      '/duties.csv',
      '/api/v1/cases',
      '/api/v1/cases?organisation=X03',
      '/api/v1/deadlines',
      '/api/v1/openapi.json',
      '/openapi.json',
      '/sitemap.xml',
      '/robots.txt',
    ]) {
      const text = await (await ask(path)).text()
      expect(text.includes(secret) || text.replace(/value="[^"]*"|q=[^"&]*|“[^”]*”/g, '').includes(marker), path).toBe(
        false,
      )
    }
    const search = async (word: string) => (await (await ask(`/search.json?q=${word}`)).text()).replaceAll(word, 'WORD')
    expect(await search(marker)).toBe(await search('never-written-down'))
    const { cases } = await json(ask('/api/v1/cases'))
    expect(cases.map(one => one.id)).toEqual([id])
  })

  it('have addresses that answer as those of no case do', async () => {
    const nobody = randomUUID()
    for (const rest of [
      '',
      '.json',
      '.csv',
      '/plan',
      '/plan.csv',
      '/plan.xlsx',
      '/months',
      '/return',
      '/migrate',
      '/plan/update',
      '/records/estimate',
      '/records/estimate.json',
    ]) {
      const [one, other] = [await ask(`/cases/${secret}${rest}`), await ask(`/cases/${nobody}${rest}`)]
      expect([one.status, (await one.text()).replaceAll(secret, 'ID')], rest).toEqual([
        other.status,
        (await other.text()).replaceAll(nobody, 'ID'),
      ])
      expect(one.status).toBeGreaterThanOrEqual(400)
    }
    for (const rest of [
      '',
      '/events',
      '/deadlines',
      '/allowed',
      '/around',
      '/plan',
      '/records',
      `/records/${id}`,
      '/kinds',
      '/migration?to=harbour-watch',
    ]) {
      const [one, other] = [await ask(`/api/v1/cases/${secret}${rest}`), await ask(`/api/v1/cases/${nobody}${rest}`)]
      expect([one.status, (await one.text()).replaceAll(secret, 'ID')], rest).toEqual([
        404,
        (await other.text()).replaceAll(nobody, 'ID'),
      ])
    }
  })

  it('nor do commands to them tell whoever is not signed in that they are there', async () => {
    const nobody = randomUUID()
    const event = { event: { kind: 'event', event: 'admitted', on: '2025-08-05', by: 'office' }, reason: 'x' }
    const record = { kind: 'finding', body: {}, on: '2025-08-05', by: 'office', reason: 'x' }
    const both = async (rest: string, body: object) => {
      const [one, other] = [secret, nobody].map(at =>
        send(planned.site, undefined, `/cases/${at}${rest}`, body, { 'if-match': '"1"' }),
      )
      return [await one, await other].map(async answer => [
        answer?.status,
        (await answer?.text())?.replaceAll(secret, 'ID').replaceAll(nobody, 'ID'),
      ])
    }
    for (const [rest, body] of [
      ['/events', event],
      ['/records', record],
      ['/corrections', { sequence: 1, instead: null, reason: 'x' }],
    ] as const) {
      const [one, other] = await both(rest, body)
      expect(await one, rest).toEqual(await other)
    }
    for (const path of ['events', 'corrections', 'records/finding', 'plan/update', 'migrate']) {
      const fields = { event: 'admitted', on: '2025-08-05', by: 'office', reason: 'x', expected: '1', sequence: '1' }
      const [one, other] = [
        await planned.post(`/cases/${secret}/${path}`, undefined, fields),
        await planned.post(`/cases/${nobody}/${path}`, undefined, fields),
      ]
      expect([one.status, (await one.text()).replaceAll(secret, 'ID')], path).toEqual([
        other.status,
        (await other.text()).replaceAll(nobody, 'ID'),
      ])
    }
  })
})

it('what is made for somebody is kept by nobody', async () => {
  const paths = [
    '/',
    '/cases',
    `/cases/${id}`,
    `/cases/${id}.json`,
    `/cases/${id}.csv`,
    `/cases/${id}/plan`,
    `/cases/${id}/plan.xlsx`,
    '/changes',
    '/changes.atom',
    '/duties',
    '/duties.ics',
    '/programmes',
    '/organisations/X02',
    '/organisations/X02/desk',
    '/search?q=x',
    '/league.csv',
    '/sign-in',
    '/nowhere',
    `/cases/${randomUUID()}`,
    `/api/v1/cases/${id}`,
    `/api/v1/cases/${id}/records`,
    '/openapi.json',
  ]
  for (const path of paths) {
    const answer = await ask(path, 'cleo-crew')
    expect([path, answer.headers.get('cache-control')]).toEqual([path, 'no-store'])
  }
  const done = await planned.post(`/cases/${id}/records/worry`, 'cleo-crew', {
    'body.says': 'Tired',
    on: '2025-08-05',
    by: 'crew',
    reason: 'So',
  })
  expect([done.status, done.headers.get('cache-control')]).toEqual([303, 'no-store'])
})

describe('who one is not', () => {
  const finding = { finding: 'governance-failure', value: 'yes', statement: 'Seen', document: null, until: null }

  it('one does not act as, nor see', async () => {
    const before = await extent()
    for (const [as, by] of [
      ['cleo-crew', 'office'],
      ['auditor', 'auditor'],
      ['auditor', 'office'],
      ['past-office', 'office'],
      ['other-crew', 'crew'],
      [undefined, 'office'],
    ] as const) {
      const answer = await send(planned.site, as, `/cases/${id}/records`, {
        kind: by === 'crew' ? 'proposal' : 'finding',
        body: finding,
        on: '2025-08-05',
        by,
        reason: 'x',
      })
      expect([401, 403, 400], `${as} as ${by}`).toContain(answer.status)
    }
    expect(await extent()).toEqual(before)
    expect((await ask('/organisations/X02/desk', 'other-crew')).status).toBe(403)
    for (const as of ['other-crew', 'past-office', undefined]) {
      const { records } = (await (await ask(`/api/v1/cases/${id}/records`, as)).json()) as {
        records: { kind: string }[]
      }
      expect(records.map(({ kind }) => kind)).toEqual(['baseline'])
    }
  })

  it('raises nobody’s audience, and takes none back unseen', async () => {
    const wrote = await send(planned.site, 'ida-office', `/cases/${id}/records`, {
      kind: 'finding',
      body: finding,
      on: '2025-08-05',
      by: 'office',
      reason: marker,
    })
    const { id: record } = (await wrote.json()) as { id: string }
    const raise = (as: string, by: string) =>
      send(
        planned.site,
        as,
        `/cases/${id}/records/${record}`,
        { body: finding, on: '2025-08-05', by, reason: 'x', audience: 'public' },
        { 'if-match': '"1"' },
      )
    expect((await raise('cleo-crew', 'crew')).status).toBe(403)
    expect((await raise('cleo-crew', 'office')).status).toBe(403)
    expect((await raise('other-crew', 'office')).status).toBe(404)
    expect(await (await ask(`/cases/${id}`)).text()).not.toContain(record)
    const worry = { kind: 'worry', body: { says: marker }, on: '2025-08-05', by: 'crew', reason: marker }
    for (const audience of ['public', 'case'])
      expect((await send(planned.site, 'cleo-crew', `/cases/${id}/records`, { ...worry, audience })).status).toBe(400)
  })
})

describe('what is sent', () => {
  const event = { event: 'updated', on: '2025-08-05', by: 'office', reason: 'x', expected: '2' }

  it('twice, as a file, under names that every object has, or as no form at all, is refused in words', async () => {
    const before = await extent()
    const sent = (body: FormData | string | URLSearchParams, type?: string) =>
      ask(`/cases/${id}/events`, 'ida-office', {
        method: 'POST',
        body,
        headers: { origin: home, host: 'localhost:4000', ...(type ? { 'content-type': type } : {}) },
      })
    const twice = new FormData()
    for (const one of ['office', 'constructor']) twice.append('by', one)
    for (const [name, value] of Object.entries(event)) if (name !== 'by') twice.append(name, value)
    const files = new FormData()
    for (const name of Object.keys(event)) files.append(name, new File(['x'], 'x.txt'))
    const proto = new URLSearchParams({ ...event, __proto__: 'x', constructor: 'y', 'body.__proto__': 'z' } as Record<
      string,
      string
    >)
    proto.append('__proto__', 'x')
    for (const answer of [
      await sent(twice),
      await sent(files),
      await sent(proto),
      await sent('--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nno end', 'multipart/form-data; boundary=x'),
      await sent('x', 'multipart/form-data'),
      await sent('x', 'multipart/form-data; boundary='),
      await sent('{"event":"x"}', 'application/json'),
      await sent('\0%', 'application/x-www-form-urlencoded'),
      await sent('', 'text/plain'),
    ]) {
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(answer.status).toBeLessThan(500)
      expect(answer.headers.get('content-type')).toContain('text/html')
    }
    expect(await extent()).toEqual(before)
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })

  it('to the API without end, or nested without end, is refused as a problem', async () => {
    const before = await extent()
    const api = (path: string, body: string, type = 'application/json') =>
      ask(`/api/v1${path}`, 'ida-office', {
        method: 'POST',
        body,
        headers: { 'content-type': type, 'idempotency-key': randomUUID(), 'if-match': '"2"' },
      })
    const deep = (levels: number, open = '[', close = ']') => open.repeat(levels) + close.repeat(levels)
    const record = (body: string) => `{"kind":"finding","on":"2025-08-05","by":"office","reason":"x","body":${body}}`
    for (const answer of [
      await api(`/cases/${id}/records`, record(deep(400_000))),
      await api(`/cases/${id}/records`, record(deep(100_000, '{"a":', '}').replace(':}', ':1}'))),
      await api(
        `/cases/${id}/records`,
        record(`{"__proto__":{"finding":"governance-failure"},"constructor":{"prototype":{}}}`),
      ),
      await api(`/cases/${id}/records`, record(`[${'1,'.repeat(100_000)}1]`)),
      await api(`/cases/${id}/records`, record(`{${Array.from({ length: 50_000 }, (_, n) => `"k${n}":1`).join()}}`)),
      await api(`/cases/${id}/events`, `{"event":${deep(20_000)},"reason":"x"}`),
      await api(`/cases/${id}/events`, deep(20_000)),
      await api(`/cases/${id}/events`, `"${'x'.repeat(90_000)}"`),
      await api(
        '/cases',
        `{"regime":"harbour-watch","organisations":[${'"X02",'.repeat(10_000)}"X02"],"on":"2025-08-05","reason":"x"}`,
      ),
      await api(`/cases/${id}/events`, 'null'),
      await api(`/cases/${id}/events`, '\uFEFF{}'),
      await api(`/cases/${id}/events`, '{"a":1'),
    ]) {
      expect(answer.status).toBe(400)
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
      expect((await answer.text()).length).toBeLessThan(20_000)
    }
    expect((await api(`/cases/${id}/events`, '{}', 'text/plain')).status).toBe(415)
    expect(await extent()).toEqual(before)
  })

  it('larger than anything has to be is refused before it is read, at every address, whoever sends it', async () => {
    const { paths } = caseApiDocument() as { paths: Record<string, Record<string, object>> }
    const large = new Uint8Array(11_000_000).fill(0x20)
    for (const [path, operations] of Object.entries(paths)) {
      if (!('post' in operations)) continue
      const address = path.replaceAll(/\{(\w+)\}/g, '1')
      const headers = { 'content-type': 'application/json', 'idempotency-key': 'large' }
      const answer = await ask(address, undefined, { method: 'POST', body: large, headers })
      expect([address, answer.status]).toEqual([address, 413])
    }
  })

  it('as a plan’s file in a way that is none is refused, and no file is left or written elsewhere', async () => {
    const before = await extent()
    const upload = (name: string, content: string | Uint8Array, month = '2025-08') =>
      planned.post(`/cases/${id}/plan/update`, 'cleo-crew', {
        step: 'file',
        month,
        file: new File([typeof content === 'string' ? content : new Uint8Array(content)], name),
      })
    const zip = new Uint8Array([0x50, 0x4b, 3, 4, ...Array.from({ length: 200 }, (_, n) => n)])
    for (const [name, content] of [
      ['../../../etc/passwd', 'x'],
      ['plan.csv\0.exe', 'x'],
      ['a'.repeat(5000), 'x'],
      ['plan.xlsx', zip],
      ['plan.csv', zip],
      ['plan.pdf', '%PDF-1.7'],
      ['plan.png', '\x89PNG\r\n'],
      ['plan.html', '<script>alert(1)</script>'],
      ['.csv', ','.repeat(500_000)],
      ['plan.csv', '"'.repeat(100_001)],
      ['plan.csv', '\0'.repeat(1000)],
      ['plan.csv', `${'\n'.repeat(200_000)}`],
    ] as const) {
      const answer = await upload(name, content)
      expect(answer.status, name).toBe(422)
      expect(await answer.text()).not.toContain('<script>')
    }
    const form = { step: 'confirm', on: '2025-08-05', by: 'crew', reason: 'x' }
    for (const plan of [
      '['.repeat(200_000),
      `${'['.repeat(200_000)}${']'.repeat(200_000)}`,
      '{"__proto__":{}}',
      'null',
      '',
    ])
      expect((await planned.post(`/cases/${id}/plan/update`, 'cleo-crew', { ...form, plan })).status).toBe(400)
    expect(
      (await planned.post(`/cases/${id}/plan/update`, 'cleo-crew', { step: 'file', file: 'no file' })).status,
    ).toBe(400)
    expect(await extent()).toEqual(before)
  })

  it('leads nowhere but to our own pages', async () => {
    for (const back of [
      '//evil.example',
      'https://evil.example',
      '2025-08//evil.example',
      '\\\\evil.example',
      '2025-08\r\nSet-Cookie: a=b',
    ]) {
      const fields = { 'body.says': 'Tired', on: '2025-08-05', by: 'crew', reason: 'So', back }
      const { status, headers } = await planned.post(`/cases/${id}/records/worry`, 'cleo-crew', fields)
      expect([status, headers.get('location')?.startsWith(`/cases/${id}/`)]).toEqual([303, true])
      const signed = await ask('/sign-in', undefined, {
        method: 'POST',
        body: new URLSearchParams({ person: 'analyst', next: `/${back}` }),
      })
      expect(signed.headers.get('location')).toMatch(/^\/(?![/\\])/)
    }
  })
})

describe('what is asked', () => {
  it('with null characters, half characters, no end, or names of no kind, is answered in words', {
    timeout: 60_000,
  }, async () => {
    const long = 'x'.repeat(100_000)
    const odd = [
      '%00',
      'a%00b',
      '%ED%A0%80',
      '%FF',
      '..%2F..%2Fetc',
      "'%3Bdrop%20table%20record--",
      '__proto__',
      'constructor',
      '%F0%9F%8F%A5',
      long,
      '-1',
      '1e999',
      '99999999999999999999',
      '%0d%0aSet-Cookie:%20a=b',
    ]
    for (const one of odd) {
      const paths = [
        `/cases?organisation=${one}`,
        `/cases?regime=${one}`,
        `/cases?after=${one}`,
        `/cases?phase=${one}`,
        `/cases/${one}`,
        `/cases/${one}.csv`,
        `/cases/${id}?as-known-at=${one}`,
        `/cases/${id}?recorded=${one}`,
        `/cases/${id}/records/${one}`,
        `/cases/${id}/records/finding?follows=${one}`,
        `/cases/${id}/plan?version=${one}`,
        `/cases/${id}/return?month=${one}`,
        `/cases/${id}/months?month=${one}`,
        `/cases/${id}/migrate?to=${one}`,
        `/changes?organisation=${one}`,
        `/changes?before=${one}`,
        `/changes.atom?regime=${one}`,
        `/duties?span=${one}`,
        `/duties?organisation=${one}`,
        `/powers?on=${one}`,
        `/powers?region=${one}`,
        `/undertakings?compliance=${one}`,
        `/consultations?regime=${one}`,
        `/duties.ics?role=${one}`,
        `/programmes/${one}`,
        `/search?q=${one}`,
        `/organisations/${one}`,
        `/organisations/${one}/desk`,
        `/organisations/${one}/regimes`,
        `/regimes/${one}`,
        `/api/v1/cases?regime=${one}`,
        `/api/v1/cases?after=${one}`,
        `/api/v1/cases?limit=${one}`,
        `/api/v1/cases/${one}`,
        `/api/v1/cases/${id}/records?kind=${one}`,
        `/api/v1/cases/${id}/records/${one}`,
        `/api/v1/cases/${id}?as-known-at=${one}`,
        `/api/v1/cases/${id}/plan?version=${one}`,
        `/api/v1/cases/${id}/migration?to=${one}`,
        `/sign-in?next=${one}`,
      ]
      for (const path of paths) {
        const answer = await ask(path, 'cleo-crew')
        expect(answer.status, path.slice(0, 120)).toBeLessThan(500)
        expect(answer.headers.get('set-cookie')).toBeNull()
        expect(answer.headers.get('content-disposition') ?? '').not.toMatch(/[^\x20-\x7e]|;.*;/)
        await answer.body?.cancel()
      }
    }
  })
})
