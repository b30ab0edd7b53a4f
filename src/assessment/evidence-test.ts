/**
 * Tests of evidence that is supplied, never calculated: a published flag, or a finding with author and document.
 * Nobody having said is a third answer, beside yes and no.
 */
import type { Finding, Observation } from '../evidence/model.ts'
import type { Snapshot } from '../evidence/snapshot.ts'
import type { EvidenceTest } from './framework.ts'
import { numberOf } from './metric-score.ts'

export interface EvidenceAnswer {
  /** True, false, or null where the evidence is silent. */
  readonly holds: boolean | null
  readonly evidence: readonly (Finding | Observation)[]
}

/** Whether any of the tests holds for an organisation in a period. Yes beats no, and no beats silence. */
export function anyHolds(
  tests: readonly EvidenceTest[],
  snapshot: Snapshot,
  code: string,
  periodId: string,
  span: Span | null,
): EvidenceAnswer {
  const evidence: (Finding | Observation)[] = []
  let holds: boolean | null = null
  for (const test of tests) {
    if ('published' in test) {
      const flag = snapshot.values(test.published, periodId).get(code)
      const value = numberOf(flag)
      // A flag left blank settles nothing, but it is what we looked at.
      if (flag) evidence.push(flag)
      if (value !== null) holds = holds === true || value === test.equals
    } else {
      for (const finding of findingsOf(snapshot, code, test.finding)) {
        if (!speaksOf(finding, periodId, span)) continue
        evidence.push(finding)
        holds = holds === true || finding.value.toLowerCase() === test.equals.toLowerCase()
      }
    }
  }
  return { holds, evidence }
}

/** Whether any of the evidence says something, rather than standing there blank. */
export function speaks(evidence: readonly (Finding | Observation)[]): boolean {
  return evidence.some(one => !('metric' in one) || one.status === 'value')
}

export interface Span {
  readonly start: string
  readonly end: string
}

/** A finding speaks of a period it is filed under, or one its dates reach. No end date known is not "still in". */
function speaksOf(finding: Finding, periodId: string, span: Span | null): boolean {
  if (finding.period) return finding.period.id === periodId
  if (!span || finding.from === null || finding.until === null) return false
  return finding.from <= span.end && finding.until >= span.start
}

const indexes = new WeakMap<Snapshot, Map<string, Finding[]>>()

function findingsOf(snapshot: Snapshot, code: string, kind: string): readonly Finding[] {
  let index = indexes.get(snapshot)
  if (!index) {
    index = Map.groupBy(snapshot.findings, finding => `${finding.organisation} ${finding.kind}`)
    indexes.set(snapshot, index)
  }
  return index.get(`${code} ${kind}`) ?? []
}
