/** The casework API of a store that this process holds itself, asked without a socket. */
import { Hono } from 'hono'
import { listFrameworks, loadFramework } from '../assessment/framework-file.ts'
import { actorFrom, findMember } from '../casework/people-store.ts'
import { loadHistory } from '../regimes/history-file.ts'
import { loadShelf } from '../regimes/shelf-file.ts'
import { caseApi } from '../web/api/case-routes.ts'
import { PageFault, problem } from '../web/fault.ts'
import { createRegimes } from '../web/regimes.ts'
import { storeEvidence } from '../web/store-evidence.ts'
import { deskOf } from './desk.ts'
import { placementsFor } from './placements-source.ts'
import type { Store } from '../store/open-store.ts'
import type { Ask } from './case-source.ts'
import { clockLeft } from './serve-clock.ts'
import { today } from './output.ts'

/** Asks the API of a store, as a person or the public; null where there is no such person. */
export async function askStore(store: Store, as: string | undefined): Promise<Ask | null> {
  const member = as === undefined ? null : await findMember(store, as)
  if (as !== undefined && member === null) return null
  const frameworks = await Promise.all((await listFrameworks()).map(({ id }) => loadFramework(id)))
  const [regimes, history, placements, evidence] = await Promise.all([
    loadShelf(),
    loadHistory(),
    placementsFor(store.recordKind),
    storeEvidence(store, today),
  ])
  const shelf = { regimes, history, placements }
  const desk = deskOf(store, await clockLeft(store), evidence, frameworks, shelf)
  const app = new Hono()
  app.use('*', async (c, next) => {
    if (member) c.set('visitor', { actor: actorFrom(member), name: member.name })
    await next()
  })
  app.route('/api/v1', caseApi(desk, createRegimes(shelf, frameworks)))
  app.onError((error, c) => {
    if (!(error instanceof PageFault)) throw error
    return c.json(problem(error.status, error.title, error.message, c.req.path), error.status)
  })
  return async (path, init = {}) => app.request(`http://localhost/api/v1${path}`, init)
}
