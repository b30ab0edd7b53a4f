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
