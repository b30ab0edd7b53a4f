/** The shapes of an entry test: who would qualify under a regime, on which leaves, who would get a place and who waits. */
import type { CriterionOutcome, Outcome } from '../assessment/criterion.ts'
import type { Period, RecordKind } from '../evidence/model.ts'
import type { KnownRoute } from './criterion-tree.ts'
import type { Estimate } from './support-schema.ts'
import type { Allocation } from './places.ts'
import type { Standing } from './placements.ts'
import type { PredecessorStay } from './predecessors.ts'
import type { Regime } from './regime.ts'

export const calculatedNotDecided = 'Calculated, not decided: nobody placed this organisation here.'

/** A regime in one of its versions. */
export interface InVersion {
  readonly regime: Regime
  readonly version: string
}

export interface RoleTitle {
  readonly role: string
  readonly title: string
}

/** One way in, tried on one organisation. */
export interface WayOutcome {
  readonly id: string
  readonly title: string
  readonly outcome: Outcome
  /** Whoever meets it is considered, which is no ground for entry by itself. */
  readonly considered: boolean
  /** Null where nobody is named, or where that depends on a route that is not known. */
  readonly recommender: RoleTitle | null
  readonly decider: RoleTitle | null
}

/** Another regime that it is in, or may be in. */
export interface OtherRegime {
  readonly regime: string
  readonly title: string
  readonly standing: Exclude<Standing, 'out'>
  /** How the tested regime stands to it, as its file says. */
  readonly relation: 'conflicts' | 'supersedes' | 'alongside' | 'leads-to' | 'migrates-from' | null
  readonly says: string | null
}

export interface OrganisationEntry {
  readonly code: string
  readonly name: string
  readonly type: string | null
  readonly region: string | null
  readonly route: KnownRoute
  readonly inScope: boolean
  readonly outcome: Outcome
  readonly place: 'admitted' | 'waiting' | 'none'
  /** Position among the candidates, from 1; null for those who are none. */
  readonly position: number | null
  /** Whether it holds a place already. */
  readonly holdsPlace: Standing
  /** The way whose outcome it has; null where it is out of scope. */
  readonly way: string | null
  readonly ways: readonly WayOutcome[]
  readonly recommender: RoleTitle | null
  readonly decider: RoleTitle | null
  readonly reasons: readonly string[]
  readonly alreadyIn: readonly OtherRegime[]
  /** What those that became part of it were in then, told and never counted as its own. */
  readonly predecessorsIn: readonly (PredecessorStay & { readonly words: string })[]
  readonly criterion: CriterionOutcome | null
}

export interface EntryTest {
  readonly regime: string
  readonly title: string
  readonly version: string
  readonly period: Period
  readonly asKnownAt: string | null
  readonly recordKind: RecordKind
  readonly head: string
  readonly places: Allocation['places'] & {
    readonly says: string
    /** Organisations of which it is not known whether they hold a place; they are not counted as taken. */
    readonly takenNotKnown: number
  }
  readonly provisional: readonly string[] | null
  readonly next: string | null
  readonly choiceNeeded: Allocation['choiceNeeded']
  readonly estimate: EstimatedCost | null
  readonly notes: readonly string[]
  /** By code. */
  readonly organisations: readonly OrganisationEntry[]
}

type Amount = NonNullable<Estimate['programme']>

/** What entry would cost, as the file estimates it. */
export interface EstimatedCost {
  readonly beforeEntry: boolean
  readonly perCase: Amount | null
  readonly admitted: number
  /** Pounds for those who would be admitted; null where no cost of a case is known. */
  readonly admittedCost: { readonly low: number; readonly high: number } | null
  readonly programme: Amount | null
}
