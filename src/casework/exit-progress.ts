/**
 * How far a case is from its way out: each leaf of the test of exit with its answer, what that rests on, and who may judge it;
 * and the criteria that were agreed for this case alone. Pure.
 */
import { allOf, type Outcome } from '../assessment/criterion.ts'
import type { CompiledRegime } from '../regimes/compiled.ts'
import { type ExitLeaf, exitLeaves } from '../regimes/gap.ts'
import type { Answered } from './model.ts'
import { treesOf } from './records/binding.ts'
import { type ExitCriterion, exitCriterionKind } from './records/exit-criterion.ts'
import { recordsOfKind, type StoredRecord } from './records/record.ts'

export interface ExitProgress {
  /** The test of exit of the rules; null where they have none, and the case's own criteria are all. */
  readonly criterion: string | null
  readonly title: string
  /** Met where all organisations of the case meet it, and all of its own criteria are met. */
  readonly outcome: Outcome
  /** Leaves that are met, of how many, over all organisations of the case and with its own criteria. */
  readonly met: number
  readonly of: number
  /** The leaves as they are of each organisation, by its code. */
  readonly organisations: readonly { readonly code: string; readonly leaves: readonly ExitLeaf[] }[]
  /** Criteria of this case alone, by their target days. */
  readonly own: readonly StoredRecord<ExitCriterion>[]
}

/**
 * @param answered Answers that hold those of the test of exit.
 * @param records Of the case, in their latest version.
 * @returns Null where the rules have no such test, or it was not asked, and the case has no criteria of its own.
 */
export function exitProgress(
  { regime }: CompiledRegime,
  answered: Answered,
  records: readonly StoredRecord[] = [],
): ExitProgress | null {
  const id = regime.exit.criterion
  const own = ownCriteria(records)
  const tried = treesOf(answered).find(one => one.criterion === id)
  if (tried === undefined && own.length === 0) return null
  const trees = Object.entries(tried?.organisations ?? {})
  const organisations = trees.map(([code, tree]) => ({ code, leaves: exitLeaves(tree) }))
  const leaves = organisations.flatMap(one => one.leaves)
  return {
    criterion: tried?.criterion ?? null,
    title: (id && regime.criteria[id]?.title) ?? 'Criteria of this case',
    outcome: allOf([...trees.map(([, { outcome }]) => outcome), ...own.map(({ body }) => body.outcome)]),
    met: [...leaves, ...own.map(({ body }) => body)].filter(({ outcome }) => outcome === 'met').length,
    of: leaves.length + own.length,
    organisations,
    own,
  }
}

/** Criteria of exit of a case alone, by their target days. */
function ownCriteria(records: readonly StoredRecord[]): readonly StoredRecord<ExitCriterion>[] {
  return recordsOfKind(records, exitCriterionKind).toSorted((a, b) => (a.body.target < b.body.target ? -1 : 1))
}

/** Points that stand otherwise on all that is known than on what is public, of the test and of the case's own criteria. */
export function notPublic(shown: ExitProgress, whole: ExitProgress | null): number {
  const leaves = (whole?.organisations ?? []).map(one => one.leaves)
  const ofTest = shown.organisations.reduce(
    (sum, one, at) => sum + one.leaves.filter(({ outcome }, nth) => leaves[at]?.[nth]?.outcome !== outcome).length,
    0,
  )
  const known = new Map(whole?.own.map(({ id, body: { outcome } }) => [id, outcome]))
  return ofTest + shown.own.filter(({ id, body: { outcome } }) => known.get(id) !== outcome).length
}

/** `3 of 7 met`; and to whoever sees only what is public, how many points rest on more than that. */
export function progressInWords({ met, of }: Pick<ExitProgress, 'met' | 'of'>, hidden = 0): string {
  const told = `${met} of ${of} met`
  if (hidden === 0) return told
  return `${told} by what is public; ${hidden === 1 ? 'the judgement of 1 other point is' : `the judgements of ${hidden} other points are`} not public`
}
