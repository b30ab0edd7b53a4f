/**
 * Every page in a real browser, at a desk's and a phone's width, with JavaScript off: no accessibility violation, nothing
 * wider than the screen, nothing asked of any other host. With `$TURNAROUND_SHOTS=1`, pictures go to test/output, to be looked at.
 */
import { serve } from '@hono/node-server'
import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listFrameworks, loadFramework } from '../../src/assessment/framework-file.ts'
import { addPeople } from '../../src/casework/people-store.ts'
import { createApp } from '../../src/web/app.ts'
import { launchBrowser } from '../browser-launch.ts'
import {
  type CaseworkSite,
  caseworkSite,
  openedCase,
  opening,
  publishedCase,
  publishVersion,
  send,
} from '../web/casework-site.ts'
import { shelf } from '../web/shelf.ts'
import { smallSector } from '../web/small-sector.ts'
import { expectNoOverflow, takePicture, violationsOn } from './checks.ts'

const widths = [1280, 375] as const
const addresses: Readonly<Record<string, string>> = {
  sector: '/',
  league: '/league',
  'league-sorted': '/league?sort=score&region=Midlands',
  organisations: '/organisations',
  organisation: '/organisations/X02',
  'organisation-closed': '/organisations/X99',
  'organisation-charts': '/organisations/X02/charts',
  'organisation-charts-all': '/organisations/X02/charts?show=all',
  charts: '/charts',
  explanation: '/organisations/X02/explanation',
  metrics: '/metrics',
  metric: '/metrics/OF0082',
  frameworks: '/frameworks',
  framework: '/frameworks/nof-2025-26',
  'framework-of-grounds': '/frameworks/sof-2021-22',
  'metric-funnel': '/metrics/x-shmi',
  candidates: '/frameworks/keogh-2013/candidates',
  'candidates-of-grounds': '/frameworks/sof-2021-22/candidates',
  regimes: '/regimes',
  regime: '/regimes/trust-special-administration',
  'regime-in-an-older-version': '/regimes/special-measures-2014?version=2014',
  'regimes-compared': '/regimes/compare?a=special-measures-2013&b=special-measures-2014',
  'versions-compared': '/regimes/compare?a=trust-special-administration@2009&b=trust-special-administration@2012',
  'regimes-to-choose': '/regimes/compare',
  'regime-history': '/history',
  'history-of-an-organisation': '/history/RXC',
  'regime-entry': '/regimes/provider-improvement-programme-2025/entry',
  'regime-entry-relative': '/regimes/system-oversight-2021/entry',
  'organisation-regimes': '/organisations/X02/regimes',
  'organisation-regime': '/organisations/X02/regimes/provider-improvement-programme-2025',
  'organisation-regime-relative': '/organisations/X02/regimes/system-oversight-2021',
  programmes: '/programmes',
  programme: '/programmes/harbour-watch',
  cases: '/cases',
  case: '/cases/CASE',
  'case-records': '/cases/CASE/records/finding',
  'case-as-known-before': '/cases/CASE?as-known-at=2014-06-02',
  'case-plan-unpublished': '/cases/CASE/plan',
  changes: '/changes',
  'changes-without-any': '/changes?organisation=X01',
  'programme-team': '/programmes/harbour-watch/team',
  'programme-money': '/programmes/harbour-watch/money',
  consistency: '/programmes/harbour-watch/consistency',
  money: '/money',
  contracts: '/contracts',
  burden: '/burden',
  'organisation-burden': '/organisations/X02/burden',
  regions: '/regions',
  region: '/regions/midlands',
  registers: '/registers',
  register: '/registers/oversight-transfer',
  office: '/offices/master',
  report: '/report',
  'case-money': '/cases/CASE/money',
  'case-contracts': '/cases/CASE/contracts',
  'case-documents': '/cases/CASE/documents',
  powers: '/powers',
  undertakings: '/undertakings',
  consultations: '/consultations',
  duties: '/duties?span=three-months',
  data: '/data',
  import: '/data/imports/1',
  row: '/data/imports/1/rows/7',
  history: '/data/observations/X01/OF0082/2025-26-Q3',
  search: '/search?q=ash',
  'search-without-match': '/search?q=zzz',
  about: '/about',
  'not-found': '/nowhere',
  'as-known-before-anything': '/?as-known-at=2020-01-01',
}

const judgement = {
  kind: 'finding',
  body: {
    finding: 'structural-barriers',
    value: 'yes',
    statement:
      'Two sites, one of them without a road in winter.\nA-word-that-is-as-long-as-it-can-be-without-any-place-to-break-it-anywhere.',
    document: null,
    until: null,
  },
  on: '2014-06-02',
  by: 'office',
  reason: 'Seen on the visit.',
}

const notice = {
  kind: 'notice',
  body: {
    contact: 'The board secretary',
    told: '2014-06-02',
    says: 'The case will be public.',
    'none-given': false,
    'staff-note': null,
  },
  on: '2014-06-02',
  by: 'office',
  reason: 'Told before the public.',
}

const secretary = {
  key: 'sue-secretary',
  name: 'Name of sue-secretary',
  purpose: 'Made for tests.',
  keepUntil: null,
  grants: [{ function: 'crew', organisation: 'X02', region: null, regime: null, from: '2010-01-01', until: null }],
}

let browser: Browser
let server: ReturnType<typeof serve>
let base = ''
let casework: CaseworkSite
let caseId = ''

