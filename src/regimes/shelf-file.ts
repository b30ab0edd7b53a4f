/** All regimes that ship with the product, each in all its versions, ready to run: what a server keeps on its shelf. */
import { loadCalendars } from './calendar-file.ts'
import { compileRegime } from './compile.ts'
import type { CompiledRegime } from './compiled.ts'
import { byBeginning, readRegimeVersions, type LoadedRegime, type RegimeSummary, summaryOf } from './regime-file.ts'
import { shippedTexts } from './regime-text-file.ts'

/** A regime in one version: the file's words and the tables made from them. */
export interface ShelvedVersion extends LoadedRegime {
  readonly compiled: CompiledRegime
}

/** A regime and its versions. */
export interface ShelvedRegime extends RegimeSummary {
  readonly byVersion: ReadonlyMap<string, ShelvedVersion>
  readonly latest: ShelvedVersion
}

/** Loads, checks and compiles everything in `regimes/`, oldest first. Throws DocumentFault and CannotRun. */
export async function loadShelf(): Promise<readonly ShelvedRegime[]> {
  const [calendars, texts] = await Promise.all([loadCalendars(), shippedTexts('regimes')])
  const shelf = texts.map(({ text, file, surroundings }) => {
    const versions = readRegimeVersions(text, file, surroundings).map(({ document: _document, ...loaded }) => ({
      ...loaded,
      compiled: compileRegime(loaded, calendars),
    }))
    const latest = versions.at(-1) as ShelvedVersion
    return { ...summaryOf(latest), byVersion: new Map(versions.map(one => [one.version, one])), latest }
  })
  return shelf.sort(byBeginning)
}
