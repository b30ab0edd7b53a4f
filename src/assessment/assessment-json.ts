/** An assessment as the JSON that scripts rely on (design §6): published scores with 2 decimals, null where unknown. */
import { toFixed } from './fraction.ts'
import type { ScoresFramework } from './framework.ts'
import { numberOf } from './metric-score.ts'
import type { Assessment, MetricResult, OrganisationResult } from './model.ts'

/** An assessment as JSON; unknown is null, and a rank never stands without its likely range. */
export function assessmentJson(framework: ScoresFramework, assessment: Assessment) {
  return {
    framework: assessment.framework,
    title: framework.title,
    period: assessment.period,
    asKnownAt: assessment.asKnownAt,
    recordKind: assessment.recordKind,
    cuts: assessment.cuts && {
      at: assessment.cuts.at.map(cut => Number(toFixed(cut, 4))),
      basis: assessment.cuts.basis,
      verified: assessment.cuts.verified,
    },
    caveats: assessment.caveats,
    organisations: assessment.organisations.map(organisationJson),
  }
}

/** One organisation of an assessment, as in `assessmentJson`. */
export function organisationJson(one: OrganisationResult) {
  return {
    code: one.code,
    name: one.name,
    peerGroup: one.peerGroup,
    region: one.region,
    averageScore: one.averageScore,
    unadjustedSegment: one.unadjustedSegment,
    override: one.override,
    overrideMoved: one.overrideMoved,
    adjustedSegment: one.adjustedSegment,
    overlay: one.overlay,
    segment: one.segment,
    likelyRank: one.likelyRank,
    rank: one.rank,
    likelyScore: one.likelyScore,
    segmentProbabilities: one.segmentProbabilities,
    metricsScored: one.metricsScored,
    domains: Object.fromEntries([...one.domains].map(([slug, { score, segment }]) => [slug, { score, segment }])),
    metrics: Object.fromEntries([...one.metrics.values()].map(metric => [metric.metric, metricJson(metric)])),
  }
}

function metricJson(metric: MetricResult) {
  return {
    value: metric.value?.metric === metric.metric && metric.value !== metric.published ? numberOf(metric.value) : null,
    score: metric.score && Number(toFixed(metric.score)),
    rank: metric.rank,
    pool: metric.pool,
    basis: metric.basis,
    ...(metric.tie ? { tie: metric.tie } : {}),
  }
}
