/** The stage of the walk-throughs: the whole site over the sample's evidence and cast, with no case yet and a clock to be set. */
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { sampleCast } from '../../../sample/cast.ts'
import { loadSample } from '../../../sample/load.ts'
import { listFrameworks, loadFramework } from '../../../src/assessment/framework-file.ts'
import { fireDeadlines } from '../../../src/casework/deadline-store.ts'
import { addPeople, findMember, listCast } from '../../../src/casework/people-store.ts'
import { deskOf } from '../../../src/cli/desk.ts'
import { placementsFor } from '../../../src/cli/placements-source.ts'
import { loadHistory } from '../../../src/regimes/history-file.ts'
import { loadShelf } from '../../../src/regimes/shelf-file.ts'
import { openStore } from '../../../src/store/open-store.ts'
import { createApp } from '../../../src/web/app.ts'
import { storeEvidence } from '../../../src/web/store-evidence.ts'

export interface Stage {
  /** Address of the site. */
  readonly base: string
  /** Sets the product's clock (ISO instant). */
  turn(now: string): void
  close(): Promise<void>
}

/** Before any case of the sample: the stage is theirs who play on it. */
const noCases = '2000-01-01'
/** The sample ends in the year 2026; what its figures say of themselves is checked against this day and no later one. */
const evidenceDay = '2026-12-31'

/**
 * Loads the sample's evidence and cast, without any case, into a store of its own; gives its directory, which is the caller's to
 * remove. It takes half a minute; where `$TURNAROUND_SAMPLE_STORE` names the directory of such a store, a copy of that is taken.
 */
export async function prepareSample(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'turnaround-walkthroughs-'))
  const { TURNAROUND_SAMPLE_STORE: before } = process.env
  if (before) await cp(before, directory, { recursive: true })
  const store = await openStore({ directory, recordKind: 'fictional' })
  await loadSample(store, { directory, until: noCases })
  // Whoever has joined the cast since a store was made.
  await addPeople(store, sampleCast())
  await store.close()
  return directory
}

/** Serves the site over a copy of a sample that was prepared: nobody meets what was played before. */
export async function openStage(sample: string): Promise<Stage> {
  const directory = await mkdtemp(join(tmpdir(), 'turnaround-stage-'))
  await cp(sample, directory, { recursive: true })
  const store = await openStore({ directory, recordKind: 'fictional' })
  const [frameworks, regimes, history, placements, evidence] = await Promise.all([
    Promise.all((await listFrameworks()).map(({ id }) => loadFramework(id))),
    loadShelf(),
    loadHistory(),
    placementsFor('fictional'),
    storeEvidence(store, () => evidenceDay),
  ])
  let now = `${noCases}T08:00:00.000Z`
  const shelf = { regimes, history, placements }
  const desk = deskOf(store, { now: () => now }, evidence, frameworks, shelf)
  const signIn = { people: { cast: () => listCast(store), member: (key: string) => findMember(store, key) } }
  const app = await createApp({ evidence, frameworks, shelf, desk, signIn, onError: error => console.error(error) })
  const { promise: base, resolve: listening } = Promise.withResolvers<string>()
  let fired = ''
  const fetch = async (request: Request) => {
    const day = now.slice(0, 10)
    // As the jobs do when a day begins.
    if (fired < day) await fireDeadlines(desk)
    fired = day
    return app.fetch(request)
  }
  const server = serve({ fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => listening(`http://127.0.0.1:${port}`))
  return {
    base: await base,
    turn(to) {
      now = to
    },
    async close() {
      await new Promise(done => server.close(done))
      await store.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
