/** The casework API with its sign-in and its jobs on one store, in a process that killed-server.test.ts kills. Says its port. */
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { findMember, listCast } from '../../../src/casework/people-store.ts'
import { parseSpeed, simulatedClock, standingStill } from '../../../src/casework/product-clock.ts'
import { startJobs } from '../../../src/jobs/start-jobs.ts'
import { lastDayBegun } from '../../../src/jobs/wake-store.ts'
import { openStore } from '../../../src/store/open-store.ts'
import { caseApi } from '../../../src/web/api/case-routes.ts'
import { addSignIn } from '../../../src/web/sign-in.ts'
import { deskOn } from '../core/desk.ts'
import { busy, firstDay } from './load.ts'

const store = await openStore(JSON.parse(process.argv[2] ?? ''))
const clock = simulatedClock((await lastDayBegun(store)) ?? firstDay, parseSpeed('2d/s') ?? standingStill, () =>
  performance.now(),
)
const desk = { ...deskOn(store, busy), clock }
const app = new Hono()
const people = { cast: () => listCast(store), member: (key: string) => findMember(store, key) }
addSignIn(app, { people }, { choose: async () => '' })
app.route('/api/v1', caseApi(desk, { find: () => busy, placements: [] }))
startJobs(desk, { pace: { look: 0.05, sweep: 0.2, expires: 1, watch: 1 } })
const server = createAdaptorServer({ fetch: app.fetch })
server.listen(0, '127.0.0.1', () => console.log((server.address() as { port: number }).port))
