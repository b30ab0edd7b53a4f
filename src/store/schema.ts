/** The tables of `migrations/`, as Kysely sees them. Dates are `YYYY-MM-DD`, instants ISO in UTC, both strings. */
import type { Generated, GeneratedAlways } from 'kysely'

export interface Database {
  readonly meta: MetaTable
  readonly import: ImportTable
  readonly period: PeriodTable
  readonly observation: ObservationTable
  readonly finding: FindingTable
  readonly organisation_record: OrganisationRecordTable
  readonly succession: SuccessionTable
}

interface MetaTable {
  one: Generated<boolean>
  record_kind: 'real' | 'fictional'
  created_at: Generated<string>
}

interface ImportTable {
  id: Generated<number>
  sha256: string
  file_name: string
  bytes: number
  source: string
  source_title: string
  schema_version: string
  description: Generated<string>
  attribution: string
  retrieved_from: string | null
  record_kind: string
  state: Generated<'loading' | 'loaded' | 'failed'>
  started_at: Generated<string>
  loaded_at: string | null
  added: number | null
  changed: number | null
  unchanged: number | null
  report: unknown
  failure: string | null
}

interface PeriodTable {
  ref: GeneratedAlways<number>
  id: string
  label: string
  starts: string
  ends: string
}

/** Columns common to every kind of evidence. */
interface EvidenceRow {
  import_id: number
  superseded_by: number | null
  row_number: number
  row_ranges: unknown
}

interface ObservationTable extends EvidenceRow {
  organisation: string
  metric: string
  period: string
  period_ref: number
  measured_ref: number | null
  dimension: string
  status: string
  value: number | null
  printed: string
  unit: string
  attributes: unknown
}

interface FindingTable extends EvidenceRow {
  organisation: string
  kind: string
  value: string
  starts: string | null
  ends: string | null
  period: string | null
  period_ref: number | null
  author: string
  document: string
  statement: string
}

interface OrganisationRecordTable extends EvidenceRow {
  source: string
  code: string
  name: string | null
  type: string | null
  subtype: string | null
  legal_form: string | null
  region: string | null
  opened: string | null
  closed: string | null
  authority: number
}

interface SuccessionTable extends EvidenceRow {
  predecessor: string
  successor: string
  date: string | null
  kind: string
}
