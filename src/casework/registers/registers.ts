/** All registers, by name. */
import { leadershipCandidateRegister } from '../leadership/leadership-candidate.ts'
import { leadershipPlacementRegister } from '../leadership/leadership-placement.ts'
import { teamAllocationRegister } from '../team/team-allocation.ts'
import { teamChangeRegister } from '../team/team-change.ts'
import { teamPostRegister } from '../team/team-post.ts'
import { oversightTransferRegister } from '../transfers/oversight-transfer.ts'
import { requestRegister } from '../burden/request.ts'
import { consistencyReasonRegister } from '../consistency/consistency-reason.ts'
import type { RegisterRule } from './register.ts'

// Each is typed by its own body; here they are all alike.
const all = [
  teamPostRegister,
  teamAllocationRegister,
  teamChangeRegister,
  leadershipCandidateRegister,
  leadershipPlacementRegister,
  oversightTransferRegister,
  requestRegister,
  consistencyReasonRegister,
] as readonly unknown[] as readonly RegisterRule[]

/** By name, in the order in which pages offer them. */
export const registers: ReadonlyMap<string, RegisterRule> = new Map(all.map(rule => [rule.register, rule]))
