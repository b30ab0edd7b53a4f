/** A day of the product begins: what falls due on it is put into the queues, in the transaction that says it has begun. */
import { fromKysely, type PgBoss } from 'pg-boss'
import { type Desk, withActor } from '../casework/desk-store.ts'
import { dutiesFallingDue } from '../casework/duty-calendar.ts'
import { type Case, clockActor } from '../casework/model.ts'
import { dayFromIso } from '../regimes/day.ts'
import type { Casework } from './casework.ts'
import type { CaseWake, Digest, QueueName, Reminder } from './queues.ts'
import { casesRunOut, takeDay } from './wake-store.ts'

export interface JobDesk extends Desk {
  readonly casework: Casework
  /** Told of whatever fails; the work goes on. */
  readonly onError: (error: Error) => void
}

/**
 * Begins a day (ISO), unless somebody has: whoever commits first has done it for all. The embedded database has one
 * connection, so `boss` must have fetched from its queues before: it then knows them, and asks for nothing in between.
 */
export async function beginDay(desk: JobDesk, boss: PgBoss, day: string): Promise<void> {
  const reminders = await remindersOn(desk, day)
  await desk.store.db.transaction().execute(async tx => {
    if (!(await takeDay(tx, day, desk.clock))) return
    const wakes = (await casesRunOut(tx, day)).map((caseId): CaseWake => ({ caseId }))
    const put = async <Data extends object>(queue: QueueName, all: readonly Data[], keyOf: (data: Data) => string) => {
      const jobs = all.map(data => ({ data, singletonKey: keyOf(data) }))
      if (jobs.length > 0) await boss.insert(queue, jobs, { db: fromKysely(tx) })
    }
    await put('case-wake', wakes, wake => wake.caseId)
    await put('reminder', reminders, reminderKey)
    await put('digest', [{ day } satisfies Digest], digest => digest.day)
  })
}

/** What makes a reminder the same one: case, duty and day. */
export function reminderKey({ caseId, duty, day }: Reminder): string {
  return `reminder/${caseId}/${duty}/${day}`
}

/** The recurring duties that fall due on a day, in all cases that have entered. */
function remindersOn(desk: JobDesk, day: string): Promise<readonly Reminder[]> {
  return withActor(desk, clockActor, async working => {
    const found: Reminder[] = []
    for (const phase of ['in', 'after'] as const)
      for await (const one of desk.casework.eachCase(working, { phase }))
        found.push(...(await remindersOf(desk, one, day)))
    return found
  })
}

/** A case whose rules cannot be read is told and left out: the day begins for all others. */
async function remindersOf(desk: JobDesk, found: Case, day: string): Promise<readonly Reminder[]> {
  const { id: caseId, state } = found
  try {
    const due = dutiesFallingDue(await desk.casework.rulesOf(desk, found), state, dayFromIso(day))
    return due.map(({ duty, title, owner }) => ({ caseId, duty, title, owner, day }))
  } catch (cause) {
    const { message } = cause as Error
    desk.onError(new Error(`No reminders could be made on ${day} in the case ${caseId}: ${message}`, { cause }))
    return []
  }
}
