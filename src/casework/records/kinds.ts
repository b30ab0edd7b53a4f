/** All kinds of records, by name. */
import { accuracyPointKind } from './accuracy-point.ts'
import { appointmentKind } from './appointment.ts'
import { baselineKind } from './baseline.ts'
import { diagnosticFindingKind } from './diagnostic-finding.ts'
import { disputeKind } from './dispute.ts'
import { escalationPaperKind } from './escalation-paper.ts'
import { estimateKind } from './estimate.ts'
import { exitPackageKind } from './exit-package.ts'
import { exitRefusalKind } from './exit-refusal.ts'
import { findingKind } from './finding.ts'
import { measureKind } from './measure.ts'
import { monthlyAssessmentKind } from './monthly-assessment.ts'
import { noticeKind } from './notice.ts'
import { partialExitKind } from './partial-exit.ts'
import { placingKind } from './placing.ts'
import { planCheckKind } from './plan-check.ts'
import { planKind } from './plan.ts'
import { proposalKind } from './proposal.ts'
import { publicationKind } from './publication.ts'
import { recommendationKind } from './recommendation.ts'
import type { RecordKindRule } from './record.ts'
import { replyKind } from './reply.ts'
import { reviewKind } from './review.ts'
import { selfAssessmentKind } from './self-assessment.ts'
import { sustainCheckKind } from './sustain-check.ts'
import { worryKind } from './worry.ts'

const answerable = [
  findingKind,
  recommendationKind,
  accuracyPointKind,
  estimateKind,
  placingKind,
  diagnosticFindingKind,
  proposalKind,
  measureKind,
  appointmentKind,
  planKind,
  planCheckKind,
  worryKind,
  selfAssessmentKind,
  monthlyAssessmentKind,
  reviewKind,
  escalationPaperKind,
  partialExitKind,
  exitRefusalKind,
  exitPackageKind,
  sustainCheckKind,
  disputeKind,
  noticeKind,
  publicationKind,
  // Each is typed by its own body; here they are all alike.
] as readonly unknown[] as readonly RecordKindRule[]

const all = [
  ...answerable,
  baselineKind as unknown as RecordKindRule,
  replyKind(answerable) as unknown as RecordKindRule,
]

/** By name, in the order in which pages offer them. */
export const recordKinds: ReadonlyMap<string, RecordKindRule> = new Map(all.map(rule => [rule.kind, rule]))
