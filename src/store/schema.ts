/** The tables of `migrations/`, as Kysely sees them. Dates are `YYYY-MM-DD`, instants ISO in UTC, both strings. */
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

export interface Database {
  readonly meta: MetaTable
  readonly import: ImportTable
  readonly period: PeriodTable
  readonly observation: ObservationTable
  readonly finding: FindingTable
  readonly organisation_record: OrganisationRecordTable
  readonly succession: SuccessionTable
  readonly policy: PolicyTable
  readonly person: PersonTable
  readonly grant_given: GrantTable
  readonly case_file: CaseTable
  readonly case_event: CaseEventTable
  readonly deadline: DeadlineTable
  readonly record: RecordTable
  readonly regime_places: RegimePlacesTable
  readonly attachment: AttachmentTable
  readonly ledger_journal: LedgerJournalTable
  readonly ledger_entry: LedgerEntryTable
  readonly ledger_balance: LedgerBalanceTable
  readonly ledger_total: LedgerTotalTable
  readonly money_line: MoneyLineTable
  readonly invoice: InvoiceTable
  readonly audit_entry: AuditTable
  readonly idempotency: IdempotencyTable
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

interface PolicyTable {
  hash: string
  kind: 'regime' | 'calendars'
  id: string
  version: string
  text: string
  stored_at: Generated<string>
}

interface PersonTable {
  key: string
  name: string
  purpose: string
  keep_until: string | null
  erased_at: string | null
}

interface GrantTable {
  id: Generated<number>
  person: string
  function: string
  organisation: string | null
  region: string | null
  regime: string | null
  starts: string
  ends: string | null
}

interface CaseTable {
  id: string
  regime: string
  version: string
  hash: string
  calendars: string
  record_kind: 'real' | 'fictional' | 'exercise'
  route: string | null
  organisations: string[]
  state: unknown
  stage: string
  phase: 'before' | 'in' | 'after'
  sequence: number
  opened: string
  entered: string | null
  closed: string | null
  opened_at: string
  records: Generated<number>
  published: Generated<string | null>
}

interface CaseEventTable {
  case_id: string
  sequence: number
  event: unknown
  kind: string
  name: string
  effective: string
  known_at: string
  actor: string
  role: string | null
  reason: string
  evidence_hash: string | null
  evidence: unknown
  corrects: number | null
  effects: unknown
  exceed: string | null
  previous: string
  hash: string
}

interface DeadlineTable {
  case_id: string
  clock: string
  started_by: number
  due: string | null
  state: 'running' | 'suspended' | 'met' | 'late' | 'ran-out' | 'ended'
  fired_at: string | null
}

interface RecordTable {
  id: string
  version: number
  kind: string
  case_id: string | null
  organisation: string | null
  record_kind: 'real' | 'fictional' | 'exercise'
  audience: 'public' | 'case' | 'restricted'
  body: unknown
  actor: string
  role: string | null
  reason: string
  effective: string
  known_at: string
  /** Of a register's entry; null for a record of a case, or a register of organisations. */
  regime: Generated<string | null>
}

interface RegimePlacesTable {
  regime: string
  record_kind: 'real' | 'fictional' | 'exercise'
  taken: number
}

interface AttachmentTable {
  sha256: string
  kind: string
  bytes: number
  content: Buffer
  stored_at: string
}

interface LedgerJournalTable {
  id: string
  case_id: string
  regime: string
  record_kind: 'real' | 'fictional' | 'exercise'
  record: string
  version: number
  position: number
  kind: string
  line: string
  payer: string
  effective: string
  known_at: string
  reverses: string | null
  consultancy: Generated<boolean>
  public: Generated<boolean>
}

/** Pence are a bigint: strings as the driver reads them. */
interface LedgerEntryTable {
  journal: string
  position: number
  account: string
  contract: string | null
  item: string | null
  pence: ColumnType<string, number, never>
}

interface LedgerBalanceTable {
  case_id: string
  line: string
  payer: string
  account: string
  contract: string
  item: string
  pence: ColumnType<string, number, number>
}

interface LedgerTotalTable {
  case_id: string
  line: string
  payer: string
  account: string
  consultancy: boolean
  public: boolean
  pence: ColumnType<string, number, number>
}

interface MoneyLineTable {
  regime: string
  record_kind: 'real' | 'fictional' | 'exercise'
  line: string
  allocated: ColumnType<string, number, number>
}

interface InvoiceTable {
  record_kind: string
  payer: string
  supplier: string
  number: string
  record: string
}

interface AuditTable {
  id: GeneratedAlways<number>
  at: string
  actor: string
  action: string
  subject: string
  outcome: 'done' | 'refused'
  detail: unknown
}

interface IdempotencyTable {
  key: string
  actor: string
  body_hash: string
  status: number
  answer: unknown
  at: string
}
