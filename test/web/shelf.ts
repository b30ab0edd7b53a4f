/** The regimes that ship, the real history, and the fictional placements of the sample, as a server is given them. */
import { fictionalHistory } from '../../sample/placements.ts'
import { loadHistory, readHistory } from '../../src/regimes/history-file.ts'
import { loadShelf } from '../../src/regimes/shelf-file.ts'
import type { RegimeShelf } from '../../src/web/regimes.ts'

let loaded: Promise<RegimeShelf> | null = null

export function shelf(): Promise<RegimeShelf> {
  return (loaded ??= Promise.all([loadShelf(), loadHistory()]).then(([regimes, history]) => ({
    regimes,
    history,
    placements: readHistory(fictionalHistory(), 'sample history').placements,
  })))
}
