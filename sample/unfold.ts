/**
 * The sample unfolds while a server runs: what its cases tell of a day to come is played when the product's clock has come to
 * it, in order, also after days in which nobody served. Where a visitor has done otherwise in a case, it goes on from there.
 */
import type { Desk } from '../src/casework/desk-store.ts'
import { playCases } from './cases.ts'
import { sampleCast } from './cast.ts'
import { hasCases } from './load.ts'

/** Plays what has come due by the desk's clock; does nothing where nothing has. Ends early when told to. */
export type Unfolding = (desk: Desk, signal: AbortSignal) => Promise<void>

export interface UnfoldOptions {
  /** The store's directory. A sample of another seed, or a shorter one, has no cases. */
  readonly directory: string
  /** Told in words of what was refused; the sample goes on. */
  readonly onRefused: (words: string) => void
}

export function unfoldSample({ directory, onRefused }: UnfoldOptions): Unfolding {
  const cast = sampleCast()
  // The instant of what comes next; null where nothing does.
  let next: string | null = ''
  return async (desk, signal) => {
    const until = desk.clock.now()
    if (next === null || next > until) return
    next = (await hasCases(directory)) ? await playCases(desk, cast, { until, onRefused, signal }) : null
  }
}
