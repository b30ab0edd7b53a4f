/** Screenshots for the documents: what a step ends on, as wide as a desk's screen and as a phone's. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { withPalette } from './palette-png.ts'
import type { Script } from './script.ts'

export const images = resolve(import.meta.dirname, '../../../docs/images/walkthroughs')
export const desk = { width: 1280, height: 900 }
export const phone = { width: 375, height: 800 }
export const mostBytes = 150_000

/** Files of a script's screenshots, in docs/images/walkthroughs. */
export function shotFiles({ steps }: Script): readonly string[] {
  return steps.flatMap(({ shot }) => (shot === undefined ? [] : [desk, phone].map(size => fileOf(shot, size))))
}

/** Takes both screenshots of a page. @param at Text that they begin at; the page's own text on a phone, and the top on a desk, where left out. */
export async function takeShots(page: Page, shot: string, at: string | undefined): Promise<void> {
  await mkdir(images, { recursive: true })
  for (const size of [desk, phone]) {
    await page.setViewportSize(size)
    // A phone's screen is filled by the head of the page alone.
    if (at === undefined) await page.evaluate(size === phone ? 'maincontent.scrollIntoView()' : 'scrollTo(0, 0)')
    else
      await page
        .getByText(at)
        .first()
        .evaluate(element => element.scrollIntoView())
    const path = join(images, fileOf(shot, size))
    await writeFile(path, withPalette(await page.screenshot()))
  }
  await page.setViewportSize(desk)
}

function fileOf(shot: string, { width }: { readonly width: number }): string {
  return `${shot}-${width}.png`
}
