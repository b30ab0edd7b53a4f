import { beforeAll, describe, expect, it } from 'vitest'
import { countsBehind } from '../../src/evidence/counts.ts'
import { loadSources } from '../../src/evidence/sources.ts'
import type { App } from '../../src/web/app.ts'
import { home, site } from './site.ts'

let app: App
beforeAll(async () => {
  app = await site()
})
const get = (path: string) => app.request(`${home}${path}`)
const text = async (path: string) => (await get(path)).text()
// oxlint-disable-next-line typescript/no-explicit-any
const json = async (path: string) => (await get(path)).json() as Promise<any>

describe('the funnel of a metric', () => {
  it('prints its method on the chart, in JSON and in every row of CSV', async () => {
    const { funnel } = await json('/metrics/x-shmi.json')
    expect(funnel).toMatchObject({ method: 'shmi', decidedBy: { level: 95, limits: 'adjusted' } })
    expect(funnel.description).toContain('SHMI method')
    expect(await text('/metrics/x-shmi')).toContain('SHMI method')
    const [head, ...rows] = (await text('/metrics/x-shmi.csv')).trim().split('\r\n')
    expect(head).toMatch(
      /numerator,denominator,lower_95,upper_95,lower_99\.8,upper_99\.8,outside_limits,funnel_method$/,
    )
    for (const row of rows) expect(row).toContain('SHMI method')
  })

  it('says what the SHMI is not, gives no places, and keeps apart from special causes', async () => {
    const html = await text('/metrics/x-shmi')
    expect(html).toContain('What it is not.')
    expect(html).toContain('must not be used to rank')
    expect(html).toContain('Nor does it show a special cause')
    expect(html).not.toMatch(/avoidable deaths/i)
  })

  it('stands only where counts are declared and loaded', async () => {
    expect((await json('/metrics/OF0082.json')).funnel).toBeNull()
  })
})

it('sources say which counts stand behind which metric', async () => {
  const counts = countsBehind(await loadSources())
  expect(counts.get('x-shmi')).toMatchObject({ of: 'x-shmi-observed', to: 'x-shmi-expected', funnel: 'shmi' })
  expect(counts.get('x-ae-type1-within-4h')).toMatchObject({ of: 'x-ae-type1-over-4h', complement: true })
  expect([...counts.keys()]).toEqual(expect.arrayContaining(['x-rtt-within-18-weeks', 'x-cancer-62-day']))
})

describe('candidates by grounds', () => {
  const path = '/frameworks/keogh-2013/candidates'

  it('are headed as calculated and kept out of search engines', async () => {
    const answer = await get(path)
    const html = await answer.text()
    expect(html).toContain('>Calculated, not decided: nobody placed this organisation here</h1>')
    expect(html).toContain('<meta name="robots" content="noindex">')
    for (const form of [path, `${path}.json`, `${path}.csv`])
      expect((await get(form)).headers.get('x-robots-tag')).toBe('noindex')
    expect((await get('/league')).headers.get('x-robots-tag')).toBeNull()
  })

  it('show the rules side by side, the missing measure, and a funnel for each year', async () => {
    const { outliers, organisations } = await json(`${path}.json`)
    const [shmi, hsmr] = outliers
    expect(shmi.rules.map((rule: { id: string }) => rule.id)).toEqual(['official', 'poisson', 'ranking'])
    expect(shmi.rules[0].taken).toEqual(['X03'])
    expect(hsmr.loaded).toBe(false)
    expect(organisations.find((one: { code: string }) => one.code === 'X03')).toMatchObject({
      segment: 2,
      by: 'grounds',
    })
    const html = await text(path)
    expect(html).toContain('Evidence missing.')
    expect(html).toContain('id="funnel-shmi-2"')
  })

  it('take a framework of grounds, and say so otherwise', async () => {
    expect((await get('/frameworks/sof-2021-22/candidates')).status).toBe(200)
    expect((await get('/frameworks/nof-2025-26/candidates')).status).toBe(404)
    expect((await get(`${path}?of=1999`)).status).toBe(404)
  })
})
