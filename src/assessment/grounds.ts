/**
 * Frameworks of grounds rather than scores: everyone starts in a default segment, grounds move an organisation, and
 * judgements are recorded as findings by those entitled. A ground that is open moves nobody; it is listed as open.
 */
import type { Finding, Observation } from '../evidence/model.ts'
import type { Snapshot } from '../evidence/snapshot.ts'
import { competitionRanks } from '../statistics/competition-rank.ts'
import { evaluate, type CriterionOutcome, type CriterionTree, type LeafOutcome } from './criterion.ts'
import type { GroundLeaf, GroundsFramework } from './framework.ts'
import { peerGroupOf } from './framework.ts'
import { missingNeeds, runTest, type GroundEvidence, type Measure } from './ground-test.ts'
import { inputOf } from './input-ref.ts'
import { numberOf } from './metric-score.ts'

export interface GroundsResult {
  readonly code: string
  readonly name: string
  readonly peerGroup: string | null
  readonly region: string | null
  readonly segment: number
  /** Why this segment: `default` where no ground is established. */
  readonly by: 'grounds' | 'default'
  /** Segments whose grounds are neither established nor ruled out. */
  readonly open: readonly number[]
  /** The whole tree for each segment that has grounds. */
  readonly grounds: ReadonlyMap<number, CriterionOutcome>
}

export interface GroundsAssessment {
  readonly framework: string
  readonly period: string
  readonly asKnownAt: string | null
  readonly recordKind: Snapshot['recordKind']
  readonly organisations: readonly GroundsResult[]
  readonly caveats: readonly string[]
}

/** Periods for which any measure has values, oldest first, of one length each. */
export function groundsPeriods(framework: GroundsFramework, snapshot: Snapshot): readonly string[] {
  const ids = new Map(
    Object.keys(framework.measures).flatMap(metric =>
      snapshot.periods(metric).map(period => [period.id, period.start] as const),
    ),
  )
  return [...ids].sort((a, b) => (a[1] < b[1] ? -1 : 1)).map(([id]) => id)
}

/** Places every organisation that has a measure in the period, or a finding that speaks of it. */
export function assessGrounds(framework: GroundsFramework, snapshot: Snapshot, periodId: string): GroundsAssessment {
  const span =
    Object.keys(framework.measures).flatMap(metric =>
      snapshot.periods(metric).filter(period => period.id === periodId),
    )[0] ?? null
  const measures = measuresByOrganisation(framework, snapshot, periodId)
  const findings = findingsByOrganisation(snapshot, span?.end ?? null)
  const codes = [...new Set([...measures.keys(), ...findings.keys()])].sort()
  const organisations = codes.map((code): GroundsResult => {
    const organisation = snapshot.organisations.get(code)
    const peerGroup = peerGroupOf(framework, organisation?.type ?? null)
    const own = measures.get(code) ?? []
    const said = findings.get(code) ?? new Map<string, Finding>()
    const evidence: GroundEvidence = {
      measures: own.map(one => one.measure),
      findings: new Map([...said].map(([kind, finding]) => [kind, finding.value])),
      group: peerGroup ?? '',
    }
    const leaf = (one: GroundLeaf) =>
      testLeaf(
        one,
        evidence,
        own.map(entry => entry.observation),
        said,
      )
    const grounds = new Map<number, CriterionOutcome>()
    for (const [number, segment] of Object.entries(framework.segments)) {
      if (segment.grounds) grounds.set(Number(number), evaluate(segment.grounds as CriterionTree<GroundLeaf>, leaf))
    }
    const worst = [...grounds]
      .filter(([, ground]) => ground.outcome === 'met')
      .map(([number]) => number)
      .sort((a, b) => b - a)
    const established = worst.find(number => number > framework['default-segment']) ?? worst[0]
    return {
      code,
      name: organisation?.name ?? code,
      peerGroup,
      region: organisation?.region ?? null,
      segment: established ?? framework['default-segment'],
      by: established === undefined ? 'default' : 'grounds',
      open: [...grounds]
        .filter(([, { outcome }]) => outcome === 'needs-judgement' || outcome === 'evidence-missing')
        .map(([number]) => number),
      grounds,
    }
  })
  const unverified = Object.values(framework.measures)
    .filter(measure => measure.confidence === 'unverified')
    .map(measure => measure.name)
  return {
    framework: framework.framework,
    period: periodId,
    asKnownAt: snapshot.asKnownAt,
    recordKind: snapshot.recordKind,
    organisations,
    caveats: [
      'Calculated, not decided: nobody placed these organisations here. Grounds prompt a judgement; they do not replace it.',
      ...(unverified.length > 0
        ? [
            `The official list of measures was not available; these stand in for it, unverified: ${unverified.join('; ')}.`,
          ]
        : []),
    ],
  }
}

