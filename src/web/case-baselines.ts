/** The frozen baselines of a case, each with what has changed since by the evidence that the page rests on. */
import { casesIn } from '../casework/baseline-store.ts'
import { sinceEntry } from '../casework/baseline/since-entry.ts'
import { withActor } from '../casework/desk-store.ts'
import { baselineKind } from '../casework/records/baseline.ts'
import { recordsOfKind } from '../casework/records/record.ts'
import type { BaselineJson } from './baseline-schema.ts'
import { baselineJson } from './baseline-view.ts'
import type { CaseRecords } from './case-records.ts'
import type { Asking } from './cases.ts'
import { metricName } from './metric-names.ts'
import { organisationName } from './organisation-name.ts'
import type { PageRequest } from './page.ts'

/** One for each organisation of which the reader may see it; worked out anew each time, so that nothing is stale. */
export async function caseBaselines(
  { desk, actor }: Asking,
  { reading, records }: CaseRecords,
  { choice, sector }: Pick<PageRequest, 'choice' | 'sector'>,
): Promise<BaselineJson[]> {
  const { found, asKnownAt, today } = reading
  // An entry that was struck out has no baseline.
  if (found.entered === null) return []
  const frozen = recordsOfKind(
    records.map(({ latest }) => latest),
    baselineKind,
  )
  if (frozen.length === 0) return []
  const { snapshot, framework } = choice
  const regimes = {
    placements: desk.sources.placements,
    casesIn: await withActor(desk, actor, working => casesIn(working, found)),
    regimes: desk.regimes,
  }
  const until = asKnownAt?.slice(0, 10) ?? today
  const known = new Set(snapshot.metrics())
  const names = {
    organisation: (code: string) => organisationName(snapshot, code),
    // A title that was frozen is kept where nothing here knows the metric any more.
    metric: (id: string, before: string) =>
      known.has(id) ? metricName(framework, id, sector.evidence.metricTitles) : before,
  }
  const latest = new Map(frozen.map(one => [one.organisation, one])).values()
  return [...latest].map(({ body }) => baselineJson(body, sinceEntry(body, snapshot, until, regimes), names))
}
