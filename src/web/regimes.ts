/** What pages ask of the regimes: which there are, in which version, what their entry tests say, who was in them. */
import type { Framework } from '../assessment/framework.ts'
import type { Period } from '../evidence/model.ts'
import type { Desk } from '../casework/desk-store.ts'
import { askedPeriod, latestPeriod } from '../regimes/entry-period.ts'
import type { EntryTest } from '../regimes/entry-model.ts'
import { entryTest } from '../regimes/entry.ts'
import type { Sources } from '../regimes/gather-evidence.ts'
import type { PlacementRecord } from '../regimes/history-model.ts'
import type { ShelvedRegime, ShelvedVersion } from '../regimes/shelf-file.ts'
import { didYouMean } from '../documents/nearest.ts'
import { echo, PageFault } from './fault.ts'
import { list } from './format.ts'
import { Recent } from './recent.ts'
import type { Choice } from './sector.ts'

/** What a server is given of regimes. */
export interface RegimeShelf {
  /** Oldest first. */
  readonly regimes: readonly ShelvedRegime[]
  /** Who was in which regime in the real world. Real, whatever the store holds, and never in a table with the store's own. */
  readonly history: readonly PlacementRecord[]
  /** Placements of the organisations that the store itself holds: the real history, or that of the sample. */
  readonly placements: readonly PlacementRecord[]
}

export interface Regimes extends RegimeShelf {
  /** Throws PageFault where there is no such regime. */
  find(id: string): ShelvedRegime
  /** The version asked for, else the latest. Throws PageFault where there is no such version. */
  version(regime: ShelvedRegime, asked: string | null): ShelvedVersion
  /** The period asked for, else the latest with evidence for this regime; null where nothing is loaded. */
  period(choice: Choice, version: ShelvedVersion, asked: string | null): Period | null
  /** Entry tested for everybody in scope, kept while the evidence holds. */
  entry(choice: Choice, version: ShelvedVersion, period: Period): EntryTest
  /** What entry tests draw on beside the snapshot. */
  readonly sources: Sources
}

/** What tests of criteria draw on beside the snapshot. */
export function sourcesOf(shelf: RegimeShelf, frameworks: readonly Framework[]): Sources {
  return {
    frameworks: new Map(frameworks.map(one => [one.framework, one])),
    placements: shelf.placements,
    titles: new Map(shelf.regimes.map(({ id, title }) => [id, title])),
  }
}

/**
 * A regime by its id: as casework runs it, which may be a file of the desk's own, else as it is told of. Throws PageFault where there
 * is none.
 */
export function shelvedFor(desk: Pick<Desk, 'regimes'>, regimes: Pick<Regimes, 'find'>, id: string): ShelvedRegime {
  return desk.regimes.find(one => one.id === id) ?? regimes.find(id)
}

export function createRegimes(shelf: RegimeShelf, frameworks: readonly Framework[]): Regimes {
  const byId = new Map(shelf.regimes.map(regime => [regime.id, regime]))
  const tests = new Recent<EntryTest>(64)
  const sources = sourcesOf(shelf, frameworks)
  return {
    ...shelf,
    sources,
    find(id) {
      const found = byId.get(id)
      if (found) return found
      const known = [...byId.keys()]
      throw new PageFault(
        404,
        'There is no such regime',
        `No regime is called "${echo(id)}". ${didYouMean(echo(id), known)} The regimes are ${list(known)}.`,
      )
    },
    version(regime, asked) {
      if (asked === null || asked === '') return regime.latest
      const found = regime.byVersion.get(asked)
      if (found) return found
      throw new PageFault(
        404,
        'There is no such version',
        `${regime.title} has no version "${echo(asked)}". Its versions are ${list(regime.versions)}.`,
      )
    },
    period({ snapshot }, { regime }, asked) {
      if (asked === null || asked === '') return latestPeriod(regime, snapshot, sources.frameworks)
      const period = askedPeriod(asked)
      if (period) return period
      throw new PageFault(
        400,
        'This is not a period',
        `Found "${echo(asked)}"; expected a quarter such as 2025-26-Q2, a year such as 2012-13, a month such as 2016-03, or a day.`,
      )
    },
    entry({ snapshot, version, asKnownAt }, shelved, period) {
      const key = [version, asKnownAt ?? '', shelved.regime.regime, shelved.hash, period.id].join(' ')
      return tests.get(key, () => entryTest(shelved, snapshot, period, sources))
    },
  }
}
