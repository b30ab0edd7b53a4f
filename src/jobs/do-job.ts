/** What a job does when its turn comes. Each may be done twice, by two workers or after a kill, and has its effect once. */
import type { Desk } from '../casework/desk-store.ts'
import { type JobDesk, reminderKey } from './begin-day.ts'
import type { CaseWake, Digest, QueueName, Reminder } from './queues.ts'
import { countDeadlines, writeReminder } from './wake-store.ts'

/** Does one job. */
export async function doJob(desk: JobDesk, queue: QueueName, data: object): Promise<void> {
  switch (queue) {
    case 'case-wake':
      await desk.casework.fireDeadlines(desk, (data as CaseWake).caseId)
      return
    case 'reminder':
      await remind(desk, data as Reminder)
      return
    case 'digest':
      await digest(desk, data as Digest)
  }
}

function remind({ store, clock }: Desk, reminder: Reminder): Promise<boolean> {
  const { caseId, duty, title, owner, day } = reminder
  const detail = { kind: 'duty', duty, title, owner, due: day }
  return writeReminder(store, {
    key: reminderKey(reminder),
    subject: caseId,
    at: clock.now(),
    detail: async () => detail,
  })
}

function digest({ store, clock }: Desk, { day }: Digest): Promise<boolean> {
  return writeReminder(store, {
    key: `digest/${day}`,
    subject: day,
    at: clock.now(),
    detail: async tx => ({ kind: 'digest', day, deadlines: await countDeadlines(tx, day) }),
  })
}
