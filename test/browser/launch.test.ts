import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { launchBrowser } from '../browser-launch.ts'

let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
})

test('a page is rendered by a real browser, text and all', async () => {
  const page = await browser.newPage()
  await page.goto('data:text/html,<title>Turnaround</title><h1 style="font:40px sans-serif">Segment 3</h1>')
  expect(await page.title()).toBe('Turnaround')
  const drawn = await page.locator('h1').screenshot()
  await page.goto('data:text/html,<h1 style="font:40px sans-serif">&nbsp;</h1>')
  const blank = await page.locator('h1').screenshot()
  expect(drawn.length, 'the heading must be drawn, which needs a font').toBeGreaterThan(blank.length * 1.5)
})

test('a browser asked for by name is never replaced by another', async () => {
  process.env.CHROMIUM = 'no-such-browser'
  try {
    await expect(launchBrowser()).rejects.toThrow(/No browser could be started[\s\S]*\$CHROMIUM \(no-such-browser\)/)
  } finally {
    delete process.env.CHROMIUM
  }
})
