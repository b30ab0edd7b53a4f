/** What else is going on, on the pages of a case and of an organisation and in the API: the same everywhere, as known now. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { caseAroundSchema } from '../../src/web/around-view.ts'
import { type CaseworkSite, caseworkSite, openedCase } from './casework-site.ts'

let site: CaseworkSite
let id: string
beforeAll(async () => {
  site = await caseworkSite()
  id = await openedCase(site)
}, 60_000)
afterAll(() => site?.close())

it('a case says what is known around it, and that nothing known is not nothing', async () => {
  const page = await site.text(`/cases/${id}`, 'analyst')
  expect(page).toContain('What else is going on')
  expect(page).toContain('No other regime is known to run at the same time; no earlier attempt is known.')
  expect(page).toContain('None is known here, which does not say that there was none.')
})

it('the API answers with the same as the page, and with nothing to whoever may not see the case', async () => {
  const answer = await (await site.ask(`/api/v1/cases/${id}/around`, 'analyst')).json()
  expect(caseAroundSchema.parse(answer)).toEqual(answer)
  const page = JSON.parse(await site.text(`/cases/${id}.json`, 'analyst'))
  expect(answer).toMatchObject({ id, recordKind: 'fictional', today: '2014-06-02', ...page.around })
  const candidate = await openedCase(site, {
    regime: 'harbour-watch',
    route: 'foundation-trust',
    organisations: ['X04'],
    on: '2014-06-02',
    reason: 'Signals.',
  })
  expect((await site.ask(`/api/v1/cases/${candidate}/around`)).status).toBe(404)
})

it('the past of a case has nothing of now beside it', async () => {
  site.turn('2014-06-04T09:00:00.000Z')
  const page = JSON.parse(await site.text(`/cases/${id}.json?as-known-at=2014-06-03`, 'analyst'))
  expect(page.around).toBeNull()
})

it('an organisation’s page of regimes has it too', async () => {
  const page = await site.text('/organisations/X02/regimes', 'analyst')
  expect(page).toContain('What else is going on')
  expect(page).toContain('Earlier attempts, and what came of them')
})