beforeAll(async () => {
  const { evidence, framework } = await smallSector()
  const shipped = await Promise.all((await listFrameworks()).map(({ id }) => loadFramework(id)))
  const frameworks = shipped.map(one => (one.framework === framework.framework ? framework : one))
  casework = await caseworkSite()
  caseId = await publishedCase(casework)
  await openedCase(casework, { ...opening, organisations: ['X04'] })
  await addPeople(casework.desk.store, [secretary])
  const judged = await send(casework, 'ida-office', `/cases/${caseId}/records`, judgement)
  await publishVersion(casework, caseId, ((await judged.json()) as { readonly id: string }).id)
  await send(casework, 'ida-office', `/cases/${caseId}/records`, notice)
  const { desk, signIn } = casework
  const app = await createApp({ evidence, frameworks, shelf: await shelf(), desk, signIn })
  base = await new Promise<string>(done => {
    server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => done(`http://127.0.0.1:${port}`))
  })
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  await new Promise(done => server?.close(done))
  await casework?.close()
})

const addressOf = (path: string) => `${base}${path.replace('CASE', caseId)}`

for (const width of widths) {
  describe(`at ${width} pixels, without JavaScript`, () => {
    let context: BrowserContext
    let scripted: BrowserContext
    beforeAll(async () => {
      context = await browser.newContext({
        viewport: { width, height: 900 },
        javaScriptEnabled: false,
        reducedMotion: 'reduce',
      })
      scripted = await browser.newContext({ viewport: { width, height: 900 } })
    })
    afterAll(async () => {
      await context.close()
      await scripted.close()
    })

    for (const [name, path] of Object.entries(addresses)) {
      it(name, { timeout: 60_000 }, async () => {
        const page = await context.newPage()
        const elsewhere: string[] = []
        page.on('request', request => {
          if (!request.url().startsWith(base) && !request.url().startsWith('data:')) elsewhere.push(request.url())
        })
        await page.goto(addressOf(path))
        await takePicture(page, name)
        expect(elsewhere, 'requests to other hosts').toEqual([])
        await expectNoOverflow(page)
        await page.close()
        const checked = await scripted.newPage()
        await checked.goto(addressOf(path))
        expect(await violationsOn(checked)).toEqual([])
        await checked.close()
      })
    }

    it('the form of a record, filled in by whoever may, and what comes of it', { timeout: 60_000 }, async () => {
      const acting = await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled: false })
      const page = await acting.newPage()
      await page.request.post(`${base}/sign-in`, { form: { person: 'ida-office' } })
      await page.goto(addressOf('/cases/CASE'))
      // Kinds of records are folded by the section that they belong to.
      await page.locator('details:has(a[href$="/records/finding"]) > summary').click()
      await page.getByRole('link', { name: 'Judgement', exact: true }).click()
      await page.getByLabel('What is judged').selectOption('governance-failure')
      await page.getByLabel('Answer').fill('yes')
      await page.getByLabel('Reasons, and what they rest on').fill(`Seen at ${width} pixels.`)
      await page.getByLabel('Reason', { exact: true }).fill('Its own papers say so.')
      await takePicture(page, 'record-form')
      expect(await violationsSeenBy('ida-office', '/cases/CASE/records/finding')).toEqual([])
      await page.getByRole('button', { name: 'Write it: Judgement' }).click()
      expect(await page.locator('#outcome').innerText()).toContain('It is written, as version 1.')
      expect(await page.locator('main').innerText()).toContain(`Seen at ${width} pixels.`)
      await page
        .getByRole('link', { name: /Write its next version/ })
        .first()
        .click()
      await page.getByLabel('Reason', { exact: true }).fill('Said better.')
      await page.getByRole('button', { name: 'Write it: Judgement' }).click()
      expect(await page.locator('#outcome').innerText()).toContain('as version 2.')
      await page.goto(addressOf('/cases/CASE'))
      await takePicture(page, 'case-inside')
      await expectNoOverflow(page)
      await acting.close()
    })

    /** What the checker, which needs scripts, finds on a page as somebody sees it. */
    async function violationsSeenBy(person: string, path: string): Promise<readonly string[]> {
      const signedIn = await browser.newContext({ viewport: { width, height: 900 } })
      const page = await signedIn.newPage()
      await page.request.post(`${base}/sign-in`, { form: { person } })
      await page.goto(addressOf(path))
      const found = await violationsOn(page)
      await signedIn.close()
      return found
    }

    it.each([
      ['programme-inside', '/programmes/harbour-watch', 'analyst', 'Candidates and queue'],
      ['organisation-desk', '/organisations/X02/desk', 'sue-secretary', 'Asked of us now'],
    ])('%s, as whoever may sees it', { timeout: 60_000 }, async (name, path, person, heading) => {
      const acting = await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled: false })
      const page = await acting.newPage()
      await page.request.post(`${base}/sign-in`, { form: { person } })
      await page.goto(addressOf(path))
      expect(await page.getByRole('heading', { level: 2, name: heading }).count()).toBe(1)
      await takePicture(page, name)
      await expectNoOverflow(page)
      await acting.close()
      expect(await violationsSeenBy(person, path)).toEqual([])
    })

    it('a form of a case, filled in by whoever may', { timeout: 60_000 }, async () => {
      const acting = await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled: false })
      const page = await acting.newPage()
      await page.request.post(`${base}/sign-in`, { form: { person: 'max-master' } })
      await page.goto(addressOf('/cases/CASE'))
      await page.getByText('Taken over').first().click()
      await page.getByLabel('Day it took effect').first().fill('2014-06-01')
      await page.getByLabel('Reason').first().fill('Another trust runs it from now on.')
      await takePicture(page, 'case-form')
      await page.getByRole('button', { name: 'Record: Taken over' }).click()
      await takePicture(page, 'case-refused')
      expect(await page.getByRole('alert').innerText()).toContain('before the case’s latest event'.replace('’', "'"))
      expect(await page.getByLabel('Reason').first().inputValue()).toBe('Another trust runs it from now on.')
      await acting.close()
    })
  })
}
