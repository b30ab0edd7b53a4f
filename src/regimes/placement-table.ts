/** Placements as open data: objects for JSON, which carry their kind of record, and a table, to which the CSV writer adds it. */
import type { RecordKind } from '../evidence/model.ts'
import type { KnownDate, PlacementRecord } from './history-model.ts'
import { monthsIn } from './history.ts'
import { conflictWords, entryWords, exitWords, wayOutWords } from './placement-words.ts'

/** One placement as JSON: dates as precise as known, with the words that a reader needs beside them. */
export function placementJson(placement: PlacementRecord): PlacementJson {
  const months = monthsIn(placement)
  return {
    recordKind: placement.recordKind,
    id: placement.id,
    regime: placement.regime,
    version: placement.version,
    name: placement.name.title,
    code: placement.organisation,
    organisation: placement.organisationName,
    area: placement.area,
    entered: placement.entered && dateJson(placement.entered),
    enteredWords: entryWords(placement),
    left: placement.left && dateJson(placement.left),
    leftKnown: placement.leftKnown,
    leftWords: exitWords(placement),
    howLeft: placement.howLeft?.way ?? null,
    howLeftWords: wayOutWords(placement),
    into: placement.into,
    months: months && { atLeast: tenth(months.atLeast), atMost: tenth(months.atMost) },
    sources: placement.sources.map(({ publisher, kind, what, date, address }) => ({
      publisher,
      kind,
      what,
      date,
      address,
    })),
    notes: placement.notes,
    conflicts: [...conflictWords(placement, 'entered'), ...conflictWords(placement, 'left')],
  }
}

interface DateJson {
  readonly date: string
  readonly precision: KnownDate['precision']
  /** "inferred from …", or null where a source gives the date. */
  readonly inferred: string | null
}

export interface PlacementJson {
  readonly recordKind: RecordKind
  readonly id: string
  readonly regime: string
  readonly version: string | null
  readonly name: string
  readonly code: string | null
  readonly organisation: string
  readonly area: boolean
  readonly entered: DateJson | null
  readonly enteredWords: string
  readonly left: DateJson | null
  readonly leftKnown: PlacementRecord['leftKnown']
  readonly leftWords: string
  readonly howLeft: string | null
  readonly howLeftWords: string
  readonly into: string | null
  readonly months: { readonly atLeast: number; readonly atMost: number } | null
  readonly sources: readonly Omit<PlacementRecord['sources'][number], 'id'>[]
  readonly notes: readonly string[]
  readonly conflicts: readonly string[]
}

const columns = [
  'id',
  'regime',
  'version',
  'name',
  'code',
  'organisation',
  'entered',
  'entered_inferred',
  'entered_words',
  'left',
  'left_inferred',
  'left_known',
  'left_words',
  'how_left',
  'into',
  'months_at_least',
  'months_at_most',
  'sources',
  'notes',
  'conflicts',
] as const

interface PlacementTable {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number | null)[])[]
}

/** The same as a table. Throws where kinds of record are mixed: real and fictional stays never stand in one table. */
export function placementTable(placements: readonly PlacementRecord[]): PlacementTable {
  return tableOf(placements.map(placementJson))
}

/** As `placementTable`, of objects made before. */
export function tableOf(placements: readonly PlacementJson[]): PlacementTable {
  const kinds = new Set(placements.map(one => one.recordKind))
  if (kinds.size > 1) throw new Error(`A table of placements that are ${[...kinds].join(' and ')}`)
  return {
    columns,
    rows: placements.map(one => [
      one.id,
      one.regime,
      one.version,
      one.name,
      one.code,
      one.organisation,
      one.entered?.date ?? null,
      one.entered?.inferred ?? null,
      one.enteredWords,
      one.left?.date ?? null,
      one.left?.inferred ?? null,
      one.leftKnown,
      one.leftWords,
      one.howLeftWords,
      one.into,
      one.months?.atLeast ?? null,
      one.months?.atMost ?? null,
      one.sources.map(({ publisher, what }) => `${publisher}: ${what}`).join('; '),
      one.notes.join(' '),
      one.conflicts.join('; '),
    ]),
  }
}

function dateJson({ date, precision, inferred }: KnownDate): DateJson {
  return { date, precision, inferred }
}

function tenth(months: number): number {
  return Math.round(months * 10) / 10
}
