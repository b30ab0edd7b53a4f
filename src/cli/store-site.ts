/** The whole site of a store that this process holds: what a server serves, and what a command asks without a socket. */
import { listFrameworks, loadFramework } from '../assessment/framework-file.ts'
import type { Desk } from '../casework/desk-store.ts'
import type { ProductClock } from '../casework/model.ts'
import { findMember, listCast } from '../casework/people-store.ts'
import { loadHistory } from '../regimes/history-file.ts'
import { loadShelf } from '../regimes/shelf-file.ts'
import type { Store } from '../store/open-store.ts'
import { type App, type AppOptions, createApp } from '../web/app.ts'
import type { SignIn } from '../web/sign-in.ts'
import { storeEvidence } from '../web/store-evidence.ts'
import { deskOf } from './desk.ts'
import { today } from './output.ts'
import { placementsFor } from './placements-source.ts'

/** The site, with the frameworks and regimes that ship, and the placements that belong with what the store holds. */
export async function siteOf(
  store: Store,
  clock: ProductClock,
  options: Pick<AppOptions, 'hosts' | 'signIn' | 'onError'>,
): Promise<{ readonly app: App; readonly desk: Desk }> {
  const frameworks = await Promise.all((await listFrameworks()).map(({ id }) => loadFramework(id)))
  const [regimes, history, placements, evidence] = await Promise.all([
    loadShelf(),
    loadHistory(),
    placementsFor(store.recordKind),
    storeEvidence(store, today),
  ])
  const shelf = { regimes, history, placements }
  const desk = deskOf(store, clock, evidence, frameworks, shelf)
  return { app: await createApp({ evidence, frameworks, shelf, desk, ...options }), desk }
}

/** Development sign-in, from whoever holds a grant in the store. */
export function signInOf(store: Store): SignIn {
  return { people: { cast: () => listCast(store), member: key => findMember(store, key) } }
}
