/** Support that was asked for and is out of a regime's scope: referred to whom its rules name, read from the events of cases. */
import { sql } from 'kysely'
import type { Effect } from '../regimes/model.ts'
import type { Desk } from './desk-store.ts'
import { notCorrected } from './event-store.ts'

export interface Referral {
  readonly caseId: string
  /** Kind of support, subject, and role it is referred to: ids of the regime file. */
  readonly support: string
  readonly subject: string
  readonly to: string
  /** ISO day. */
  readonly on: string
  readonly reason: string
}

/** Referrals of some cases that no later event corrected, the latest first. */
export async function readReferrals({ store }: Desk, caseIds: readonly string[]): Promise<readonly Referral[]> {
  const { rows } = await sql<{
    readonly case_id: string
    readonly effective: string
    readonly reason: string
    readonly effects: readonly Effect[]
  }>`
    select case_id, effective, reason, effects from case_event as e
    where case_id = any(${[...caseIds]}::uuid[]) and effects @> '[{"kind": "referral"}]'
      and ${notCorrected}
    order by effective desc, case_id, sequence desc`.execute(store.db)
  return rows.flatMap(({ case_id, effective, reason, effects }) =>
    effects.flatMap(one => {
      if (one.kind !== 'referral') return []
      const { support, subject, to } = one
      return [{ caseId: case_id, support, subject, to, on: effective, reason }]
    }),
  )
}
