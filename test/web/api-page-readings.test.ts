/** What pages tell is there for programs at the same paths below `/api/v1`, word for word, and in the API's document. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { pageOperations } from '../../src/web/api/page-readings.ts'
import { type CaseworkSite, caseworkSite, publishedCase } from './casework-site.ts'

let site: CaseworkSite
let id: string
beforeAll(async () => {
  site = await caseworkSite()
  id = await publishedCase(site)
}, 60_000)
afterAll(() => site?.close())

const paths = [
  '/powers',
  '/undertakings',
  '/consultations',
  '/contracts',
  '/regions',
  '/regions/midlands',
  '/offices/master',
  '/programmes/harbour-watch/team',
  '/report',
]

it.each(paths)('%s says to a program what it says as a page', async path => {
  for (const who of [undefined, 'auditor']) {
    const answer = await site.ask(`/api/v1${path}`, who)
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, expect.stringContaining('no-store')])
    expect(await answer.json()).toEqual(await (await site.ask(`${path}.json`, who)).json())
  }
})

it('keeps to its eyes, and refuses as a problem', async () => {
  expect((await site.ask(`/api/v1/cases/${id}/contracts`)).status).toBe(200)
  const none = await site.ask('/api/v1/offices/nobody')
  expect([none.status, none.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
})

it('stands in the document of the API, each with its schema', async () => {
  const { paths: known } = (await (await site.ask('/api/v1/openapi.json')).json()) as {
    paths: Record<string, { get?: { operationId: string; responses: object } }>
  }
  for (const { path, operationId } of pageOperations())
    expect(known[path]?.get).toMatchObject({ operationId, responses: { 200: expect.anything() } })
})
