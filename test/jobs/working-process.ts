/** A worker in a process of its own, to be killed: `working-process.ts DATABASE`. Its time runs at 30 days a second. */
import { parseSpeed, simulatedClock, standingStill } from '../../src/casework/product-clock.ts'
import { startJobs } from '../../src/jobs/start-jobs.ts'
import { lastDayBegun } from '../../src/jobs/wake-store.ts'
import { openStore } from '../../src/store/open-store.ts'
import { caseworkOf, deskFor, inventedCases } from './desk-for-jobs.ts'

const store = await openStore({ database: process.argv[2] ?? '' })
const from = (await lastDayBegun(store)) ?? '2026-01-10'
const clock = simulatedClock(from, parseSpeed('30d/s') ?? standingStill, () => performance.now())
startJobs(deskFor(store, clock), {
  pace: { look: 0.05, expires: 1, watch: 1 },
  casework: caseworkOf(await inventedCases(5, '2026-01-15')),
})
console.log('working')
