/** All kinds of records, by name. */
import { accuracyPointKind } from './accuracy-point.ts'
import { appointmentKind } from './appointment.ts'
import { diagnosticFindingKind } from './diagnostic-finding.ts'
import { disputeKind } from './dispute.ts'
import { estimateKind } from './estimate.ts'
import { findingKind } from './finding.ts'
import { measureKind } from './measure.ts'
import { noticeKind } from './notice.ts'
import { placingKind } from './placing.ts'
import { proposalKind } from './proposal.ts'
import { publicationKind } from './publication.ts'
import { recommendationKind } from './recommendation.ts'
import type { RecordKindRule } from './record.ts'
import { replyKind } from './reply.ts'
import { selfAssessmentKind } from './self-assessment.ts'

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
  selfAssessmentKind,
  disputeKind,
  noticeKind,
  publicationKind,
  // Each is typed by its own body; here they are all alike.
] as readonly unknown[] as readonly RecordKindRule[]

const all = [...answerable, replyKind(answerable) as unknown as RecordKindRule]

/** By name, in the order in which pages offer them. */
export const recordKinds: ReadonlyMap<string, RecordKindRule> = new Map(all.map(rule => [rule.kind, rule]))
