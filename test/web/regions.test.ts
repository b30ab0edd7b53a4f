/** The region page: what is late, who waits, what was referred and what is asked in one region, as far as the reader may see. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RegionJson } from '../../src/web/region-view.ts'
import { type CaseworkSite, caseworkSite, openedCase, opening, publishedCase, send } from './casework-site.ts'

let site: CaseworkSite
let published: string
let candidate: string
beforeAll(async () => {
  site = await caseworkSite()
  published = await publishedCase(site)
  candidate = await openedCase(site, { ...opening, organisations: ['X03'] })
}, 60_000)
afterAll(() => site?.close())

const model = async (as?: string) => (await (await site.ask('/regions/midlands.json', as)).json()) as RegionJson

it('lists the regions, and says which there are where one is none', async () => {
  expect(await site.text('/regions')).toContain('<a href="/regions/north-west">North West</a>: 3 organisations')
  const answer = await site.ask('/regions/atlantis')
  expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('london, midlands, north-west')])
})

it('has every organisation of the region with its segment and cases', async () => {
  const { organisations, region } = await model()
  expect(region).toEqual({ id: 'midlands', name: 'Midlands' })
  expect(organisations.map(({ code }) => code).toSorted()).toEqual(['X02', 'X03', 'X08', 'X11'])
  expect(organisations[0]).toMatchObject({ code: 'X02', cases: [{ case: published, phase: 'in' }], overdue: 0 })
  expect(organisations.every(({ segment }) => segment === null || segment >= 1)).toBe(true)
})

it('shows candidates to those with leave, and nobody else', async () => {
  expect((await model()).candidates).toEqual([])
  expect(JSON.stringify(await model())).not.toContain(candidate)
  expect((await model('ida-office')).candidates).toMatchObject([{ case: candidate, organisations: [{ code: 'X03' }] }])
})

it('puts first what is overdue by the product’s clock', async () => {
  site.turn('2014-09-02T09:00:00.000Z')
  const { duties, organisations } = await model('pia-pilot')
  expect(duties[0]).toMatchObject({ overdue: true, title: 'Publish a draft plan', mine: true, case: published })
  expect(organisations[0]).toMatchObject({ code: 'X02', overdue: 1 })
  expect(await site.text('/regions/midlands', 'pia-pilot')).toMatch(
    /1 duty overdue; .*Overdue, and due this week.*Publish a draft plan/s,
  )
  site.turn('2014-06-02T09:00:00.000Z')
})

it('shows what was referred because it is out of scope, to whom', async () => {
  const support = {
    event: { kind: 'support', support: 'partner-help', subject: 'waiting-times', on: '2014-06-02', by: 'office' },
    reason: 'Asked for by the board.',
  }
  const answer = await send(site, 'ida-office', `/cases/${published}/events`, support, { 'if-match': '"2"' })
  expect(answer.status).toBe(201)
  expect((await model('leo-lookout')).referrals).toMatchObject([
    { case: published, on: '2014-06-02', reason: 'Asked for by the board.' },
  ])
  expect((await model()).organisations.find(({ code }) => code === 'X02')?.referrals).toBe(1)
})

it('sums all that falls due in the month, not the next time alone', async () => {
  const body = {
    kind: 'return',
    asker: 'Office',
    basis: 'none-given',
    reference: null,
    what: 'Waits each week',
    subjects: [],
    hours: 1.5,
    asked: '2014-05-13',
    due: '2014-05-20',
    cadence: 'week',
    until: null,
    answered: null,
    answer: null,
    metric: null,
    case: null,
  }
  const sent = {
    organisation: 'X08',
    audience: 'public',
    body,
    on: '2014-06-02',
    by: 'oversight-analyst',
    reason: 'Told',
  }
  expect((await send(site, 'analyst', '/registers/request', sent)).status).toBe(201)
  const row = (await model()).organisations.find(({ code }) => code === 'X08')
  expect(row).toMatchObject({ requests: 4, hours: 6 })
})

it('as CSV has a row for each organisation', async () => {
  const lines = (await site.text('/regions/midlands.csv')).trim().split('\r\n')
  expect(lines[0]).toMatch(/^record_kind,region,organisation,name,type,segment,cases,/)
  expect(lines).toHaveLength(5)
})
