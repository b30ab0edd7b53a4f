/** An entry test as the JSON that scripts rely on (design §6): unknown is null, and each leaf names its rows. */
import type { ImportRecord } from '../evidence/model.ts'
import { criterionJson } from './criterion-json.ts'
import type { EntryTest, OrganisationEntry } from './entry-model.ts'

/** The test as JSON; `imports` are the snapshot's, which name the files. */
export function entryJson(test: EntryTest, imports: readonly ImportRecord[]) {
  const { organisations, period, regime, version, ...about } = test
  return {
    regime,
    version,
    period: period.id,
    ...about,
    organisations: organisations.map(one => organisationEntryJson(one, imports)),
  }
}

/** One organisation of an entry test, as in `entryJson`. */
export function organisationEntryJson(entry: OrganisationEntry, imports: readonly ImportRecord[]) {
  return {
    ...entry,
    route: entry.route ?? null,
    routeKnown: entry.route !== undefined,
    criterion: entry.criterion && criterionJson(entry.criterion, imports),
  }
}
