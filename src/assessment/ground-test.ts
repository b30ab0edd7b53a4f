/**
 * The tests that grounds are made of: one fact each, written in CEL over declared evidence, and checked before any
 * evidence is seen. Lists are bounded by the framework file (its measures), so a test cannot run away.
 */
import { Environment } from '@marcbachmann/cel-js'
import type { GroundLeaf } from './framework.ts'

/** Where an organisation stands on one measure: shares of the others that do better, from 0 (best) to 1 (worst). */
export interface Measure {
  readonly metric: string
  readonly name: string
  readonly position: number
  /** How much further down it stands than in the period before; 0 where there is no earlier one. */
  readonly drop: number
  /** Periods in a row, this one included, in the worst tenth. */
  readonly worstDecileRun: number
}

export interface GroundEvidence {
  readonly measures: readonly Measure[]
  /** Latest value by kind of finding. */
  readonly findings: ReadonlyMap<string, string>
  /** Whether it is an outlier by each outlier measure; absent where that is not known. */
  readonly outliers: ReadonlyMap<string, boolean>
  readonly group: string
}

const environment = new Environment({ limits: { maxAstNodes: 200, maxDepth: 20 } })
  .registerVariable('measures', 'list')
  .registerVariable('finding', 'map')
  .registerVariable('outlier', 'map')
  .registerVariable('group', 'string')

type Test = Extract<GroundLeaf, { test: string }>

/** What is wrong with a test, found without evidence: syntax, unknown names, wrong types. Null where it is sound. */
export function groundFault(leaf: Test): string | null {
  const checked = environment.check(leaf.test)
  if (!checked.valid) return (checked.error?.message ?? 'a test that cannot be read').split('\n')[0] ?? ''
  const unknown = leaf.needs.find(need => need !== 'measures' && need !== 'group' && !/^(finding|outlier):/.test(need))
  return unknown === undefined
    ? null
    : `the need "${unknown}", which is neither measures, group, finding:KIND nor outlier:MEASURE`
}

/** Whether the evidence that a test declares is there. */
export function missingNeeds(leaf: Test, evidence: GroundEvidence): string[] {
  return leaf.needs.filter(need => {
    if (need === 'measures') return evidence.measures.length === 0
    if (need === 'group') return evidence.group === ''
    if (need.startsWith('outlier:')) return !evidence.outliers.has(need.slice('outlier:'.length))
    return need.startsWith('finding:') && !evidence.findings.has(need.slice('finding:'.length))
  })
}

/** Runs a test whose needs are met. */
export function runTest(leaf: Test, evidence: GroundEvidence): boolean {
  const finding = Object.fromEntries(evidence.findings)
  return (
    environment.evaluate(leaf.test, {
      measures: evidence.measures.map(one => ({ ...one })),
      finding,
      outlier: Object.fromEntries(evidence.outliers),
      group: evidence.group,
    }) === true
  )
}
