/**
 * The desk at which casework is done: the store, the product's clock, the rules and the evidence. Whatever anybody does or
 * reads goes through `withActor`, so that there is one place where leave is asked, and later one where rows are kept from eyes.
 */
import type { Snapshot } from '../evidence/snapshot.ts'
import type { Sources } from '../regimes/gather-evidence.ts'
import type { ShelvedRegime } from '../regimes/shelf-file.ts'
import type { Store } from '../store/open-store.ts'
import type { MetricWords } from './baseline/baseline-metrics.ts'
import type { Actor, ProductClock } from './model.ts'

export interface Desk {
  readonly store: Store
  readonly clock: ProductClock
  /** Oldest first, each in all its versions. */
  readonly regimes: readonly ShelvedRegime[]
  /** What is known now, for the criteria that events ask for. */
  snapshot(): Promise<Snapshot>
  readonly sources: Sources
  /** What source descriptions say of metrics, where they are at hand. */
  readonly metricWords?: MetricWords
}

export interface Working extends Desk {
  readonly actor: Actor
}

/** Does a piece of work as somebody. */
export function withActor<Value>(desk: Desk, actor: Actor, work: (working: Working) => Promise<Value>): Promise<Value> {
  return work({ ...desk, actor })
}

/** The product's own day (ISO). */
export function today({ clock }: { readonly clock: ProductClock }): string {
  return clock.now().slice(0, 10)
}
