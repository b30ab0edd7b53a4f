/** The duties calendar: the page, who sees what of it, and the feed, read by another's reader of RFC 5545. */
import ICAL from 'ical.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Actor, publicActor } from '../../src/casework/model.ts'
import { loadCalendars } from '../../src/regimes/calendar-file.ts'
import { compileRegime } from '../../src/regimes/compile.ts'
import { dayFromIso } from '../../src/regimes/day.ts'
import { listedDuties, whoseDuty } from '../../src/web/duties.ts'
import { dutyFeed } from '../../src/web/duty-feed.ts'
import { windowOf } from '../../src/web/duty-filter.ts'
import { monthTables } from '../../src/web/duty-months.ts'
import type { DutiesModel } from '../../src/web/pages/duties.ts'
import { changed, harbour } from '../regimes/examples/harbour.ts'
import {
  admit,
  type CaseworkSite,
  caseworkSite,
  json,
  openedCase,
  opening,
  publishedCase,
  publishVersion,
  send,
} from './casework-site.ts'

let site: CaseworkSite
let id: string
beforeAll(async () => {
  site = await caseworkSite()
  id = await publishedCase(site)
}, 60_000)
afterAll(() => site?.close())

const start = '2014-06-02T09:00:00.000Z'
const model = async (query = '', as?: string) =>
  (await (await site.ask(`/duties.json?span=three-months${query}`, as)).json()) as DutiesModel
const events = (feed: string) => new ICAL.Component(ICAL.parse(feed)).getAllSubcomponents('vevent')

describe('the page', () => {
  it('says who owes what to whom by when, with the arithmetic', async () => {
    const page = await site.text('/duties?span=three-months')
    expect(page).toContain('Monday 1 September 2014')
    expect(page).toMatch(/Publish a draft plan.*Owed by Pilot, to: The public\./s)
    expect(page).toContain('65 working days beginning with Monday 2 June 2014')
    expect(page).toContain('Nothing is overdue. 1 thing falls due between 2 June 2014 and 2 September 2014.')
    expect(await site.text('/duties')).toContain('Nothing that you may see falls due in these days.')
  })

  it('puts what is overdue first from the day after its last, by the product’s clock, whatever the span', async () => {
    site.turn('2014-09-02T00:00:00.000Z')
    expect(await site.text('/duties')).toMatch(/<h2[^>]*>Overdue<\/h2>.*Was due on.*1 September 2014/s)
    site.turn('2014-09-01T23:59:00.000Z')
    expect(await site.text('/duties')).not.toContain('Was due on')
    site.turn(start)
  })

  it('as CSV carries the kind of record in each row', async () => {
    const [head, row] = (await site.text('/duties.csv?span=three-months')).split('\r\n')
    expect(head).toMatch(/^record_kind,due,overdue,kind,title,owner,/)
    expect(row).toMatch(/^fictional,2014-09-01,false,deadline,Publish a draft plan,pilot,Pilot,The public,true,/)
  })

  it.each([
    ['regime', '&regime=harbour-watch', 1],
    ['organisation', '&organisation=x02', 1],
    ['another organisation', '&organisation=X03', 0],
    ['owner', '&owner=pilot', 1],
    ['another owner', '&owner=office', 0],
  ])('is narrowed by %s', async (_, query, duties) => {
    expect((await model(query)).duties).toHaveLength(duties)
  })

  it.each(['span=decade', 'owner=%3Cb%3E', 'mine=yes', 'organisation=%00'])(
    'says what is wrong with %s',
    async query => {
      expect((await site.ask(`/duties?${query}`)).status).toBe(400)
    },
  )

  it('shows what is mine by the roles that I hold, and to nobody who is not signed in', async () => {
    expect((await model('&mine=1', 'pia-pilot')).duties).toMatchObject([{ mine: true, owner: 'pilot' }])
    expect((await model('&mine=1', 'max-master')).duties).toEqual([])
    expect((await site.ask('/duties?mine=1')).status).toBe(403)
  })

  it('shows everybody nothing of a candidate', async () => {
    const candidate = await openedCase(site, { ...opening, organisations: ['X04'] })
    expect((await model()).duties.map(one => one.case)).not.toContain(candidate)
  })

  it('shows what the rules mark as not public to those with leave in the case, and to nobody else', async () => {
    const calendars = await loadCalendars()
    const hidden = harbour(
      '2014',
      changed(['when: { clock: draft-report }\n    public: true', 'when: { clock: draft-report }\n    public: false']),
    )
    const { hash, ...said } = hidden
    const regimes = site.desk.regimes.map(one => {
      // The very rules that the case is pinned to, but for that one word.
      const latest = { ...one.latest, compiled: compileRegime({ ...said, hash: one.latest.hash }, calendars) }
      return { ...one, latest, byVersion: new Map([[latest.version, latest]]) }
    })
    const titles = async (actor: Actor) => {
      const filter = { span: 'three-months', regime: null, organisation: 'X02', owner: null, mine: false } as const
      const { duties } = await listedDuties({ desk: { ...site.desk, regimes }, actor }, filter)
      return duties.map(({ item }) => item.title)
    }
    const grant = {
      function: 'pilot',
      organisation: 'X02',
      region: null,
      regime: null,
      from: '2010-01-01',
      until: null,
    }
    expect(await titles(publicActor)).toEqual([])
    expect(await titles({ key: 'elsewhere', grants: [{ ...grant, organisation: 'X03' }] })).toEqual([])
    expect(await titles({ key: 'inside', grants: [grant] })).toEqual(['Publish a draft plan'])
  })
})

