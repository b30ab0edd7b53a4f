/** Control charts on pages: what is drawn, what is said, what chance would show, and the balance alarm. */
import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, it } from 'vitest'
import type { App } from '../../src/web/app.ts'
import { chartSentence } from '../../src/web/chart-words.ts'
import type { ChartsModel } from '../../src/web/pages/charts.ts'
import type { OrganisationChartsModel } from '../../src/web/pages/organisation-charts.ts'
import type { OrganisationModel } from '../../src/web/organisation-schema.ts'
import { spc } from '../../src/statistics/spc.ts'
import { home, site } from './site.ts'

let app: App
beforeAll(async () => {
  app = await site()
})
const text = async (path: string) => (await app.request(`${home}${path}`)).text()
const json = async <Model>(path: string) => JSON.parse(await text(path)) as Model

describe('charts of one organisation', () => {
  it('draws months with months, held to the standard, with a sentence that says why', async () => {
    const { charts } = await json<OrganisationChartsModel>('/organisations/X02/charts.json')
    const waits = charts.find(({ metric }) => metric === 'x-ae-type1-within-4h')
    expect(waits).toMatchObject({
      granularity: 'month',
      points: 30,
      improvement: 'increase',
      target: '95%',
      display: 'spc',
      variation: 'concern-low',
      assurance: 'fail',
    })
    expect(waits?.sentence).toMatch(/^Special cause: concern, low\..* The last 10 months are all below the mean\./)
    expect(waits?.series).toHaveLength(30)
  })

  it('leaves out series too short to draw: three quarters are no chart', async () => {
    const { charts } = await json<OrganisationChartsModel>('/organisations/X02/charts.json?show=all')
    expect(charts.map(({ metric }) => metric).sort()).toEqual(['x-ae-type1-within-4h', 'x-balance'])
    const html = await text('/organisations/X07/charts')
    expect(html).toContain('There is nothing to chart yet')
  })

  it('says how many special causes chance alone would show', async () => {
    const { chance } = await json<OrganisationChartsModel>('/organisations/X02/charts.json')
    expect(chance).toMatchObject({ charts: 2, special: 2, expected: 0.03, stay: 2 })
    expect(chance.says).toContain('chance alone would show fewer than 0.1')
  })

  it('shows special causes only where asked, and works out chance over all charts all the same', async () => {
    const { charts, chance } = await json<OrganisationChartsModel>('/organisations/X03/charts.json?show=special')
    expect(charts).toEqual([])
    expect(chance.charts).toBe(2)
    expect((await app.request(`${home}/organisations/X02/charts?domain=nowhere`)).status).toBe(404)
  })

  it('gives each point with its limits as CSV', async () => {
    const rows: Record<string, string>[] = parse(await text('/organisations/X02/charts.csv'), { columns: true })
    expect(rows).toHaveLength(60)
    expect(rows[0]).toMatchObject({ record_kind: 'fictional', profile: 'making-data-count', better: 'increase' })
    await expect(await text('/organisations/X02/charts.csv')).toMatchFileSnapshot(
      '../golden/web/organisation-charts-X02.csv',
    )
  })

  it('never speaks of causes of change, nor of avoidable deaths', async () => {
    const html = await text('/organisations/X02/charts')
    expect(html).toContain('not evidence of what caused it')
    expect(html).not.toMatch(/avoidable|since entry/i)
  })
})

describe('charts of the sector', () => {
  it('counts icons, and says what chance would show', async () => {
    const model = await json<ChartsModel>('/charts.json?group=acute')
    expect(model.organisations).toHaveLength(6)
    expect(model.metrics.map(({ id }) => id)).toEqual(['x-ae-type1-within-4h', 'x-balance'])
    const { concern, improvement, common, short } = model.counts
    expect(concern + improvement + common + short).toBe(12)
    expect(model.counts.concern).toBeGreaterThanOrEqual(1)
    expect(model.chance.charts).toBe(12)
    expect(model.chance.expected).toBeCloseTo(12 * 0.0149, 2)
  })

  it('is a table of icons as CSV', async () => {
    await expect(await text('/charts.csv?group=acute')).toMatchFileSnapshot('../golden/web/charts.csv')
  })

  it('answers a group that has no charts in words', async () => {
    expect((await app.request(`${home}/charts?group=ambulance`)).status).toBe(404)
  })
})

describe('balance on the organisation page', () => {
  it('sounds an alarm with both charts where finance improves and waits get worse', async () => {
    const { balance } = await json<OrganisationModel>('/organisations/X02.json')
    expect(balance.alarms).toHaveLength(1)
    expect(balance.alarms[0]).toMatchObject({
      direction: 'finance-improves',
      finance: [{ metric: 'x-balance' }],
      against: [{ metric: 'x-ae-type1-within-4h' }],
    })
    const html = await text('/organisations/X02')
    expect(html).toContain('Balance alarm')
    expect(html).toContain('id="balance-0-finance"')
    expect(html).toContain('id="balance-0-against"')
    expect(html).toContain('not that one causes the other')
  })

  it('is silent elsewhere, and states the rule', async () => {
    const html = await text('/organisations/X03')
    expect(html).not.toContain('Balance alarm:')
    expect(html).toContain('No balance alarm.')
    expect(html).toContain('The alarm rings when')
  })
})

describe('the sentence of a chart', () => {
  const months = (values: readonly (number | null)[]) =>
    values.map((value, i) => ({ date: `${2000 + i}-01-01`, value }))
  const level = Array.from({ length: 20 }, (_, i) => 10 + (i % 2))

  it('tells a point outside the limits', () => {
    const series = spc(months([...level, 30]), { improvement: 'decrease' })
    expect(chartSentence(series, 'year')).toBe(
      'Special cause: concern, high. The latest year is above the upper limit.',
    )
  })

  it('tells common cause with what to expect of a target', () => {
    const series = spc(months(level), { target: 0, improvement: 'increase' })
    expect(chartSentence(series, 'month')).toBe(
      'Common cause: no significant change. As things are, the target will be met every time.',
    )
  })

  it('counts a run only as far back as it is unbroken', () => {
    const series = spc(months([...level, 4, null, 5, 6, 5, 6, 5, 6, 5]), { improvement: 'increase' })
    expect(chartSentence(series, 'month')).toContain('The last 7 months are all below the mean.')
  })

  it('says of a short series that it is short', () => {
    expect(chartSentence(spc(months([1, 2, 3, 4, 5, 6])), 'quarter')).toMatch(/^Too few points for limits: 6 are known/)
  })
})
