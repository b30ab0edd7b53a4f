/** Every page as HTML, JSON and CSV: what it promises, in every form, says which records it speaks of. */
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pages } from '../../src/web/pages/index.ts'
import type { App } from '../../src/web/app.ts'
import { type CaseworkSite, caseworkSite, publishedCase, send } from './casework-site.ts'
import { home, site } from './site.ts'

/** An address for each page; a page without one here fails the first test. */
const examples: Readonly<Record<string, string>> = {
  '/': '/index',
  '/league': '/league',
  '/organisations': '/organisations',
  '/organisations/:code': '/organisations/X02',
  '/organisations/:code/explanation': '/organisations/X02/explanation',
  '/organisations/:code/charts': '/organisations/X02/charts',
  '/organisations/:code/regimes': '/organisations/X02/regimes',
  '/organisations/:code/regimes/:id': '/organisations/X02/regimes/system-oversight-2021',
  '/regimes/:id/entry': '/regimes/provider-improvement-programme-2025/entry',
  '/charts': '/charts',
  '/metrics': '/metrics',
  '/metrics/:id': '/metrics/OF0082',
  '/frameworks': '/frameworks',
  '/frameworks/:id': '/frameworks/nof-2025-26',
  '/frameworks/:id/candidates': '/frameworks/keogh-2013/candidates',
  '/regimes': '/regimes',
  '/regimes/compare': '/regimes/compare?a=special-measures-2013&b=special-measures-2014',
  '/regimes/:id': '/regimes/special-measures-2014?version=2015',
  '/history': '/history',
  '/history/:code': '/history/RXC',
  '/programmes': '/programmes',
  '/programmes/:regime': '/programmes/harbour-watch',
  '/programmes/:regime/team': '/programmes/harbour-watch/team',
  '/programmes/:regime/money': '/programmes/harbour-watch/money',
  '/programmes/:regime/consistency': '/programmes/harbour-watch/consistency',
  '/offices/:role': '/offices/master',
  '/report': '/report',
  '/money': '/money',
  '/contracts': '/contracts',
  '/burden': '/burden',
  '/organisations/:code/burden': '/organisations/X01/burden',
  '/regions': '/regions',
  '/regions/:name': '/regions/midlands',
  '/cases/:id/money': '/cases/CASE/money',
  '/cases/:id/contracts': '/cases/CASE/contracts',
  '/cases/:id/documents': '/cases/CASE/documents',
  '/cases': '/cases',
  '/cases/open': '/cases/open',
  '/cases/:id': '/cases/CASE',
  '/cases/:id/records/:kind': '/cases/CASE/records/finding',
  '/cases/:id/migrate': '/cases/CASE/migrate',
  '/registers': '/registers',
  '/registers/:register': '/registers/oversight-transfer',
  '/powers': '/powers?on=2014-06-02',
  '/undertakings': '/undertakings',
  '/consultations': '/consultations',
  '/duties': '/duties?span=three-months',
  '/changes': '/changes',
  '/data': '/data',
  '/data/imports/:id': '/data/imports/1',
  '/data/imports/:id/rows/:row': '/data/imports/1/rows/7',
  '/data/observations/:code/:metric/:of': '/data/observations/X01/OF0082/2025-26-Q3',
  '/search': '/search?q=ash',
  '/about': '/about',
}

/** Pages that need more than a case that anybody may read; their own tests sign somebody in, or write a plan first. */
const elsewhere = new Set([
  '/cases/:id/plan',
  '/cases/:id/plan/update',
  '/cases/:id/return',
  '/cases/:id/months',
  '/organisations/:code/desk',
  '/cases/:id/partners',
])

/** Pages whose tables have no row in this small sector; their own tests fill them. */
const emptyHere = new Set([
  '/programmes/:regime/team',
  '/programmes/:regime/consistency',
  '/registers/:register',
  '/cases/:id/money',
  '/cases/:id/contracts',
  '/cases/:id/documents',
  '/organisations/:code/burden',
  '/burden',
  '/money',
  '/contracts',
])

/** So that registers of powers, undertakings and consultations have a row. */
const about = { on: '2014-06-02', by: 'office', reason: 'As agreed' }
const open = { compliance: 'open', evidence: null, decided: null }
const written = [
  {
    kind: 'power-use',
    body: {
      power: null,
      does: 'suspends',
      freedom: 'Spending',
      instrument: 'Order 7',
      place: null,
      from: '2014-06-02',
      until: null,
      conditions: null,
      ended: null,
    },
    ...about,
  },
  {
    kind: 'undertaking',
    body: { form: 'direction', text: 'Mend it', basis: 'Order 7', due: '2014-07-01', owner: 'crew', ...open },
    ...about,
  },
  {
    kind: 'consultation',
    body: {
      with: 'public',
      question: 'May it close?',
      from: '2014-06-02',
      until: '2014-07-01',
      owner: 'office',
      document: null,
    },
    ...about,
  },
]

