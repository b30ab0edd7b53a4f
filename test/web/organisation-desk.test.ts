/** The page of a board secretary: what is asked of the organisation as a case goes on, and that it is nobody else's. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPeople } from '../../src/casework/people-store.ts'
import type { OrganisationDeskModel } from '../../src/web/pages/organisation-desk.ts'
import type { ProgrammeModel } from '../../src/web/pages/programme.ts'
import { type CaseworkSite, caseworkSite, json, openedCase, send } from './casework-site.ts'

const cited = 'clause: rules#1, confidence: ours'
/** With a check of accuracy, a view of the board on itself, and a plan with a check and a monthly update. */
const changes = [
  ['  automatic: false\n', `  automatic: false\n  accuracy-check: { clock: accuracy, ${cited} }\n`],
  [
    'strands:\n',
    `strands:
  accuracy:
    title: Check of accuracy
    while: [outside]
    first: not-sent
    ${cited.replace(', ', '\n    ')}
    states:
      not-sent: { title: Not sent, on: { sent: { to: checking, by: lookout } }, ${cited} }
      checking: { title: Checking, on: { checked: { to: checked, by: crew } }, ${cited} }
      checked: { title: Checked, ${cited} }
`,
  ],
  [
    'clocks:\n',
    `clocks:
  accuracy: { title: Check what is said, owner: crew, starts: sent, length: 10 working days, counted: day-after, calendar: england, ends: checked, ${cited} }
`,
  ],
  [
    'title: Publish an update, owner: crew, during: [delivery]',
    'title: Publish an update, owner: crew, to: Harbour Office, during: [draft, delivery]',
  ],
  [
    'duties:\n',
    `duties:
  weekly-report: { title: Report progress, owner: crew, to: lookout, during: [draft], when: { every: week }, public: false, ${cited} }
`,
  ],
  [
    'subjects:\n',
    `self-assessment:
  title: The board on itself
  by: crew
  rated-by: office
  finding: capability-rating
  ${cited.replace(', ', '\n  ')}
  fields: { money: { title: Money, ${cited} }, people: { title: People, ${cited} } }
plan: { title: The plan, by: pilot, checked-by: crew, duty: monthly-update, ${cited} }
subjects:
`,
  ],
] as const

let site: CaseworkSite
let id: string
let sequence = 1
const grant = { organisation: 'X02', region: null, regime: null, from: '2010-01-01', until: null }
const person = { name: 'Somebody', purpose: 'Made for tests.', keepUntil: null }

beforeAll(async () => {
  site = await caseworkSite('fictional', changes)
  id = await openedCase(site)
  await addPeople(site.desk.store, [
    { ...person, key: 'sue-secretary', grants: [{ ...grant, function: 'crew' }] },
    { ...person, key: 'elsewhere', grants: [{ ...grant, function: 'crew', organisation: 'X03' }] },
  ])
}, 60_000)
afterAll(() => site?.close())

const path = '/organisations/X02/desk'
const desk = async () => (await (await site.ask(`${path}.json`, 'sue-secretary')).json()) as OrganisationDeskModel
const page = async () => (await site.ask(path, 'sue-secretary')).text()
const today = () => site.desk.clock.now().slice(0, 10)

async function record(as: string, kind: string, by: string, body: object): Promise<string> {
  const answer = await send(site, as, `/cases/${id}/records`, { kind, by, body, on: today(), reason: `Why ${kind}.` })
  const said = (await answer.json()) as { readonly id: string; readonly detail: string }
  if (!answer.ok) throw new Error(said.detail)
  return said.id
}

async function happens(as: string, event: string, by: string): Promise<void> {
  const asked = { event: { kind: 'event', event, on: today(), by }, reason: 'It was time.' }
  const answer = await send(site, as, `/cases/${id}/events`, asked, { 'if-match': `"${sequence}"` })
  if (!answer.ok) throw new Error((await json(answer)).detail)
  sequence += 1
}

describe('whose it is', () => {
  it.each([
    ['the public', undefined],
    ['an analyst', 'analyst'],
    ['an auditor', 'auditor'],
    ['those of another organisation', 'elsewhere'],
  ])('not that of %s, who are told so and nothing else', async (_, as) => {
    for (const format of ['', '.json', '.csv']) {
      const answer = await site.ask(`${path}${format}`, as)
      expect(answer.status).toBe(403)
      expect(await answer.text()).not.toContain(id)
    }
    expect(await (await site.ask(path, as)).text()).toContain('This page is not yours')
  })

  it('that of whoever acts for the organisation, which has to be there', async () => {
    expect((await site.ask(path, 'sue-secretary')).status).toBe(200)
    expect((await site.ask('/organisations/XYZ/desk', 'sue-secretary')).status).toBe(404)
    const { asked, cases } = await desk()
    expect(asked).toEqual([])
    expect(cases).toMatchObject([{ case: id, stageTitle: 'Not in the watch' }])
  })
})