describe('a period that is over', () => {
  let inConsultation: string
  beforeAll(async () => {
    inConsultation = await openedCase(site, { ...opening, organisations: ['X03'] })
    await admit(site, inConsultation, { exceed: 'It could not wait.' })
    const event = { kind: 'event', event: 'draft-published', on: '2014-06-02', by: 'pilot' }
    const sent = { event, reason: 'The draft is out.' }
    const answer = await send(site, 'pia-pilot', `/cases/${inConsultation}/events`, sent, { 'if-match': '"2"' })
    if (!answer.ok) throw new Error((await json(answer)).detail)
  })
  afterAll(() => site.turn(start))

  const comment = async () =>
    (await json(site.ask(`/api/v1/cases/${inConsultation}/deadlines`, 'analyst'))).deadlines.find(
      one => one.clock === 'comment',
    )

  it('has ended and is overdue for nobody, also before the clock has told it', async () => {
    site.turn('2014-06-30T09:00:00.000Z')
    expect(await comment()).toMatchObject({ due: '2014-06-30', state: 'running', overdue: false })
    site.turn('2014-07-01T09:00:00.000Z')
    expect(await comment()).toMatchObject({ state: 'ended', overdue: false })
    const { deadlines } = await json(site.ask('/api/v1/deadlines', 'analyst'))
    expect(deadlines.map(one => one.clock)).not.toContain('comment')
    expect((await model('&organisation=X03', 'analyst')).duties.map(one => one.title)).not.toContain('Time for comment')
  })

  it('is no deadline that passed unmet, on its page and in the list', async () => {
    const page = await site.text(`/cases/${inConsultation}`, 'analyst')
    expect(page).toContain('1 deadline passed unmet') // the reply, which was due on 16 June
    const { cases } = (await (await site.ask('/cases.json?organisation=X03', 'analyst')).json()) as {
      cases: { next: { title: string } }[]
    }
    expect(cases[0]?.next.title).toBe('The foundation trust replies')
  })
})

describe('the feed', () => {
  it('is read by another’s reader: an all-day event for each thing that falls due', async () => {
    const answer = await site.ask('/duties.ics?organisation=X02')
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    const [event, ...others] = events(await answer.text())
    expect(others).toEqual([])
    const read = new ICAL.Event(event)
    expect(read.summary).toMatch(/^Fictional: Publish a draft plan \(.+\)$/)
    expect([read.startDate.toString(), read.startDate.isDate, read.endDate.toString()]).toEqual([
      '2014-09-01',
      true,
      '2014-09-02',
    ])
    expect(read.uid).toBe(`${id}/duty/draft-plan/2014-06-02@turnaround`)
    expect(String(event?.getFirstPropertyValue('dtstamp'))).toBe('2014-06-02T00:00:00Z')
    expect(event?.getFirstPropertyValue('url')).toMatch(new RegExp(`/cases/${id}$`))
    expect(read.description).toContain('Owed by Pilot, to: The public.')
    expect(event?.getAllSubcomponents('valarm')).toEqual([])
  })

  it('carries a tag, and is not sent again to whoever has it', async () => {
    const tag = (await site.ask('/duties.ics')).headers.get('etag') ?? ''
    expect(tag).toMatch(/^"[0-9a-f]+"$/)
    expect((await site.ask('/duties.ics', undefined, { headers: { 'if-none-match': tag } })).status).toBe(304)
    site.turn('2014-06-02T17:00:00.000Z')
    expect((await site.ask('/duties.ics')).headers.get('etag')).toBe(tag)
    site.turn(start)
    const { headers } = await site.ask('/duties.ics?mine=1', 'pia-pilot')
    expect([headers.get('etag'), headers.get('cache-control')]).toEqual([null, 'no-store'])
    expect((await site.ask('/duties.ics?mine=1')).status).toBe(403)
  })

  it('keeps to the letter of the format whatever the words are', async () => {
    const given = await model()
    const [one] = given.duties
    if (one === undefined) throw new Error('There is nothing to write.')
    const hostile = 'Comma, semicolon; back\\slash "quote"\nEND:VEVENT\r\nand \u0007 a bell, 漢字 and 🏥 '.repeat(8)
    const duties = [{ ...one, title: hostile, words: hostile, to: 'A: <b>', overdue: null }]
    const feed = dutyFeed({ ...given, duties, simulated: 'one day a second' }, 'https://example.org')
    const lines = feed.split('\r\n')
    expect(lines.pop()).toBe('')
    for (const line of lines) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
      expect(line).toMatch(/^[^\p{Cc}\ufffd]*$/u)
    }
    const [event, ...others] = events(feed)
    expect(others).toEqual([])
    const plain = hostile.replaceAll('\r\n', '\n').replaceAll('\u0007', ' ')
    expect(event?.getFirstPropertyValue('summary')).toContain(plain)
    const description = String(event?.getFirstPropertyValue('description'))
    expect(description).toContain(plain)
    expect(description).toContain('Simulated time: it is 2014-06-02, one day a second.')
  })
})