let app: App
let casework: CaseworkSite
let caseId: string
beforeAll(async () => {
  casework = await caseworkSite()
  caseId = await publishedCase(casework)
  for (const one of written) await send(casework, 'ida-office', `/cases/${caseId}/records`, one)
  app = await site(undefined, undefined, undefined, casework.desk)
}, 60_000)
afterAll(() => casework?.close())

const get = (path: string) => app.request(`${home}${path.replace('CASE', caseId)}`)
const formOf = (example: string, format: string) => example.replace(/(\?|$)/, `.${format}$1`)

const tested = pages.filter(({ path }) => !elsewhere.has(path))
describe.each(tested.map(page => [page.path, page] as const))('%s', (path, page) => {
  const example = examples[path] as string
  // Rules and their history are real in every store.
  const kind = page.timeless ? 'real' : 'fictional'

  it('is HTML with one heading, a title of its own and a word on which records it shows', async () => {
    const answer = await get(example)
    const html = await answer.text()
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(html.match(/<h1/g)).toHaveLength(1)
    expect(html).toMatch(/<title>[^<]+ – Turnaround<\/title>/)
    expect(html.includes('Fictional sample sector')).toBe(kind === 'fictional')
    expect(html.includes('Real rules and their real history')).toBe(kind === 'real')
    expect(html).not.toMatch(/\bundefined\b|\[object |\bNaN\b|>null</)
  })

  it('is JSON that keeps to its schema and says which records it holds', async () => {
    const answer = await get(formOf(example, 'json'))
    const model = (await answer.json()) as { recordKind: string }
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(model.recordKind).toBe(kind)
    expect(page.schema.parse(model)).toEqual(model)
  })

  it(page.table ? 'is CSV, each row with its kind of record' : 'has no CSV and says so', async () => {
    const answer = await get(formOf(example, 'csv'))
    if (!page.table) {
      expect(answer.status).toBe(404)
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
      return
    }
    expect(answer.headers.get('content-type')).toMatch(/^text\/csv/)
    const [header, ...rows] = parse(await answer.text()) as string[][]
    expect(header?.[0]).toBe('record_kind')
    expect(rows.length > 0).toBe(!emptyHere.has(path))
    for (const row of rows) expect(row[0]).toBe(kind)
  })

  it('draws no picture without a name, a description and its kind of record', async () => {
    const html = await (await get(example)).text()
    for (const [svg] of html.matchAll(/<svg[^>]*role="img"[^>]*>/g)) {
      expect(svg).toMatch(/aria-labelledby|aria-label/)
      expect(svg).toMatch(new RegExp(`data-record-kind="(${kind}|rules)"`))
    }
    expect(html).not.toMatch(/ style="/)
    expect(html).not.toContain('<script')
  })
})

describe('the context of a page', () => {
  it('takes period, published label and framework from the address, and carries them along in links', async () => {
    const model = await (await get('/league.json?period=Q1+2025/26')).json()
    expect(model).toMatchObject({ period: { id: '2025-26-Q1' }, framework: { id: 'nof-2025-26' } })
    const html = await (await get('/league?period=2025-26-Q1')).text()
    expect(html).toContain('/organisations/X01?period=2025-26-Q1')
    const other = await (await get('/index.json?framework=nof-2026-27')).json()
    expect(other).toMatchObject({ framework: { id: 'nof-2026-27' } })
  })

  it('shows what was known at a past instant', async () => {
    const value = async (query: string) => {
      const model = (await (await get(`/metrics/OF0082.json?${query}`)).json()) as {
        rows: { code: string; value: number }[]
      }
      return model.rows.find(row => row.code === 'X01')?.value
    }
    expect(await value('')).toBe(9.87)
    expect(await value('as-known-at=2026-02-28')).not.toBe(9.87)
    const versions = (await (await get('/data/observations/X01/OF0082/2025-26-Q3.json')).json()) as {
      versions: { replacedAt: string | null }[]
    }
    expect(versions.versions.map(one => one.replacedAt)).toEqual(['2026-03-10T09:30:00.000Z', null])
  })

  it('says so when nothing was known yet', async () => {
    expect(await (await get('/?as-known-at=2020-01-01')).text()).toContain('Nothing is loaded yet')
    expect((await get('/league?as-known-at=2020-01-01')).status).toBe(404)
  })

  it.each([
    ['/league?period=1999-00-Q1', 404, 'This period is not loaded'],
    ['/league?framework=zzz', 404, 'There is no such framework'],
    ['/league?framework=sof-2021-22', 400, 'This framework has no scores'],
    ['/league?as-known-at=yesterday', 400, 'This is not a date we can read'],
    ['/league?group=zzz', 404, 'There is no such group'],
    ['/organisations/ZZZ', 404, 'We do not know this organisation'],
    ['/metrics/ZZZ', 404, 'We do not know this metric'],
    ['/frameworks/zzz', 404, 'There is no such framework'],
    ['/regimes/zzz', 404, 'There is no such regime'],
    ['/regimes/special-measures-2014?version=1999', 404, 'There is no such version'],
    ['/regimes/compare?a=zzz', 404, 'There is no such regime'],
    ['/regimes/compare?a=special-measures-2014@1999', 404, 'There is no such version'],
    ['/history?regime=zzz', 404, 'There is no such regime'],
    ['/history/ZZZ', 404, 'We know no history of this organisation'],
    ['/data/imports/77', 404, 'There is no such import'],
    ['/nowhere', 404, 'Page not found'],
  ])('%s is answered in words (%i)', async (path, status, title) => {
    const html = await get(path)
    expect(html.status).toBe(status)
    expect(await html.text()).toContain(`<h1 class="nhsuk-heading-l">${title}</h1>`)
    const json = await get(formOf(path, 'json'))
    expect(json.status).toBe(status)
    expect(json.headers.get('content-type')).toBe('application/problem+json')
    expect(await json.json()).toMatchObject({ status, title })
  })

  it('hides a fault of ours behind words, and tells whoever runs the site', async () => {
    const broken = await site(() => ({ imports: () => Promise.reject(new Error('secret path')) }))
    const answer = await broken.request(`${home}/data`)
    expect(answer.status).toBe(500)
    const html = await answer.text()
    expect(html).toContain('Something went wrong on our side')
    expect(html).not.toContain('secret path')
  })
})

describe('an organisation', () => {
  it('is found in any case, and its plain sentence comes before any figure', async () => {
    const html = await (await get('/organisations/x02')).text()
    expect(html).toMatch(/<p class="lead">Segment \d because /)
    expect(html.indexOf('class="lead">Segment')).toBeLessThan(html.indexOf('class="facts"'))
  })

  it('has contributions that add up to the distance from the line', async () => {
    const { result } = (await (await get('/organisations/X02.json')).json()) as {
      result: { averageScore: number; contributions: { cut: number; bars: { effect: number }[] } }
    }
    const sum = result.contributions.bars.reduce((total, bar) => total + bar.effect, 0)
    expect(sum).toBeCloseTo(result.averageScore - result.contributions.cut, 2)
  })

  it('that closed names its successor', async () => {
    const html = await (await get('/organisations/X99')).text()
    expect(html).toContain('Not assessed')
    expect(html).toContain('<a href="/organisations/X01">')
  })

  it('is explained down to rows that the site can show', async () => {
    const html = await (await get('/organisations/X02/explanation')).text()
    const [, row] = /href="(\/data\/imports\/\d+\/rows\/\d+)"/.exec(html) ?? []
    expect((await get(row as string)).status).toBe(200)
  })
})

describe('search', () => {
  it('finds by part of a name, by code and by metric, and never guesses', async () => {
    const found = async (q: string) =>
      (await (await get(`/search.json?q=${encodeURIComponent(q)}`)).json()) as {
        organisations: { code: string }[]
        metrics: { id: string }[]
      }
    expect((await found('elverton priors')).organisations.map(one => one.code)).toEqual(['X05'])
    expect((await found('x07')).organisations[0]?.code).toBe('X07')
    expect((await found('sickness')).metrics.map(one => one.id)).toContain('OF0082')
    expect(await found('')).toMatchObject({ organisations: [], metrics: [] })
    expect(await (await get('/search?q=%3Cscript%3E')).text()).toContain('&lt;script&gt;')
  })
})

describe('/openapi.json', () => {
  it('describes every page and every format', async () => {
    const document = (await (await get('/openapi.json')).json()) as { openapi: string; paths: Record<string, unknown> }
    expect(document.openapi).toBe('3.1.0')
    for (const page of pages) {
      const address = page.path === '/' ? '/index' : page.path.replace(/:(\w+)/g, '{$1}')
      expect(document.paths).toHaveProperty([`${address}.json`])
      if (page.table) expect(document.paths).toHaveProperty([`${address}.csv`])
    }
    expect(document.paths).toHaveProperty(['/api/imports'])
  })
})
