/** What was written in many cases that says when they are next looked at: reviews, checks after exit, events after it. */
import { sql } from 'kysely'
import type { Desk } from './desk-store.ts'
import { notCorrected } from './event-store.ts'
import type { Case } from './model.ts'
import { readRecordsOf } from './records/record-store.ts'
import { reviewKind } from './records/review.ts'
import { sustainCheckKind } from './records/sustain-check.ts'
import { undertakingKind } from './records/undertaking.ts'
import type { Answers } from './sustain-due.ts'

/** By the id of the case. Events that still count, of cases that have left alone. */
export async function readAnswers({ store }: Desk, cases: readonly Case[]): Promise<(caseId: string) => Answers> {
  const records = await readRecordsOf(
    store,
    cases.map(({ id }) => id),
    [reviewKind.kind, sustainCheckKind.kind, undertakingKind.kind],
  )
  const left = cases.filter(({ state }) => state.left !== null).map(({ id }) => id)
  const { rows } = await sql<{
    readonly case_id: string
    readonly name: string
    readonly effective: string
    readonly reason: string
  }>`
    select case_id, name, effective, reason from case_event as e
    where case_id = any(${left}::uuid[]) and kind = 'event' and ${notCorrected}
    order by effective, sequence`.execute(store.db)
  const events = Map.groupBy(rows, one => one.case_id)
  return caseId => ({ records: records.get(caseId) ?? [], events: events.get(caseId) ?? [] })
}
