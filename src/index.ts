/**
 * The library: the same functions that the command line and the pages call.
 *
 * ```ts
 * import { assess, loadFramework, readSnapshot } from 'turnaround'
 * ```
 */
export {
  assess,
  assessablePeriods,
  defaultPeriod,
  work,
  PeriodNotLoaded,
  type AssessOptions,
  type Worked,
} from './assessment/assess.ts'
export { assessmentJson } from './assessment/assessment-json.ts'
export { explain, headline, UnknownOrganisation } from './assessment/explain.ts'
export { explanationText } from './assessment/explanation-text.ts'
export { listFrameworks, loadFramework, loadScoresFramework, readFramework } from './assessment/framework-file.ts'
export { lintFramework, type LintFinding } from './assessment/framework-lint.ts'
export type { Framework, GroundsFramework, ScoresFramework } from './assessment/framework.ts'
export { assessGrounds, groundsJson, type GroundsAssessment } from './assessment/grounds.ts'
export type { Assessment, Explanation, Movement, OrganisationResult } from './assessment/model.ts'
export { movementText, whatWouldMove } from './assessment/movement.ts'
export { reproduce, type Reproduction } from './assessment/reproduce.ts'
export { cannotSeparate } from './assessment/separability.ts'
export { DocumentFault } from './documents/yaml-document.ts'
export type { Finding, ImportReport, Observation, Organisation, Period } from './evidence/model.ts'
export { readSnapshot } from './evidence/read-files.ts'
export { RefusedFile } from './evidence/refused-file.ts'
export type { Snapshot } from './evidence/snapshot.ts'
export { funnel } from './statistics/funnel.ts'
export { limitsAt } from './statistics/funnel-curve.ts'
export type { Funnel, FunnelOptions, FunnelUnit } from './statistics/funnel-model.ts'
export { describeFunnel } from './statistics/funnel-words.ts'
export { spc } from './statistics/spc.ts'
export type { SpcOptions, SpcPoint, SpcSeries } from './statistics/spc-model.ts'
export { attributeChart } from './statistics/attribute-charts.ts'
export { bernoulliCusum } from './statistics/bernoulli-cusum.ts'
export { bootstrapInterval } from './statistics/bootstrap-interval.ts'
export { controlledIcons } from './statistics/controlled-icons.ts'
export { tabularCusum } from './statistics/cusum.ts'
export { differenceInDifferences } from './statistics/difference-in-differences.ts'
export { ewma } from './statistics/ewma.ts'
export { expectedFalseAlarms } from './statistics/false-alarms.ts'
export { adjustedPValues, discoveries } from './statistics/false-discovery.ts'
export { interruptedTimeSeries } from './statistics/interrupted-time-series.ts'
export { lifeExpectancy } from './statistics/life-expectancy.ts'
export { neweyWest } from './statistics/newey-west.ts'
export { percentilePositions } from './statistics/percentile-position.ts'
export { positionDrop, worstRun } from './statistics/percentile-trend.ts'
export { placebosInSpace, placebosInTime } from './statistics/placebo-tests.ts'
export { poissonRegression } from './statistics/poisson-regression.ts'
export { proportionInterval } from './statistics/proportion-interval.ts'
export { randomEffects } from './statistics/random-effects.ts'
export { rankProbabilities } from './statistics/rank-probability.ts'
export { tChart, gChart } from './statistics/rare-events.ts'
export { rateInterval } from './statistics/rate-interval.ts'
export { suggestRebase } from './statistics/rebase-suggestion.ts'
export { regressionToTheMean } from './statistics/regression-to-the-mean.ts'
export { riskAdjustedCusum } from './statistics/risk-adjusted-cusum.ts'
export { runChart } from './statistics/run-chart.ts'
export { suppressCount, suppressTable } from './statistics/small-numbers.ts'
export { staggeredDid } from './statistics/staggered-did.ts'
export { directlyStandardisedRate } from './statistics/standardised-rate.ts'
export { syntheticControl } from './statistics/synthetic-control.ts'
export { syntheticDid } from './statistics/synthetic-did.ts'
export { vlad } from './statistics/vlad.ts'
