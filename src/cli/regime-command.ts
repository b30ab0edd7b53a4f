/** `turnaround regime list · show · diff · lint`. */
import { statechart, statechartInWords } from '../charts/statechart.ts'
import { listFrameworks, loadFramework } from '../assessment/framework-file.ts'
import { diagramOf, mermaid } from '../regimes/diagram.ts'
import { diffRegimes, type Side } from '../regimes/diff.ts'
import { diffInWords } from '../regimes/diff-words.ts'
import { lintChecks, lintRegime } from '../regimes/lint.ts'
import { numberWords } from '../regimes/places.ts'
import {
  listRegimes,
  loadRegime,
  loadRegimeDocument,
  type RegimeSummary,
  regimeTitles,
} from '../regimes/regime-file.ts'
import { regimeInWords } from '../regimes/regime-words.ts'
import { type Column, print, printJson, textTable, UsageError } from './output.ts'
import { standaloneSvg } from './standalone-svg.ts'

interface Options {
  readonly json?: boolean
  readonly version?: string
}

/** The regimes that ship with the product, oldest first, and the examples of the language. */
export async function regimeList(options: Options): Promise<number> {
  const [regimes, examples] = await Promise.all([listRegimes(), listRegimes('examples')])
  if (options.json) {
    printJson({ regimes, examples })
    return 0
  }
  print(regimeTable(regimes))
  print(`\nExamples of the language, from elsewhere\n${regimeTable(examples)}`)
  return 0
}

function regimeTable(regimes: readonly RegimeSummary[]): string {
  const columns: Column<RegimeSummary>[] = [
    { title: 'Regime', cell: one => one.id },
    { title: 'Standing', cell: one => one.standing },
    { title: 'Versions', cell: one => one.versions.join(', ') },
    { title: 'In force', cell: one => `${one.inForce.from} to ${one.inForce.to ?? 'now'}` },
    { title: 'Places', cell: one => numberWords(one.capacity) },
    { title: 'Title', cell: one => one.title },
  ]
  return textTable(columns, regimes)
}

/** A regime in words, as its data, or as the picture of its course. */
export async function regimeShow(
  id: string,
  options: Options & { readonly diagram?: string; readonly width?: string },
): Promise<number> {
  const { regime, version, hash } = await loadRegime(id, options.version)
  if (options.json && options.diagram !== undefined)
    throw new UsageError(
      'Found both --json and --diagram; expected one of them. The data of the diagram is `stages` and `strands`.',
    )
  if (options.json) printJson({ version, hash, ...regime })
  else if (options.diagram === undefined) print(regimeInWords(regime, version, await regimeTitles()))
  else if (options.diagram === 'mermaid') print(mermaid(regime))
  else if (options.diagram === 'svg') {
    const panels = diagramOf(regime)
    const frame = {
      id: regime.regime,
      title: `The course of a case: ${regime.title}`,
      description: statechartInWords(panels),
      width: widthOf(options.width),
    }
    print(await standaloneSvg(statechart(frame, panels)))
  } else throw new UsageError(`--diagram: found "${options.diagram}"; expected svg or mermaid.`)
  return 0
}

function widthOf(text = '720'): number {
  const width = Number(text)
  if (Number.isInteger(width) && width >= 320 && width <= 2000) return width
  throw new UsageError(`--width: found "${text}"; expected a number of pixels from 320 to 2000.`)
}

/** Two regimes, or two versions (`id@2009 id@2014`), clause by clause. */
export async function regimeDiff(a: string, b: string, options: Options): Promise<number> {
  const found = diffRegimes(await sideOf(a), await sideOf(b))
  if (options.json) printJson(found)
  else print(diffInWords(found))
  return 0
}

async function sideOf(text: string): Promise<Side> {
  // A path may hold an @ of its own: what names a file names no version.
  const [id = '', version] = /\.ya?ml$/.test(text) ? [text] : text.split(/@(?=[^@/\\]*$)/)
  return loadRegime(id, version)
}

/** What to know about a regime before trusting it. Findings are no errors. */
export async function regimeLint(id: string, options: Options): Promise<number> {
  const { regime, version, file, document } = await loadRegimeDocument(id, options.version)
  const findings = lintRegime(regime, { relativeFrameworks: await relativeFrameworks() }).map(finding => {
    const { line, column } = document.issueAt(finding.path, { found: '', expected: '' })
    return { ...finding, path: finding.path.map(String).join('.'), line, column }
  })
  if (options.json) printJson({ regime: regime.regime, version, file, findings })
  else if (findings.length === 0) print(`${regime.title}, version ${version}: nothing to say.`)
  else {
    for (const [check, group] of Map.groupBy(findings, finding => finding.check)) {
      print(`${lintChecks[check]} (${group.length})`)
      for (const { line, column, path, words, todo } of group)
        print(`  ${file}:${line}:${column} ${path}: ${words} ${todo}`)
    }
  }
  return 0
}

/** Frameworks whose segments are shares of all organisations. */
async function relativeFrameworks(): Promise<ReadonlySet<string>> {
  const frameworks = await Promise.all((await listFrameworks()).map(({ id }) => loadFramework(id)))
  const relative = frameworks.filter(one => one.kind === 'scores' && 'quartiles' in one.segments.cuts)
  return new Set(relative.map(one => one.framework))
}
