/**
 * The sample unfolds while a server runs: what its cases tell of a day to come is played when the product's clock has come to
 * it, in order, also after days in which nobody served. Where a visitor has done otherwise in a case, it goes on from there.
 */
import { setTimeout as wait } from 'node:timers/promises'
import type { Desk } from '../src/casework/desk-store.ts'
import type { ProductClock } from '../src/casework/model.ts'
import { playCases } from './cases.ts'
import { sampleCast } from './cast.ts'
import { hasCases } from './load.ts'

export interface Unfolding {
  /** Settled when nothing is left to come, or it was stopped. */
  readonly ended: Promise<void>
  /** Ends after the step at hand; the store may be closed then. */
  stop(): Promise<void>
}

export interface UnfoldOptions {
  /** The store's directory. A sample of another seed, or a shorter one, has no cases. */
  readonly directory: string
  /** Told in words of what was refused or failed; the sample goes on. */
  readonly onTrouble: (words: string) => void
}

// In milliseconds of real time: no shorter wait, so that requests have their turn; no longer one than a timer can be trusted with.
const [shortest, longest] = [50, 3_600_000]

/** Begins at once. It ends by itself where nothing is left to come, or the clock stands still. */
export function unfoldSample(desk: Desk, { directory, onTrouble }: UnfoldOptions): Unfolding {
  const stopping = new AbortController()
  const { signal } = stopping
  const loop = async (): Promise<void> => {
    if (!(await hasCases(directory))) return
    const cast = sampleCast()
    let pause = 0
    while (pause < Infinity && !signal.aborted) {
      try {
        const next = await playCases(desk, cast, { until: desk.clock.now(), onRefused: onTrouble, signal })
        pause = next === null ? Infinity : realTimeUntil(desk.clock, next)
      } catch (error) {
        onTrouble(`The sample could not go on, and tries again: ${(error as Error).message}`)
        pause = longest
      }
      if (pause < Infinity) await wait(Math.min(Math.max(pause, shortest), longest), null, { signal }).catch(() => {})
    }
  }
  const looping = loop()
  return {
    ended: looping,
    async stop() {
      stopping.abort()
      await looping
    },
  }
}

/** Real milliseconds until the clock reads an instant (ISO); Infinity where it stands still. */
function realTimeUntil({ now, simulation }: ProductClock, instant: string): number {
  const speed = simulation?.speed ?? 1
  return speed === 0 ? Infinity : Math.ceil((Date.parse(instant) - Date.parse(now())) / speed)
}
