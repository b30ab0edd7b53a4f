/** The pages of cases: the list, one case as everybody and as those who act see it, and the forms without JavaScript. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dayFromIso } from '../../src/regimes/day.ts'
import {
  admit,
  type CaseworkSite,
  caseworkSite,
  json,
  openedCase,
  opening,
  publish,
  publishedCase,
} from './casework-site.ts'

let site: CaseworkSite
let id: string
beforeAll(async () => {
  site = await caseworkSite()
  id = await publishedCase(site)
}, 60_000)
afterAll(() => site?.close())

describe('the list', () => {
  it('says in words where each case stands and what is due next, and marks what is fictional', async () => {
    const page = await site.text('/cases')
    expect(page).toContain('Fictional cases of the sample sector')
    expect(page).toContain('A plan is being drafted')
    expect(page).toMatch(/Draft plan published.*by 1 September 2014/s)
  })

  it('as CSV carries the kind of record in each row', async () => {
    const [head, row] = (await site.text('/cases.csv')).split('\r\n')
    expect(head).toMatch(/^record_kind,id,regime,/)
    expect(row).toMatch(/^fictional,[0-9a-f-]+,harbour-watch,2014,X02,/)
  })

  it('marks a deadline that has passed', async () => {
    site.turn('2014-09-02T09:00:00.000Z')
    expect(await site.text('/cases')).toMatch(/Overdue/)
    expect(await site.text(`/cases/${id}`)).toMatch(/1 deadline passed unmet/)
    site.turn('2014-06-02T09:00:00.000Z')
  })
})

describe('one case', () => {
  it('tells everybody what happened by role, what is due with its arithmetic, and offers no form', async () => {
    const page = await site.text(`/cases/${id}`)
    expect(page).toContain('Admitted at once</strong>, by Harbour Office')
    expect(page).toContain('65 working days beginning with Monday 2 June 2014')
    expect(page).not.toContain('<form class="case-form"')
    expect(page).not.toMatch(/ida-office|Name of/)
  })

  it('offers those who may act the events that they may record, and no others', async () => {
    const page = await site.text(`/cases/${id}`, 'pia-pilot')
    expect(page).toContain('Record: Draft published')
    expect(page).not.toContain('Record: Taken over')
    expect(page).toContain('Day it was received, if another')
  })

  it('is also JSON and CSV', async () => {
    const model = await (await site.ask(`/cases/${id}.json`)).json()
    expect(model).toMatchObject({
      recordKind: 'fictional',
      case: { id, stage: 'draft' },
      regime: { id: 'harbour-watch' },
    })
    const events = (await site.text(`/cases/${id}.csv`)).replaceAll(id, 'CASE')
    await expect(events).toMatchFileSnapshot('../golden/web/cases-CASE.csv')
  })

  it('is never kept: neither for others nor by a tag', async () => {
    const { headers } = await site.ask(`/cases/${id}`)
    expect([headers.get('cache-control'), headers.get('etag')]).toEqual(['no-store', null])
  })

  it('is not there for whoever may not see it', async () => {
    const candidate = await openedCase(site, { ...opening, organisations: ['X04'] })
    expect((await site.ask(`/cases/${candidate}`)).status).toBe(404)
    expect((await site.ask(`/cases/${candidate}`, 'analyst')).status).toBe(200)
    expect((await site.ask('/cases/nonsense')).status).toBe(404)
  })
})

describe('forms', () => {
  const fields = { event: 'draft-published', on: '2014-06-02', by: 'pilot', reason: 'The draft is out.', key: 'form-a' }

  it('a refusal comes back in words, with what was filled in', async () => {
    const answer = await site.post(`/cases/${id}/events`, 'pia-pilot', {
      ...fields,
      expected: '1',
      reason: 'Kept <b>words</b>.',
    })
    const page = await answer.text()
    expect(answer.status).toBe(412)
    expect(page).toContain('The case has moved on')
    expect(page).toContain('Kept &lt;b&gt;words&lt;/b&gt;.')
    expect((await site.post(`/cases/${id}/events`, undefined, { ...fields, expected: '2' })).status).toBe(401)
    expect(
      (await site.post(`/cases/${id}/events`, 'pia-pilot', { ...fields, expected: '2', on: 'tomorrow' })).status,
    ).toBe(400)
  })

  it('where nothing says what its writer had seen, it is stale', async () => {
    for (const expected of ['', 'many', '1e999', '-2', '2.5']) {
      const answer = await site.post(`/cases/${id}/events`, 'pia-pilot', {
        ...fields,
        expected,
        key: `form-${expected}`,
      })
      expect([expected, answer.status]).toEqual([expected, 412])
      expect(await answer.text()).not.toMatch(/NaN|Infinity/)
    }
  })

  it('what is done leads back to the page, once however often it is pressed', async () => {
    const sent = { ...fields, expected: '2', key: 'form-b', received: '' }
    const first = await site.post(`/cases/${id}/events`, 'pia-pilot', sent)
    expect([first.status, first.headers.get('location')]).toEqual([303, `/cases/${id}?recorded=3#outcome`])
    const again = await site.post(`/cases/${id}/events`, 'pia-pilot', sent)
    expect(again.headers.get('location')).toBe(first.headers.get('location'))
    const page = await site.text(`/cases/${id}?recorded=3`, 'pia-pilot')
    expect(page).toContain('Event 3 is recorded.')
    expect(page).toContain('The plan is open to comment')
  })

  it('a correction strikes the event that was wrong', async () => {
    const wrong = { sequence: '3', happened: 'never', reason: 'It was a draft of the draft.', expected: '3' }
    expect((await site.post(`/cases/${id}/corrections`, 'pia-pilot', wrong)).status).toBe(303)
    const page = await site.text(`/cases/${id}`)
    expect(page).toMatch(/<del>Draft published<\/del>/)
    expect(page).toContain('corrected by event 4')
    expect(page).toContain('It was a draft of the draft.')
  })

  it('are refused when they come from another site', async () => {
    const headers = { origin: 'https://evil.example' }
    const body = new URLSearchParams({ ...fields, expected: '4' })
    expect((await site.ask(`/cases/${id}/events`, 'pia-pilot', { method: 'POST', body, headers })).status).toBe(403)
  })
})

describe('a correction of a day', () => {
  const draft = { event: 'draft-published', by: 'pilot', reason: 'The draft is out.', key: 'draft' }
  const put = { happened: 'on-another-day', reason: 'The letter says so.' }
  const reply = async (of: string) => {
    const { deadlines } = await json(site.ask(`/api/v1/cases/${of}/deadlines`))
    return deadlines.find(({ clock }) => clock === 'reply')?.due
  }
  let drafted: string
  beforeAll(async () => {
    drafted = await openedCase(site, { ...opening, organisations: ['X03'] })
    await admit(site, drafted, { exceed: 'It could not wait.' })
    await publish(site, drafted)
    site.turn('2014-06-30T09:00:00.000Z')
    const sent = { ...draft, expected: '2', on: '2014-06-04', issued: '2014-06-05', received: '2014-06-11' }
    expect((await site.post(`/cases/${drafted}/events`, 'pia-pilot', sent)).status).toBe(303)
  })

  it('keeps the days on which it was issued and received, and the clock that runs from them', async () => {
    expect(await reply(drafted)).toBe('2014-06-25')
    const sent = { ...put, sequence: '3', expected: '3', on: '2014-06-03' }
    expect((await site.post(`/cases/${drafted}/corrections`, 'pia-pilot', sent)).status).toBe(303)
    const { events } = await json(site.ask(`/api/v1/cases/${drafted}/events`, 'pia-pilot'))
    const [on, issued, received] = ['2014-06-03', '2014-06-05', '2014-06-11'].map(dayFromIso)
    expect(events.at(-1)?.event).toMatchObject({ on, issued, received })
    expect(await reply(drafted)).toBe('2014-06-25')
  })

  it('puts these right too, by themselves', async () => {
    expect(await site.text(`/cases/${drafted}`, 'pia-pilot')).toContain('The right day it was received, if another')
    const sent = { ...put, sequence: '4', expected: '4', on: '', issued: '', received: '2014-06-12' }
    expect((await site.post(`/cases/${drafted}/corrections`, 'pia-pilot', sent)).status).toBe(303)
    const event = (await json(site.ask(`/api/v1/cases/${drafted}/events`, 'pia-pilot'))).events.at(-1)
    expect([event?.effective, await reply(drafted)]).toEqual(['2014-06-03', '2014-06-26'])
  })

  it('that names no day is refused', async () => {
    const sent = { ...put, sequence: '5', expected: '5', on: '', issued: '', received: '' }
    const answer = await site.post(`/cases/${drafted}/corrections`, 'pia-pilot', sent)
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('a day that exists')])
  })
})

it('exercises in a real store are for those who play them, and never for the public', async () => {
  const real = await caseworkSite('real')
  try {
    const exercise = await openedCase(real)
    await admit(real, exercise)
    expect((await real.ask(`/cases/${exercise}`)).status).toBe(404)
    expect((await json(real.ask('/api/v1/cases'))).cases).toEqual([])
    const page = await (await real.ask(`/cases/${exercise}`, 'analyst')).text()
    expect(page).toContain('Nothing here is a real decision.')
    const { recordKind, cases } = await json(real.ask('/api/v1/cases', 'analyst'))
    expect([recordKind, cases.length]).toEqual(['exercise', 1])
  } finally {
    await real.close()
  }
}, 60_000)
