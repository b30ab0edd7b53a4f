/** The fictional regime of the fixture, read, in the version asked for. */
import { readRegime, readRegimeVersions, type LoadedRegime } from '../../../src/regimes/regime-file.ts'
import { harbourWatch } from '../fixture.ts'

export const harbour = (version?: string, text = harbourWatch): LoadedRegime =>
  readRegime(text, 'harbour-watch.yaml', version)

export const harbourVersions = (text = harbourWatch) => readRegimeVersions(text, 'harbour-watch.yaml')

/** The fixture with some of its text changed; fails where the text is not there, so that a test keeps its point. */
export function changed(...changes: readonly (readonly [string, string])[]): string {
  return changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`The fixture has no "${from}".`)
    return text.replace(from, to)
  }, harbourWatch)
}
