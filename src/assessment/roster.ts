/** Who is assessed in a period, and the evidence of each metric laid out by organisation. */
import type { Observation, Organisation, Period } from '../evidence/model.ts'
import type { Snapshot } from '../evidence/snapshot.ts'
import { peerGroupOf, type FrameworkMetric, type FrameworkPeriod, type ScoresFramework } from './framework.ts'

export interface Member {
  readonly organisation: Organisation
  readonly peerGroup: string
}

export interface MetricEvidence {
  readonly id: string
  readonly metric: FrameworkMetric
  /** By position in the roster: the raw value and the published score. */
  readonly values: readonly (Observation | undefined)[]
  readonly published: readonly (Observation | undefined)[]
}

export interface Roster {
  readonly members: readonly Member[]
  readonly metrics: readonly MetricEvidence[]
  /** Parameters of the period. They describe the real sector, so a fictional one does not use them. */
  readonly period: FrameworkPeriod | null
  /** Peer groups of which every organisation is loaded. */
  readonly wholeGroups: ReadonlySet<string>
  /** Organisations of the framework's types that have nothing loaded for the period. */
  readonly absent: number
}

/** The evidence that a metric's score id stands for, where the value id is its own. */
export function scoreIdOf(id: string, metric: FrameworkMetric): string {
  return metric['score-id'] ?? id
}

/** Periods for which the framework's metrics have evidence, oldest first. */
export function assessablePeriods(framework: ScoresFramework, snapshot: Snapshot): readonly Period[] {
  const found = new Map<string, Period>()
  for (const [id, metric] of Object.entries(framework.metrics)) {
    for (const one of [id, scoreIdOf(id, metric)]) {
      for (const period of snapshot.periods(one)) if (!found.has(period.id)) found.set(period.id, period)
    }
  }
  return [...found.values()].sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0))
}

/**
 * The period to show where none is asked for: the latest loaded of those the framework file describes, else the latest
 * that it was in force for, else the latest. Null where nothing is loaded.
 */
export function defaultPeriod(framework: ScoresFramework, loaded: readonly Period[]): Period | null {
  const { from, to } = framework['in-force']
  const described = loaded.filter(period => period.id in framework.periods)
  const inForce = loaded.filter(period => period.end >= from && (to === null || period.start <= to))
  return described.at(-1) ?? inForce.at(-1) ?? loaded.at(-1) ?? null
}

/** Lays out the evidence of one period. */
export function rosterOf(framework: ScoresFramework, snapshot: Snapshot, periodId: string): Roster {
  const seen = new Set<string>()
  const columns = Object.entries(framework.metrics).map(([id, metric]) => {
    const values = snapshot.values(id, periodId)
    const scoreId = scoreIdOf(id, metric)
    const published = scoreId === id ? values : snapshot.values(scoreId, periodId)
    for (const code of values.keys()) seen.add(code)
    for (const code of published.keys()) seen.add(code)
    return { id, metric, values, published }
  })
  const groups = Object.keys(framework['peer-groups'])
  const members: Member[] = []
  for (const code of seen) {
    const organisation = snapshot.organisations.get(code)
    const peerGroup = organisation ? peerGroupOf(framework, organisation.type) : null
    if (organisation && peerGroup) members.push({ organisation, peerGroup })
  }
  members.sort(
    (a, b) =>
      groups.indexOf(a.peerGroup) - groups.indexOf(b.peerGroup) || (a.organisation.code < b.organisation.code ? -1 : 1),
  )
  const sizes = new Map<string, number>()
  for (const { peerGroup } of members) sizes.set(peerGroup, (sizes.get(peerGroup) ?? 0) + 1)
  const wholeGroups = new Set(
    Object.entries(framework['peer-groups'])
      .filter(([key, group]) => (sizes.get(key) ?? 0) >= (group.organisations ?? 0))
      .map(([key]) => key),
  )
  let absent = 0
  for (const organisation of snapshot.organisations.values()) {
    if (!seen.has(organisation.code) && organisation.closed === null && peerGroupOf(framework, organisation.type))
      absent++
  }
  return {
    members,
    metrics: columns.map(({ id, metric, values, published }) => ({
      id,
      metric,
      values: members.map(({ organisation }) => values.get(organisation.code)),
      published: members.map(({ organisation }) => published.get(organisation.code)),
    })),
    period: snapshot.recordKind === 'real' ? (framework.periods[periodId] ?? null) : null,
    wholeGroups,
    absent,
  }
}
