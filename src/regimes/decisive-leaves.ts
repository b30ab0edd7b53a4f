/** The leaves that settled a tree, or that keep it open: what to say first of an outcome. */
import type { CriterionOutcome } from '../assessment/criterion.ts'

/** Leaves on which the outcome of a node rests, in order. */
export function decisiveLeaves(node: CriterionOutcome): readonly CriterionOutcome[] {
  if (node.kind === 'leaf') return [node]
  if (node.kind === 'not' || node.kind === 'titled') return node.children.flatMap(decisiveLeaves)
  return node.children.filter(child => child.outcome === node.outcome).flatMap(decisiveLeaves)
}

/** Shows every leaf, in order. */
export function eachLeaf(node: CriterionOutcome, show: (leaf: CriterionOutcome) => void): void {
  if (node.kind === 'leaf') show(node)
  else for (const child of node.children) eachLeaf(child, show)
}

/** An outcome in words. */
export function outcomeWords({ outcome }: Pick<CriterionOutcome, 'outcome'>): string {
  return {
    met: 'Met',
    'not-met': 'Not met',
    'needs-judgement': 'Needs judgement',
    'evidence-missing': 'Evidence missing',
  }[outcome]
}
