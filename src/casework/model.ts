/**
 * The shapes of casework: who acts, what they ask for, what was written down, and why something was refused. A case is its
 * events; everything else about it is folded from them. All plain, frozen data; an event holds a person's key, never a name.
 */
import type { RecordKind } from '../evidence/model.ts'
import type { Outcome } from '../assessment/criterion.ts'
import type { CaseState, Effect, Refusal } from '../regimes/model.ts'

/** Leave to act: a function, perhaps only for an organisation, a region or a regime, from one day to another (ISO). */
export interface Grant {
  /** An everyday function, or the id of a role of a regime file. */
  readonly function: string
  readonly organisation: string | null
  readonly region: string | null
  readonly regime: string | null
  readonly from: string
  readonly until: string | null
}

/** Functions that no regime file has to name. */
export const everydayFunctions = ['oversight-analyst', 'publisher', 'finance-approver', 'auditor', 'operator'] as const
export type EverydayFunction = (typeof everydayFunctions)[number]

/** Whoever asks for something. `public` is an actor too, who may read what is public and do nothing. */
export interface Actor {
  readonly key: string
  readonly grants: readonly Grant[]
}

/** The anonymous reader, and the product's own clock. */
export const publicActor: Actor = { key: 'public', grants: [] }
export const clockActor: Actor = { key: 'clock', grants: [] }

/** The product's clock: what decides what is due. Simulated in demonstrations and tests. */
export interface ProductClock {
  /** ISO instant in UTC. */
  now(): string
  /** How it is simulated; left out where the time is real. */
  readonly simulation?: Simulation
}

/** Simulated time: where it began, and how many times as fast as real time it runs; 0 where it stands still. */
export interface Simulation {
  readonly from: string
  readonly speed: number
  /** The speed in words: `one day a second`. */
  readonly words: string
}

/** An event as somebody asks for it: days as ISO dates, answers worked out by the product and never by the asker. */
export type AskedEvent =
  | {
      readonly kind: 'event'
      readonly event: string
      readonly on: string
      readonly by: string
      readonly issued?: string
      readonly received?: string
    }
  | {
      readonly kind: 'extend'
      readonly clock: string
      readonly length: number
      readonly reference: string
      readonly on: string
      readonly by: string
    }
  | { readonly kind: 'suspend' | 'resume'; readonly clock: string; readonly on: string; readonly by: string }
  | {
      readonly kind: 'quashed'
      /** The event that is quashed; in words, what of it, where that is not the whole; and the clocks that stop with that part. */
      readonly of: number
      readonly part: string | null
      readonly clocks: readonly string[]
      readonly court: string
      readonly reference: string
      readonly on: string
      readonly by: string
    }
  | {
      readonly kind: 'support'
      readonly support: string
      readonly subject: string
      readonly on: string
      readonly by: string
    }

export interface OpenCase {
  readonly regime: string
  /** The version in force on the day where left out. */
  readonly version?: string
  readonly route?: string
  readonly organisations: readonly string[]
  readonly on: string
  readonly reason: string
  /** As for an event: a regime may begin with a state that holds a place. */
  readonly exceed?: string
}

export interface RecordEvent {
  readonly caseId: string
  /** Number of events that the asker had seen: another number is a conflict, and nothing is written. */
  readonly expected: number
  readonly event: AskedEvent
  readonly reason: string
  /** Where the number of places is an expected one and is reached: why it is exceeded, to be published. */
  readonly exceed?: string
}

export interface CorrectEvent {
  readonly caseId: string
  readonly expected: number
  /** The event that was wrong. */
  readonly sequence: number
  /** What it should have been; null where it never happened. */
  readonly instead: AskedEvent | null
  readonly reason: string
  /** As for an event: what is put right may take a place again. */
  readonly exceed?: string
}

/** One event as written down. */
export interface WrittenEvent {
  readonly caseId: string
  readonly sequence: number
  /** Of the engine's event; or `open`, `migrated`, `calendar-changed`, or `annulled` for a correction that puts nothing in its place. */
  readonly kind: string
  readonly name: string
  readonly event: unknown
  readonly effective: string
  readonly knownAt: string
  readonly actor: string
  readonly role: string | null
  readonly reason: string
  readonly evidenceHash: string | null
  readonly evidence: unknown
  readonly corrects: number | null
  /** What followed from it when it was written. What a correction changed beside, the state of the case says. */
  readonly effects: readonly Effect[]
  /** Why an expected number of places was exceeded by it, to be published. */
  readonly exceed: string | null
  readonly hash: string
}

/** A case as it stands, at the present or as known at an instant. */
export interface Case {
  readonly id: string
  readonly regime: string
  readonly version: string
  readonly recordKind: RecordKind
  readonly organisations: readonly string[]
  readonly state: CaseState
  readonly stage: string
  readonly phase: 'before' | 'in' | 'after'
  readonly sequence: number
  readonly opened: string
  readonly entered: string | null
  readonly closed: string | null
  /** Day (ISO) since which it is for the public to read; null before its publication. */
  readonly published: string | null
}

export interface Deadline {
  readonly caseId: string
  readonly clock: string
  readonly startedBy: number
  readonly due: string | null
  readonly state: 'running' | 'suspended' | 'met' | 'late' | 'ran-out' | 'ended'
  readonly firedAt: string | null
}

/** Why a command was refused. Nothing was written but the refusal itself, in the audit. */
export interface Refused {
  readonly reason:
    | Refusal['reason']
    | 'not-signed-in'
    | 'not-granted'
    | 'own-recommendation'
    | 'own-act'
    | 'stale'
    | 'preview-lapsed'
    | 'no-such-case'
    | 'no-such-event'
    | 'no-such-record'
    | 'no-such-regime'
    | 'no-such-organisation'
    | 'no-place'
    | 'no-recommendation'
    | 'recommendation-lapsed'
    | 'accuracy-check-open'
    | 'no-estimate'
    | 'diagnostic-first'
    | 'no-escalation-paper'
    | 'no-exit-package'
    | 'not-told'
    | 'not-checked'
    | 'already-open'
    | 'over-cap'
    | 'over-budget'
    | 'already-paid'
    | 'own-claim'
    | 'not-in-force'
    | 'beyond-power'
    | 'quashed'
    | 'key-used-otherwise'
    | 'later-events-forbid'
    | 'bad-request'
  readonly words: string
  /** Events that are allowed now, where that helps. */
  readonly allowed: readonly string[]
}

export type Done<Value> =
  | { readonly done: true; readonly value: Value }
  | { readonly done: false; readonly refused: Refused }

/** Outcomes of the criteria that an event's transitions ask for, with the evidence they were worked out on. */
export interface Answered {
  readonly answers: Readonly<Record<string, Outcome>>
  /** Trees with their inputs, to be bound to the event by hash; null where no criterion was asked. */
  readonly evidence: unknown
}
