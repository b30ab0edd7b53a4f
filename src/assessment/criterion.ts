/**
 * Criteria: trees of all / any / not / at-least over tests, each of which ends met, not met, needs judgement or
 * evidence missing. Unknown is an outcome of its own: missing evidence never counts as met, nor as not met.
 */
import type { InputRef } from './model.ts'

export type Outcome = 'met' | 'not-met' | 'needs-judgement' | 'evidence-missing'

/** The shape of a tree, whatever its leaves are. */
export type CriterionTree<Leaf> =
  | Leaf
  | { readonly all: readonly CriterionTree<Leaf>[] }
  | { readonly any: readonly CriterionTree<Leaf>[] }
  | { readonly not: CriterionTree<Leaf> }
  | { readonly 'at-least': { readonly n: number; readonly of: readonly CriterionTree<Leaf>[] } }

export interface LeafOutcome {
  readonly outcome: Outcome
  readonly sentence: string
  readonly clause: string | null
  readonly confidence: string | null
  readonly inputs: readonly InputRef[]
}

/** A tree with the outcome of every node. */
export interface CriterionOutcome extends LeafOutcome {
  readonly kind: 'leaf' | 'all' | 'any' | 'not' | 'at-least'
  readonly children: readonly CriterionOutcome[]
}

/** Evaluates a tree: every leaf is tried, so that the reader sees all of it and not only what settled it. */
export function evaluate<Leaf extends object>(
  tree: CriterionTree<Leaf>,
  test: (leaf: Leaf) => LeafOutcome,
): CriterionOutcome {
  if ('all' in tree)
    return combine(
      'all',
      'All of these',
      tree.all.map(child => evaluate(child, test)),
      allOf,
    )
  if ('any' in tree)
    return combine(
      'any',
      'Any of these',
      tree.any.map(child => evaluate(child, test)),
      anyOf,
    )
  if ('not' in tree)
    return combine('not', 'Not this', [evaluate(tree.not, test)], ([outcome]) => swap(outcome as Outcome))
  if ('at-least' in tree) {
    const { n, of } = tree['at-least']
    return combine(
      'at-least',
      `At least ${n} of these`,
      of.map(child => evaluate(child, test)),
      outcomes => atLeast(n, outcomes),
    )
  }
  return { kind: 'leaf', ...test(tree), children: [] }
}

function combine(
  kind: CriterionOutcome['kind'],
  sentence: string,
  children: CriterionOutcome[],
  of: (outcomes: readonly Outcome[]) => Outcome,
): CriterionOutcome {
  return {
    kind,
    outcome: of(children.map(child => child.outcome)),
    sentence,
    clause: null,
    confidence: null,
    inputs: [],
    children,
  }
}

/** Any not met → not met; else any missing → missing; else any judgement → judgement; else met. */
export function allOf(outcomes: readonly Outcome[]): Outcome {
  return first(outcomes, ['not-met', 'evidence-missing', 'needs-judgement']) ?? 'met'
}

/** Any met → met; else any judgement → judgement; else any missing → missing; else not met. */
export function anyOf(outcomes: readonly Outcome[]): Outcome {
  return first(outcomes, ['met', 'needs-judgement', 'evidence-missing']) ?? 'not-met'
}

/** Met when n are; not met when n cannot be reached any more; else as `any`. */
export function atLeast(n: number, outcomes: readonly Outcome[]): Outcome {
  if (outcomes.filter(outcome => outcome === 'met').length >= n) return 'met'
  if (outcomes.filter(outcome => outcome !== 'not-met').length < n) return 'not-met'
  return first(outcomes, ['needs-judgement', 'evidence-missing']) ?? 'not-met'
}

export function swap(outcome: Outcome): Outcome {
  return outcome === 'met' ? 'not-met' : outcome === 'not-met' ? 'met' : outcome
}

function first(outcomes: readonly Outcome[], order: readonly Outcome[]): Outcome | undefined {
  return order.find(outcome => outcomes.includes(outcome))
}
