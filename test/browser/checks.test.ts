/** The checks that every page is put to do find what is wrong, on a page that is broken on purpose. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../browser-launch.ts'
import { expectNoOverflow, violationsOn } from './checks.ts'

const sound = '<!doctype html><html lang="en"><title>T</title><main><h1>Heading</h1><p>Words</p></main></html>'

let browser: Browser
let page: Page
beforeAll(async () => {
  browser = await launchBrowser()
  page = await browser.newPage({ viewport: { width: 375, height: 800 } })
})
afterAll(() => browser?.close())

test('a page without fault has no violation and is as wide as the screen', async () => {
  await page.setContent(sound)
  expect(await violationsOn(page)).toEqual([])
  await expectNoOverflow(page)
})

test.each([
  ['a picture without words', 'image-alt', '<img src="data:,">'],
  ['a field without a label', 'label', '<input name="reason">'],
  ['pale words', 'color-contrast', '<p style="color:#ccc;background:#fff">Pale</p>'],
  ['a link without a name', 'link-name', '<a href="/cases"></a>'],
  ['a step of headings left out', 'heading-order', '<h4>Too deep</h4>'],
  [
    'a target too small for a finger',
    'target-size',
    '<a href="/a">a</a><a href="/b" style="position:relative;left:-4px">b</a>',
  ],
])('%s is found', async (_, rule, html) => {
  await page.setContent(sound.replace('</main>', `${html}</main>`))
  expect((await violationsOn(page)).map(one => one.split(':')[0])).toContain(rule)
})

test('what is wider than the screen is found', async () => {
  await page.setContent(
    sound.replace('</main>', '<table><tr><td style="min-width:900px">Wide</td></tr></table></main>'),
  )
  await expect(expectNoOverflow(page)).rejects.toThrow('wider than the screen')
})

test('a page of several frames is refused, since one alone is looked at', async () => {
  await page.setContent(sound.replace('</main>', '<iframe title="Other" srcdoc="<p>Other</p>"></iframe></main>'))
  await expect(violationsOn(page)).rejects.toThrow('frames')
})
