/**
 * Every walk-through of docs/walkthroughs, played whole: each of its people signs in, fills in the site's forms and sees what
 * comes of it, without JavaScript. It takes minutes, so it is left to the soak; `$TURNAROUND_SHOTS=1` writes the screenshots.
 */
import { rm } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../browser-launch.ts'
import { playScript } from './player.ts'
import { readScript, scriptNames } from './script.ts'
import { openStage, prepareSample } from './stage.ts'

const shots = process.env.TURNAROUND_SHOTS === '1'
const names = scriptNames()

let sample: string
let browser: Browser

beforeAll(async () => {
  ;[sample, browser] = await Promise.all([prepareSample(), launchBrowser()])
}, 300_000)

afterAll(async () => {
  await browser?.close()
  if (sample) await rm(sample, { recursive: true, force: true })
})

describe('a whole case, as each of its people plays it in the browser', () => {
  it('is there to be played', () => {
    expect(names).not.toEqual([])
  })

  for (const name of names)
    it(name, { timeout: 600_000 }, async () => {
      const stage = await openStage(sample)
      try {
        await playScript(stage, browser, readScript(name), { shots })
      } finally {
        await stage.close()
      }
    })
})
