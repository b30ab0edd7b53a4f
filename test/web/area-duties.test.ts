/** What each organisation of an area has done of a duty: on the page of the case, and asked of those alone that still owe it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPeople } from '../../src/casework/people-store.ts'
import type { RegionJson } from '../../src/web/region-view.ts'
import type { DutiesModel } from '../../src/web/pages/duties.ts'
import type { OrganisationDeskModel } from '../../src/web/pages/organisation-desk.ts'
import type { ReturnModel } from '../../src/web/pages/case-return.ts'
import { admit, type CaseworkSite, caseworkSite, json, openedCase, opening, publish, send } from './casework-site.ts'

const cited = 'clause: rules#1, confidence: ours'
const owed = [
  'duties:\n',
  `duties:
  share-rota: { title: Share one rota, owner: crew, to: lookout, during: [draft], when: { by-date: 2014-06-20 }, public: true, ${cited} }
  tell-budget: { title: Tell the budget, owner: crew, to: lookout, during: [draft], when: { no-date: true }, public: false, ${cited} }
`,
] as const
const areas = ['says: Any hospital or ambulance trust.', 'says: Any trust, or several.\n  areas: true'] as const

let site: CaseworkSite
let id: string
const everywhere = { organisation: null, region: null, regime: null, from: '2010-01-01', until: null }
const person = { name: 'Somebody', purpose: 'Made for tests.', keepUntil: null }
const secretaries = { 'sue-x02': 'X02', 'tom-x01': 'X01' }

beforeAll(async () => {
  site = await caseworkSite('fictional', [areas, owed])
  await addPeople(
    site.desk.store,
    Object.entries(secretaries).map(([key, organisation]) => ({
      ...person,
      key,
      grants: [{ ...everywhere, function: 'crew', organisation }],
    })),
  )
  id = await openedCase(site, { ...opening, organisations: ['X02', 'X01'] })
  const admitted = await admit(site, id)
  if (!admitted.ok) throw new Error((await json(admitted)).detail)
  await publish(site, id)
}, 60_000)
afterAll(() => site?.close())

const rota = { duty: 'share-rota', due: null, done: '2014-06-02', says: 'One rota is worked by both.' }
const say = (as: string, organisation: string, more: object = {}) =>
  send(site, as, `/cases/${id}/records`, {
    kind: 'duty-done',
    by: 'crew',
    organisation,
    body: rota,
    on: '2014-06-02',
    reason: 'The board saw it.',
    ...more,
  })
const duties = async (query = '', as?: string) => {
  const { duties: all } = (await (await site.ask(`/duties.json?span=month${query}`, as)).json()) as DutiesModel
  return all.filter(({ key }) => key.startsWith('duty/share-rota'))
}
const asked = async (path: string, as: string) => {
  const model = (await (await site.ask(path, as)).json()) as OrganisationDeskModel
  return model.asked.map(({ title }) => title)
}
const desk = (code: string, as: string) => asked(`/organisations/${code}/desk.json`, as)
const returned = async (as: string) =>
  ((await (await site.ask(`/cases/${id}/return.json`, as)).json()) as ReturnModel).due.map(({ title }) => title)
const region = async (name: string) => {
  const model = (await (await site.ask(`/regions/${name}.json`)).json()) as RegionJson
  return model.duties.filter(({ title }) => title === 'Share one rota').flatMap(one => one.organisations)
}

describe('before anybody has done its part', () => {
  it('each is asked, and each by itself: two lines, of which one is one’s own', async () => {
    expect((await duties()).map(one => [one.key, one.organisations.map(({ code }) => code), one.each])).toEqual([
      ['duty/share-rota/X02', ['X02'], null],
      ['duty/share-rota/X01', ['X01'], null],
    ])
    expect((await duties('', 'sue-x02')).map(({ mine }) => mine)).toEqual([true, false])
    expect((await duties('&organisation=X01')).map(({ key }) => key)).toEqual(['duty/share-rota/X01'])
    expect(await desk('X02', 'sue-x02')).toContain('Share one rota')
    expect(await desk('X01', 'tom-x01')).toContain('Share one rota')
    expect((await returned('sue-x02')).filter(title => title === 'Share one rota')).toHaveLength(1)
  })

  it('and the page of the case says so, with the way to what falls due for each', async () => {
    const page = await site.text(`/cases/${id}`)
    for (const code of ['X02', 'X01']) expect(page).toContain(`/duties?span=three-months&amp;organisation=${code}`)
    expect(plain(page)).toContain('owed Done by none of 2; still owed by Brackenfield and Ashdown Vale.')
  })
})

describe('once one of them has', () => {
  beforeAll(async () => {
    const not = await say('sue-x02', 'X01')
    expect([not.status, (await json(not)).reason]).toEqual([403, 'not-granted'])
    expect((await say('sue-x02', 'X02')).status).toBe(201)
  })

  it('the page of the case and its API name it, with its day, and who still owes it', async () => {
    expect(plain(await site.text(`/cases/${id}`))).toContain(
      'Done by 1 of 2: Brackenfield (2 June 2014); still owed by Ashdown Vale.',
    )
    const told = (await (await site.ask(`/api/v1/cases/${id}`)).json()) as {
      duties: { duty: string; parts: unknown }[]
    }
    expect(told.duties.find(one => one.duty === 'share-rota')?.parts).toEqual([
      {
        due: '2014-06-20',
        organisations: [
          { organisation: 'X02', done: '2014-06-02', overdue: false },
          { organisation: 'X01', done: null, overdue: false },
        ],
      },
    ])
  })

  it('the other alone is asked: in the calendar and its feed, on its desk, in its region', async () => {
    expect((await duties()).map(({ key }) => key)).toEqual(['duty/share-rota/X01'])
    expect(await duties('&organisation=X02')).toEqual([])
    const feed = (await (await site.ask('/duties.ics')).text()).replaceAll('\r\n ', '')
    expect(feed).toContain(`UID:${id}/duty/share-rota/X01@turnaround`)
    expect(feed).not.toContain('share-rota/X02')
    expect(await desk('X02', 'sue-x02')).not.toContain('Share one rota')
    expect(await desk('X01', 'tom-x01')).toContain('Share one rota')
    expect(await returned('sue-x02')).not.toContain('Share one rota')
    expect(await returned('tom-x01')).toContain('Share one rota')
    site.turn('2014-06-16T09:00:00.000Z')
    expect([await region('midlands'), (await region('london')).map(({ code }) => code)]).toEqual([[], ['X01']])
    site.turn('2014-06-02T09:00:00.000Z')
  })

  it('and is overdue after the last day, which the page says', async () => {
    site.turn('2014-06-21T09:00:00.000Z')
    expect(plain(await site.text(`/cases/${id}`))).toContain('Overdue still owed by Ashdown Vale.')
    expect((await duties()).map(({ key, overdue }) => [key, overdue])).toEqual([['duty/share-rota/X01', true]])
    site.turn('2014-06-02T09:00:00.000Z')
  })

  it('the record stands in the case in words, with the duty by its title', async () => {
    const page = plain(await site.text(`/cases/${id}/records/duty-done`, 'sue-x02'))
    expect(page).toMatch(/on Brackenfield.*Duty Share one rota.*Done 2 June 2014.*One rota is worked by both/)
    expect(page).toContain('Of a duty that recurs; of any other it stays empty.')
  })
})

it('what the rules keep from the public is told to those with leave alone', async () => {
  const body = { ...rota, duty: 'tell-budget', says: 'Told to the lookout.' }
  expect((await json(say('sue-x02', 'X02', { body }))).detail).toContain('expected "case"')
  expect((await say('sue-x02', 'X02', { body, audience: 'case' })).status).toBe(201)
  const parts = async (as?: string) => {
    const told = await site.ask(`/api/v1/cases/${id}`, as)
    const { duties: all } = (await told.json()) as { duties: { duty: string; parts: unknown[] }[] }
    return all.find(({ duty }) => duty === 'tell-budget')?.parts.length
  }
  expect([await parts(), await parts('tom-x01')]).toEqual([0, 1])
})

/** What a page says, without its tags, and without what all names here end with. */
function plain(html: string): string {
  return html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replaceAll(' .', '.')
    .replaceAll(' NHS Foundation Trust', '')
}
