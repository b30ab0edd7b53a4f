/**
 * Every walk-through of docs/walkthroughs, played whole: each of its people signs in, fills in the site's forms and sees what
 * comes of it, without JavaScript. `$TURNAROUND_SHOTS=1` writes the screenshots.
 */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../browser-launch.ts'
import { playScript } from './player.ts'
import { readScript, scriptNames } from './script.ts'
import { openStage, type Stage } from './stage.ts'

const shots = process.env.TURNAROUND_SHOTS === '1'
const names = scriptNames()

let stage: Stage
let browser: Browser

beforeAll(async () => {
  ;[stage, browser] = await Promise.all([openStage(), launchBrowser()])
}, 300_000)

afterAll(async () => {
  await browser?.close()
  await stage?.close()
})

describe('a whole case, as each of its people plays it in the browser', () => {
  it('is there to be played', () => {
    expect(names).not.toEqual([])
  })

  for (const name of names)
    it(name, { timeout: 600_000 }, async () => {
      await playScript(stage, browser, readScript(name), { shots })
    })
})
