/** Rows of a history file made into records: names resolved to regime files, dates to ranges, ids to words. */
import type { HistoryFile, PlacementRow } from './history-schema.ts'
import type { KnownDate, PlacementRecord, PlacementSource } from './history-model.ts'
import { knownDate } from './known-date.ts'

/** The records of a checked file, in its order. */
export function recordsOf(file: HistoryFile): readonly PlacementRecord[] {
  const sources = new Map<string, PlacementSource>(
    Object.entries(file.sources).map(([id, { publisher, kind, what, date, address }]) => [
      id,
      { id, publisher, kind, what, date: date ?? null, address: address ?? null },
    ]),
  )
  return file.placements.map(row => {
    const rules = rulesOf(file, row)
    const name = file.names[row.name]
    if (!rules || !name) throw new Error(`${row.id} was not checked`)
    const entered = enteredOf(file, row)
    return {
      id: row.id,
      recordKind: file['record-kind'],
      ...rules,
      name: { id: row.name, title: name.title },
      organisation: row.code ?? null,
      organisationName: row.organisation,
      area: row.area,
      entered,
      notBefore: entered?.earliest ?? notBeforeOf(row) ?? knownDate(name.began).earliest,
      ...leftOf(file, row),
      sources: row.sources.flatMap(id => sources.get(id) ?? []),
      notes: row.notes,
      conflicts: row.conflicts.map(one => ({ ...one, source: sources.get(one.source)?.publisher ?? one.source })),
    }
  })
}

/**
 * The regime file, and version, that a row was under: its own word, else by its date of entry. A version is null where the
 * date does not settle it; the whole answer is null where it does not settle the file either.
 */
export function rulesOf(file: HistoryFile, row: PlacementRow): { regime: string; version: string | null } | null {
  if (row.regime) return { regime: row.regime, version: row.version ?? null }
  const entered = enteredOf(file, row)
  const earliest = entered?.earliest ?? notBeforeOf(row)
  const possible = (file.names[row.name]?.is ?? []).filter(
    one =>
      (one['entered-before'] === undefined || earliest === null || earliest < one['entered-before']) &&
      (one['entered-from'] === undefined || entered === null || entered.latest >= one['entered-from']),
  )
  const regimes = new Set(possible.map(one => one.regime))
  const [regime] = regimes
  if (regime === undefined || regimes.size > 1) return null
  return { regime, version: row.version ?? (possible.length === 1 ? (possible[0]?.version ?? null) : null) }
}

export function enteredOf(file: HistoryFile, { entered }: PlacementRow): KnownDate | null {
  if (entered === 'unknown' || 'not-before' in entered) return null
  return knownDate(entered.date, inference(file, entered.inferred))
}

function notBeforeOf({ entered }: PlacementRow): string | null {
  return entered !== 'unknown' && 'not-before' in entered ? knownDate(entered['not-before']).earliest : null
}

type Leaving = Pick<PlacementRecord, 'left' | 'leftKnown' | 'outBy' | 'lastKnownIn' | 'howLeft' | 'into'>

function leftOf(file: HistoryFile, { name, left }: PlacementRow): Leaving {
  const ended = file.names[name]?.ended
  // Nobody is in a regime that has ended, whenever they left it.
  const outWithIt = ended === undefined ? null : knownDate(ended).latest
  const nothing = { left: null, outBy: outWithIt, lastKnownIn: null, howLeft: null, into: null }
  if ('state' in left && left.state === 'end-not-known') {
    const seen = left['last-known-in']
    return { ...nothing, leftKnown: 'end-not-known', lastKnownIn: seen === undefined ? null : knownDate(seen) }
  }
  const how = {
    howLeft: left.how === undefined ? null : { way: left.how, words: file['ways-out'][left.how] ?? left.how },
    into: left.into ?? null,
  }
  if ('state' in left) {
    const by = left.by === undefined ? outWithIt : knownDate(left.by).latest
    return { ...nothing, ...how, leftKnown: 'left-date-not-found', outBy: by }
  }
  return {
    ...nothing,
    ...how,
    leftKnown: 'dated',
    outBy: null,
    left: knownDate(left.date, inference(file, left.inferred)),
  }
}

function inference(file: HistoryFile, id: string | undefined): string | null {
  return id === undefined ? null : (file.inferences[id] ?? id)
}
