/**
 * Recomputes what the publisher published and compares it, level by level: how many figures were compared, how many
 * come out exactly, and a named reason for each that does not.
 */
import type { Observation } from '../evidence/model.ts'
import type { Snapshot } from '../evidence/snapshot.ts'
import { competitionRanks } from '../statistics/competition-rank.ts'
import { assessablePeriods, work, type Worked } from './assess.ts'
import { toFixed, type Fraction } from './fraction.ts'
import type { ScoresFramework } from './framework.ts'
import { numberOf } from './metric-score.ts'
import type { MetricResult, OrganisationResult } from './model.ts'
import { scoreIdOf } from './roster.ts'

export const levels = [
  'metric-rank',
  'metric-score',
  'finance-bands',
  'combined-finance',
  'domain-score',
  'average-score',
  'unadjusted-segment',
  'adjusted-segment',
  'final-segment',
  'league-rank',
  'likely-range',
] as const

export interface Difference {
  readonly period: string
  readonly code: string
  readonly metric: string
  readonly published: number | null
  readonly computed: number | null
  readonly reason: string
}

export interface LevelOutcome {
  readonly level: string
  readonly compared: number
  readonly exact: number
  /** Of the exact ones, how many were computed without using the published figure they are compared with. */
  readonly independent: number
  readonly differences: readonly Difference[]
}

export interface Reproduction {
  readonly framework: string
  readonly periods: readonly string[]
  readonly levels: readonly LevelOutcome[]
  /** Comparisons beyond the levels that scripts rely on. */
  readonly also: readonly LevelOutcome[]
}

interface Tally {
  compared: number
  exact: number
  independent: number
  readonly differences: Difference[]
}

/** How near a resampled range must come to the published one: score points, and places. */
const rangeTolerance = { score: 0.05, rank: 1 }

/** Compares every period that has something published. */
export function reproduce(framework: ScoresFramework, snapshot: Snapshot): Reproduction {
  const tallies = new Map<string, Tally>(
    [...levels, 'domain-segment'].map(level => [level, { compared: 0, exact: 0, independent: 0, differences: [] }]),
  )
  const periods = assessablePeriods(framework, snapshot).map(period => period.id)
  for (const period of periods) {
    const worked = work(framework, snapshot, period)
    const compare = comparer(tallies, period)
    compareRanks(framework, worked, compare)
    for (const result of worked.assessment.organisations) {
      for (const metric of result.metrics.values()) compareMetric(framework, worked, result, metric, compare)
      compareSummary(framework, snapshot, period, result, compare)
    }
  }
  const outcome = (level: string): LevelOutcome => ({ level, ...(tallies.get(level) as Tally) })
  return { framework: framework.framework, periods, levels: levels.map(outcome), also: [outcome('domain-segment')] }
}

interface Comparison {
  readonly code: string
  readonly metric: string
  readonly published: Observation | undefined | null
  readonly computed: number | null
  /** How far apart the two may be; 0 for exact. */
  readonly within?: number
  readonly independent?: boolean
  readonly reason: () => string
}
type Compare = (level: string, one: Comparison) => void

function comparer(tallies: ReadonlyMap<string, Tally>, period: string): Compare {
  return (level, { code, metric, published, computed, within = 0, independent = true, reason }) => {
    const printed = numberOf(published)
    if (printed === null) return
    const tally = tallies.get(level) as Tally
    tally.compared++
    if (computed !== null && Math.abs(computed - printed) <= within + 1e-9) {
      tally.exact++
      if (independent) tally.independent++
    } else {
      tally.differences.push({ period, code, metric, published: printed, computed, reason: reason() })
    }
  }
}

/** Printed ranks are competition ranks within the trust type, on values before they were rounded for print. */
function compareRanks(framework: ScoresFramework, worked: Worked, compare: Compare): void {
  for (const { id, metric, values } of worked.roster.metrics) {
    if (metric.better === 'none' || scoreIdOf(id, metric) === id) continue
    for (const group of Object.keys(framework['peer-groups'])) {
      const own = worked.roster.members.flatMap(({ peerGroup }, index) => {
        const observation = values[index]
        const value = numberOf(observation)
        return peerGroup === group && observation && value !== null ? [{ observation, value }] : []
      })
      const ranks = competitionRanks(
        own.map(one => one.value),
        metric.better,
      )
      const sharing = Map.groupBy(own, one => one.value)
      own.forEach(({ observation, value }, index) => {
        const printed = observation.attributes?.['rank']
        if (printed === undefined) return
        const computed = ranks[index] as number
        const tied = sharing.get(value)?.length ?? 1
        compare('metric-rank', {
          code: observation.organisation,
          metric: id,
          published: { ...observation, value: Number(printed), text: printed },
          computed,
          reason: () =>
            Number(printed) >= computed && Number(printed) < computed + tied
              ? `hidden tie: ${tied} organisations print ${observation.text}, and the publisher ranked them by values it does not print`
              : worked.roster.wholeGroups.has(group)
                ? 'the printed values do not give this rank'
                : 'not every organisation of this type is loaded',
        })
      })
    }
  }
}

