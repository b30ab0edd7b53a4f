/** Examples files: found beside their regime, read, run, and told with their places. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DocumentFault, readDocument, type DocumentIssue, type ReadDocument } from '../documents/yaml-document.ts'
import { loadCalendars } from './calendar-file.ts'
import type { Calendar } from './calendar.ts'
import { compileRegime } from './compile.ts'
import type { ExampleResult } from './example-model.ts'
import { runExamples } from './examples.ts'
import { examplesSchema, type Examples } from './examples-schema.ts'
import { readRegimeVersions, regimeFolder, regimeText, type RegimeDocument } from './regime-file.ts'

/** What comes of checking a regime file with the examples beside it. */
export interface RegimeCheck {
  readonly file: string
  /** No fault in the file, and every example holds. */
  readonly sound: boolean
  readonly issues: readonly DocumentIssue[]
  /** Null where no examples stand beside it, or the regime itself cannot be read. */
  readonly examples: {
    readonly file: string
    readonly results: readonly ExampleResult[]
  } | null
}

/** Reads the text of an examples file. Throws DocumentFault. */
export function readExamples(text: string, file: string): ReadDocument<Examples> {
  return readDocument<Examples>(text, file, examplesSchema)
}

/** Every regime file that ships with the product, also those in folders below: ids, and paths where they have none. */
export async function shippedRegimes(): Promise<readonly string[]> {
  const names = await readdir(regimeFolder, { recursive: true })
  return names
    .filter(name => name.endsWith('.yaml') && !name.endsWith('.examples.yaml'))
    .map(name => (/[/\\]/.test(name) ? join(regimeFolder, name) : name.replace(/\.yaml$/, '')))
    .sort()
}

/**
 * Checks a regime, by id, by path, or by the path of its examples, in all its versions, and runs the examples beside it.
 * Faults are given back; only a file that is not there is thrown.
 */
export async function checkRegimeFile(idOrPath: string): Promise<RegimeCheck> {
  const { text, file, path, surroundings } = await regimeText(idOrPath.replace(/\.examples\.ya?ml$/, '.yaml'))
  try {
    const versions = readRegimeVersions(text, file, surroundings)
    const beside = await textBeside(path)
    if (beside === null) return { file, sound: true, issues: [], examples: null }
    const named = file.replace(/\.ya?ml$/, '.examples.yaml')
    const { results, issues } = holdExamples(versions, await loadCalendars(), beside, named)
    return { file, sound: issues.length === 0, issues, examples: { file: named, results } }
  } catch (error) {
    if (!(error instanceof DocumentFault)) throw error
    return { file, sound: false, issues: error.issues, examples: null }
  }
}

/** Runs the text of an examples file against all versions of its regime. Throws DocumentFault where it cannot be read. */
export function holdExamples(
  versions: readonly RegimeDocument[],
  calendars: ReadonlyMap<string, Calendar>,
  text: string,
  file: string,
): { readonly results: readonly ExampleResult[]; readonly issues: readonly DocumentIssue[] } {
  const { value, issueAt } = readExamples(text, file)
  const compiled = new Map(versions.map(one => [one.version, compileRegime(one, calendars)]))
  const latest = versions.at(-1)
  const load = (version = latest?.version ?? '') => {
    const found = compiled.get(version)
    if (found === undefined) throw new RangeError(`No version "${version}" was read.`)
    return found
  }
  const expected = latest?.regime.regime ?? ''
  if (value.regime !== expected)
    return {
      results: [],
      issues: [issueAt(['regime'], { found: `"${value.regime}"`, expected: `"${expected}", the regime beside it` })],
    }
  const results = runExamples(load, value)
  const issues = results.flatMap(result =>
    result.failures.map(({ path, expected: wanted, found }) =>
      issueAt(path, { found, expected: wanted, todo: `In the example “${result.example}”.` }),
    ),
  )
  return { results, issues }
}

async function textBeside(path: string): Promise<string | null> {
  try {
    return await readFile(path.replace(/\.ya?ml$/, '.examples.yaml'), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
