/**
 * The shapes of evidence: what is known, of whom, for when, from which row of which file, and since when.
 *
 * Everything downstream (assessment, pages, exports) reads these and nothing else. All of it is plain, frozen data.
 */

/** Whether a record speaks of the real world. The three never mix in one table, chart, rank or export. */
export type RecordKind = 'real' | 'fictional' | 'exercise'

/** Why a value is or is not there. "Unknown" is never a number. */
export type ValueStatus = 'value' | 'suppressed' | 'missing' | 'not-applicable'

/** A stretch of time: real dates (inclusive, ISO) beside the label exactly as the publisher printed it. */
export interface Period {
  /** Canonical id: `2025-26-Q1`, `2026-05`, `2025-26`, `2024`, or `2024-10-01..2025-09-30` where none of those fits. */
  readonly id: string
  /** As published: `Jun-25`, `Q4 2024-25`, `Month 3 2025`, `MSitAE-MAY-2026`. */
  readonly label: string
  readonly start: string
  readonly end: string
}

/** Where a record stands: which import, and which rows of its file (1-based, the header is row 1). */
export interface SourceRow {
  /** Index into the snapshot's `imports`. */
  readonly import: number
  readonly row: number
  /** For a value aggregated from several rows: the ranges of rows that fed it, inclusive. */
  readonly ranges?: readonly (readonly [number, number])[]
}

/** One value of one metric for one organisation and period. */
export interface Observation {
  readonly organisation: string
  readonly metric: string
  readonly period: Period
  /** The stretch of time the value itself measures, where the publisher files it under another period (NOF quarters). */
  readonly measured?: Period
  /** Breakdown within the metric, for example `part=2;treatment-function=C_100`; empty for the headline value. */
  readonly dimension: string
  readonly status: ValueStatus
  /** The number, for arithmetic; null unless status is `value`. */
  readonly value: number | null
  /** The number exactly as printed (no exponent, no grouping), so that decimals stay exact; '' unless `value`. */
  readonly text: string
  readonly unit: string
  /** Other published figures of the row, for example the printed rank and quartiles. */
  readonly attributes?: Readonly<Record<string, string>>
  readonly source: SourceRow
}

/** A non-numeric statement of evidence: a CQC rating, a deficit flag, a capability rating, a judgement. */
export interface Finding {
  readonly organisation: string
  /** `cqc-overall`, `cqc-well-led`, `capability-rating`, `deficit-or-support`, `undertaking`, `programme-member` … */
  readonly kind: string
  readonly value: string
  /** ISO date from which it holds, and until when (null: no end known, which is not "still in force"). */
  readonly from: string | null
  readonly until: string | null
  /** Quarter or year it is filed under, where the publisher says so. */
  readonly period: Period | null
  readonly author: string
  readonly document: string
  readonly statement: string
  readonly source: SourceRow
}

/** What one file says of one organisation; `null` where it says nothing. Merged by `organisations.ts`. */
export interface OrganisationRecord {
  readonly code: string
  readonly name: string | null
  /** `acute`, `mental-health-and-community`, `ambulance`, `icb`, `other`. */
  readonly type: string | null
  readonly subtype: string | null
  readonly legalForm: string | null
  readonly region: string | null
  readonly opened: string | null
  readonly closed: string | null
  /** How much the source is to be believed about organisations: the ODS list 3, the NOF files 2, any other 1, and 0 what it only implies. */
  readonly authority: number
  readonly source: SourceRow
}

/** One organisation becoming (part of) another. */
export interface Succession {
  readonly predecessor: string
  readonly successor: string
  readonly date: string | null
  /** `merger`, `split`, `name-change`. */
  readonly kind: string
  readonly source: SourceRow
}

/** The merged view of an organisation at the snapshot's instant. */
export interface Organisation {
  readonly code: string
  readonly name: string
  readonly type: string | null
  readonly subtype: string | null
  readonly legalForm: string | null
  readonly region: string | null
  readonly opened: string | null
  readonly closed: string | null
  readonly predecessors: readonly Succession[]
  readonly successors: readonly Succession[]
  /** The records it was merged from. */
  readonly sources: readonly SourceRow[]
}

/** One loaded file. */
export interface ImportRecord {
  readonly fileName: string
  readonly sha256: string
  /** Id of the source description that recognised it: `nof-trust-data`, `rtt-full-extract` … */
  readonly source: string
  readonly sourceTitle: string
  readonly schemaVersion: string
  /** Publisher and licence, to be shown with every figure taken from it. */
  readonly attribution: string
  /** Where it was downloaded from, if it was. */
  readonly retrievedFrom: string | null
  /** The instant we came to know it (ISO, UTC): the time its load was committed. */
  readonly knownAt: string
  /** Id in the store; 0-based order in memory. */
  readonly id: number
}

/** How bad a thing found in a file is: `refused` stops the file, `quarantined` sets the row aside, `warning` loads it. */
export type Severity = 'refused' | 'quarantined' | 'warning' | 'note'

/** One thing found while reading a file, in words a person can act on. */
export interface Issue {
  readonly severity: Severity
  /** Stable kebab-case name of the check: `unknown-column`, `percent-or-proportion`, `frozen-series` … */
  readonly check: string
  readonly file: string
  readonly row: number | null
  readonly column: string | null
  readonly found: string
  readonly expected: string
  readonly todo: string
  /** How many rows it stands for (a check that would repeat 5,000 times is told once, with its count). */
  readonly count: number
}

/** What became of one file. */
export interface ImportReport {
  readonly fileName: string
  readonly sha256: string
  readonly bytes: number
  readonly source: string
  readonly sourceTitle: string
  readonly schemaVersion: string
  readonly recordKind: RecordKind
  readonly rowsRead: number
  readonly rowsQuarantined: number
  readonly observations: number
  readonly findings: number
  readonly organisations: number
  readonly successions: number
  readonly periods: readonly string[]
  readonly metrics: readonly string[]
  readonly issues: readonly Issue[]
}

/** Records read from one file, a chunk at a time, so that an 82 MB extract never stands in memory whole. */
export interface Batch {
  readonly observations: readonly Observation[]
  readonly findings: readonly Finding[]
  readonly organisations: readonly OrganisationRecord[]
  readonly successions: readonly Succession[]
}

/** A file recognised and ready to be read. `report()` is complete only once `batches()` is exhausted. */
export interface FileReading {
  readonly fileName: string
  readonly sha256: string
  readonly bytes: number
  readonly source: string
  readonly sourceTitle: string
  readonly schemaVersion: string
  readonly attribution: string
  readonly recordKind: RecordKind
  /** SHA-256 of the source description it was read by: under another one the same bytes are another reading. */
  readonly description: string
  batches(): AsyncGenerator<Batch>
  report(): ImportReport
}
