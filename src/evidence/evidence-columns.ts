/** How each kind of evidence lies in its table: the columns of a COPY, and one record as their values. */
import type { Finding, Observation, OrganisationRecord, Period, SourceRow, Succession } from './model.ts'

type ColumnValue = string | number | null | undefined

/** What a row needs to know beside its record. */
export interface RowContext {
  readonly importId: number
  /** Id of the source description of its import. */
  readonly source: string
  /** Number of a period in the `period` table. */
  periodRef(period: Period): number
}

/** One table: its COPY columns, what identifies a thing in it, and what a new version of that thing may change. */
interface EvidenceTable<T> {
  readonly table: 'observation' | 'finding' | 'organisation_record' | 'succession'
  readonly columns: readonly string[]
  values(record: T, context: RowContext): readonly ColumnValue[]
  /** Columns never null, and columns that may be, which together name the thing that has versions. */
  readonly key: readonly string[]
  readonly nullableKey: readonly string[]
  readonly content: readonly string[]
  /** Columns which a version that leaves them unsaid (null) does not take away: it then stands beside the earlier one. */
  readonly mayStaySilent: readonly string[]
}

const sourceColumns = ['import_id', 'row_number', 'row_ranges'] as const

function sourceValues(source: SourceRow, context: RowContext): readonly ColumnValue[] {
  return [context.importId, source.row, source.ranges ? JSON.stringify(source.ranges) : null]
}

export const observationTable: EvidenceTable<Observation> = {
  table: 'observation',
  columns: [
    ...sourceColumns,
    'organisation',
    'metric',
    'period',
    'period_ref',
    'measured_ref',
    'dimension',
    'status',
    'value',
    'printed',
    'unit',
    'attributes',
  ],
  values: (o, context) => [
    ...sourceValues(o.source, context),
    o.organisation,
    o.metric,
    o.period.id,
    context.periodRef(o.period),
    o.measured ? context.periodRef(o.measured) : null,
    o.dimension,
    o.status,
    o.value,
    o.text,
    o.unit,
    o.attributes ? JSON.stringify(o.attributes) : null,
  ],
  key: ['metric', 'period', 'organisation', 'dimension'],
  nullableKey: [],
  // Not the printed text: 71.8 and 71.80 are the same figure.
  content: ['status', 'value', 'unit', 'attributes', 'measured_ref'],
  mayStaySilent: [],
}

export const findingTable: EvidenceTable<Finding> = {
  table: 'finding',
  columns: [
    ...sourceColumns,
    'organisation',
    'kind',
    'value',
    'starts',
    'ends',
    'period',
    'period_ref',
    'author',
    'document',
    'statement',
  ],
  values: (f, context) => [
    ...sourceValues(f.source, context),
    f.organisation,
    f.kind,
    f.value,
    f.from,
    f.until,
    f.period?.id,
    f.period ? context.periodRef(f.period) : null,
    f.author,
    f.document,
    f.statement,
  ],
  key: ['organisation', 'kind', 'author', 'document'],
  nullableKey: ['starts', 'period'],
  content: ['value', 'ends', 'statement'],
  mayStaySilent: [],
}

export const organisationTable: EvidenceTable<OrganisationRecord> = {
  table: 'organisation_record',
  columns: [
    ...sourceColumns,
    'source',
    'code',
    'name',
    'type',
    'subtype',
    'legal_form',
    'region',
    'opened',
    'closed',
    'authority',
  ],
  values: (o, context) => [
    ...sourceValues(o.source, context),
    context.source,
    o.code,
    o.name,
    o.type,
    o.subtype,
    o.legalForm,
    o.region,
    o.opened,
    o.closed,
    o.authority,
  ],
  key: ['code', 'source', 'authority'],
  nullableKey: [],
  content: ['name', 'type', 'subtype', 'legal_form', 'region', 'opened', 'closed'],
  mayStaySilent: ['name', 'type', 'subtype', 'legal_form', 'region', 'opened', 'closed'],
}

export const successionTable: EvidenceTable<Succession> = {
  table: 'succession',
  columns: [...sourceColumns, 'predecessor', 'successor', 'date', 'kind'],
  values: (s, context) => [...sourceValues(s.source, context), s.predecessor, s.successor, s.date, s.kind],
  key: ['predecessor', 'successor', 'kind'],
  nullableKey: [],
  content: ['date'],
  mayStaySilent: ['date'],
}

export const evidenceTables = [observationTable, findingTable, organisationTable, successionTable] as const
