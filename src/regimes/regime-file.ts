/** Regime files: reduced to one version, checked, and given back as plain data. */
import { createHash } from 'node:crypto'
import {
  checkDocument,
  DocumentFault,
  parseText,
  type DocumentIssue,
  type ParsedDocument,
  type ReadDocument,
} from '../documents/yaml-document.ts'
import { checkRegime, type Surroundings } from './regime-checks.ts'
import { regimeText, shippedTexts } from './regime-text-file.ts'
import { regimeSchema, type Regime } from './regime.ts'
import { resolveVersion } from './versions.ts'

export interface RegimeSummary {
  readonly id: string
  readonly title: string
  readonly standing: Regime['standing']
  readonly capacity: Pick<Regime['capacity'], 'places' | 'kind'>
  /** Versions, oldest first. */
  readonly versions: readonly string[]
  /** From the first day of the first version to the last day of the latest; null where that is in force still. */
  readonly inForce: { readonly from: string; readonly to: string | null }
  readonly file: string
}

/** A regime in one of its versions. */
export interface LoadedRegime {
  readonly regime: Regime
  readonly version: string
  /** SHA-256, in hex, of what the file says in this version: a later version in the same file leaves it as it was. */
  readonly hash: string
  readonly file: string
}

/** As `LoadedRegime`, with positions in the text for linters. */
export interface RegimeDocument extends LoadedRegime {
  readonly document: ReadDocument<Regime>
}

/**
 * Reads and checks the text of a regime in one of its versions, the latest where none is asked for.
 * Throws DocumentFault with every fault found, and UnknownVersion.
 */
export function readRegime(text: string, file: string, version?: string, surroundings?: Surroundings): LoadedRegime {
  const { document: _document, ...regime } = readRegimeDocument(text, file, version, surroundings)
  return regime
}

/** As `readRegime`, keeping positions. */
export function readRegimeDocument(
  text: string,
  file: string,
  asked?: string,
  surroundings?: Surroundings,
): RegimeDocument {
  return documentOf(parseText(text, file), file, asked, surroundings)
}

function documentOf(parsed: ParsedDocument, file: string, asked?: string, surroundings?: Surroundings): RegimeDocument {
  let version = ''
  const prepare = resolveVersion(file, asked, chosen => {
    version = chosen
  })
  const document = checkDocument<Regime>(parsed, regimeSchema, prepare)
  const faults = checkRegime(document, surroundings)
  if (faults.length > 0) throw new DocumentFault(faults)
  return { regime: document.value, version, hash: hashOf(document.value, version), file, document }
}

/**
 * Reads and checks every version of a regime, oldest first.
 * Throws DocumentFault with the faults of the latest version, or, where it has none, of the others.
 */
export function readRegimeVersions(text: string, file: string, surroundings?: Surroundings): readonly RegimeDocument[] {
  const parsed = parseText(text, file)
  const read = (version?: string) => documentOf(parsed, file, version, surroundings)
  const latest = read()
  const faults: DocumentIssue[] = []
  const documents = Object.keys(latest.regime.versions).flatMap(version => {
    if (version === latest.version) return [latest]
    try {
      return [read(version)]
    } catch (error) {
      if (!(error instanceof DocumentFault)) throw error
      faults.push(
        ...error.issues.map(issue => ({ ...issue, todo: `${issue.todo} This is so in version ${version}.`.trim() })),
      )
      return []
    }
  })
  if (faults.length > 0) throw new DocumentFault(faults)
  return documents
}

/** The regimes that ship with the product, oldest first; or the examples of the language. */
export async function listRegimes(which: 'regimes' | 'examples' = 'regimes'): Promise<readonly RegimeSummary[]> {
  const summaries = (await shippedTexts(which)).map(({ text, file, surroundings }) =>
    summaryOf(readRegime(text, file, undefined, surroundings)),
  )
  return summaries.sort(byBeginning)
}

/** Oldest first. */
export function byBeginning(a: Pick<RegimeSummary, 'inForce'>, b: Pick<RegimeSummary, 'inForce'>): number {
  return a.inForce.from < b.inForce.from ? -1 : 1
}

/** Titles of the regimes that ship with the product, by id: read from the head of each file, so that it costs next to nothing. */
export async function regimeTitles(): Promise<ReadonlyMap<string, string>> {
  const titles = (await shippedTexts('regimes')).map(({ text, file, surroundings: { id = '' } }) => {
    const [head = ''] = text.split(/^versions:/m)
    const title: unknown = parseText(head, file).document.get('title')
    return [id, String(title)] as const
  })
  return new Map(titles)
}

/** What a list says of a regime, from any of its versions. */
export function summaryOf({ regime, file }: Pick<LoadedRegime, 'regime' | 'file'>): RegimeSummary {
  const versions = Object.entries(regime.versions)
  return {
    id: regime.regime,
    title: regime.title,
    standing: regime.standing,
    capacity: { places: regime.capacity.places, kind: regime.capacity.kind },
    versions: versions.map(([version]) => version),
    inForce: {
      from: versions[0]?.[1]['in-force'].from ?? '',
      to: versions.at(-1)?.[1]['in-force'].to ?? null,
    },
    file,
  }
}

/**
 * Loads a regime by id or by the path of a YAML file, in a version or in the latest.
 * Throws UnknownRegime, UnknownVersion and DocumentFault.
 */
export async function loadRegime(idOrPath: string, version?: string): Promise<LoadedRegime> {
  const { document: _document, ...regime } = await loadRegimeDocument(idOrPath, version)
  return regime
}

/** As `loadRegime`, keeping positions. */
export async function loadRegimeDocument(idOrPath: string, version?: string): Promise<RegimeDocument> {
  const { text, file, surroundings } = await regimeText(idOrPath)
  return readRegimeDocument(text, file, version, surroundings)
}

/** What a regime says in one version, as JSON in the order of its file: enough to run a case by it for ever. */
export function pinnedText({ regime, version }: Pick<LoadedRegime, 'regime' | 'version'>): string {
  return JSON.stringify({ ...regime, versions: { [version]: regime.versions[version] } })
}

/** The hash of a regime in one version, as `LoadedRegime` has it. */
export function hashOf(regime: Regime, version: string): string {
  // Its last day is set when another version follows: that changes no rule.
  const about = regime.versions[version]
  const began = about && { ...about, 'in-force': { from: about['in-force'].from } }
  const own = { ...regime, versions: { [version]: began } }
  return createHash('sha256').update(canonical(own)).digest('hex')
}

/** JSON with keys in order and without `since` and `until`, which say only what has been resolved already. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, child: unknown) =>
    typeof child === 'object' && child !== null && !Array.isArray(child)
      ? Object.fromEntries(
          Object.entries(child)
            .filter(([key]) => key !== 'since' && key !== 'until')
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : child,
  )
}
