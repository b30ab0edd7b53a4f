/** The desk at which the sample's cases are opened: its own store, the regimes that ship, and its own history. */
import { listFrameworks, loadFramework } from '../src/assessment/framework-file.ts'
import type { Desk } from '../src/casework/desk-store.ts'
import { loadSnapshot } from '../src/evidence/evidence-store.ts'
import { readHistory } from '../src/regimes/history-file.ts'
import { loadShelf } from '../src/regimes/shelf-file.ts'
import type { Store } from '../src/store/open-store.ts'
import { fictionalHistory } from './placements.ts'

/** A desk over the sample; whoever plays at it brings a clock for each day. */
export async function sampleDesk(store: Store, seed: string): Promise<Desk> {
  const [regimes, snapshot, frameworks] = await Promise.all([
    loadShelf(),
    loadSnapshot(store),
    Promise.all((await listFrameworks()).map(async ({ id }) => [id, await loadFramework(id)] as const)),
  ])
  const { placements } = readHistory(fictionalHistory(seed), 'the sample')
  const titles = new Map(regimes.map(({ id, title }) => [id, title]))
  return {
    store,
    clock: { now: () => new Date().toISOString() },
    regimes,
    snapshot: async () => snapshot,
    sources: { frameworks: new Map(frameworks), placements, titles },
  }
}
