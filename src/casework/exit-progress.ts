/** How far a case is from its way out: each leaf of the test of exit with its answer, what that rests on, and who may judge it. Pure. */
import { allOf, type Outcome } from '../assessment/criterion.ts'
import type { CompiledRegime } from '../regimes/compiled.ts'
import { type ExitLeaf, exitLeaves } from '../regimes/gap.ts'
import type { Answered } from './model.ts'
import { treesOf } from './records/binding.ts'

export interface ExitProgress {
  readonly criterion: string
  readonly title: string
  /** Met where all organisations of the case meet it. */
  readonly outcome: Outcome
  /** Leaves that are met, of how many, over all organisations of the case. */
  readonly met: number
  readonly of: number
  /** The leaves as they are of each organisation, by its code. */
  readonly organisations: readonly { readonly code: string; readonly leaves: readonly ExitLeaf[] }[]
}

/** @param answered Answers that hold those of the test of exit. Null where the rules have no such test, or it was not asked. */
export function exitProgress({ regime }: CompiledRegime, answered: Answered): ExitProgress | null {
  const id = regime.exit.criterion
  const tried = treesOf(answered).find(one => one.criterion === id)
  if (id === undefined || tried === undefined) return null
  const trees = Object.entries(tried.organisations)
  const organisations = trees.map(([code, tree]) => ({ code, leaves: exitLeaves(tree) }))
  const leaves = organisations.flatMap(one => one.leaves)
  return {
    criterion: id,
    title: regime.criteria[id]?.title ?? id,
    outcome: allOf(trees.map(([, { outcome }]) => outcome)),
    met: leaves.filter(({ outcome }) => outcome === 'met').length,
    of: leaves.length,
    organisations,
  }
}

/** `3 of 7 met`. */
export function progressInWords({ met, of }: Pick<ExitProgress, 'met' | 'of'>): string {
  return `${met} of ${of} met`
}
