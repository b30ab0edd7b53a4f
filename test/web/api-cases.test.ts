/** The casework API as programs use it: what the public sees, what commands ask for, and every kind of refusal. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { admit, type CaseworkSite, caseworkSite, json, openedCase, opening, publish, send } from './casework-site.ts'

let site: CaseworkSite
beforeAll(async () => {
  site = await caseworkSite()
}, 60_000)
afterAll(() => site?.close())

const event = (name: string, by: string, on = '2014-06-02') => ({ kind: 'event', event: name, on, by })

describe('opening and recording', () => {
  it('opens a case, records an event, and answers with the case, its tag and the event in words', async () => {
    const opened = await send(site, 'analyst', '/cases', opening)
    expect([opened.status, opened.headers.get('etag')]).toEqual([201, '"1"'])
    const { case: found } = await json(opened)
    expect(found).toMatchObject({ recordKind: 'fictional', regime: 'harbour-watch', version: '2014', stage: 'outside' })
    expect(opened.headers.get('location')).toBe(`/api/v1/cases/${found.id}`)
    const admitted = await admit(site, found.id)
    expect([admitted.status, admitted.headers.get('etag')]).toEqual([201, '"2"'])
    const done = await json(admitted)
    expect(done.case).toMatchObject({ stageTitle: 'A plan is being drafted', phase: 'in', entered: '2014-06-02' })
    expect(done.event).toMatchObject({ words: 'Admitted at once', roleTitle: 'Harbour Office', actor: 'ida-office' })
    expect(done.event.followed).toContain('It takes a place.')
  })

  it('gives the same answer to the same key, and refuses another body under it', async () => {
    const headers = { 'idempotency-key': 'twice' }
    const asked = { ...opening, organisations: ['X06'] }
    const first = await json(send(site, 'analyst', '/cases', asked, headers))
    expect(first.case.organisations).toEqual(['X06'])
    expect(await json(send(site, 'analyst', '/cases', asked, headers))).toEqual(first)
    const other = await send(site, 'analyst', '/cases', { ...asked, reason: 'Another.' }, headers)
    expect([other.status, (await json(other)).reason]).toEqual([409, 'key-used-otherwise'])
  })

  it('corrects an event: it stays, struck, and no longer counts', async () => {
    const id = await openedCase(site, { ...opening, organisations: ['X01'] })
    await admit(site, id)
    const body = { sequence: 2, instead: null, reason: 'The letter was never sent.' }
    const corrected = await send(site, 'ida-office', `/cases/${id}/corrections`, body, { 'if-match': '"2"' })
    expect(corrected.status).toBe(201)
    expect((await json(corrected)).case).toMatchObject({ stage: 'outside', sequence: 3 })
    const { events } = await json(site.ask(`/api/v1/cases/${id}/events`, 'analyst'))
    expect(events[1]).toMatchObject({ name: 'admitted-at-once', correctedBy: 3 })
    expect(events[2]).toMatchObject({ words: 'Event 2 struck out: it never happened', corrects: 2 })
  })
})

const candidate = { ...opening, organisations: ['X11'] }

describe('refusals are problems, with a reason and a status that fits it', () => {
  const refused = async (answer: Promise<Response>) => {
    const { status, headers } = await answer
    const problem = await json((await answer).clone())
    expect(headers.get('content-type')).toBe('application/problem+json')
    expect(problem).toMatchObject({ status, type: 'about:blank' })
    return [status, problem.reason, problem.allowed] as const
  }
  let id: string
  beforeAll(async () => {
    id = await openedCase(site, candidate)
  })
  const record = (as: string | undefined, what: object, headers = {}) =>
    send(site, as, `/cases/${id}/events`, { event: what, reason: 'For a test.' }, { 'if-match': '"1"', ...headers })

  it('401 for who is not signed in, 403 for who has no leave', async () => {
    expect((await refused(send(site, undefined, '/cases', opening))).slice(0, 2)).toEqual([401, 'not-signed-in'])
    expect((await refused(record('pia-pilot', event('admitted-at-once', 'office')))).slice(0, 2)).toEqual([
      403,
      'not-granted',
    ])
    expect((await refused(record('max-master', event('admitted-at-once', 'master')))).slice(0, 2)).toEqual([
      403,
      'wrong-role',
    ])
  })

  it('409 for an event that is not allowed here, with those that are', async () => {
    const [status, reason, allowed] = await refused(record('pia-pilot', event('draft-published', 'pilot')))
    expect([status, reason]).toEqual([409, 'not-allowed-here'])
    expect(allowed).toEqual(['admitted', 'admitted-at-once', 'declined'])
  })

  it('409 for a second case of an organisation, naming the first', async () => {
    const second = send(site, 'analyst', '/cases', candidate)
    expect((await refused(second)).slice(0, 2)).toEqual([409, 'already-open'])
    expect((await json(second)).detail).toContain(id)
  })

  it('412 for a state that has moved on, 428 where none is named', async () => {
    expect(
      (await refused(record('ida-office', event('admitted-at-once', 'office'), { 'if-match': '"7"' }))).slice(0, 2),
    ).toEqual([412, 'stale'])
    expect((await refused(record('ida-office', event('admitted-at-once', 'office'), { 'if-match': '' })))[0]).toBe(428)
  })

  it('422 for what cannot be: unknown evidence, a day to come, an organisation that nobody knows', async () => {
    expect((await refused(record('ida-office', event('admitted', 'office')))).slice(0, 2)).toEqual([
      422,
      'criterion-not-known',
    ])
    expect(
      (await refused(record('ida-office', event('admitted-at-once', 'office', '2014-07-01')))).slice(0, 2),
    ).toEqual([422, 'in-the-future'])
    expect(
      (await refused(send(site, 'analyst', '/cases', { ...opening, organisations: ['NOBODY'] }))).slice(0, 2),
    ).toEqual([422, 'no-such-organisation'])
    expect((await refused(send(site, 'analyst', '/cases', { ...opening, regime: 'no-watch' }))).slice(0, 2)).toEqual([
      422,
      'no-such-regime',
    ])
  })

  it('400 for a body that cannot be read, field by field, and for a command without a key', async () => {
    const answer = await send(site, 'analyst', '/cases', { ...opening, on: '2014-02-30', colour: 'blue' })
    expect(answer.status).toBe(400)
    expect((await json(answer)).detail).toBe(
      'The body cannot be read. on: found "2014-02-30"; expected a day that exists, written as 2026-03-31. colour: found the key "colour"; expected only keys that the format knows. Remove it, or use one of regime, version, route, organisations, on, reason, exceed.',
    )
    const empty = await json(send(site, 'analyst', '/cases', { ...opening, reason: ' ', organisations: 'X02' }))
    expect(empty.detail).toContain('organisations: found "X02"; expected a list. reason: found " "; expected words.')
    expect((await refused(send(site, 'analyst', '/cases', opening, { 'idempotency-key': '' })))[0]).toBe(400)
    expect(
      (await refused(record('ida-office', { ...event('admitted', 'office'), answers: { entry: 'met' } })))[0],
    ).toBe(400)
  })

  it('404 for no such case, in the same words as for one that is not for this reader', async () => {
    const nowhere = '00000000-0000-4000-8000-000000000000'
    expect((await refused(site.ask(`/api/v1/cases/${nowhere}`, 'analyst')))[0]).toBe(404)
    const [hidden, none] = await Promise.all([site.ask(`/api/v1/cases/${id}`), site.ask(`/api/v1/cases/${nowhere}`)])
    expect([hidden.status, none.status]).toEqual([404, 404])
    expect((await json(hidden)).detail.replace(id, '')).toBe((await json(none)).detail.replace(nowhere, ''))
  })

  it('415 for what only looks like JSON, and 405 for a method that is not taken, with those that are', async () => {
    const other = { 'content-type': 'application/json-x' }
    expect((await refused(send(site, 'analyst', '/cases', opening, other)))[0]).toBe(415)
    for (const [path, method, allow] of [
      [`/api/v1/cases/${id}`, 'PUT', 'GET, HEAD'],
      ['/api/v1/cases', 'DELETE', 'GET, HEAD, POST'],
      ['/api/v1/cases', 'PATCH', 'GET, HEAD, POST'],
    ] as const) {
      const answer = site.ask(path, 'analyst', { method })
      expect([(await refused(answer))[0], (await answer).headers.get('allow')]).toEqual([405, allow])
    }
    expect((await refused(site.ask('/api/v1/nothing', 'analyst', { method: 'PUT' })))[0]).toBe(404)
  })

  it('403 for a command that a page of another site sends', async () => {
    const answer = await send(site, 'analyst', '/cases', opening, {
      origin: 'https://evil.example',
      'sec-fetch-site': 'cross-site',
    })
    expect(answer.status).toBe(403)
  })
})

describe('what the public sees', () => {
  let entered: string
  let candidate: string
  beforeAll(async () => {
    entered = await openedCase(site, { ...opening, organisations: ['X03'], reason: '<script>alert(1)</script>' })
    await admit(site, entered)
    await publish(site, entered)
    candidate = await openedCase(site, { ...opening, organisations: ['X04'] })
  })

  it('is every published case, in public fields; never a person, never a candidate', async () => {
    const { recordKind, cases, next } = await json(site.ask('/api/v1/cases?organisation=X03'))
    expect([recordKind, next]).toEqual(['fictional', null])
    expect(cases).toEqual([
      expect.objectContaining({
        id: entered,
        regime: 'harbour-watch',
        organisations: ['X03'],
        stage: 'draft',
        opened: '2014-06-02',
        closed: null,
      }),
    ])
    const listed = await (await site.ask('/api/v1/cases')).text()
    expect(listed).not.toContain(candidate)
    expect((await json(site.ask('/api/v1/cases?organisation=X04', 'analyst'))).cases).toHaveLength(1)
    const everything = await Promise.all(
      ['', '/events', '/deadlines', '/allowed'].map(async part =>
        (await site.ask(`/api/v1/cases/${entered}${part}`)).text(),
      ),
    )
    expect(everything.join('')).not.toMatch(/ida-office|Name of/)
  })

  it('more is for those with leave: the key of who acted, and the state', async () => {
    const { events } = await json(site.ask(`/api/v1/cases/${entered}/events`, 'olga-office'))
    expect(events[1]?.actor).toBe('ida-office')
    expect(await json(site.ask(`/api/v1/cases/${entered}`, 'olga-office'))).toHaveProperty('state')
    expect(await json(site.ask(`/api/v1/cases/${entered}`))).not.toHaveProperty('state')
  })

  it('deadlines come with their arithmetic, and what may happen next with whose act it is', async () => {
    const { deadlines } = await json(site.ask(`/api/v1/cases/${entered}/deadlines`))
    expect(deadlines).toEqual([
      expect.objectContaining({
        clock: 'draft-report',
        ownerTitle: 'Pilot',
        due: '2014-09-01',
        state: 'running',
        startedBy: 2,
      }),
    ])
    expect(deadlines[0]?.arithmetic).toMatch(
      /^65 working days beginning with Monday 2 June 2014 \(day 1\)\..*Day 65 is Monday 1 September 2014\.$/,
    )
    const { allowed } = await json(site.ask(`/api/v1/cases/${entered}/allowed`, 'pia-pilot'))
    expect(allowed.find(one => one.event === 'draft-published')).toMatchObject({
      by: [{ role: 'pilot', title: 'Pilot' }],
      as: [{ role: 'pilot', title: 'Pilot' }],
      days: ['received'],
    })
    const asPublic = await json(site.ask(`/api/v1/cases/${entered}/allowed`))
    expect(asPublic.allowed.every(one => one.as.length === 0)).toBe(true)
  })

  it('a third place is given with a published reason; and a case can be read as it was known', async () => {
    const id = await openedCase(site, { ...opening, organisations: ['X05'] })
    site.turn('2014-06-20T09:00:00.000Z')
    const full = await admit(site, id)
    expect([full.status, (await json(full)).reason]).toEqual([409, 'no-place'])
    const exceeded = await json(admit(site, id, { exceed: 'Two places would leave it unsafe.' }))
    expect(exceeded.event).toMatchObject({ exceed: 'Two places would leave it unsafe.', effective: '2014-06-02' })
    expect(await json(site.ask(`/api/v1/cases/${id}?as-known-at=2014-06-10`, 'analyst'))).toMatchObject({
      stage: 'outside',
      sequence: 1,
    })
    expect((await json(site.ask(`/api/v1/cases/${id}/events?as-known-at=2014-06-10`, 'analyst'))).events).toHaveLength(
      1,
    )
    expect(await json(site.ask(`/api/v1/cases/${id}`, 'analyst'))).toMatchObject({
      stage: 'draft',
      entered: '2014-06-02',
    })
  })

  it('filters that make no sense are told', async () => {
    expect((await site.ask('/api/v1/cases?phase=never')).status).toBe(400)
    expect((await site.ask('/api/v1/cases?regime=no-watch')).status).toBe(404)
    // A null character, and a cursor from which the first page would come again.
    for (const path of ['/api/v1/cases', '/cases'])
      for (const query of ['organisation=%00', 'organisation=A%20B', 'after=nowhere'])
        expect([path, query, (await site.ask(`${path}?${query}`)).status]).toEqual([path, query, 400])
    expect((await site.ask(`/api/v1/cases/${entered}?as-known-at=0000-01-01`)).status).toBe(400)
  })

  it('what is written as HTML stays text', async () => {
    const page = await (await site.ask(`/cases/${entered}`)).text()
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(page).not.toContain('<script')
  })
})

interface Document {
  readonly openapi: string
  readonly paths: Readonly<
    Record<string, { post?: { requestBody: { content: { 'application/json': { schema: { required: string[] } } } } } }>
  >
}

it('describes itself by the schemas that it checks with', async () => {
  const document = (await (await site.ask('/api/v1/openapi.json')).json()) as Document
  expect(document.openapi).toBe('3.1.0')
  expect(Object.keys(document.paths)).toContain('/api/v1/cases/{id}/corrections')
  const { post } = document.paths['/api/v1/cases'] ?? {}
  expect(post?.requestBody.content['application/json'].schema.required).toEqual([
    'regime',
    'organisations',
    'on',
    'reason',
  ])
})
