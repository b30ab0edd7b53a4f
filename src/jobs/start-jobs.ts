/**
 * Durable work beside whatever else the process does: a loop that begins each day of the product's clock, in order, and does
 * the jobs that wait, its own and those of others on the same database. Jobs are wake-ups: all that counts stands in cases.
 */
import type { PgBoss } from 'pg-boss'
import { type Desk, today } from '../casework/desk-store.ts'
import type { ProductClock } from '../casework/model.ts'
import { untilTomorrow } from '../casework/product-clock.ts'
import { dayFromIso, isoFromDay } from '../regimes/day.ts'
import { beginDay, type JobDesk } from './begin-day.ts'
import { type Casework, casework } from './casework.ts'
import { doJob } from './do-job.ts'
import { openQueues, queueNames, type QueuePace } from './queues.ts'
import { lastDayBegun } from './wake-store.ts'

export interface Jobs {
  /** Ends after the job at hand; the store may be closed then. */
  stop(): Promise<void>
  /** All that is due by the product's clock now has been done, or put off to be tried again. */
  settle(): Promise<void>
}

export interface JobSettings {
  readonly pace?: Partial<Pace>
  readonly casework?: Casework
  /** Told of whatever fails; the work goes on. */
  readonly onError?: (error: Error) => void
  /** What has to have happened, by the desk's clock, before its time is worked at. */
  readonly before?: (desk: Desk, signal: AbortSignal) => Promise<void>
}

/** In seconds of real time. */
interface Pace extends QueuePace {
  /** Between looks for jobs that others put in. */
  readonly look: number
  /** Between sweeps for deadlines that no wake-up spoke of, such as those of an event recorded late. */
  readonly sweep: number
}

const usual: Pace = { look: 2, sweep: 60, expires: 60, watch: 30 }
/** Jobs taken at once: they are finished before a stop. */
const batch = 5
/** No shorter wait, however fast the clock is, so that requests have their turn. */
const shortest = 10

/** Starts at once and opens its queues behind; nothing of it keeps the process from ending when it is stopped. */
export function startJobs(given: Desk, settings: JobSettings = {}): Jobs {
  const desk: JobDesk = { ...given, casework, onError: console.error, ...settings }
  const { store, clock, onError } = desk
  const { look, sweep, expires, watch }: Pace = { ...usual, ...settings.pace }
  const stopping = new AbortController()
  const { signal } = stopping
  let boss: PgBoss | null = null
  let begun: string | null = null
  let [swept, watched] = [-Infinity, -Infinity]
  let turn: Promise<void> = Promise.resolve()

  const open = async (): Promise<PgBoss> => {
    begun = await lastDayBegun(store)
    // A calendar that cannot be brought in must not keep other clocks from running.
    await desk.casework.recalendarCases(desk).catch(onError)
    boss = await openQueues(store, { expires, watch }, onError)
    return boss
  }

  /** One turn at a time: the queues, the days, the jobs, the sweep. */
  const takeTurn = (everything: boolean): Promise<void> => {
    turn = turn.then(async () => {
      try {
        if (!signal.aborted) await work(boss ?? (await open()), everything)
      } catch (error) {
        onError(error as Error)
      }
    })
    return turn
  }

  const work = async (queues: PgBoss, everything: boolean): Promise<void> => {
    const now = performance.now()
    if (now - watched >= watch * 1000) {
      watched = now
      await queues.supervise()
    }
    await settings.before?.(desk, signal)
    await drain(queues)
    for (const day of daysToBegin(begun, clock)) {
      await settings.before?.(desk, signal)
      if (signal.aborted) return
      await beginDay(desk, queues, day)
      begun = day
      await drain(queues)
    }
    if (!everything && now - swept < sweep * 1000) return
    swept = now
    await desk.casework.fireDeadlines(desk)
  }

  const drain = async (queues: PgBoss): Promise<void> => {
    for (const queue of queueNames) {
      for (let more = true; more && !signal.aborted; ) {
        const jobs = await queues.fetch<object>(queue, { batchSize: batch })
        for (const job of jobs) {
          try {
            await doJob(desk, queue, job.data)
            await queues.complete(queue, job)
          } catch (error) {
            onError(error as Error)
            await queues.fail(queue, job, { message: (error as Error).message })
          }
        }
        more = jobs.length === batch
      }
    }
  }

  const loop = async (): Promise<void> => {
    while (!signal.aborted) {
      await takeTurn(false)
      await sleep(Math.max(shortest, Math.min(look * 1000, untilTomorrow(clock))), signal)
    }
  }
  const looping = loop()

  return {
    settle: () => takeTurn(true),
    async stop() {
      stopping.abort()
      await looping
      await turn
      await boss?.stop({ graceful: false })
      boss = null
    },
  }
}

/** Days (ISO) after the one begun last up to today, in order; where none was, from today or the simulation's first day on. */
function daysToBegin(begun: string | null, clock: ProductClock): readonly string[] {
  const last = dayFromIso(today({ clock }))
  const first =
    begun === null ? dayFromIso(clock.simulation?.from.slice(0, 10) ?? today({ clock })) : dayFromIso(begun) + 1
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => isoFromDay(first + index))
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise(resolve => {
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, milliseconds)
    signal.addEventListener('abort', end)
  })
}
