/**
 * Frameworks of grounds rather than scores: everyone starts in a default segment, grounds move an organisation, and
 * judgements are recorded as findings by those entitled. A ground that is open moves nobody; it is listed as open.
 */
import type { Finding, Observation, Period } from '../evidence/model.ts'
import type { Snapshot } from '../evidence/snapshot.ts'
import { percentilePositions } from '../statistics/percentile-position.ts'
import { positionDrop, worstRun } from '../statistics/percentile-trend.ts'
import { evaluate, type CriterionOutcome, type CriterionTree } from './criterion.ts'
import type { GroundLeaf, GroundsFramework } from './framework.ts'
import { peerGroupOf } from './framework.ts'
import { kindsIn, testLeaf } from './ground-leaf.ts'
import type { GroundEvidence, Measure } from './ground-test.ts'
import { numberOf } from './metric-score.ts'
import { outliersJson } from './outlier-json.ts'
import { compareOutliers, type OutlierComparison } from './outliers.ts'

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
  /** Each outlier measure by every rule, side by side. */
  readonly outliers: readonly OutlierComparison[]
  readonly caveats: readonly string[]
}

/** Periods for which any measure has values, oldest first; of an outlier measure the last, where its test falls due. */
export function groundsPeriods(framework: GroundsFramework, snapshot: Snapshot): readonly string[] {
  return periodsOf(framework, snapshot).map(period => period.id)
}

/** As `groundsPeriods`, with dates and labels. */
export function periodsOf(framework: GroundsFramework, snapshot: Snapshot): readonly Period[] {
  const found = [
    ...Object.keys(framework.measures).flatMap(metric => snapshot.periods(metric)),
    ...Object.values(framework.outliers).flatMap(measure =>
      snapshot.periods(measure.observed).filter(period => period.id === measure.periods.at(-1)),
    ),
  ]
  return [...new Map(found.map(period => [period.id, period])).values()].sort((a, b) => (a.start < b.start ? -1 : 1))
}

/** Places every organisation that has a measure in the period, counts of an outlier measure, or a finding that speaks of it. */
export function assessGrounds(framework: GroundsFramework, snapshot: Snapshot, periodId: string): GroundsAssessment {
  const span = periodsOf(framework, snapshot).find(period => period.id === periodId) ?? null
  const measures = measuresByOrganisation(framework, snapshot, periodId)
  const findings = findingsByOrganisation(framework, snapshot, span?.end ?? null)
  const outliers = Object.entries(framework.outliers).map(([id, measure]) => compareOutliers(id, measure, snapshot))
  const standings = outliersByOrganisation(outliers)
  const codes = [...new Set([...measures.keys(), ...findings.keys(), ...standings.keys()])].sort()
  const organisations = codes.map((code): GroundsResult => {
    const organisation = snapshot.organisations.get(code)
    const peerGroup = peerGroupOf(framework, organisation?.type ?? null)
    const own = measures.get(code) ?? []
    const said = findings.get(code) ?? new Map<string, Finding>()
    const evidence: GroundEvidence = {
      measures: own.map(one => one.measure),
      findings: new Map([...said].map(([kind, finding]) => [kind, finding.value])),
      outliers: new Map((standings.get(code) ?? []).map(one => [one.measure, one.taken])),
      group: peerGroup ?? '',
    }
    const rows = [...own.map(entry => entry.observation), ...(standings.get(code) ?? []).flatMap(one => one.evidence)]
    const leaf = (one: GroundLeaf) => testLeaf(one, framework, evidence, rows, said)
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
    outliers,
    caveats: [
      'Calculated, not decided: nobody placed these organisations here. Grounds prompt a judgement; they do not replace it.',
      ...outliers
        .filter(one => !one.loaded)
        .map(
          one =>
            `Evidence missing: no counts are loaded for ${one.measure.name}, so whoever would meet the test by it alone is not known.`,
        ),
      ...outliers.filter(one => one.loaded).flatMap(one => one.measure['is-not']?.trim() ?? []),
      ...(unverified.length > 0
        ? [
            `The official list of measures was not available; these stand in for it, unverified: ${unverified.join('; ')}.`,
          ]
        : []),
    ],
  }
}

interface Outlying {
  readonly measure: string
  readonly taken: boolean
  readonly evidence: readonly Observation[]
}

/** What the deciding rule of each measure says, where it can say anything. */
function outliersByOrganisation(outliers: readonly OutlierComparison[]): Map<string, Outlying[]> {
  const found = new Map<string, Outlying[]>()
  for (const { id, measure, standings } of outliers) {
    for (const { code, answers, evidence } of standings) {
      const taken = answers.get(measure.decides)?.taken ?? null
      const list = found.get(code) ?? []
      found.set(code, taken === null ? list : [...list, { measure: id, taken, evidence }])
    }
  }
  return found
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
      const own = recent.map(places => places.get(code) ?? null)
      const measure = { metric, name, position, drop: positionDrop(own) ?? 0, worstDecileRun: worstRun(own) }
      const list = standings.get(code) ?? []
      list.push({ measure, observation: snapshot.values(metric, periodId).get(code) as Observation })
      standings.set(code, list)
    }
  }
  return standings
}

/** Share of the others that do better, for those with a value: 0 for the best, 1 for the worst. */
export function positions(values: ReadonlyMap<string, Observation>, better: 'high' | 'low'): Map<string, number> {
  const places = percentilePositions([...values.values()].map(numberOf), better)
  return new Map(
    [...values.keys()].flatMap((code, index) => {
      const place = places[index] ?? null
      return place === null ? [] : [[code, place]]
    }),
  )
}

/** The latest finding of each kind that a ground asks for, known by the end of the period and not known to have ended before it. */
function findingsByOrganisation(
  framework: GroundsFramework,
  snapshot: Snapshot,
  end: string | null,
): Map<string, Map<string, Finding>> {
  const byCode = new Map<string, Map<string, Finding>>()
  const asked = new Set(Object.values(framework.segments).flatMap(({ grounds }) => (grounds ? kindsIn(grounds) : [])))
  for (const finding of snapshot.findings) {
    if (!asked.has(finding.kind)) continue
    if (end !== null && ((finding.from ?? '') > end || (finding.until !== null && finding.until < end))) continue
    const kinds = byCode.get(finding.organisation) ?? new Map<string, Finding>()
    const earlier = kinds.get(finding.kind)
    if (!earlier || (finding.from ?? '') >= (earlier.from ?? '')) kinds.set(finding.kind, finding)
    byCode.set(finding.organisation, kinds)
  }
  return byCode
}

/** A grounds assessment as JSON. */
export function groundsJson(assessment: GroundsAssessment) {
  return {
    ...assessment,
    outliers: assessment.outliers.map(outliersJson),
    organisations: assessment.organisations.map(one => ({ ...one, grounds: Object.fromEntries(one.grounds) })),
  }
}
