/** Source descriptions: found in `sources/` (and in folders or files the user names), read and checked. */
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DocumentFault, readDocument, type DocumentIssue } from '../documents/yaml-document.ts'
import { normaliseHeader } from './names.ts'
import { sourceSchema, type Source } from './source.ts'

export { sourceSchema, type Source } from './source.ts'

const shipped = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'sources')

/**
 * Loads every description in a folder, or in several folders and single files (a user's own mapping is such a file);
 * without an argument, those that ship with the product. Throws DocumentFault with each fault at its line and column.
 */
export async function loadSources(from: string | readonly string[] = shipped): Promise<readonly Source[]> {
  const sources: Source[] = []
  const places = new Map<string, string>()
  for (const file of await filesIn(typeof from === 'string' ? [from] : from)) {
    const source = readSource(
      await readFile(file, 'utf8'),
      file === join(shipped, basename(file)) ? `sources/${basename(file)}` : file,
      places,
    )
    places.set(source.source, file)
    sources.push(source)
  }
  return sources
}

/** The shipped descriptions and, after them, the user's own mappings. */
export async function loadSourcesWith(extra: readonly string[]): Promise<readonly Source[]> {
  return loadSources([shipped, ...extra])
}

/** Reads one description; `taken` says which file has an id already. Throws DocumentFault. */
export function readSource(text: string, file: string, taken: ReadonlyMap<string, string> = new Map()): Source {
  const document = readDocument<Source>(text, file, sourceSchema as never)
  const source = document.value
  const faults: DocumentIssue[] = []
  const earlier = taken.get(source.source)
  if (earlier !== undefined)
    faults.push(
      document.issueAt(['source'], {
        found: `"${source.source}", as ${basename(earlier)} is called too`,
        expected: 'an id of its own',
        todo: 'Rename one of them.',
      }),
    )
  const headers = new Set<string>()
  for (const [header, column] of Object.entries(source.columns)) {
    for (const name of [header, ...column.aliases]) {
      const key = normaliseHeader(name)
      if (headers.has(key))
        faults.push(
          document.issueAt(['columns', header], {
            found: `the header "${name}" twice`,
            expected: 'each header once (case and spaces do not matter)',
          }),
        )
      headers.add(key)
    }
    if (['attribute', 'dimension', 'part'].includes(column.as ?? '') && !column.name)
      faults.push(
        document.issueAt(['columns', header], { found: `an ${column.as} without a name`, expected: 'name: …' }),
      )
  }
  const mentioned: [readonly PropertyKey[], string][] = [
    ...source.versions.flatMap((version, at) =>
      [...version.has, ...version.lacks].map((name): [PropertyKey[], string] => [['versions', at], name]),
    ),
    ...source.derived.flatMap((one, at) =>
      [...one.of, ...(one.to ?? [])].map((name): [PropertyKey[], string] => [['derived', at], name]),
    ),
    ...source['leave-out'].map((one, at): [PropertyKey[], string] => [['leave-out', at], one.column]),
    ...(source.aggregate?.by ?? []).map((name): [PropertyKey[], string] => [['aggregate', 'by'], name]),
  ]
  for (const [path, name] of mentioned) {
    if (source.layout.header !== 'none' && !headers.has(normaliseHeader(name)))
      faults.push(
        document.issueAt(path, { found: `the column "${name}"`, expected: 'one of the headers under columns' }),
      )
  }
  if (faults.length > 0) throw new DocumentFault(faults)
  return source
}

async function filesIn(places: readonly string[]): Promise<string[]> {
  const files: string[] = []
  for (const place of places) {
    if (!(await stat(place)).isDirectory()) files.push(place)
    else
      files.push(
        ...(await readdir(place))
          .filter(name => /\.ya?ml$/.test(name))
          .sort()
          .map(name => join(place, name)),
      )
  }
  return files
}
