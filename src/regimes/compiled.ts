/** A regime ready to run: by route, tables from state and event to what follows, so that a step looks up and never searches. */
import type { ClockRule } from './clock-rule.ts'
import type { Clock } from './clock-schema.ts'
import type { Day, Effect, Pinned } from './model.ts'
import type { Duty, Power } from './people-schema.ts'
import type { State } from './stages-schema.ts'

export interface CompiledRegime extends Pinned {
  /** First and last day on which a case may begin; no last day while it is in force. */
  readonly inForce: { readonly from: Day; readonly to: Day | null }
  /** The regime as each route sees it; under null where there is one for all. */
  readonly courses: ReadonlyMap<string | null, Course>
}

/** What holds on one route. */
export interface Course {
  readonly route: string | null
  readonly first: MainState
  readonly states: ReadonlyMap<string, MainState>
  readonly strands: ReadonlyMap<string, CompiledStrand>
  readonly clocks: ReadonlyMap<string, CompiledClock>
  /** Clocks that an event starts. */
  readonly starts: ReadonlyMap<string, readonly CompiledClock[]>
  /** Ids of the clocks that an event ends. */
  readonly ends: ReadonlyMap<string, ReadonlySet<string>>
  /** One-off duties that an event shows done. */
  readonly finishes: ReadonlyMap<string, readonly Finish[]>
}

/** A state and the ways on from it: by event, the transitions in the order of the file. */
export interface StrandState {
  readonly id: string
  readonly title: string
  readonly on: ReadonlyMap<string, readonly Move[]>
}

export interface MainState extends StrandState {
  readonly phase: State['phase']
  readonly ends: State['ends'] | null
  /** Strands that run while a case is here. */
  readonly strands: readonly string[]
  readonly duties: readonly OwedDuty[]
  readonly powers: readonly UsablePower[]
  /** Events that may still come, from here or from any state that can be reached. */
  readonly ahead: ReadonlySet<string>
}

export interface CompiledStrand {
  readonly first: string
  readonly states: ReadonlyMap<string, StrandState>
}

/** A transition on one route. */
export interface Move {
  /** `state:event:index`, by which the times it was taken are counted. */
  readonly key: string
  readonly from: string
  readonly to: string
  readonly criterion: string | null
  readonly by: string | null
  readonly atMost: number | null
  /** What always follows from it: the move itself, the place, duties and powers. */
  readonly effects: readonly Effect[]
}

export interface OwedDuty {
  readonly id: string
  readonly duty: Duty
  readonly owner: string
  /** Its last day, where that is the same for everybody. */
  readonly lastDay: Day | null
}

/** How an event shows a one-off duty done. */
export interface Finish {
  readonly duty: string
  /** Clock that says by when; null where none does. */
  readonly clock: string | null
  /** Only while its clock runs, because it is by ending that clock that the event shows it. */
  readonly byClock: boolean
}

export interface UsablePower {
  readonly id: string
  readonly power: Power
  readonly by: string
}

export interface CompiledClock {
  readonly id: string
  readonly clock: Clock
  readonly rule: ClockRule
  readonly owner: string
  readonly starts: readonly string[]
  readonly ends: readonly string[]
  /** One-off duties that it times: they are owed anew when it starts anew. */
  readonly duties: readonly string[]
  readonly extension: { readonly by: string; readonly most: number; readonly longest: number } | null
  readonly suspension: { readonly by: string } | null
}
