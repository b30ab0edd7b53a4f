/** Warnings about a sound regime: what to know before trusting, admitting or copying it. Never an error. */
import { lintConstant } from './lint-constant.ts'
import { lintCourse } from './lint-course.ts'
import { lintPeople } from './lint-people.ts'
import { lintTests } from './lint-tests.ts'
import { lintTrust } from './lint-trust.ts'
import type { Regime } from './regime.ts'

export const lintChecks = {
  'exit-missing': 'No way out',
  'entry-is-exit': 'The way in is the way out',
  'relative-rule': 'Relative rules',
  'not-together': 'Not all could leave together',
  'constant-test': 'Tests that ask nothing',
  'unknown-type': 'Nobody of this type',
  'no-recommender': 'Nobody recommends',
  'no-owner': 'Nobody owes it',
  'not-appointed': 'Nobody appoints',
  'unpaid-support': 'Nobody pays',
  'payer-not-known': 'Not known who pays',
  'unreachable-state': 'Never reached',
  'dead-end': 'No way on',
  'no-ending': 'No ending can be reached',
  'endless-round': 'Round without end',
  'clock-without-duty': 'Clocks that nobody owes',
  'never-done': 'Duties that nothing shows done',
  unused: 'Never used',
  unverified: 'Unverified',
  ours: 'Our own',
} as const

export type LintCheck = keyof typeof lintChecks

export interface LintFinding {
  readonly check: LintCheck
  /** Where in the file. */
  readonly path: readonly PropertyKey[]
  readonly words: string
  readonly todo: string
}

export interface LintOptions {
  /** Frameworks whose segments compare organisations with each other, such as quarters. */
  readonly relativeFrameworks?: ReadonlySet<string>
}

/** What to say about one version of a regime, by check in the order above. */
export function lintRegime(regime: Regime, options: LintOptions = {}): readonly LintFinding[] {
  const order = Object.keys(lintChecks)
  return [
    ...lintTests(regime, options.relativeFrameworks ?? new Set()),
    ...lintConstant(regime),
    ...lintPeople(regime),
    ...lintCourse(regime),
    ...lintTrust(regime),
  ].toSorted((a, b) => order.indexOf(a.check) - order.indexOf(b.check))
}
