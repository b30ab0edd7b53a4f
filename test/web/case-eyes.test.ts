/** Who sees a case that is not published: those whose grants reach it, by organisation, region and regime, and nobody else. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Grant } from '../../src/casework/model.ts'
import { addPeople } from '../../src/casework/people-store.ts'
import { type CaseworkSite, caseworkSite, openedCase, opening, publish, admit } from './casework-site.ts'

const nowhere: Grant = {
  function: 'lookout',
  organisation: null,
  region: null,
  regime: null,
  from: '2010-01-01',
  until: null,
}
const people: Readonly<Record<string, Partial<Grant>>> = {
  'its-region': { region: 'Midlands' },
  'another-region': { region: 'London' },
  'its-regime': { regime: 'harbour-watch' },
  'another-regime': { regime: 'night-watch' },
  'its-organisation': { organisation: 'X02' },
  'another-organisation': { organisation: 'X03' },
  'no-longer': { until: '2014-06-01' },
}
const see = ['its-region', 'its-regime', 'its-organisation']

let site: CaseworkSite
let candidate: string
let published: string
beforeAll(async () => {
  site = await caseworkSite()
  await addPeople(
    site.desk.store,
    Object.entries(people).map(([key, more]) => ({
      key,
      name: `Name of ${key}`,
      purpose: 'Made for tests.',
      keepUntil: null,
      grants: [{ ...nowhere, ...more }],
    })),
  )
  candidate = await openedCase(site)
  published = await openedCase(site, { ...opening, organisations: ['X06'] })
  await admit(site, published)
  await publish(site, published)
}, 60_000)
afterAll(() => site?.close())

it.each(Object.keys(people))('%s', async key => {
  const seesIt = see.includes(key)
  const listed = (await (await site.ask('/api/v1/cases', key)).json()) as { cases: readonly { id: string }[] }
  expect(new Set(listed.cases.map(({ id }) => id))).toEqual(new Set(seesIt ? [candidate, published] : [published]))
  for (const path of [`/cases/${candidate}`, `/api/v1/cases/${candidate}`, `/cases/${candidate}/records/finding`])
    expect((await site.ask(path, key)).status, path).toBe(seesIt ? 200 : 404)
  for (const path of [
    '/cases',
    '/duties',
    '/powers',
    '/undertakings',
    '/consultations',
    '/programmes/harbour-watch',
    '/organisations/X02/regimes',
    '/api/v1/deadlines',
  ])
    expect((await (await site.ask(path, key)).text()).includes(candidate), path).toBe(
      seesIt && ['/cases', '/programmes/harbour-watch'].includes(path),
    )
  expect((await site.ask(`/cases/${published}`, key)).status).toBe(200)
})
