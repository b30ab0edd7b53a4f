/**
 * One run of one framework: evidence of a period in; scores, segments, places and likely ranges out.
 * Pure: the same framework, snapshot and period always give the same assessment.
 */
import type { Snapshot } from '../evidence/snapshot.ts'
import { averageOf, scoreForAverage, type Average } from './average.ts'
import { cutsFor, segmentOf } from './cuts.ts'
import { anyHolds, type EvidenceAnswer } from './evidence-test.ts'
import { toNumber, type Fraction } from './fraction.ts'
import type { ScoresFramework } from './framework.ts'
import { leaguePlaces } from './league.ts'
import { likelyRanges } from './likely-range.ts'
import { scoreMetrics, type ScoredMetric } from './metric-score.ts'
import type { Assessment, Cuts, DomainResult, MetricResult, OrganisationResult } from './model.ts'
import { caveatsOf } from './caveats.ts'
import { assessablePeriods, rosterOf, type Roster } from './roster.ts'

export { assessablePeriods, defaultPeriod } from './roster.ts'

/** Thrown when nothing is loaded for the period asked for. */
export class PeriodNotLoaded extends Error {
  constructor(framework: ScoresFramework, snapshot: Snapshot, period: string) {
    const loaded = assessablePeriods(framework, snapshot).map(one => one.id)
    super(
      `${snapshot.asKnownAt === null ? 'Nothing is loaded' : `At ${snapshot.asKnownAt} nothing was known`} for ${period} that ${framework.title} could score. ${whatIsLoaded(loaded, snapshot.asKnownAt)}`,
    )
    this.name = 'PeriodNotLoaded'
  }
}

/** What there is instead of a period that is not there, in a sentence. */
export function whatIsLoaded(periods: readonly string[], asKnownAt: string | null): string {
  if (periods.length > 0) return `${asKnownAt === null ? 'Loaded are' : 'Known then were'} ${periods.join(', ')}.`
  return asKnownAt === null
    ? 'No period is loaded at all: import its files first.'
    : 'No period was known then at all; later ones may be known now.'
}

export interface AssessOptions {
  /** Bootstrap replicates; 0 leaves likely ranges out. The framework says how many by default. */
  readonly replicates?: number
}

/** An assessment with the workings that explanations and comparisons need. */
export interface Worked {
  readonly assessment: Assessment
  readonly roster: Roster
  readonly scored: ReadonlyMap<string, ScoredMetric>
  readonly averages: readonly Average[]
  /** Position in the roster, by organisation code. */
  readonly positions: ReadonlyMap<string, number>
}

/** Assesses a period. Throws PeriodNotLoaded when the snapshot has nothing of it. */
export function assess(
  framework: ScoresFramework,
  snapshot: Snapshot,
  periodId: string,
  options: AssessOptions = {},
): Assessment {
  return work(framework, snapshot, periodId, options).assessment
}

/** As `assess`, keeping the workings. */
export function work(
  framework: ScoresFramework,
  snapshot: Snapshot,
  periodId: string,
  options: AssessOptions = {},
): Worked {
  const roster = rosterOf(framework, snapshot, periodId)
  if (roster.members.length === 0) {
    throw new PeriodNotLoaded(framework, snapshot, periodId)
  }
  const scored = scoreMetrics(framework, roster)
  const results = resultsByMember(roster, scored)
  const averages = results.map(metrics => averageOf(framework, roster, metrics.values()))
  const cuts = cutsFor(framework, roster, 'overall', roundedOf(averages))
  const { domains, domainCuts } = domainResults(framework, roster, results)
  const span = assessablePeriods(framework, snapshot).find(period => period.id === periodId) ?? null
  const overridden = roster.members.map(({ organisation }) =>
    overrideOf(framework, snapshot, organisation.code, periodId, span),
  )
  const unadjusted = averages.map(average => (average.rounded && cuts ? segmentOf(average.rounded, cuts) : null))
  const adjusted = unadjusted.map((segment, index) => adjust(segment, overridden[index] as Override))
  const placings = leaguePlaces(
    roster.members.map(({ peerGroup }, index) => ({
      peerGroup,
      segment: adjusted[index] ?? null,
      score: averages[index]?.score ?? null,
    })),
  )
  const ranges = likelyRangesOf(framework, roster, results, overridden, cuts, periodId, options)
  const organisations = roster.members.map(({ organisation, peerGroup }, index): OrganisationResult => {
    const override = overridden[index] as Override
    const overlay = overlayOf(framework, snapshot, organisation.code, periodId, span)
    const average = averages[index] as Average
    const range = ranges[index] ?? null
    const settled = override.holds !== null
    return {
      code: organisation.code,
      name: organisation.name,
      peerGroup,
      region: organisation.region,
      metrics: results[index] as Map<string, MetricResult>,
      metricsScored: average.metrics,
      average: average.mean,
      averageScore: average.score,
      unadjustedSegment: unadjusted[index] ?? null,
      override: override.holds,
      overrideMoved: settled && adjusted[index] !== unadjusted[index],
      overrideEvidence: override.evidence,
      adjustedSegment: adjusted[index] ?? null,
      segment: overlay.shows ?? adjusted[index] ?? null,
      overlay: overlay.id,
      overlayEvidence: overlay.evidence,
      rank: placings[index]?.rank ?? null,
      rankTied: placings[index]?.tied ?? false,
      likelyScore: range?.score ?? null,
      likelyRank: range && settled && cuts ? range.rank : null,
      segmentProbabilities: range && settled && cuts ? range.segments : null,
      domains: domains[index] as Map<string, DomainResult>,
    }
  })
  const assessment: Assessment = {
    framework: framework.framework,
    period: periodId,
    asKnownAt: snapshot.asKnownAt,
    recordKind: snapshot.recordKind,
    organisations,
    cuts,
    domainCuts,
    caveats: caveatsOf(framework, roster, scored, cuts, span, organisations),
  }
  return {
    assessment,
    roster,
    scored,
    averages,
    positions: new Map(roster.members.map(({ organisation }, index) => [organisation.code, index])),
  }
}

