/**
 * The shapes at run time: a compiled regime, a case in it, what happens to it and what follows. All plain, frozen data.
 * The engine is one pure function, `step(regime, case, event, now)`, the same for live cases and for simulation.
 */
import type { Outcome } from '../assessment/criterion.ts'
import type { Regime } from './regime.ts'

/** A day as the engine counts it: days since 1970-01-01, so that arithmetic is arithmetic. */
export type Day = number

/** Which rules a case runs on: fixed when it begins, until somebody migrates it. */
export interface Pin {
  readonly regime: string
  readonly version: string
  /** SHA-256 of the regime's text (with its version resolved), in hex. */
  readonly hash: string
}

/** A clock that runs in a case. */
export interface RunningClock {
  readonly clock: string
  /** The day that started it: of the event, its issue or its receipt. */
  readonly started: Day
  /** Its last day; null where its calendar does not reach that far. While it is suspended: as it was before. */
  readonly due: Day | null
  readonly extensions: readonly Extension[]
  /** Suspended since this day; null while it runs. */
  readonly suspendedOn: Day | null
  /** Stretches in which it did not run, first and last day. */
  readonly suspensions: readonly (readonly [Day, Day])[]
  /** Its last day has passed, and that has been told. */
  readonly ranOut: boolean
}

export interface Extension {
  /** Of the clock's own unit: working days for a clock of working days. */
  readonly length: number
  /** The order, letter or decision that granted it. */
  readonly reference: string
  readonly on: Day
}

/** Where a case stands. Rebuilt by folding its events; holds no evidence and no person. */
export interface CaseState {
  readonly pin: Pin
  /** Route through the regime; null where there is one for all. */
  readonly route: string | null
  readonly organisations: readonly string[]
  /** State of the main strand. */
  readonly state: string
  /** State of each strand that runs at present. */
  readonly strands: Readonly<Record<string, string>>
  readonly clocks: readonly RunningClock[]
  /** Extensions granted to clocks that have not started yet. */
  readonly granted: Readonly<Record<string, readonly Extension[]>>
  /** One-off duties that are owed in this state and have been done, by id: they are not owed again until they begin anew. */
  readonly done: readonly string[]
  /** How often each limited transition was taken, by `state:event:index` (`strand/state:event:index` beside the main one). */
  readonly taken: Readonly<Record<string, number>>
  /** Number of events so far. */
  readonly sequence: number
  /** Day of the latest event. */
  readonly last: Day
  /** Day it entered, and left, the regime; null where it has not. */
  readonly entered: Day | null
  readonly left: Day | null
}

/** What happens to a case. `on` is the day it took effect. */
export type CaseEvent =
  /** An event of the regime file. */
  | {
      readonly kind: 'event'
      readonly event: string
      readonly on: Day
      /** Role whose act it was. */
      readonly by?: string
      /** Outcomes of criteria, worked out beforehand on evidence that the caller binds to the event. */
      readonly answers?: Readonly<Record<string, Outcome>>
      /** When it was issued and received, where a clock asks for that and it differs from `on`. */
      readonly issued?: Day
      readonly received?: Day
    }
  | {
      readonly kind: 'extend'
      readonly clock: string
      readonly length: number
      readonly reference: string
      readonly on: Day
      readonly by?: string
    }
  | { readonly kind: 'suspend' | 'resume'; readonly clock: string; readonly on: Day; readonly by?: string }
  /** Somebody asks for a kind of support for a subject. */
  | { readonly kind: 'support'; readonly support: string; readonly subject: string; readonly on: Day }
  /** Time passes: clocks that have run out fire. At dawn the day itself is not over, nor a period that ends on it. */
  | { readonly kind: 'tick'; readonly on: Day; readonly dawn?: true }

/** What follows from an event; the caller writes them down, tells people, and enqueues. */
export type Effect =
  | { readonly kind: 'moved'; readonly strand: string; readonly from: string | null; readonly to: string | null }
  | { readonly kind: 'place-taken' | 'place-released' }
  | { readonly kind: 'clock-started'; readonly clock: string; readonly due: Day | null }
  | { readonly kind: 'clock-ended'; readonly clock: string; readonly due: Day | null; readonly late: boolean }
  | {
      readonly kind: 'clock-moved'
      readonly clock: string
      readonly from: Day | null
      readonly to: Day | null
      readonly because: string
    }
  | { readonly kind: 'clock-ran-out'; readonly clock: string; readonly due: Day }
  /** It ended before its time, because what it rested on was quashed. */
  | { readonly kind: 'clock-stopped'; readonly clock: string; readonly due: Day | null }
  | { readonly kind: 'clock-suspended' | 'clock-resumed'; readonly clock: string }
  | { readonly kind: 'duty-begins' | 'duty-ends'; readonly duty: string; readonly owner: string }
  /** A one-off duty was done; late, where its clock had run out or its date was over. Whether it still holds, `duty-ends` says. */
  | { readonly kind: 'duty-done'; readonly duty: string; readonly owner: string; readonly late: boolean }
  | { readonly kind: 'power-begins' | 'power-ends'; readonly power: string }
  | { readonly kind: 'support-agreed'; readonly support: string; readonly subject: string }
  | { readonly kind: 'referral'; readonly support: string; readonly subject: string; readonly to: string }

/** Why an event was not accepted; the case stays as it was. */
export interface Refusal {
  readonly reason:
    | 'not-allowed-here'
    | 'criterion-not-met'
    | 'criterion-not-known'
    | 'wrong-role'
    | 'too-often'
    | 'in-the-past'
    | 'in-the-future'
    | 'before-in-force'
    | 'no-longer-in-force'
    | 'unknown-route'
    | 'other-version'
    | 'unknown-clock'
    | 'clock-not-running'
    | 'cannot-extend'
    | 'cannot-suspend'
    | 'unknown-support'
    | 'case-ended'
    | 'no-such-event'
    | 'quashed'
  /** In words, with what was found, what was expected and what to do. */
  readonly words: string
  /** Events allowed in the present states. */
  readonly allowed: readonly string[]
}

export type Step =
  | { readonly accepted: true; readonly case: CaseState; readonly effects: readonly Effect[] }
  | { readonly accepted: false; readonly refusal: Refusal }

/** A regime ready to run: its file, and tables made once from it. `compile.ts` makes it and knows what is inside. */
export interface Pinned {
  readonly pin: Pin
  readonly regime: Regime
}
