/** What was written in many cases that says when they are next looked at: reviews, checks after exit, what was done of duties, events after exit. */
import { sql } from 'kysely'
import type { Desk } from './desk-store.ts'
import { notCorrected } from './event-store.ts'
import type { Case } from './model.ts'
import { dutyDone } from './records/part-done.ts'
import { readPublishedOf, readRecordsOf } from './records/record-store.ts'
import type { StoredRecord } from './records/record.ts'
import { reviewKind } from './records/review.ts'
import { sustainCheckKind } from './records/sustain-check.ts'
import { undertakingKind } from './records/undertaking.ts'
import type { Answers } from './sustain-due.ts'

export interface Written extends Answers {
  /** Of each record the latest version that is for the public, where a later one may not be. */
  readonly published: readonly StoredRecord[]
}

/** By the id of the case. Events that still count, of cases that have left alone. */
export async function readAnswers({ store }: Desk, cases: readonly Case[]): Promise<(caseId: string) => Written> {
  const ids = cases.map(({ id }) => id)
  const kinds = [reviewKind.kind, sustainCheckKind.kind, undertakingKind.kind, dutyDone.kind]
  const records = await readRecordsOf(store, ids, kinds)
  const published = await readPublishedOf(store, ids, kinds)
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
  return caseId => ({
    records: records.get(caseId) ?? [],
    published: published.get(caseId) ?? [],
    events: events.get(caseId) ?? [],
  })
}
