/** The pages of a plan and of its months in a real browser, at a desk's and a phone's width, without JavaScript: accessible, and nothing too wide. */
import { serve } from '@hono/node-server'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../browser-launch.ts'
import { expectDone, type PlannedCase, planFor, plannedCase } from '../web/planned-case.ts'
import { expectNoOverflow, takePicture, violationsOn } from './checks.ts'

let planned: PlannedCase
let browser: Browser
let server: ReturnType<typeof serve>
let base = ''

beforeAll(async () => {
  planned = await plannedCase()
  const first = await planned.write('cleo-crew', 'crew', 'plan', planFor('2025-07'))
  const plan = (await first.json()) as { id: string; version: number }
  await planned.goPublic(1)
  planned.site.turn('2025-09-20T09:00:00.000Z')
  const wide = 'Unbreakable'.repeat(20)
  const next = planFor('2025-08', all => ({
    ...all,
    goals: all.goals.map(goal => ({
      ...goal,
      actions: goal.actions.slice(0, 1).map(one => ({ ...one, title: wide, progress: wide })),
    })),
  }))
  await expectDone(planned.write('cleo-crew', 'crew', 'plan', next, plan))
  await planned.goPublic(2)
  const course = { plan: 'better', leadership: 'same', staff: 'worse', quality: 'same', money: 'not-known' }
  const month = { month: '2025-08', ...course, says: wide }
  await expectDone(planned.write('cleo-crew', 'crew', 'monthly-assessment', month))
  await expectDone(planned.write('pia-pilot', 'pilot', 'monthly-assessment', { ...month, staff: 'same' }))
  await expectDone(planned.write('cleo-crew', 'crew', 'worry', { says: wide }))
  const disputed = { about: 'decision', of: 'event:2', where: null, says: wide, asks: 'Take it back.' }
  await expectDone(planned.write('cleo-crew', 'crew', 'dispute', disputed))
  base = await new Promise<string>(done => {
    server = serve({ fetch: planned.site.app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      done(`http://127.0.0.1:${port}`),
    )
  })
  browser = await launchBrowser()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await new Promise(done => server?.close(done))
  await planned?.site.close()
})

describe.each([1280, 375])('at %i pixels', width => {
  it.each([
    ['the plan', '/plan', undefined],
    ['its update', '/plan/update', 'cleo-crew'],
    ['the month’s return', '/return?month=2025-09', 'cleo-crew'],
    ['the month’s return of the director', '/return', 'pia-pilot'],
    ['both views of each month', '/months', 'cleo-crew'],
    ['the case, with what is disputed', '', 'cleo-crew'],
  ])('%s', { timeout: 60_000 }, async (_, path, as) => {
    for (const javaScriptEnabled of [false, true]) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled })
      const page = await context.newPage()
      if (as) await page.request.post(`${base}/sign-in`, { form: { person: as } })
      await page.goto(`${base}/cases/${planned.id}${path}`)
      await page.evaluate("document.querySelectorAll('main details').forEach(folded => { folded.open = true })")
      await expectNoOverflow(page)
      if (javaScriptEnabled) expect(await violationsOn(page)).toEqual([])
      else await takePicture(page, `case${path.replaceAll(/\W/g, '-') || '-disputed'}`)
      await context.close()
    }
  })
})
