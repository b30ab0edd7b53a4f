/** What the consistency report compares: decisions on entry and exit, each with the results of the criteria before the decider. */
import type { Outcome } from '../../assessment/criterion.ts'

/** What is decided about, and how it may go. */
export const decisionsOn = {
  entry: { admitted: 'Admitted', waiting: 'On the waiting list', refused: 'Not admitted' },
  exit: { granted: 'Left', refused: 'Exit refused' },
} as const
export type Matter = keyof typeof decisionsOn
export type Decided = keyof (typeof decisionsOn)['entry'] | keyof (typeof decisionsOn)['exit']

export interface Decision {
  readonly caseId: string
  readonly organisations: readonly string[]
  /** Of the first organisation whose region is known; null where none is. */
  readonly region: string | null
  /** Of the rules: under another version the same words may test something else. */
  readonly version: string
  readonly matter: Matter
  readonly decided: Decided
  /** Role that decided. */
  readonly role: string | null
  /** ISO day. */
  readonly on: string
  readonly reason: string
  /** Criterion → outcome. */
  readonly results: Readonly<Record<string, Outcome>>
}

/** Two cases, alike by their criteria, that were decided differently; and why, as somebody recorded it. */
export interface UnlikePair {
  readonly one: Decision
  readonly other: Decision
  readonly reasons: readonly string[]
}

/** A recorded reason, for whichever order of the two. */
export interface PairReason {
  readonly matter: Matter
  readonly one: { readonly case: string; readonly decided: Decided }
  readonly other: { readonly case: string; readonly decided: Decided }
  readonly says: string
}
