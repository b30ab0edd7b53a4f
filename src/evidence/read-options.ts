/** How a file is to be read. */
import type { RecordKind } from './model.ts'
import type { Proposer } from './propose-organisation.ts'
import type { Source } from './source.ts'

export interface ReadOptions {
  readonly sources: readonly Source[]
  /** ISO date: periods that begin after it are set aside. */
  readonly today: string
  /** Fills `SourceRow.import`. */
  readonly importIndex: number
  readonly knownOrganisations?: ReadonlySet<string>
  /** Codes for a name that stands where a code should. */
  readonly propose?: Proposer
  /** Of the store it goes into; without it, whatever the file is. */
  readonly recordKind?: RecordKind
  /** The name to show, where the file lies under another (an upload). */
  readonly displayName?: string
  readonly progress?: (doneBytes: number, totalBytes: number) => void
}
