/** The leaves of grounds: a test of evidence, or a judgement that somebody entitled has or has not recorded. */
import type { Finding, Observation } from '../evidence/model.ts'
import type { LeafOutcome } from './criterion.ts'
import type { GroundLeaf, GroundsFramework, GroundTree } from './framework.ts'
import { missingNeeds, runTest, type GroundEvidence } from './ground-test.ts'
import { inputOf } from './input-ref.ts'

/** Kinds of finding that a tree asks for. */
export function kindsIn(tree: GroundTree | GroundLeaf): string[] {
  if ('judgement' in tree) return [tree.finding]
  if ('test' in tree) return tree.needs.flatMap(need => (need.startsWith('finding:') ? [need.slice(8)] : []))
  return [
    ...(tree.all ?? []),
    ...(tree.any ?? []),
    ...(tree['at-least']?.of ?? []),
    ...(tree.not ? [tree.not] : []),
  ].flatMap(kindsIn)
}

/** One test or judgement on the evidence of one organisation; `observations` are the rows it may rest on. */
export function testLeaf(
  leaf: GroundLeaf,
  framework: GroundsFramework,
  evidence: GroundEvidence,
  observations: readonly Observation[],
  said: ReadonlyMap<string, Finding>,
): LeafOutcome {
  const about = { clause: leaf.clause ?? null, confidence: leaf.confidence ?? null }
  if ('judgement' in leaf) {
    const finding = said.get(leaf.finding)
    if (!finding)
      return {
        ...about,
        outcome: 'needs-judgement',
        sentence: `${leaf.judgement} Not yet judged; ${leaf.by} may.`,
        inputs: [],
      }
    const met = finding.value.toLowerCase() === leaf.equals.toLowerCase()
    return {
      ...about,
      outcome: met ? 'met' : 'not-met',
      sentence: `${leaf.judgement} Judged "${finding.value}" by ${finding.author}.`,
      inputs: [inputOf(finding)],
    }
  }
  const missing = missingNeeds(leaf, evidence)
  if (missing.length > 0) {
    const words = missing.map(need =>
      need === 'measures'
        ? 'values of the measures'
        : need === 'group'
          ? 'the type of organisation'
          : need.startsWith('outlier:')
            ? `counts of ${framework.outliers[need.slice(8)]?.name ?? need.slice(8)} in every period`
            : need.replace('finding:', 'a finding of '),
    )
    return {
      ...about,
      outcome: 'evidence-missing',
      sentence: `${leaf.says} Not tested: ${words.join(' and ')} missing.`,
      inputs: [],
    }
  }
  const inputs = leaf.needs.flatMap(need => {
    if (need === 'measures') return observations.filter(({ metric }) => metric in framework.measures).map(inputOf)
    if (need.startsWith('outlier:')) {
      const measure = framework.outliers[need.slice(8)]
      return observations
        .filter(({ metric }) => metric === measure?.observed || metric === measure?.expected)
        .map(inputOf)
    }
    const finding = said.get(need.replace('finding:', ''))
    return finding ? [inputOf(finding)] : []
  })
  return { ...about, outcome: runTest(leaf, evidence) ? 'met' : 'not-met', sentence: leaf.says, inputs }
}