function resultsByMember(roster: Roster, scored: ReadonlyMap<string, ScoredMetric>): Map<string, MetricResult>[] {
  return roster.members.map((_, index) => {
    const own = new Map<string, MetricResult>()
    for (const [id, { results }] of scored) {
      const result = results[index]
      if (result && (result.value || result.published || result.score)) own.set(id, result)
    }
    return own
  })
}

function domainResults(framework: ScoresFramework, roster: Roster, results: readonly Map<string, MetricResult>[]) {
  const domains = results.map(() => new Map<string, DomainResult>())
  const domainCuts = new Map<string, Cuts>()
  for (const slug of Object.keys(framework.domains)) {
    const own = (metrics: Map<string, MetricResult>) =>
      [...metrics.values()].filter(one => framework.metrics[one.metric]?.domain === slug)
    const averages = results.map(metrics => averageOf(framework, roster, own(metrics)))
    const cuts = cutsFor(framework, roster, slug, roundedOf(averages))
    if (cuts) domainCuts.set(slug, cuts)
    averages.forEach((average, index) => {
      const segment = average.rounded && cuts ? segmentOf(average.rounded, cuts) : null
      domains[index]?.set(slug, { mean: average.mean, score: average.score, segment })
    })
  }
  return { domains, domainCuts }
}

function roundedOf(averages: readonly Average[]): Fraction[] {
  return averages.flatMap(average => (average.rounded ? [average.rounded] : []))
}

interface Override extends EvidenceAnswer {
  readonly atBest: number
}

/** The strictest override that holds. Silence on any of them leaves the answer open, unless one holds. */
function overrideOf(
  framework: ScoresFramework,
  snapshot: Snapshot,
  code: string,
  periodId: string,
  span: { start: string; end: string } | null,
): Override {
  let outcome: Override = { holds: false, evidence: [], atBest: 1 }
  for (const rule of framework.overrides) {
    const answer = anyHolds(rule.when.any, snapshot, code, periodId, span)
    const evidence = [...outcome.evidence, ...answer.evidence]
    if (answer.holds) outcome = { holds: true, evidence, atBest: Math.max(outcome.atBest, rule['at-best']) }
    else if (answer.holds === null && !outcome.holds)
      outcome = { holds: null, evidence, atBest: Math.max(outcome.atBest, rule['at-best']) }
    else outcome = { ...outcome, evidence }
  }
  return outcome
}

/** Unknown override: the segment stands only where the override could not change it. */
function adjust(segment: number | null, override: Override): number | null {
  if (segment === null || override.holds === false) return segment
  const capped = Math.max(segment, override.atBest)
  return override.holds || capped === segment ? capped : null
}

function overlayOf(
  framework: ScoresFramework,
  snapshot: Snapshot,
  code: string,
  periodId: string,
  span: { start: string; end: string } | null,
) {
  const evidence = []
  for (const rule of framework.overlays) {
    const answer = anyHolds(rule.when.any, snapshot, code, periodId, span)
    if (answer.holds) return { id: rule.id, shows: rule.shows, evidence: answer.evidence }
    evidence.push(...answer.evidence)
  }
  return { id: null, shows: null, evidence }
}

function likelyRangesOf(
  framework: ScoresFramework,
  roster: Roster,
  results: readonly Map<string, MetricResult>[],
  overridden: readonly Override[],
  cuts: Cuts | null,
  periodId: string,
  options: AssessOptions,
) {
  const how = framework['likely-range']
  const replicates = options.replicates ?? how.replicates
  if (replicates === 0) return []
  const organisations = roster.members.map(({ peerGroup }, index) => {
    const counted = [...(results[index]?.values() ?? [])].flatMap(result => {
      const score = scoreForAverage(result, roster)
      return score ? [{ score: toNumber(score), weight: toNumber(result.weight) }] : []
    })
    const enough = counted.length >= framework.average['minimum-metrics']
    return {
      peerGroup,
      scores: Float64Array.from(enough ? counted.map(one => one.score) : []),
      weights: Float64Array.from(enough ? counted.map(one => one.weight) : []),
      atBest: overridden[index]?.holds ? (overridden[index]?.atBest ?? 1) : 1,
    }
  })
  return likelyRanges(organisations, {
    replicates,
    level: how.level,
    cuts: cuts ? cuts.at.map(toNumber) : [],
    seed: `${framework.framework} ${periodId}`,
  })
}
