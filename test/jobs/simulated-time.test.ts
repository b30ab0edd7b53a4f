/** Simulated time on the pages: every page says it, and a page kept from yesterday does not come again. */
import { expect, it } from 'vitest'
import { listFrameworks, loadFramework } from '../../src/assessment/framework-file.ts'
import { parseSpeed, simulatedClock, standingStill } from '../../src/casework/product-clock.ts'
import { createApp } from '../../src/web/app.ts'
import { embedded, newStore } from '../store/databases.ts'
import { shelf } from '../web/shelf.ts'
import { home } from '../web/site.ts'
import { smallSector } from '../web/small-sector.ts'
import { deskFor } from './desk-for-jobs.ts'

it('is said on each page, with its day and its speed', async () => {
  const { evidence } = await smallSector()
  const frameworks = await Promise.all((await listFrameworks()).map(({ id }) => loadFramework(id)))
  let real = 0
  const clock = simulatedClock('2026-02-14', parseSpeed('1d/s') ?? standingStill, () => real)
  const desk = deskFor(await newStore(embedded), clock)
  const app = await createApp({ evidence, frameworks, shelf: await shelf(), desk })
  const page = async () => (await app.request(`${home}/about`, { headers: { host: 'localhost:4000' } })).text()
  expect(await page()).toContain('<strong>Simulated time:</strong> 14 February 2026, one day a second')
  real = 1500
  expect(await page()).toContain('<strong>Simulated time:</strong> 15 February 2026')
})