describe('days', () => {
  const iso = (span: 'week' | 'month' | 'three-months' | 'year', today: string) => {
    const { from, to } = windowOf(span, dayFromIso(today))
    return [from - dayFromIso(today), to - dayFromIso(today)]
  }
  it('a week is from Monday to Sunday, a month the calendar’s, three months from today', () => {
    expect(iso('week', '2014-06-04')).toEqual([-2, 4])
    expect(iso('week', '2014-06-08')).toEqual([-6, 0])
    expect(iso('month', '2016-02-10')).toEqual([-9, 19])
    expect(iso('three-months', '2014-11-30')).toEqual([0, 90])
    expect(iso('year', '2014-11-30')).toEqual([0, 365])
  })

  it('months are tables of whole weeks, each day once, with what falls due on it', () => {
    const [june, july, ...more] = monthTables({
      from: '2014-06-30',
      to: '2014-07-01',
      duties: [
        { due: '2014-06-30', overdue: null },
        { due: '2014-06-30', overdue: false },
        { due: '2014-06-29', overdue: true },
      ],
    })
    expect(more).toEqual([])
    expect([june?.month, july?.month]).toEqual(['2014-06', '2014-07'])
    expect(june?.weeks.every(week => week.length === 7)).toBe(true)
    const days = june?.weeks.flat().filter(cell => cell !== null) ?? []
    expect(days.map(cell => cell.date)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1))
    expect(days.filter(cell => cell.due > 0)).toEqual([{ day: '2014-06-30', date: 30, due: 2 }])
    // 1 June 2014 was a Sunday.
    expect(june?.weeks[0]?.map(cell => cell?.date ?? null)).toEqual([null, null, null, null, null, null, 1])
  })
})

describe('what only those who work on a case may know', () => {
  const review = (next: string) => ({
    kind: 'review',
    body: { subject: null, 'looked-at': ['The plan'], outcome: 'continue', says: 'Go on.', next },
    on: '2014-06-02',
    by: 'lookout',
    reason: 'Looked at.',
  })
  const due = async (as?: string) => (await model('', as)).duties.filter(({ kind }) => kind === 'review')

  it('is the next review, where that is written for them alone', async () => {
    const answer = await send(site, 'leo-lookout', `/cases/${id}/records`, review('2014-07-01'))
    await publishVersion(site, id, ((await answer.json()) as { readonly id: string }).id)
    expect(await due()).toMatchObject([{ due: '2014-07-01' }])
    await send(site, 'leo-lookout', `/cases/${id}/records`, review('2014-08-01'))
    expect((await due('leo-lookout')).map(one => one.due)).toEqual(['2014-08-01'])
    expect((await due()).map(one => one.due)).not.toContain('2014-08-01')
    // What was looked at since is not public: so is whether that review is late.
    site.turn('2014-07-02T09:00:00.000Z')
    expect(await due()).toEqual([])
    site.turn(start)
  })
})

it('a duty of one organisation of an area is told of that one', async () => {
  const filter = { span: 'three-months', regime: null, organisation: null, owner: null, mine: false } as const
  const [one] = (await listedDuties({ desk: site.desk, actor: publicActor }, filter)).duties
  if (one === undefined) throw new Error('no duty is listed')
  const ruled = { ...one.ruled, found: { ...one.ruled.found, organisations: ['X02', 'X03'] } }
  expect(whoseDuty({ ruled, item: one.item })).toEqual(['X02', 'X03'])
  expect(whoseDuty({ ruled, item: { ...one.item, organisation: 'X03' } })).toEqual(['X03'])
})
