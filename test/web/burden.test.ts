/** Burden on pages and in the API: what is asked of an organisation and in the sector, and a ledger that is taken or refused. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BurdenJson } from '../../src/web/burden-view.ts'
import { type CaseworkSite, caseworkSite, json, send } from './casework-site.ts'

const header = 'organisation,kind,asker,basis,reference,what,subjects,hours,asked,due,cadence'
const ledger = [
  header,
  'X02,return,Regional team,letter,Letter 4,Waits by site,cancer waits,2.5,2014-05-06,2014-05-20,month',
  'X02,return,REGIONAL TEAM,letter,letter 4,Waits by site,cancer waits,2.5,2014-05-06,2014-05-20,month',
  'X02,data-collection,Inspectorate,none given,,Long waits,cancer waits,40,2014-05-20,2014-06-01,once',
  'X03,meeting,Regional team,none given,,Progress meeting,plan,,2014-06-01,2014-06-10,once',
].join('\n')

let site: CaseworkSite
beforeAll(async () => {
  site = await caseworkSite()
}, 60_000)
afterAll(() => site?.close())

const take = (text: string, as = 'analyst', by = 'oversight-analyst') =>
  send(site, as, '/burden/imports', { fileName: 'ledger.csv', text, by, reason: 'The ledger of May' })
const model = async (path: string, as?: string) => (await (await site.ask(path, as)).json()) as BurdenJson

describe('a ledger', () => {
  it('that is wrong in one row is refused whole, with row, column, what was found and what was expected', async () => {
    const answer = await take(ledger.replace(',40,', ',£40,'))
    expect(answer.status).toBe(400)
    expect((await json(answer)).detail).toMatch(
      /^ledger.csv, row 4, column hours: found "£40"; expected quarter hours from 0 to 10,000, such as 1.5/,
    )
    expect((await model('/burden.json')).requests).toEqual([])
  })

  it('with a quotation mark left open is refused with its line', async () => {
    expect((await json(await take(`${header}\nX02,"return`))).detail).toMatch(/^ledger.csv, row 2: .*quoted value/)
  })

  it('is refused to whoever is not signed in, or has no leave', async () => {
    expect((await take(ledger, 'leo-lookout', 'oversight-analyst')).status).toBe(403)
    expect((await take(ledger, 'analyst', 'office')).status).toBe(403)
  })

  it('with duplicates is taken once, and says what may not need to be asked', async () => {
    const answer = await take(ledger)
    expect(answer.status).toBe(201)
    expect(await answer.json()).toEqual({
      written: 3,
      answered: 0,
      repeats: [{ row: 3, first: 2 }],
      flagged: [
        { row: 2, flags: [{ kind: 'same-subject', otherRow: 4 }] },
        { row: 4, flags: [{ kind: 'same-subject', otherRow: 2 }] },
      ],
    })
    expect(await (await take(ledger)).json()).toMatchObject({ written: 0 })
  })
})

describe('the page of an organisation', () => {
  it('tells hours by month and asker, those that nobody knows as unknown', async () => {
    const { months, byAsker } = await model('/organisations/X02/burden.json')
    expect(months).toEqual([
      { month: '2014-06', asker: 'Inspectorate', times: 1, byTheRules: 0, hours: 40, unknown: 0 },
      { month: '2014-06', asker: 'Regional team', times: 1, byTheRules: 0, hours: 2.5, unknown: 0 },
      { month: '2014-05', asker: 'Regional team', times: 1, byTheRules: 0, hours: 2.5, unknown: 0 },
    ])
    expect(byAsker.map(({ asker, hours, flagged }) => [asker, hours, flagged])).toEqual([
      ['Inspectorate', 40, 1],
      ['Regional team', 5, 1],
    ])
    expect((await model('/organisations/X03/burden.json')).months).toMatchObject([{ hours: 0, unknown: 1 }])
  })

  it('flags duplicates with the other request, and links writers to the form', async () => {
    const page = await site.text('/organisations/X02/burden')
    expect(page).toContain(
      'The same subject (cancer waits) at the same time: “Waits by site”, asked by Regional team on 6 May 2014.',
    )
    expect(page).toMatch(/1 June 2014.*Overdue|Overdue.*1 June 2014/s)
    expect(page).not.toContain('Write a request down')
    const mine = await site.text('/organisations/X02/burden', 'analyst')
    expect(mine).toContain('href="/registers/request?organisation=X02#write"')
    const form = await site.text('/registers/request?organisation=X02', 'analyst')
    for (const field of ['asker', 'hours', 'subjects', 'metric', 'case', 'answered'])
      expect(form).toContain(`name="body.${field}"`)
  })

  it('as CSV has a row for each request', async () => {
    const [head, first] = (await site.text('/organisations/X02/burden.csv')).split('\r\n')
    expect(head).toMatch(/^record_kind,organisation,name,asker,kind,what,subjects,/)
    expect(first).toMatch(
      /^fictional,X02,.*Inspectorate,data-collection,Long waits,cancer waits,none-given,,40,2014-05-20/,
    )
  })

  it('is the same in the API, and of nobody where there is no such organisation', async () => {
    const answer = await json(site.ask('/api/v1/organisations/x02/burden'))
    expect(answer).toMatchObject({ from: '2013-07-01', to: '2014-06-30' })
    expect((await site.ask('/api/v1/organisations/NOPE/burden')).status).toBe(404)
    expect((await site.ask('/organisations/NOPE/burden')).status).toBe(404)
  })
})

it('the sector is told by asker and by organisation', async () => {
  const found = (await (await site.ask('/burden.json')).json()) as BurdenJson & { organisations: unknown[] }
  expect(found.byAsker).toMatchObject([
    { asker: 'Inspectorate', organisations: 1 },
    { asker: 'Regional team', organisations: 2, times: 3, hours: 5, unknown: 1 },
  ])
  expect(found.organisations).toMatchObject([
    { code: 'X02', requests: 2, flagged: 2 },
    { code: 'X03', requests: 1, flagged: 0 },
  ])
  expect(await site.text('/burden')).toContain(
    '<h1 class="nhsuk-heading-l">Burden: what is asked of organisations</h1>',
  )
})

it('a request that is not public shows to those with leave only', async () => {
  const body = {
    kind: 'instruction',
    asker: 'Office',
    basis: 'none-given',
    reference: null,
    what: 'Quietly',
    subjects: [],
    hours: 1,
    asked: '2014-06-01',
    due: null,
    cadence: 'once',
    until: null,
    answered: null,
    answer: null,
    metric: null,
    case: null,
  }
  const sent = {
    organisation: 'X04',
    audience: 'case',
    body,
    on: '2014-06-01',
    by: 'oversight-analyst',
    reason: 'Told so',
  }
  expect((await send(site, 'analyst', '/registers/request', sent)).status).toBe(201)
  expect((await model('/organisations/X04/burden.json')).requests).toEqual([])
  expect((await model('/organisations/X04/burden.json', 'analyst')).requests).toMatchObject([{ what: 'Quietly' }])
})
