/** The consistency page: a pair with the same results and different decisions is found, and asks for its reason. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ConsistencyJson } from '../../src/web/consistency-view.ts'
import { admit, type CaseworkSite, caseworkSite, openedCase, opening, send } from './casework-site.ts'

const path = '/programmes/harbour-watch/consistency'
let site: CaseworkSite
let admitted: string
let waiting: string
beforeAll(async () => {
  site = await caseworkSite()
  admitted = await openedCase(site)
  waiting = await openedCase(site, { ...opening, organisations: ['X04'] })
  const written = async (as: string, id: string, record: object) => {
    const answer = await send(site, as, `/cases/${id}/records`, { on: '2014-06-02', reason: 'As agreed', ...record })
    if (!answer.ok) throw new Error(await answer.text())
  }
  const recommended = { on: 'entry', way: null, advice: 'yes', says: 'It cannot mend this alone.' }
  await written('leo-lookout', waiting, { kind: 'recommendation', body: recommended, by: 'lookout' })
  const entered = await admit(site, admitted, { exceed: 'It could not wait.' })
  if (!entered.ok) throw new Error(await entered.text())
  const place = { list: 'final', place: 'waiting', instead: null, protection: null, says: 'All places are taken.' }
  await written('olga-office', waiting, { kind: 'placing', body: place, by: 'office' })
}, 60_000)
afterAll(() => site?.close())

const model = async (as?: string) => (await (await site.ask(`${path}.json`, as)).json()) as ConsistencyJson

it('finds the pair, tells both sides, and says what it does not say', async () => {
  const found = await model('ida-office')
  expect(found).toMatchObject({ decisions: 2, pairs: 1, withReason: 0, mayWrite: true })
  expect(found.shown[0]).toMatchObject({
    matter: 'entry',
    one: { case: admitted, decided: 'admitted', region: 'Midlands' },
    other: { case: waiting, decided: 'waiting', region: 'North West', reason: 'All places are taken.' },
  })
  const page = await site.text(path, 'ida-office')
  expect(page).toContain('The same results of the criteria are not the same circumstances')
  expect(page).toMatch(/Needs a reason.*Brackenfield.*Admitted.*Dunmere.*On the waiting list/s)
})

it('shows everybody nothing of a case that is not theirs to see', async () => {
  expect(await model()).toMatchObject({ decisions: 0, pairs: 0, shown: [], mayWrite: false })
  expect(await site.text(path)).not.toContain('Dunmere')
})

it('leads to the form of the reason, filled in; a recorded reason then stands with its pair', async () => {
  const [, address = ''] =
    /href="(\/registers\/consistency-reason[^"]+)"/.exec(await site.text(path, 'ida-office')) ?? []
  const form = await site.text(address.replaceAll('&amp;', '&'), 'ida-office')
  expect(form).toContain(`value="${admitted}"`)
  const body = {
    on: 'entry',
    one: admitted,
    'one-decided': 'admitted',
    other: waiting,
    'other-decided': 'waiting',
    says: 'No place was left.',
  }
  const sent = { regime: 'harbour-watch', body, on: '2014-06-02', by: 'office', reason: 'Asked by the board' }
  expect((await send(site, 'ida-office', '/registers/consistency-reason', sent)).status).toBe(201)
  expect(await model('ida-office')).toMatchObject({
    pairs: 1,
    withReason: 1,
    shown: [{ reasons: ['No place was left.'] }],
  })
  expect(await site.text(path, 'ida-office')).toContain('Each has a recorded reason.')
})

it('is the same in the API, and as CSV a row for each pair', async () => {
  const answer = (await (
    await site.ask('/api/v1/programmes/harbour-watch/consistency', 'ida-office')
  ).json()) as ConsistencyJson
  expect(answer.pairs).toBe(1)
  expect((await site.ask('/api/v1/programmes/nothing/consistency')).status).toBe(404)
  const [head, row] = (await (await site.ask(`${path}.csv`, 'ida-office')).text()).split('\r\n')
  expect(head).toMatch(/^record_kind,matter,version,results,one_case,one_organisations,/)
  expect(row).toMatch(/^fictional,entry,/)
})