function compareMetric(
  framework: ScoresFramework,
  worked: Worked,
  result: OrganisationResult,
  metric: MetricResult,
  compare: Compare,
): void {
  const definition = framework.metrics[metric.metric]
  if (!definition || 'published' in definition.score) return
  const rule = definition.score
  const level = 'banded' in rule ? 'finance-bands' : 'matrix' in rule ? 'combined-finance' : 'metric-score'
  // A score taken as published would agree with itself: it is a difference, with the reason that it could not be computed.
  const computed = metric.basis === 'computed' || metric.basis === 'restored' ? rounded(metric.score) : null
  compare(level, {
    code: result.code,
    metric: scoreIdOf(metric.metric, definition),
    published: metric.published,
    computed,
    independent: metric.basis === 'computed' && metric.tie?.settledBy !== 'published-score',
    reason: () => scoreReason(metric, worked),
  })
}

function scoreReason(metric: MetricResult, worked: Worked): string {
  if (metric.basis === 'published') {
    return metric.pool === null
      ? 'the size of the ranking pool is not known for this period, so the published score cannot be put back on a place'
      : `the published score is not on the lattice of a pool of ${metric.pool}`
  }
  if (metric.basis === 'not-scored') return 'the value or the pool behind it is not loaded'
  if (metric.tie) return `hidden tie: places ${metric.tie.from} to ${metric.tie.to} print the same value`
  if (worked.roster.period?.confidence === 'unverified') return 'the rule is unverified'
  return 'computed from the values loaded, which may have been revised since the score was published'
}

function compareSummary(
  framework: ScoresFramework,
  snapshot: Snapshot,
  period: string,
  result: OrganisationResult,
  compare: Compare,
): void {
  const { code } = result
  const published = (metric: string) => snapshot.values(metric, period).get(code)
  const one = (level: string, metric: string, computed: number | null, reason: () => string, within = 0) =>
    compare(level, { code, metric, published: published(metric), computed, within, reason })
  const approximate = () =>
    scoreDiffers(result)
      ? 'a metric score that it rests on differs'
      : reliesOnPublished(framework, result)
        ? 'rests on metric scores that could only be taken as published to 2 decimals'
        : 'unexplained by the scores and rules loaded'
  for (const [slug, domain] of Object.entries(framework.domains)) {
    const own = result.domains.get(slug)
    one('domain-score', domain.score, own?.score ?? null, approximate)
    one('domain-segment', domain.segment, own?.segment ?? null, () => 'the cuts of this domain are inferred')
  }
  const { ids } = framework.segments
  one('average-score', framework.average.id, result.averageScore, approximate)
  one(
    'unadjusted-segment',
    ids.unadjusted,
    result.unadjustedSegment,
    () => 'the average falls on the other side of the cut in use',
  )
  one('adjusted-segment', ids.adjusted, result.adjustedSegment, () =>
    result.override === null
      ? 'nobody has said whether the override applies'
      : 'the unadjusted segment or the override differs',
  )
  one('final-segment', ids.final, result.segment, () => 'programme membership or the adjusted segment differs')
  const adjusted = published(ids.adjusted)
  const printedRank = adjusted?.attributes?.['rank']
  if (adjusted && printedRank !== undefined) {
    compare('league-rank', {
      code,
      metric: ids.adjusted,
      published: { ...adjusted, value: Number(printedRank), text: printedRank },
      computed: result.rank,
      reason: () => 'another segment or average in the peer group differs, or not all of it is loaded',
    })
  }
  const unknownMethod = () => 'the publisher resampled with a method and seed we do not know'
  const ranges = framework['likely-range'].published
  ranges?.score.forEach((metric, end) =>
    one('likely-range', metric, result.likelyScore?.[end] ?? null, unknownMethod, rangeTolerance.score),
  )
  ranges?.rank.forEach((metric, end) =>
    one('likely-range', metric, result.likelyRank?.[end] ?? null, unknownMethod, rangeTolerance.rank),
  )
}

/** Whether a score that should have been computed could only be taken as published, and so to two decimals. */
function reliesOnPublished(framework: ScoresFramework, result: OrganisationResult): boolean {
  return [...result.metrics.values()].some(metric => {
    const rule = framework.metrics[metric.metric]?.score
    return metric.counts && metric.basis === 'published' && rule !== undefined && !('published' in rule)
  })
}

/** Whether a metric score below already differs from the published one, which is then the reason. */
function scoreDiffers(result: OrganisationResult): boolean {
  return [...result.metrics.values()].some(metric => {
    const printed = numberOf(metric.published)
    return (
      metric.counts &&
      printed !== null &&
      metric.score !== null &&
      Math.abs(Number(toFixed(metric.score)) - printed) > 1e-9
    )
  })
}

function rounded(score: Fraction | null): number | null {
  return score && Number(toFixed(score))
}
