/** An organisation that merged away while its case runs: the case goes on, says so plainly, and its successor acts in it. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addPeople } from '../../src/casework/people-store.ts'
import { type CaseworkSite, caseworkSite, openedCase, opening, publish, send } from './casework-site.ts'

let site: CaseworkSite
let id: string
const words =
  'Old Ashdown NHS Trust (X99) became part of Ashdown Vale NHS Foundation Trust (X01) on 1 April 2019. The case goes on'
const proposal = {
  kind: 'proposal',
  by: 'crew',
  reason: 'Asked.',
  on: '2019-03-04',
  body: { title: 'Ours', says: 'We mend it', missing: 'Time' },
}
const propose = async (as: string, on: string) =>
  (await send(site, as, `/cases/${id}/records`, { ...proposal, on })).status

beforeAll(async () => {
  site = await caseworkSite()
  await addPeople(
    site.desk.store,
    ['crew-X99', 'crew-X01', 'crew-X02', 'lookout-X01'].map(key => {
      const [role = '', organisation = ''] = key.split('-')
      const everywhere = { region: null, regime: null, from: '2010-01-01', until: null }
      return {
        key,
        name: `Name of ${key}`,
        purpose: 'Made for tests.',
        keepUntil: null,
        grants: [{ ...everywhere, function: role, organisation }],
      }
    }),
  )
  site.turn('2019-03-04T09:00:00.000Z')
  id = await openedCase(site, { ...opening, organisations: ['X99'], on: '2019-03-04' })
}, 60_000)
afterAll(() => site?.close())

it('before the day, is as any other', async () => {
  expect(await site.text(`/cases/${id}`, 'crew-X99')).not.toContain('The case goes on')
  // Whoever has no leave in it is not told that it is there.
  expect(await propose('crew-X01', '2019-03-04')).toBe(404)
  expect(await propose('crew-X99', '2019-03-04')).toBe(201)
  expect((await site.ask('/organisations/X01/desk', 'crew-X01')).status).toBe(200)
  expect(await site.text('/organisations/X01/desk', 'crew-X01')).not.toContain(id)
})

it('from the day on, tells on its page of the day, the successor and what passes', async () => {
  site.turn('2019-04-01T09:00:00.000Z')
  const page = await site.text(`/cases/${id}`, 'analyst')
  expect(page).toContain(words)
  expect(page).toMatch(/id="passed-X99"[\s\S]*?<a href="\/organisations\/X01[^"]*">/)
  const model = (await (await site.ask(`/cases/${id}.json`, 'analyst')).json()) as {
    passed: readonly { on: string; to: readonly object[]; duties: readonly string[] }[]
  }
  expect(model.passed).toMatchObject([
    { organisation: { code: 'X99' }, on: '2019-04-01', kind: 'merger', to: [{ code: 'X01', here: true }] },
  ])
  expect(await site.text(`/cases/${id}?as-known-at=2019-03-20`, 'analyst')).not.toContain('The case goes on')
})

it('is acted in by whoever acts for the successor, who finds it among its own', async () => {
  expect(await propose('crew-X01', '2019-04-01')).toBe(201)
  expect(await propose('crew-X02', '2019-04-01')).toBe(404)
  expect(await site.text('/organisations/X01/desk', 'crew-X01')).toContain(id)
  expect(await site.text(`/cases/${id}`, 'crew-X01')).toContain('/records/proposal')
  const inside = async (as: string) => 'state' in ((await (await site.ask(`/api/v1/cases/${id}`, as)).json()) as object)
  expect([await inside('crew-X01'), await inside('crew-X02')]).toEqual([false, false].with(0, true))
})

it('is in the list of whoever may read it, and of nobody else: one who only looks on at the successor may not', async () => {
  const listed = async (as: string) => (await site.text('/api/v1/cases', as)).includes(id)
  for (const [as, reads] of [
    ['crew-X99', true],
    ['crew-X01', true],
    ['crew-X02', false],
    ['lookout-X01', false],
  ] as const) {
    expect([as, await listed(as)]).toEqual([as, reads])
    expect([as, (await site.ask(`/cases/${id}`, as)).status]).toEqual([as, reads ? 200 : 404])
  }
})

it('is told on the successor’s pages to whoever may see it', async () => {
  const inherited = async (as?: string) =>
    ((await (await site.ask('/organisations/X01/regimes.json', as)).json()) as { around: { inherited: object[] } })
      .around.inherited
  expect(await inherited('analyst')).toMatchObject([{ caseId: id, organisation: 'X99', by: 'X01', on: '2019-04-01' }])
  expect(await inherited()).toEqual([])
  await publish(site, id)
  expect(await inherited()).toHaveLength(1)
  expect(await site.text('/organisations/X01/regimes')).toContain('Cases inherited')
  expect(await site.text('/organisations/X02/regimes')).not.toContain('Cases inherited')
})

it('opens no other case', async () => {
  const answer = await send(site, 'analyst', '/cases', { ...opening, organisations: ['X99'], on: '2019-04-01' })
  expect(await answer.json()).toMatchObject({
    reason: 'no-such-organisation',
    detail: expect.stringContaining('Ashdown Vale NHS Foundation Trust (X01). Open the case there.') as string,
  })
})
