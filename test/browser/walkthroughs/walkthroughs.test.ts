/**
 * Every walk-through of docs/walkthroughs, played whole: each of its people signs in, fills in the site's forms and sees what
 * comes of it, without JavaScript. `$TURNAROUND_SHOTS=1` writes the screenshots.
 */
import { rm } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../browser-launch.ts'
import { playScript } from './player.ts'
import { readScript, scriptNames } from './script.ts'
import { openStage, prepareSample } from './stage.ts'

const shots = process.env.TURNAROUND_SHOTS === '1'
// Minutes of a browser: in the soak, and where pictures are taken. All of it is tried by commands in test/casework/walkthroughs.test.ts.
const names = process.env.TURNAROUND_SOAK === '1' || shots ? scriptNames() : []

let sample: string
let browser: Browser

beforeAll(async () => {
  if (names.length === 0) return
  ;[sample, browser] = await Promise.all([prepareSample(), launchBrowser()])
}, 300_000)

afterAll(async () => {
  await browser?.close()
  if (sample) await rm(sample, { recursive: true, force: true })
})

describe('a whole case, as each of its people plays it in the browser', () => {
  it('is there to be played', () => {
    expect(scriptNames()).not.toEqual([])
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