interface Standing {
  readonly measure: Measure
  readonly observation: Observation
}

function measuresByOrganisation(
  framework: GroundsFramework,
  snapshot: Snapshot,
  periodId: string,
): Map<string, Standing[]> {
  const standings = new Map<string, Standing[]>()
  for (const [metric, { name, better }] of Object.entries(framework.measures)) {
    const periods = snapshot.periods(metric)
    const at = periods.findIndex(period => period.id === periodId)
    if (at < 0) continue
    const recent = periods
      .slice(Math.max(0, at - framework['look-back']), at + 1)
      .map(period => positions(snapshot.values(metric, period.id), better))
    const now = recent.at(-1) as Map<string, number>
    for (const [code, position] of now) {
      let run = 0
      while (run < recent.length && (recent[recent.length - 1 - run]?.get(code) ?? 0) >= 0.9) run++
      const before = recent.at(-2)?.get(code)
      const measure = {
        metric,
        name,
        position,
        drop: before === undefined ? 0 : position - before,
        worstDecileRun: run,
      }
      const list = standings.get(code) ?? []
      list.push({ measure, observation: snapshot.values(metric, periodId).get(code) as Observation })
      standings.set(code, list)
    }
  }
  return standings
}

/** Share of the others that do better: 0 for the best, 1 for the worst. */
function positions(values: ReadonlyMap<string, Observation>, better: 'high' | 'low'): Map<string, number> {
  const known = [...values].flatMap(([code, observation]) => {
    const value = numberOf(observation)
    return value === null ? [] : [{ code, value }]
  })
  const ranks = competitionRanks(
    known.map(one => one.value),
    better,
  )
  return new Map(
    known.map(({ code }, index) => [code, known.length > 1 ? ((ranks[index] as number) - 1) / (known.length - 1) : 0]),
  )
}

/** The latest finding of each kind known by the end of the period and not known to have ended before it. */
function findingsByOrganisation(snapshot: Snapshot, end: string | null): Map<string, Map<string, Finding>> {
  const byCode = new Map<string, Map<string, Finding>>()
  for (const finding of snapshot.findings) {
    if (end !== null && ((finding.from ?? '') > end || (finding.until !== null && finding.until < end))) continue
    const kinds = byCode.get(finding.organisation) ?? new Map<string, Finding>()
    const earlier = kinds.get(finding.kind)
    if (!earlier || (finding.from ?? '') >= (earlier.from ?? '')) kinds.set(finding.kind, finding)
    byCode.set(finding.organisation, kinds)
  }
  return byCode
}

function testLeaf(
  leaf: GroundLeaf,
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
    if (need === 'measures') return observations.map(inputOf)
    const finding = said.get(need.replace('finding:', ''))
    return finding ? [inputOf(finding)] : []
  })
  return { ...about, outcome: runTest(leaf, evidence) ? 'met' : 'not-met', sentence: leaf.says, inputs }
}

/** A grounds assessment as JSON. */
export function groundsJson(assessment: GroundsAssessment) {
  return {
    ...assessment,
    organisations: assessment.organisations.map(one => ({ ...one, grounds: Object.fromEntries(one.grounds) })),
  }
}
