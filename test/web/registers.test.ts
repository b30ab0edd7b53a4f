/** Registers on the pages and in the API: written by a form without JavaScript, seen by those whom they are for. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RegisterModel } from '../../src/web/pages/register.ts'
import { type CaseworkSite, caseworkSite } from './casework-site.ts'

let site: CaseworkSite
beforeAll(async () => {
  site = await caseworkSite()
}, 60_000)
afterAll(() => site?.close())

const path = '/registers/team-post'
const here = `${path}?regime=harbour-watch`
const model = async (address: string, as?: string) => {
  const [at, query = ''] = address.split('?')
  return (await (await site.ask(`${at}.json?${query}`, as)).json()) as RegisterModel
}
const filled = {
  regime: 'harbour-watch',
  'body.title': 'Adviser 1',
  'body.wte-hundredths': '60',
  'body.seniority': 'senior',
  'body.board-experience': 'no',
  'body.basis': 'permanent',
  'body.paid-by': 'office',
  'body.monthly-pence': '',
  'body.from': '2014-01-01',
  'body.until': '',
  audience: 'case',
  on: '2014-06-02',
  by: 'office',
  reason: 'Decided by the office.',
}

it('a form writes an entry and its next version, and the page shows both', async () => {
  expect(await site.text(here)).not.toContain('Write one')
  expect(await site.text(path, 'ida-office')).not.toContain('Write one')
  expect(await site.text(here, 'ida-office')).toContain('Write one')
  const refused = await site.post(path, 'ida-office', { ...filled, 'body.wte-hundredths': '0.6' })
  expect(refused.status).toBe(400)
  const again = await refused.text()
  expect(again).toContain('hundredths of a whole-time equivalent')
  expect(again).toContain('value="0.6"')
  const done = await site.post(path, 'ida-office', filled)
  expect([done.status, done.headers.get('location')]).toEqual([303, expect.stringContaining('regime=harbour-watch')])
  expect(await site.text((done.headers.get('location') ?? '').replace('#outcome', ''), 'ida-office')).toContain(
    'It is written',
  )
  const [first] = (await model(here, 'ida-office')).entries
  const next = { ...filled, 'body.wte-hundredths': '80', follows: first?.id ?? '', version: '1' }
  expect((await site.post(path, 'olga-office', next)).status).toBe(303)
  const [second] = (await model(here, 'olga-office')).entries
  expect(second).toMatchObject({
    version: 2,
    body: { 'wte-hundredths': 80 },
    before: [{ version: 1 }],
    mayRevise: true,
  })
  const form = await site.text(`${here}&follows=${first?.id}`, 'ida-office')
  expect(form).toContain('Write version 3')
  expect(form).toContain('value="80"')
})

it('whoever has no leave sees none of it, in no format, and changes nothing', async () => {
  for (const who of [undefined, 'pia-pilot'] as const) {
    const seen = [await site.text(path, who), await (await site.ask(`${path}.csv`, who)).text()]
    for (const text of seen) expect(text.includes('Adviser 1')).toBe(who !== undefined)
  }
  const [entry] = (await model(here, 'ida-office')).entries
  const forged = await site.post(path, undefined, { ...filled, follows: entry?.id ?? '', version: '2' })
  expect([forged.status, await forged.text()]).toEqual([404, expect.stringContaining('no such entry')])
  expect((await site.post(path, 'pia-pilot', filled)).status).toBe(403)
  expect((await site.ask(`${here}&follows=${entry?.id}`, 'pia-pilot')).status).toBe(403)
})

it('the API reads and writes the same, with keys and ETags', async () => {
  const api = (at: string, as?: string, init?: RequestInit) => site.ask(`/api/v1/registers${at}`, as, init)
  const all = (await (await api('')).json()) as { registers: readonly { register: string }[] }
  expect(all.registers.map(({ register }) => register)).toContain('team-post')
  const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() }
  const body = {
    regime: 'harbour-watch',
    body: {
      title: 'Analyst',
      'wte-hundredths': 100,
      seniority: 'middle',
      'board-experience': 'not-known',
      basis: 'temporary',
      'paid-by': 'office',
      'monthly-pence': 500_000,
      from: '2014-05-01',
      until: null,
    },
    on: '2014-06-02',
    by: 'office',
    reason: 'For the summer.',
  }
  const send = (at: string, sent: object, more = {}) =>
    api(at, 'ida-office', { method: 'POST', headers: { ...headers, ...more }, body: JSON.stringify(sent) })
  const made = await send('/team-post', body)
  expect([made.status, made.headers.get('etag')]).toEqual([201, '"1"'])
  const entry = (await made.json()) as { id: string }
  expect(await (await send('/team-post', body)).json()).toEqual(entry)
  const { regime: _, ...next } = body
  const second = { 'idempotency-key': randomUUID() }
  expect((await send(`/team-post/${entry.id}`, next, second)).status).toBe(428)
  expect((await send(`/team-post/${entry.id}`, next, { ...second, 'if-match': '"7"' })).status).toBe(412)
  const third = { 'idempotency-key': randomUUID(), 'if-match': '"1"' }
  expect((await send(`/team-post/${entry.id}`, { ...next, reason: 'Longer.' }, third)).status).toBe(201)
  const versions = (await (await api(`/team-post/${entry.id}`, 'ida-office')).json()) as { versions: unknown[] }
  expect(versions.versions).toHaveLength(2)
  expect((await api(`/team-post/${entry.id}`)).status).toBe(404)
  expect((await api('/sailors')).status).toBe(404)
  expect((await api('/team-post?regime=no-such')).status).toBe(404)
})
