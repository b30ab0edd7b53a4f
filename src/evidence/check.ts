/** What a check of a whole table is given, and what it may say. */
import type { Columns } from './columns.ts'
import type { IssueLog } from './issue-log.ts'
import type { Finding, Observation } from './model.ts'
import type { Records } from './row.ts'
import type { Source } from './source.ts'

export interface CheckContext {
  readonly source: Source
  readonly columns: Columns
  readonly today: string
  readonly knownOrganisations: ReadonlySet<string> | null
  readonly log: IssueLog
}

export interface Verdict {
  readonly quarantine: Set<number>
  readonly drop: Set<Observation | Finding>
  /** Observations to stand under another dimension than they came with. */
  readonly redimension: Map<Observation, string>
}

export type Check = (records: Records, context: CheckContext, verdict: Verdict) => void
