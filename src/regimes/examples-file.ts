/** Examples files: found beside their regime, read, run, and told with their places. */
import { DocumentFault, readDocument, type DocumentIssue, type ReadDocument } from '../documents/yaml-document.ts'
import { loadCalendars } from './calendar-file.ts'
import type { Calendar } from './calendar.ts'
import { compileRegime } from './compile.ts'
import type { ExampleResult } from './example-model.ts'
import { runExamples } from './examples.ts'
import { examplesSchema, type Examples } from './examples-schema.ts'
import { readRegimeVersions, type RegimeDocument } from './regime-file.ts'
import { readNamed, regimeText, type RegimeText } from './regime-text-file.ts'

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

/**
 * Checks a regime, by id, by path, or by the path of its examples, in all its versions, and runs the examples beside it.
 * Faults are given back; only a file that is not there is thrown.
 */
export async function checkRegimeFile(
  idOrPath: string,
  calendars?: ReadonlyMap<string, Calendar>,
): Promise<RegimeCheck> {
  const { regime, examples } = await filesOf(idOrPath)
  const { text, file, surroundings } = regime
  try {
    const versions = readRegimeVersions(text, file, surroundings)
    if (examples === null) return { file, sound: true, issues: [], examples: null }
    const named = `${file.replace(/\.ya?ml$/, '')}.examples${examples.ending}`
    const { results, issues } = holdExamples(versions, calendars ?? (await loadCalendars()), examples.text, named)
    return { file, sound: issues.length === 0, issues, examples: { file: named, results } }
  } catch (error) {
    if (!(error instanceof DocumentFault)) throw error
    return { file, sound: false, issues: error.issues, examples: null }
  }
}

interface ExamplesText {
  readonly text: string
  /** `.yaml` or `.yml`. */
  readonly ending: string
}

/** A regime and the examples beside it, whichever of the two is named; null where none are beside it. */
async function filesOf(idOrPath: string): Promise<{ regime: RegimeText; examples: ExamplesText | null }> {
  const [, stem, ending] = /^(.*)\.examples(\.ya?ml)$/.exec(idOrPath) ?? []
  if (stem === undefined || ending === undefined) {
    const regime = await regimeText(idOrPath)
    return { regime, examples: await examplesBeside(regime.path.replace(/\.ya?ml$/, '')) }
  }
  const examples = { text: await readNamed(idOrPath), ending }
  const other = ending === '.yaml' ? '.yml' : '.yaml'
  const regime = (await orNone(regimeText(`${stem}${ending}`))) ?? (await orNone(regimeText(`${stem}${other}`)))
  return { regime: regime ?? (await regimeText(`${stem}${ending}`)), examples }
}

async function examplesBeside(stem: string): Promise<ExamplesText | null> {
  for (const ending of ['.yaml', '.yml']) {
    const text = await orNone(readNamed(`${stem}.examples${ending}`))
    if (text !== null) return { text, ending }
  }
  return null
}

/** What is read, or null where there is no such file. */
async function orNone<Read>(reading: Promise<Read>): Promise<Read | null> {
  try {
    return await reading
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
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
