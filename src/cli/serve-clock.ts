/** Which clock casework runs by, in a server and without one: the system's, or a simulated one for the sample sector. */
import {
  parseClockDay,
  parseSpeed,
  simulatedClock,
  type Speed,
  standingStill,
  systemClock,
} from '../casework/product-clock.ts'
import type { ProductClock } from '../casework/model.ts'
import { lastDayBegun, simulatedUntil } from '../jobs/wake-store.ts'
import type { Store } from '../store/open-store.ts'
import { say, UsageError } from './output.ts'

export interface ChosenClock {
  readonly from: string
  readonly speed: Speed
}

interface ClockOptions {
  readonly sample?: boolean
  readonly clock?: string
  readonly speed?: string
}

/** What the options ask for; null for real time. Throws UsageError. */
export function chosenClock({ sample, clock, speed }: ClockOptions): ChosenClock | null {
  if (clock === undefined) {
    if (speed === undefined) return null
    throw new UsageError(
      '--speed is how fast simulated time runs; say with --clock on which day it begins: --clock 2026-01-01.',
    )
  }
  if (!sample)
    throw new UsageError(
      '--clock simulates time, and what is recorded in simulated time never happened: only the sample sector may live through it. Add --sample, or leave --clock out.',
    )
  const from = parseClockDay(clock)
  if (from === null)
    throw new UsageError(`--clock: found "${clock}"; expected a day between 2000 and 2099, such as 2026-01-01.`)
  const chosen = speed === undefined ? standingStill : parseSpeed(speed)
  if (chosen === null)
    throw new UsageError(
      `--speed: found "${speed}"; expected simulated time by real time, such as 1d/s (one day a second), 1h/s or 30d/m, up to 366d/s. Without --speed the clock stands still.`,
    )
  return { from, speed: chosen }
}

/** The clock by which a store that nobody serves is worked in: where its time was simulated, that stands where it had come to. */
export async function clockLeft(store: Store): Promise<ProductClock> {
  const until = await simulatedUntil(store)
  if (until === null) return systemClock(Date.now)
  say(`Simulated time stands at ${until}, to which this store had come.`)
  return simulatedClock(until, standingStill, () => performance.now())
}

/** The clock, begun now. Time does not run back: where the store has come to a later day, it goes on from there, and says so. */
export async function startClock(store: Store, chosen: ChosenClock | null): Promise<ProductClock> {
  if (chosen === null) return systemClock(Date.now)
  const last = await lastDayBegun(store)
  const from = last !== null && last > chosen.from ? last : chosen.from
  if (from !== chosen.from) say(`Simulated time goes on from ${from}, to which this store had come.`)
  return simulatedClock(from, chosen.speed, () => performance.now())
}
