/** The queues of wake-ups, kept by pg-boss in a schema of its own beside the store's tables. */
import type { PgBoss } from 'pg-boss'
import type { Store } from '../store/open-store.ts'

/** One case's deadlines may have run out. */
export interface CaseWake {
  readonly caseId: string
}

/** A recurring duty of a case falls due on a day (ISO). */
export interface Reminder {
  readonly caseId: string
  readonly duty: string
  readonly title: string
  readonly owner: string
  readonly day: string
}

/** A day of the product has begun (ISO). */
export interface Digest {
  readonly day: string
}

export interface QueuePace {
  /** Seconds after which a job that nobody finished is given to somebody else. */
  readonly expires: number
  /** Seconds between looks for such jobs. */
  readonly watch: number
}

/** Waits double up to a minute, and go on for most of a day: a job whose worker is killed time and again is not given up. */
const retries = { retryLimit: 1000, retryDelay: 2, retryBackoff: true, retryDelayMax: 60 } as const

export const queueNames = ['case-wake', 'reminder', 'digest'] as const
export type QueueName = (typeof queueNames)[number]

/**
 * Opens the queues, making them on first use. Nothing polls: whoever opens them fetches. Everything goes through the store's
 * own pool, since the embedded database has one connection.
 */
export async function openQueues(store: Store, pace: QueuePace, onError: (error: Error) => void): Promise<PgBoss> {
  // Loaded here, so that a command which needs no queue does not pay for it.
  const { PgBoss } = await import('pg-boss')
  const boss = new PgBoss({
    db: { executeSql: (text, values) => store.runForLibrary(text, values) },
    backend: store.kind === 'embedded' ? 'pglite' : 'postgres',
    schema: 'jobs',
    schedule: false,
    supervise: false,
    monitorIntervalSeconds: pace.watch,
  })
  boss.on('error', onError)
  await alone(store, async () => {
    await boss.start()
    for (const name of queueNames) {
      // One of a key waiting at a time: a second wake-up of the same says nothing new.
      const policy = 'short'
      const { expires: expireInSeconds } = pace
      await boss.createQueue(name, { ...retries, policy, expireInSeconds, deleteAfterSeconds: 3600 })
    }
  })
  return boss
}

// Beside the ids of imports, which are what else is claimed and begin at 1.
const makingQueues = -1

/** One process at a time: two that make the same schema at once stumble over each other, `if not exists` or not. */
async function alone(store: Store, work: () => Promise<void>): Promise<void> {
  for (;;) {
    const claim = await store.claim(makingQueues)
    if (claim === null) await new Promise(done => setTimeout(done, 50))
    else {
      try {
        return await work()
      } finally {
        await claim.release()
      }
    }
  }
}
