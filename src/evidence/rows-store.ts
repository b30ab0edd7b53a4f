/** Evidence rows of the store turned back into the records they were made from. */
import type { Store } from '../store/open-store.ts'
import type { Finding, Observation, OrganisationRecord, Period, SourceRow, Succession, ValueStatus } from './model.ts'

/** Reads rows as a list of imports, in their order, makes them known. */
export interface EvidenceRows {
  /** Current headline observations, of some metrics or (null) all. */
  observations(metrics: readonly string[] | null): Promise<Observation[]>
  /** Every version of one value, oldest first, each with the id of the import that superseded it. */
  versions(of: {
    readonly organisation: string
    readonly metric: string
    readonly period: string
    readonly dimension: string
  }): Promise<{ readonly observation: Observation; readonly supersededBy: number | null }[]>
  findings(): Promise<Finding[]>
  organisations(): Promise<OrganisationRecord[]>
  successions(): Promise<Succession[]>
}

/**
 * Rows of an import that is still loading are in nobody's list of ids, so they are never seen; a version superseded by an
 * import outside the list (one that became known later) counts as current.
 */
const known = 'import_id = any($1) and (superseded_by is null or superseded_by <> all($1))'
const inOrder = 'order by array_position($1, import_id), row_number'

/** A reader for the imports with these ids, oldest first; records refer to an import by its place among them. */
export async function evidenceRows(store: Store, ids: readonly number[]): Promise<EvidenceRows> {
  const placeOf = new Map(ids.map((id, place) => [id, place]))
  const periods = await readPeriods(store)
  const sourceRow = (importId: unknown, row: unknown, ranges: unknown): SourceRow => {
    const source = { import: placeOf.get(importId as number) as number, row: row as number }
    return ranges === null ? source : { ...source, ranges: ranges as [number, number][] }
  }
  const select = (columns: string, table: string) =>
    store.readRows(`select import_id, row_number, row_ranges, ${columns} from ${table} where ${known} ${inOrder}`, [
      ids,
    ])

  return {
    async observations(metrics) {
      // Packed as JSON by what many rows share: four times as fast as a message per row, and the texts exist once.
      const packed = await store.readRows(
        `select import_id, metric, period_ref, measured_ref, status, unit,
            json_agg(json_build_array(row_number, row_ranges, organisation, value, printed, attributes))
          from observation where ${known} and dimension = '' ${metrics === null ? '' : 'and metric = any($2)'}
          group by 1, 2, 3, 4, 5, 6`,
        metrics === null ? [ids] : [ids, metrics],
      )
      const codes = new Map<string, string>()
      const observations: Observation[] = []
      for (const [importId, metric, periodRef, measuredRef, status, unit, rows] of packed) {
        const common = {
          metric: metric as string,
          period: periods.get(periodRef as number) as Period,
          ...(measuredRef === null ? {} : { measured: periods.get(measuredRef as number) as Period }),
          dimension: '',
          status: status as ValueStatus,
          unit: unit as string,
        }
        for (const [row, ranges, organisation, value, text, attributes] of rows as PackedRow[]) {
          if (!codes.has(organisation)) codes.set(organisation, organisation)
          observations.push({
            organisation: codes.get(organisation) as string,
            ...common,
            value,
            text,
            ...(attributes === null ? {} : { attributes }),
            source: sourceRow(importId, row, ranges),
          })
        }
      }
      return observations
    },

    async versions({ organisation, metric, period, dimension }) {
      const rows = await store.readRows(
        `select import_id, row_number, row_ranges, period_ref, measured_ref, status, unit, value, printed, attributes,
            superseded_by
          from observation
          where import_id = any($1) and metric = $2 and period = $3 and organisation = $4 and dimension = $5 ${inOrder}`,
        [ids, metric, period, organisation, dimension],
      )
      return rows.map(row => {
        const [periodRef, measuredRef, status, unit, value, text, attributes, supersededBy] = row.slice(3)
        const observation = {
          organisation,
          metric,
          period: periods.get(periodRef as number),
          ...(measuredRef === null ? {} : { measured: periods.get(measuredRef as number) }),
          dimension,
          status,
          value,
          text,
          unit,
          ...(attributes === null ? {} : { attributes }),
          source: sourceRow(row[0], row[1], row[2]),
        } as Observation
        return { observation, supersededBy: supersededBy as number | null }
      })
    },

    async findings() {
      const columns = 'organisation, kind, value, starts, ends, period_ref, author, document, statement'
      const rows = await select(columns, 'finding')
      return rows.map(row => {
        const [organisation, kind, value, from, until, periodRef, author, document, statement] = row.slice(3)
        const period = periodRef === null ? null : periods.get(periodRef as number)
        const source = sourceRow(row[0], row[1], row[2])
        return { organisation, kind, value, from, until, period, author, document, statement, source } as Finding
      })
    },

    async organisations() {
      const columns = 'code, name, type, subtype, legal_form, region, opened, closed, authority'
      const rows = await select(columns, 'organisation_record')
      return rows.map(row => {
        const [code, name, type, subtype, legalForm, region, opened, closed, authority] = row.slice(3)
        const source = sourceRow(row[0], row[1], row[2])
        return { code, name, type, subtype, legalForm, region, opened, closed, authority, source } as OrganisationRecord
      })
    },

    async successions() {
      const rows = await select('predecessor, successor, date, kind', 'succession')
      return rows.map(row => {
        const [predecessor, successor, date, kind] = row.slice(3)
        return { predecessor, successor, date, kind, source: sourceRow(row[0], row[1], row[2]) } as Succession
      })
    },
  }
}

type PackedRow = [
  row: number,
  ranges: [number, number][] | null,
  organisation: string,
  value: number | null,
  text: string,
  attributes: Record<string, string> | null,
]

async function readPeriods(store: Store): Promise<ReadonlyMap<number, Period>> {
  const rows = await store.readRows('select ref, id, label, starts, ends from period')
  return new Map(rows.map(([ref, id, label, start, end]) => [ref as number, { id, label, start, end } as Period]))
}
