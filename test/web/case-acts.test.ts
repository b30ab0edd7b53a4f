/** Forms beside those of events: clocks moved, support given, a case opened; and the way out on the page of a case. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  admit,
  type CaseworkSite,
  caseworkSite,
  json,
  openedCase,
  opening,
  publish,
  publishedCase,
  send,
} from './casework-site.ts'

let site: CaseworkSite
let id: string
beforeAll(async () => {
  site = await caseworkSite()
  id = await publishedCase(site)
}, 60_000)
afterAll(() => site?.close())

interface Acts {
  readonly acts: {
    readonly clocks: readonly {
      readonly kind: string
      readonly clock: string
      readonly by: { readonly role: string }
    }[]
    readonly support: readonly { readonly support: string; readonly as: readonly { readonly role: string }[] }[]
  }
  readonly exit: { readonly progress: { readonly words: string } | null } | null
  readonly case: { readonly sequence: number }
}
const model = async (as?: string) => (await (await site.ask(`/cases/${id}.json`, as)).json()) as Acts

describe('clocks', () => {
  it('are offered to whoever may move them, and to nobody else', async () => {
    const { acts } = await model('max-master')
    expect(acts.clocks.map(({ kind, clock, by }) => `${kind} ${clock} ${by.role}`)).toEqual([
      'extend draft-report master',
      'suspend draft-report master',
    ])
    expect(await site.text(`/cases/${id}`, 'pia-pilot')).not.toContain('Extend: Draft plan published')
    expect(await site.text(`/cases/${id}`, 'max-master')).toContain('Extend: Draft plan published')
    expect(await site.text(`/cases/${id}`)).not.toContain('Clocks that you may move')
  })

  it('are extended by the form; a refusal comes back with what was filled in', async () => {
    const sent = {
      kind: 'extend',
      clock: 'draft-report',
      length: '5',
      reference: 'Order of 2 June <b>',
      on: '2014-06-02',
      by: 'master',
      reason: 'More to read.',
      key: 'extend-1',
    }
    const bad = await site.post(`/cases/${id}/events`, 'max-master', { ...sent, length: 'many', expected: '2' })
    expect(bad.status).toBe(400)
    expect(await bad.text()).toContain('Order of 2 June &lt;b&gt;')
    const done = await site.post(`/cases/${id}/events`, 'max-master', { ...sent, expected: '2' })
    expect([done.status, done.headers.get('location')]).toEqual([303, `/cases/${id}?recorded=3#outcome`])
    expect(await site.text(`/cases/${id}`)).toContain('Order of 2 June &lt;b&gt;')
  })
})

describe('support', () => {
  it('is recorded by the form for a subject that it improves', async () => {
    const { acts, case: found } = await model('ida-office')
    const [one] = acts.support
    expect(one).toMatchObject({ support: 'partner-help', as: [{ role: 'office' }] })
    expect(await site.text(`/cases/${id}`, 'ida-office')).toContain('Support: Help from a strong organisation')
    const sent = { kind: 'support', support: 'partner-help', on: '2014-06-02', by: 'office', reason: 'It asked.' }
    const fields = { ...sent, expected: `${found.sequence}`, key: 'support-1' }
    const bad = await site.post(`/cases/${id}/events`, 'ida-office', { ...fields, subject: 'weather' })
    expect([bad.status, await bad.text()]).toEqual([422, expect.stringContaining('There is no subject')])
    const done = await site.post(`/cases/${id}/events`, 'ida-office', {
      ...fields,
      subject: 'leadership',
      key: 'support-2',
    })
    expect([done.status, await done.text()]).toEqual([303, ''])
  })
})

describe('the way out', () => {
  it('shows how many points are met to everybody, and which to those who work on the case', async () => {
    const inside = await model('ida-office')
    expect(inside.exit?.progress?.words).toMatch(/^\d of \d met$/)
    const everybody = (await model()).exit?.progress
    expect(everybody).toMatchObject({ words: inside.exit?.progress?.words, organisations: [] })
    const page = await site.text(`/cases/${id}`, 'ida-office')
    expect(page).toContain('Who may judge it')
  })
})

describe('opening a case', () => {
  const fields = {
    regime: 'harbour-watch',
    organisations: 'X04',
    route: 'foundation-trust',
    on: '2014-06-02',
    reason: 'Kept <b>words</b>.',
    key: 'open-1',
  }

  it('is offered to those who hold a role', async () => {
    expect(await site.text('/cases/open')).not.toContain('<form class="case-form"')
    expect(await site.text('/cases/open?organisations=X04', 'analyst')).toMatch(/name="organisations"[^>]*value="X04"/)
    expect(await site.text('/cases', 'analyst')).toContain('href="/cases/open"')
    expect(await site.text('/cases')).not.toContain('href="/cases/open"')
  })

  it('leads to the case, once however often it is pressed', async () => {
    const first = await site.post('/cases/open', 'analyst', fields)
    expect(first.status).toBe(303)
    const location = first.headers.get('location') ?? ''
    expect(location).toMatch(/^\/cases\/[0-9a-f-]{36}$/)
    expect((await site.post('/cases/open', 'analyst', fields)).headers.get('location')).toBe(location)
    expect(await site.text(location, 'analyst')).toContain('has not entered')
  })

  it('refused, the form comes again with what was filled in', async () => {
    const again = await site.post('/cases/open', 'analyst', { ...fields, key: 'open-2' })
    expect(again.status).toBe(409)
    const page = await again.text()
    expect(page).toContain('X04 has a case')
    expect(page).toContain('Kept &lt;b&gt;words&lt;/b&gt;.')
    expect((await site.post('/cases/open', undefined, { ...fields, key: 'open-3' })).status).toBe(401)
    expect((await site.post('/cases/open', 'analyst', { ...fields, key: 'open-4', organisations: ' , ' })).status).toBe(
      400,
    )
    const strange = { ...fields, key: 'open-5', organisations: 'ZZZZ' }
    expect((await site.post('/cases/open', 'analyst', strange)).status).toBe(422)
  })
})

it('keeps the arithmetic of a clock that is over, also where its extension was recorded after its end', async () => {
  const late = await openedCase(site, { ...opening, organisations: ['X06'] })
  await admit(site, late)
  await publish(site, late)
  const act = async (as: string, sequence: number, event: object) =>
    (await send(site, as, `/cases/${late}/events`, { event, reason: 'So it was.' }, { 'if-match': `"${sequence}"` }))
      .status
  const extension = { kind: 'extend', clock: 'draft-report', length: 5, reference: 'Order 2', by: 'master' }
  site.turn('2014-06-10T09:00:00.000Z')
  const published = { kind: 'event', event: 'draft-published', by: 'pilot', on: '2014-06-05' }
  expect(await act('pia-pilot', 2, published)).toBe(201)
  expect(await act('max-master', 3, { ...extension, on: '2014-06-04' })).toBe(201)
  const { deadlines } = await json(site.ask(`/api/v1/cases/${late}/deadlines`))
  expect(deadlines.find(({ clock }) => clock === 'draft-report')).toMatchObject({
    state: 'met',
    arithmetic: expect.stringContaining('Order 2') as string,
  })
})