describe('before entry', () => {
  const check = async () => {
    const board = (await (await site.ask('/programmes/harbour-watch.json', 'analyst')).json()) as ProgrammeModel
    return board.candidates?.[0]?.accuracy
  }

  it('points of accuracy until their last day, once, and with those that are not answered', async () => {
    expect(await check()).toEqual({ state: 'not-sent', until: null, open: 0 })
    await happens('leo-lookout', 'sent', 'lookout')
    await record('sue-secretary', 'accuracy-point', 'crew', { statement: 'One', says: 'It is two.', evidence: [] })
    const { asked, raised, summary } = await desk()
    expect(asked).toMatchObject([{ kind: 'accuracy', due: '2014-06-16', overdue: false, at: 'records/accuracy-point' }])
    expect(asked[0]?.says).toContain('1 raised so far, 1 of them not yet answered')
    expect(raised).toMatchObject([{ title: 'Point of accuracy', says: 'One. It is two.', answer: null }])
    // The point is what the board knows it by, and not why it was written down.
    expect(await page()).toContain('<p>One. It is two.</p>')
    expect(await page()).not.toContain('Why accuracy-point.')
    expect(summary).toContain('Next, by 16 June 2014: Check what is said of us.')
    expect(await page()).toContain(`href="/cases/${id}/records/accuracy-point#write"`)
    expect(await check()).toEqual({ state: 'running', until: '2014-06-16', open: 1 })
  })

  it('no longer, when the time is over', async () => {
    await happens('sue-secretary', 'checked', 'crew')
    expect((await desk()).asked).toEqual([])
    expect(await check()).toMatchObject({ state: 'over', open: 1 })
  })
})

describe('in the regime', () => {
  let notice: string
  beforeAll(async () => {
    const { raised } = await desk()
    await record('leo-lookout', 'reply', 'lookout', {
      to: raised[0]?.record,
      outcome: 'partly',
      says: 'It is one and a half.',
    })
    const body = { low: 1, high: 2, consultancy: null, posts: 1, months: 1, basis: 'A guess.' }
    await record('analyst', 'estimate', 'oversight-analyst', body)
    await record('leo-lookout', 'recommendation', 'lookout', {
      on: 'entry',
      way: null,
      advice: 'yes',
      says: 'It drifts.',
    })
    await happens('ida-office', 'admitted-at-once', 'office')
    const told = {
      contact: 'The board secretary',
      told: today(),
      says: 'It will be public.',
      'none-given': false,
      'staff-note': null,
    }
    notice = await record('ida-office', 'notice', 'office', told)
  })

  it('a notice to reply to, with the way straight to its answer, until it is answered', async () => {
    const { asked } = await desk()
    expect(asked.find(({ kind }) => kind === 'notice')).toMatchObject({ due: null, filled: { 'body.to': notice } })
    expect(await page()).toContain(`/cases/${id}/records/reply?body.to=${notice}#write`)
    await record('sue-secretary', 'reply', 'crew', { to: notice, outcome: 'noted', says: 'Read.' })
    expect((await desk()).asked.map(({ kind }) => kind)).not.toContain('notice')
  })

  it('the board’s view of itself, with the fields that are still missing', async () => {
    const found = async () => (await desk()).asked.find(({ kind }) => kind === 'self-assessment')
    expect(await found()).toMatchObject({ says: 'For 2014-15, still missing: Money; People.' })
    const view = { year: '2014-15', view: 'partly', says: 'Late books.', evidence: [] }
    await record('sue-secretary', 'self-assessment', 'crew', { ...view, field: 'money' })
    expect(await found()).toMatchObject({
      says: 'For 2014-15, still missing: People.',
      filled: { 'body.year': '2014-15', 'body.field': 'people' },
    })
  })

  it('the update of the plan by its day, and what is late of it in words', async () => {
    const found = async () => (await desk()).asked.filter(({ kind }) => kind === 'plan-update')
    expect(await found()).toMatchObject([{ due: '2014-07-02', overdue: false, at: 'plan/update' }])
    site.turn('2014-07-03T09:00:00.000Z')
    expect(await found()).toMatchObject([
      { due: '2014-07-02', overdue: true, says: 'No update for 2014-06 is published.' },
    ])
    expect((await desk()).asked[0]?.kind).toBe('plan-update')
    expect(await page()).toMatch(/Publish an update<\/a><\/strong>.*Overdue.*Was due on/s)
    site.turn('2014-06-02T09:00:00.000Z')
  })

  it('what was raised with its answer, who is appointed, and what was said this month', async () => {
    const post = {
      role: 'pilot',
      post: 'Pilot, three days a week',
      partner: null,
      from: '2014-06-02',
      until: null,
      reference: 'Letter',
    }
    const urgency = { urgent: false, approval: null, 'urgent-reason': null }
    await record('ida-office', 'appointment', 'office', { ...post, ...urgency })
    const { raised, appointments, said } = await desk()
    expect(raised).toMatchObject([
      { answer: { outcome: 'Partly', roleTitle: 'The lookout' } },
      { title: 'The board’s view of itself' },
    ])
    expect(appointments).toMatchObject([
      { roleTitle: 'Pilot', appointedBy: 'Harbour Office', accountableTo: 'Harbour Office' },
    ])
    expect(said.map(({ title }) => title)).toEqual(
      expect.arrayContaining(['Estimate', 'Recommendation', 'Notice to the organisation']),
    )
    expect(said.map(({ title }) => title)).not.toContain('Point of accuracy')
    site.turn('2014-08-01T09:00:00.000Z')
    expect((await desk()).said).toEqual([])
    site.turn('2014-06-02T09:00:00.000Z')
  })

  it('what recurs once, the next time', async () => {
    const found = (await desk()).asked.filter(({ kind }) => kind === 'duty')
    expect(found).toMatchObject([{ title: 'Report progress', due: '2014-06-09', overdue: false, at: '' }])
  })

  it('how much is asked in a month and by whom', async () => {
    site.turn('2014-07-01T09:00:00.000Z')
    const { burden } = await desk()
    expect(burden).toMatchObject({ month: '2014-07', asks: 5, twice: [] })
    expect(burden.byWhom.toSorted((a, b) => a.asks - b.asks)).toEqual([
      { to: 'Harbour Office', asks: 1 },
      { to: 'The lookout', asks: 4 },
    ])
    site.turn('2014-06-02T09:00:00.000Z')
  })
})
