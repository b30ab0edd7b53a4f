import { it, beforeAll, afterAll } from 'vitest'
import { launchBrowser } from '../../browser-launch.ts'
import { playScript } from './player.ts'
import { readScript } from './script.ts'
import { openStage } from './tmp-stage.ts'
let stage: any
let browser: any
beforeAll(async () => {
  ;[stage, browser] = await Promise.all([openStage(), launchBrowser()])
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await stage?.close()
})
for (const name of (process.env['ONLY'] ?? '').split(','))
  it(name, { timeout: 900_000 }, async () => {
    await playScript(stage, browser, readScript(name), { shots: process.env['TURNAROUND_SHOTS'] === '1' })
  })
