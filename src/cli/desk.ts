/** The desk of a server: its store, its clock, the rules, and what is known now. */
import type { Framework } from '../assessment/framework.ts'
import type { Desk } from '../casework/desk-store.ts'
import type { ProductClock } from '../casework/model.ts'
import type { Snapshot } from '../evidence/snapshot.ts'
import type { Store } from '../store/open-store.ts'
import type { Evidence } from '../web/evidence.ts'
import { type RegimeShelf, sourcesOf } from '../web/regimes.ts'

export function deskOf(
  store: Store,
  clock: ProductClock,
  evidence: Evidence,
  frameworks: readonly Framework[],
  shelf: RegimeShelf,
): Desk {
  let known: { readonly version: string; readonly snapshot: Promise<Snapshot> } | null = null
  return {
    store,
    clock,
    regimes: shelf.regimes,
    async snapshot() {
      const version = await evidence.version()
      if (known?.version !== version) known = { version, snapshot: evidence.snapshot(null) }
      return known.snapshot
    },
    sources: sourcesOf(shelf, frameworks),
    metricWords: { metricTitles: evidence.metricTitles, metricReadings: evidence.metricReadings },
  }
}
