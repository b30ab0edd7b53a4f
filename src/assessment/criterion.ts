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
  | TitledTree<Leaf>

/** A tree with words of its own: a criterion by its name, or the reading of a wording that was chosen. */
export interface TitledTree<Leaf> {
  readonly titled: string
  readonly clause: string | null
  readonly confidence: string | null
  readonly source?: string
  readonly tree: CriterionTree<Leaf>
}

export interface LeafOutcome {
  readonly outcome: Outcome
  readonly sentence: string
  readonly clause: string | null
  readonly confidence: string | null
  readonly inputs: readonly InputRef[]
  /** Title of the document that the clause is of, and the place in it. */
  readonly source?: string
  /** The test as its file writes it. */
  readonly test?: string
  /** What the test was run on. */
  readonly values?: readonly BoundValue[]
  /** What would be needed to answer, and why it is not there. */
  readonly missing?: readonly MissingValue[]
  /** Title of the role that may judge. */
  readonly judge?: string
}

/** A value as a test read it: a piece of evidence, or a parameter of the rules. */
export interface BoundValue {
  readonly name: string
  readonly kind: 'evidence' | 'parameter'
  readonly title: string
  readonly value: string | number | boolean | readonly number[]
  readonly unit: string | null
  /** For a count that is not known exactly: it is `value` or any whole number up to this. */
  readonly upTo?: number
  /** How it came about. */
  readonly words: string
  /** The period or day it speaks of, where it speaks of one. */
  readonly period: string | null
  readonly clause: string
  readonly confidence: string
  /** It compares organisations with each other, so that somebody always stands worst. */
  readonly relative: boolean
  readonly inputs: readonly InputRef[]
}

export interface MissingValue {
  readonly name: string
  readonly title: string
  readonly why: string
}

/** A tree with the outcome of every node. */
export interface CriterionOutcome extends LeafOutcome {
  readonly kind: 'leaf' | 'all' | 'any' | 'not' | 'at-least' | 'titled'
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
  if ('titled' in tree) {
    const { titled, tree: inner, ...about } = tree
    const child = evaluate(inner, test)
    return { kind: 'titled', ...about, outcome: child.outcome, sentence: titled, inputs: [], children: [child] }
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
