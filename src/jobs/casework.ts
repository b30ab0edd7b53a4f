/** What jobs ask of casework, in one place. */
import { eachCase } from '../casework/case-store.ts'
import { fireDeadlines } from '../casework/deadline-store.ts'
import type { Desk, Working } from '../casework/desk-store.ts'
import type { Case } from '../casework/model.ts'
import { rulesOf } from '../casework/policy-store.ts'
import { recalendarCases } from '../casework/recalendar-store.ts'
import type { CompiledRegime } from '../regimes/compiled.ts'

export interface Casework {
  /** Fires, once each, the deadlines that have run out by the product's clock: of one case, or of all. Gives how many. */
  fireDeadlines(desk: Desk, caseId?: string): Promise<number>
  /** Brings open cases to today's calendars; gives how many there were. */
  recalendarCases(desk: Desk): Promise<number>
  eachCase(working: Working, filter: Pick<Case, 'phase'>): AsyncIterable<Case>
  rulesOf(desk: Desk, found: Case): Promise<CompiledRegime>
}

export const casework: Casework = { fireDeadlines, recalendarCases, eachCase, rulesOf }
