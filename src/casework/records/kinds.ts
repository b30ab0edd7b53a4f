/** All kinds of records, by name. */
import { claimCheckKind } from '../contracts/claim-check.ts'
import { claimKind } from '../contracts/claim.ts'
import { contractEndKind } from '../contracts/contract-end.ts'
import { contractKind } from '../contracts/contract.ts'
import { guardrailCheckKind } from '../contracts/guardrail-check.ts'
import { holdDecisionKind } from '../contracts/hold-decision.ts'
import { partnerConsentKind } from '../contracts/partner-consent.ts'
import { partnerMatchKind } from '../contracts/partner-match.ts'
import { paymentKind } from '../contracts/payment.ts'
import { resultKind } from '../contracts/result.ts'
import { signatureKind } from '../contracts/signature.ts'
import { documentKind } from '../documents/document.ts'
import { boardChangeKind } from '../leadership/board-change.ts'
import { leadershipReviewKind } from '../leadership/leadership-review.ts'
import { temporaryBoardAppointmentKind } from '../leadership/temporary-board-appointment.ts'
import { accuracyPointKind } from './accuracy-point.ts'
import { appointmentKind } from './appointment.ts'
import { baselineKind } from './baseline.ts'
import { budgetKind } from './budget.ts'
import { costKind } from './cost.ts'
import { bodyDecisionKind, bodyRecommendationKind } from './body-recommendation.ts'
import { challengeKind } from './challenge.ts'
import { consultationCloseKind, consultationKind, responseKind } from './consultation.ts'
import { diagnosticFindingKind } from './diagnostic-finding.ts'
import { disputeKind } from './dispute.ts'
import { dutyDoneKind } from './duty-done.ts'
import { escalationPaperKind } from './escalation-paper.ts'
import { estimateKind } from './estimate.ts'
import { exitCriterionKind } from './exit-criterion.ts'
import { exitPackageKind } from './exit-package.ts'
import { exitRefusalKind } from './exit-refusal.ts'
import { financeFiguresKind } from './finance-figures.ts'
import { findingKind } from './finding.ts'
import { measureKind } from './measure.ts'
import { monthlyAssessmentKind } from './monthly-assessment.ts'
import { neighbourEffectKind } from './neighbour-effect.ts'
import { noticeKind } from './notice.ts'
import { partialExitKind } from './partial-exit.ts'
import { placingKind } from './placing.ts'
import { planCheckKind } from './plan-check.ts'
import { planKind } from './plan.ts'
import { powerUseKind } from './power-use.ts'
import { proposalKind } from './proposal.ts'
import { publishing } from './publication.ts'
import { recommendationKind } from './recommendation.ts'
import type { RecordKindRule } from './record.ts'
import { replyKind } from './reply.ts'
import { reversalKind } from './reversal.ts'
import { reviewKind } from './review.ts'
import { selfAssessmentKind } from './self-assessment.ts'
import { sustainCheckKind } from './sustain-check.ts'
import { undertakingKind } from './undertaking.ts'
import { urgentApprovalKind } from './urgent-approval.ts'
import { worryKind } from './worry.ts'

const answerable = [
  findingKind,
  recommendationKind,
  accuracyPointKind,
  estimateKind,
  placingKind,
  diagnosticFindingKind,
  proposalKind,
  urgentApprovalKind,
  measureKind,
  appointmentKind,
  temporaryBoardAppointmentKind,
  leadershipReviewKind,
  boardChangeKind,
  powerUseKind,
  undertakingKind,
  planKind,
  planCheckKind,
  budgetKind,
  costKind,
  reversalKind,
  financeFiguresKind,
  worryKind,
  selfAssessmentKind,
  monthlyAssessmentKind,
  dutyDoneKind,
  neighbourEffectKind,
  bodyRecommendationKind,
  bodyDecisionKind,
  consultationKind,
  responseKind,
  consultationCloseKind,
  challengeKind,
  reviewKind,
  escalationPaperKind,
  exitCriterionKind,
  partialExitKind,
  exitRefusalKind,
  exitPackageKind,
  sustainCheckKind,
  partnerConsentKind,
  partnerMatchKind,
  contractKind,
  signatureKind,
  claimKind,
  claimCheckKind,
  guardrailCheckKind,
  resultKind,
  paymentKind,
  holdDecisionKind,
  contractEndKind,
  disputeKind,
  noticeKind,
  documentKind,
  // Each is typed by its own body; here they are all alike.
] as readonly unknown[] as readonly RecordKindRule[]

const reply = replyKind(answerable) as unknown as RecordKindRule

const all = [
  ...answerable,
  publishing([...answerable, reply]) as unknown as RecordKindRule,
  baselineKind as unknown as RecordKindRule,
  reply,
]

/** By name, in the order in which pages offer them. */
export const recordKinds: ReadonlyMap<string, RecordKindRule> = new Map(all.map(rule => [rule.kind, rule]))

/** Whether what was public of a record of a kind stays public until a later version is: one that judges may wait. */
export function staysPublic(kind: string): boolean {
  return recordKinds.get(kind)?.judges !== undefined
}
