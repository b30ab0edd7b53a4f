/** What each column of a recognised table is: the source's description laid over the header as found. */
import type { IssueLog } from './issue-log.ts'
import { normaliseHeader } from './names.ts'
import type { Recognised } from './recognise.ts'
import { refuse } from './refused-file.ts'
import type { SourceColumn, SourceMeasure } from './source.ts'

export interface FoundColumn {
  readonly index: number
  /** As printed. */
  readonly header: string
  /** As the source description calls it. */
  readonly name: string
  readonly spec: SourceColumn
}

export interface Columns {
  readonly list: readonly FoundColumn[]
  readonly width: number
  /** The column the source description calls by this name, if the file has it. */
  named(name: string): FoundColumn | null
  /** The first column of a role. */
  role(role: NonNullable<SourceColumn['as']>): FoundColumn | null
  /** Columns that are bands of an aggregation, with their lower edges. */
  readonly bands: readonly { readonly index: number; readonly edge: number }[]
}

/**
 * Lays the description over the header. Unknown columns warn; a column we read that stands twice, or a required one that
 * is absent, refuses the file, because which one to believe is not ours to guess.
 */
export function findColumns({ source, header }: Recognised, fileName: string, log: IssueLog): Columns {
  const specs = new Map<string, { name: string; spec: SourceColumn }>()
  for (const [name, spec] of Object.entries(source.columns)) {
    for (const spelling of [name, ...spec.aliases]) specs.set(normaliseHeader(spelling), { name, spec })
  }
  const known = source.known.map(pattern => new RegExp(pattern, 'i'))
  const band = source.aggregate?.bands ? new RegExp(source.aggregate.bands, 'i') : null
  const list: FoundColumn[] = []
  const bands: { index: number; edge: number }[] = []
  const seen = new Set<string>()
  const lost = new Set<string>()
  header.forEach((printed, index) => {
    const text = printed.trim()
    if (text === '') return
    const found = specs.get(normaliseHeader(text))
    const edge = band?.exec(text)?.[1]
    const identity = found?.name ?? normaliseHeader(text)
    const twice = seen.has(identity)
    seen.add(identity)
    if (found) {
      if (!twice) list.push({ index, header: text, ...found })
      else if (found.spec.as !== 'known' && !known.some(pattern => pattern.test(text))) duplicated(text, fileName)
    } else if (edge !== undefined) {
      if (twice) duplicated(text, fileName)
      bands.push({ index, edge: Number(edge) })
    } else if (!known.some(pattern => pattern.test(text)) && source.layout.header !== 'none') {
      if (!twice) lost.add(text)
      log.add('warning', twice ? 'duplicated-column' : 'unknown-column', {
        column: text,
        found: `the column "${text}"${twice ? ' twice' : ''}`,
        expected: twice ? 'each column once' : `the columns of ${source.title}`,
        todo: 'Its values were not read. If they matter, add the column to the source description.',
      })
    }
  })
  const absent = Object.entries(source.columns).filter(
    ([name, spec]) => spec.required && !list.some(column => column.name === name),
  )
  for (const [name, { aliases }] of absent) {
    refuse(fileName, 'missing-column', {
      column: name,
      found: `${source.title} without the column "${name}"${
        lost.size > 0
          ? `, but with ${[...lost]
              .slice(0, 3)
              .map(text => `"${text}"`)
              .join(', ')}`
          : ''
      }`,
      expected: `"${name}"${aliases.length > 0 ? ` (or ${aliases.join(', ')})` : ''}`,
      todo: 'If the column was renamed, put its name back, or add the new name to its aliases in the source description.',
    })
  }
  const byName = new Map(list.map(column => [normaliseHeader(column.name), column]))
  return {
    list,
    bands,
    width: header.length,
    named: name =>
      byName.get(normaliseHeader(name)) ??
      list.find(column => column.spec.aliases.some(alias => normaliseHeader(alias) === normaliseHeader(name))) ??
      null,
    role: role => list.find(column => column.spec.as === role) ?? null,
  }
}

function duplicated(column: string, fileName: string): never {
  refuse(fileName, 'duplicated-column', {
    column,
    found: `the column "${column}" twice`,
    expected: 'each column once',
    todo: 'Which of the two holds the figures cannot be told: remove or rename one of them.',
  })
}

/** The translation of a printed value, where the column has one; otherwise the value, trimmed. */
export function translate(column: FoundColumn, cell: string): string {
  const text = cell.trim()
  if (!column.spec.values) return text
  const wanted = normaliseHeader(text)
  for (const [printed, ours] of Object.entries(column.spec.values)) if (normaliseHeader(printed) === wanted) return ours
  return text
}

export interface Measure extends SourceMeasure {
  readonly column: FoundColumn
}

/** Every measure of every column. */
export function measuresOf(columns: Columns): readonly Measure[] {
  return columns.list.flatMap(column => {
    const { metric, unit, between, printed = 'number' } = column.spec
    const own = metric ? [{ metric, printed, ...(unit ? { unit } : {}), ...(between ? { between } : {}) }] : []
    return [...own, ...(column.spec.measures ?? [])].map(one => ({ ...one, column }))
  })
}
