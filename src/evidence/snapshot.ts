/**
 * What is known at one instant, ready to be read by assessment and pages: immutable, in memory, built either from the
 * store or straight from files. It is the only door between evidence and everything to its right.
 */
import type {
  Batch,
  Finding,
  ImportRecord,
  Observation,
  Organisation,
  OrganisationRecord,
  Period,
  RecordKind,
  Succession,
} from './model.ts'
import { mergeOrganisations } from './organisations.ts'

export interface Snapshot {
  readonly recordKind: RecordKind
  /** The instant asked for, or null for "now". */
  readonly asKnownAt: string | null
  readonly imports: readonly ImportRecord[]
  /** The records it was built from, so that it can be handed on whole. */
  readonly batches: readonly Batch[]
  readonly organisations: ReadonlyMap<string, Organisation>
  readonly findings: readonly Finding[]
  /** Headline (dimension '') observations of one metric and period, by organisation code. */
  values(metric: string, period: string): ReadonlyMap<string, Observation>
  /** Periods for which a metric has headline values, oldest first. */
  periods(metric: string): readonly Period[]
  /** Metric ids that have any headline value. */
  metrics(): readonly string[]
}

const nothing: ReadonlyMap<string, Observation> = new Map()

/**
 * Builds a snapshot from batches in the order they became known: a later value of the same organisation, metric and
 * period replaces an earlier one here (the store keeps both).
 */
export function buildSnapshot(
  given: Iterable<Batch>,
  about: { recordKind: RecordKind; asKnownAt: string | null; imports: readonly ImportRecord[] },
): Snapshot {
  const batches = [...given]
  const byMetric = new Map<string, Map<string, Map<string, Observation>>>()
  const periodsSeen = new Map<string, Map<string, Period>>()
  const organisationRecords: OrganisationRecord[] = []
  const successions: Succession[] = []
  const findings: Finding[] = []
  for (const batch of batches) {
    for (const observation of batch.observations) {
      if (observation.dimension !== '') continue
      let byPeriod = byMetric.get(observation.metric)
      if (!byPeriod) {
        byPeriod = new Map()
        byMetric.set(observation.metric, byPeriod)
        periodsSeen.set(observation.metric, new Map())
      }
      let byOrganisation = byPeriod.get(observation.period.id)
      if (!byOrganisation) {
        byOrganisation = new Map()
        byPeriod.set(observation.period.id, byOrganisation)
        periodsSeen.get(observation.metric)?.set(observation.period.id, observation.period)
      }
      byOrganisation.set(observation.organisation, observation)
    }
    // One by one: a whole file's records are too many for the arguments of one call.
    for (const finding of batch.findings) findings.push(finding)
    for (const record of batch.organisations) organisationRecords.push(record)
    for (const succession of batch.successions) successions.push(succession)
  }
  const periodLists = new Map<string, readonly Period[]>()
  for (const [metric, seen] of periodsSeen) periodLists.set(metric, [...seen.values()].sort(byStart))
  return {
    ...about,
    batches,
    organisations: mergeOrganisations(organisationRecords, successions),
    findings,
    values: (metric, period) => byMetric.get(metric)?.get(period) ?? nothing,
    periods: metric => periodLists.get(metric) ?? [],
    metrics: () => [...byMetric.keys()].sort(),
  }
}

function byStart(a: Period, b: Period): number {
  return a.start < b.start ? -1 : a.start > b.start ? 1 : a.end < b.end ? -1 : a.end > b.end ? 1 : 0
}
