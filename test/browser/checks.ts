/** What holds of every page in the browser: no violation of accessibility, and nothing wider than the screen. */
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const output = resolve(import.meta.dirname, '..', 'output')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/**
 * Violations of WCAG 2.2 at level AA and of good practice, each with what is wrong and where. The checker needs scripts, so
 * they must be allowed on the page; ours has none, so it is the same page.
 */
export async function violationsOn(page: Page): Promise<readonly string[]> {
  // Without legacy mode it opens a second page to add up what it found in all frames, which takes most of its time.
  expect(page.frames(), 'frames: only one is looked at').toHaveLength(1)
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .withTags(rules)
    .setLegacyMode()
    .analyze()
  return violations.map(one => `${one.id}: ${one.help} (${one.nodes.map(node => node.target.join(' ')).join('; ')})`)
}

/** Nobody has to move a page sideways. */
export async function expectNoOverflow(page: Page): Promise<void> {
  const wider = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
  expect(wider, 'pixels wider than the screen').toBe(0)
}

/** With `$TURNAROUND_SHOTS=1`, a picture of the whole page in test/output, to be looked at; otherwise nothing. */
export async function takePicture(page: Page, name: string): Promise<void> {
  if (process.env.TURNAROUND_SHOTS !== '1') return
  await mkdir(output, { recursive: true })
  await page.screenshot({ path: join(output, `${name}-${page.viewportSize()?.width}.png`), fullPage: true })
}
