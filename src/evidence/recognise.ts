/** Which published file is this? Decided by its header (or, for files without one, by its shape), never by its name alone. */
import type { Rows } from './csv-rows.ts'
import { normaliseHeader } from './names.ts'
import type { Source, SourceVersion } from './source.ts'

export interface Recognised {
  readonly source: Source
  readonly version: SourceVersion
  /** 0-based index of the first row of values. */
  readonly firstRow: number
  /** Headers as printed; `1`, `2` … where the file has none. */
  readonly header: readonly string[]
}

/** The source that came nearest, for the error message. */
export interface Nearest {
  readonly source: Source
  readonly lacking: readonly string[]
}

/** How many rows may stand above the header. */
const headerWithin = 30

/**
 * Recognises a table by its first rows: a source must know at least half of the columns; where several match, the one
 * that knows most wins, then the file name.
 */
export function recognise(
  sources: readonly Source[],
  rows: Rows,
  fileName: string,
): Recognised | { readonly nearest: Nearest | null } {
  let best: { recognised: Recognised; score: number } | null = null
  for (const source of sources) {
    for (const version of source.versions) {
      const found = source.layout.header === 'none' ? byShape(source, version, rows) : byHeader(source, version, rows)
      if (!found || knownShare(source, found.header) < 0.5) continue
      const score =
        knownShare(source, found.header) + version.has.length / 100 + (nameMatches(source, fileName) ? 0.5 : 0)
      if (!best || score > best.score) best = { recognised: found, score }
    }
  }
  return best?.recognised ?? { nearest: nearest(sources, rows) }
}

/** Whether a file's name is one the source usually has. */
export function nameMatches(source: Source, fileName: string): boolean {
  return source.files.some(glob => new RegExp(`^${glob.split('*').map(escape).join('.*')}$`, 'i').test(fileName))
}

function byHeader(source: Source, version: SourceVersion, rows: Rows): Recognised | null {
  for (let at = 0; at < Math.min(rows.length, headerWithin); at++) {
    const header = source.layout.header === 'group-row' ? grouped(rows[at - 1] ?? [], rows[at] ?? []) : (rows[at] ?? [])
    const names = new Set(header.map(normaliseHeader))
    const has = (name: string) => spellings(source, name).some(spelling => names.has(spelling))
    if (version.has.every(has) && !version.lacks.some(has)) return { source, version, firstRow: at + 1, header }
  }
  return null
}

function byShape(source: Source, version: SourceVersion, rows: Rows): Recognised | null {
  const sample = rows.slice(0, 20).filter(row => row.some(cell => cell !== ''))
  const [least, most] = source.layout.columns ?? [1, Number.POSITIVE_INFINITY]
  const shape = Object.entries(source.layout.shape ?? {}).map(
    ([column, pattern]) => [Number(column) - 1, new RegExp(pattern)] as const,
  )
  const fits = sample.every(
    row =>
      row.length >= least && row.length <= most && shape.every(([column, pattern]) => pattern.test(row[column] ?? '')),
  )
  if (!fits || sample.length === 0) return null
  return { source, version, firstRow: 0, header: (sample[0] as readonly string[]).map((_, at) => `${at + 1}`) }
}

/** `Available: Total` from a row of groups above a row of names. A group holds until the next, or until an unnamed column. */
function grouped(groups: readonly string[], names: readonly string[]): string[] {
  let group = ''
  return names.map((name, at) => {
    if (name.trim() === '') group = ''
    else if ((groups[at] ?? '').trim() !== '') group = (groups[at] as string).trim()
    return group && name.trim() ? `${group}: ${name.trim()}` : name
  })
}

/** The header of a column and all its aliases, normalised. */
export function spellings(source: Source, name: string): readonly string[] {
  const wanted = normaliseHeader(name)
  for (const [header, { aliases }] of Object.entries(source.columns)) {
    const all = [header, ...aliases].map(normaliseHeader)
    if (all.includes(wanted)) return all
  }
  return [wanted]
}

/** Which part of a header the source knows: 1 when it knows every column. */
function knownShare(source: Source, header: readonly string[]): number {
  if (source.layout.header === 'none') return 0.5
  const known = new Set(
    Object.entries(source.columns).flatMap(([name, { aliases }]) => [name, ...aliases].map(normaliseHeader)),
  )
  const patterns = [...source.known, ...(source.aggregate?.bands ? [source.aggregate.bands] : [])].map(
    text => new RegExp(text, 'i'),
  )
  const named = header.filter(name => name.trim() !== '')
  return (
    named.filter(name => known.has(normaliseHeader(name)) || patterns.some(pattern => pattern.test(name.trim())))
      .length / Math.max(1, named.length)
  )
}

function nearest(sources: readonly Source[], rows: Rows): Nearest | null {
  let best: { source: Source; lacking: string[]; share: number } | null = null
  for (const source of sources) {
    if (source.layout.header === 'none') continue
    const wanted = new Set([
      ...(source.versions[0]?.has ?? []),
      ...Object.entries(source.columns)
        .filter(([, column]) => column.required)
        .map(([name]) => name),
    ])
    for (let at = 0; at < Math.min(rows.length, headerWithin); at++) {
      const header =
        source.layout.header === 'group-row' ? grouped(rows[at - 1] ?? [], rows[at] ?? []) : (rows[at] ?? [])
      const names = new Set(header.map(normaliseHeader))
      const lacking = [...wanted].filter(name => !spellings(source, name).some(spelling => names.has(spelling)))
      const share = (1 - lacking.length / Math.max(1, wanted.size)) * knownShare(source, header)
      if (share > 0.25 && (!best || share > best.share)) best = { source, lacking, share }
    }
  }
  return best
}

const escape = (text: string) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&')
