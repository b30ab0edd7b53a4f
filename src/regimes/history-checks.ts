/** What a schema cannot say of a history file: names that lead nowhere, rows that nobody answers for, dates in the wrong order. */
import type { DocumentIssue, ReadDocument } from '../documents/yaml-document.ts'
import { isFictionalCode, isOrganisationCode } from '../evidence/names.ts'
import { answerableKinds } from './history-model.ts'
import { enteredOf, rulesOf } from './history-records.ts'
import type { HistoryFile, PlacementRow } from './history-schema.ts'
import { knownDate } from './known-date.ts'

/** Every fault of a history file, each at its place. */
export function checkHistory({ value: file, issueAt }: ReadDocument<HistoryFile>): readonly DocumentIssue[] {
  const seen = new Map<string, number>()
  return [
    ...file.placements.flatMap((row, at) => {
      const earlier = seen.get(row.id)
      seen.set(row.id, at)
      const words = [
        ...(earlier === undefined
          ? []
          : [fault(['id'], `"${row.id}" twice`, 'an id of its own', 'Rename one of them.')]),
        ...rowFaults(file, row),
      ]
      return words.map(({ path, ...one }) => issueAt(['placements', at, ...path], one))
    }),
    ...file['left-out'].flatMap((row, at) =>
      file.names[row.name] ? [] : [issueAt(['left-out', at, 'name'], lost(row.name, 'names', Object.keys(file.names)))],
    ),
  ]
}

interface Fault {
  readonly path: readonly PropertyKey[]
  readonly found: string
  readonly expected: string
  readonly todo: string
}

function rowFaults(file: HistoryFile, row: PlacementRow): readonly Fault[] {
  if (!file.names[row.name]) return [{ path: ['name'], ...lost(row.name, 'names', Object.keys(file.names)) }]
  return [...codeFaults(file, row), ...sourceFaults(file, row), ...dateFaults(file, row), ...wordFaults(file, row)]
}

function codeFaults(file: HistoryFile, { code }: PlacementRow): readonly Fault[] {
  if (code === undefined) return []
  const fictional = file['record-kind'] === 'fictional'
  if (isOrganisationCode(code) && isFictionalCode(code) === fictional) return []
  return [
    fault(
      ['code'],
      `"${code}"`,
      fictional ? 'a code of the fictional sector, with a hyphen' : 'an ODS code',
      'Real and fictional records never mix: keep them in files of their own.',
    ),
  ]
}

function sourceFaults(file: HistoryFile, row: PlacementRow): readonly Fault[] {
  const known = Object.keys(file.sources)
  const unknown = [
    ...row.sources.map((id, at) => ({ id, path: ['sources', at] })),
    ...row.conflicts.map(({ source }, at) => ({ id: source, path: ['conflicts', at, 'source'] })),
  ].filter(({ id }) => !file.sources[id])
  const kinds = row.sources.flatMap(id => file.sources[id]?.kind ?? [])
  const answered =
    file['record-kind'] === 'fictional' || kinds.some(kind => (answerableKinds as readonly string[]).includes(kind))
  return [
    ...unknown.map(({ id, path }) => ({ path, ...lost(id, 'sources', known) })),
    ...(answered || unknown.length > 0
      ? []
      : [
          fault(
            ['sources'],
            `only ${[...new Set(kinds)].join(' and ')}`,
            `at least one source that answers for what it says (${answerableKinds.join(', ')})`,
            'Find one, or move the row to left-out with the reason.',
          ),
        ]),
  ]
}

function dateFaults(file: HistoryFile, row: PlacementRow): readonly Fault[] {
  const faults: Fault[] = []
  const name = file.names[row.name]
  const entered = enteredOf(file, row)
  const left = 'date' in row.left ? knownDate(row.left.date) : null
  if (entered && left && left.latest < entered.earliest)
    faults.push(
      fault(['left', 'date'], `${left.date}, before it entered`, `a date from ${entered.date} on`, 'Check both dates.'),
    )
  const seen = 'last-known-in' in row.left ? row.left['last-known-in'] : undefined
  if (entered && seen !== undefined && knownDate(seen).latest < entered.earliest)
    faults.push(
      fault(
        ['left', 'last-known-in'],
        `${seen}, before it entered`,
        `a date from ${entered.date} on`,
        'Check both dates.',
      ),
    )
  if (name && entered && entered.latest < knownDate(name.began).earliest)
    faults.push(
      fault(
        ['entered', 'date'],
        entered.date,
        `a date since ${name.began}, when ${name.title} began`,
        'Check the name.',
      ),
    )
  if (name?.ended !== undefined && entered && entered.earliest > knownDate(name.ended).latest)
    faults.push(
      fault(
        ['entered', 'date'],
        entered.date,
        `a date until ${name.ended}, when ${name.title} ended`,
        'Check the name.',
      ),
    )
  if (!rulesOf(file, row))
    faults.push(
      fault(
        ['entered'],
        'a date of entry that does not settle which regime file it was under',
        `a date within one of names.${row.name}.is, or \`regime\``,
        'Say which under `regime`, and why under `notes`.',
      ),
    )
  return faults
}

function wordFaults(file: HistoryFile, row: PlacementRow): readonly Fault[] {
  const faults: Fault[] = []
  const check = (path: readonly PropertyKey[], id: string | undefined, where: string, known: object) => {
    if (id !== undefined && !Object.hasOwn(known, id)) faults.push({ path, ...lost(id, where, Object.keys(known)) })
  }
  const entered = typeof row.entered === 'object' && 'date' in row.entered ? row.entered.inferred : undefined
  check(['entered', 'inferred'], entered, 'inferences', file.inferences)
  check(['left', 'inferred'], 'date' in row.left ? row.left.inferred : undefined, 'inferences', file.inferences)
  check(['left', 'how'], 'how' in row.left ? row.left.how : undefined, 'ways-out', file['ways-out'])
  return faults
}

function fault(path: readonly PropertyKey[], found: string, expected: string, todo: string): Fault {
  return { path, found, expected, todo }
}

function lost(id: string, where: string, known: readonly string[]): { found: string; expected: string; todo: string } {
  return {
    found: `"${id}"`,
    expected: `one of ${where}: ${known.slice(0, 12).join(', ')}${known.length > 12 ? ' …' : ''}`,
    todo: `Correct it, or add it under ${where}.`,
  }
}
