/**
 * What an approval binds to: the answers of criteria, point by point, with the values they rest on. Questions that are the
 * decider's own are left out, since answering them is the decision. Pure.
 */
import type { CriterionOutcome } from '../../assessment/criterion.ts'
import { hashOfValue } from '../canonical.ts'
import type { Answered } from '../model.ts'

export interface Bound {
  readonly criteria: readonly string[]
  readonly outcomes: Answered['answers']
  /** SHA-256 over every point and the values it rests on. */
  readonly digest: string
}

/** @param own Titles of roles whose judgements do not count. */
export function boundTo(answered: Answered, own: readonly string[]): Bound {
  const { answers } = answered
  const points = treesOf(answered).map(({ criterion, organisations }) => [
    criterion,
    Object.entries(organisations).map(([code, tree]) => [code, pointsOf(tree, own)]),
  ])
  return { criteria: Object.keys(answers), outcomes: answers, digest: hashOfValue(points) }
}

/** The trees of an answer, as they are in its evidence. */
export function treesOf({ evidence }: Answered): readonly Tried[] {
  return (evidence as { readonly criteria?: readonly Tried[] } | null)?.criteria ?? []
}

export interface Tried {
  readonly criterion: string
  readonly organisations: Readonly<Record<string, CriterionOutcome>>
}

function pointsOf(tree: CriterionOutcome, own: readonly string[]): readonly unknown[] {
  if (tree.children.length > 0) return tree.children.flatMap(child => pointsOf(child, own))
  if (tree.judge !== undefined && own.includes(tree.judge)) return []
  const values = (tree.values ?? []).map(({ name, value }) => [name, value])
  // What is missing is said with the day by which it is, and time alone changes nothing.
  const missing = (tree.missing ?? []).map(({ name }) => name)
  return [[tree.clause, missing.length > 0 ? missing : tree.sentence, tree.outcome, values]]
}
