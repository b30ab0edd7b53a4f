/** Evidence from frameworks: segments and outliers, worked out once for a snapshot however many regimes and tests ask. */
import { assessablePeriods, work, type Worked } from '../assessment/assess.ts'
import type { Framework, GroundsFramework, ScoresFramework } from '../assessment/framework.ts'
import { assessGrounds, periodsOf, type GroundsAssessment } from '../assessment/grounds.ts'
import { inputOf } from '../assessment/input-ref.ts'
import type { OrganisationResult } from '../assessment/model.ts'
import { compareOutliers, type OutlierStanding } from '../assessment/outliers.ts'
import type { Period } from '../evidence/model.ts'
import { isoWords, periodWords } from '../evidence/period-words.ts'
import type { Snapshot } from '../evidence/snapshot.ts'
import type { EvidenceItem } from './evidence-schema.ts'
import type { Column, Found } from './evidence-value.ts'
import { answeringPeriod } from './metric-period.ts'

type Item<Kind extends EvidenceItem['kind']> = Extract<EvidenceItem, { kind: Kind }>
type Which = Item<'segment'>['which']

/** The segment by a framework, in the period of the framework that answers for the one asked. */
export function segmentColumn(
  item: Item<'segment'>,
  framework: Framework | undefined,
  snapshot: Snapshot,
  asked: Period,
): Column {
  if (!framework) return always(`the framework ${item.framework} is not at hand`)
  const period = answeringPeriod(assessedPeriods(framework, snapshot), asked)
  if (!period) return always(`nothing is loaded for ${periodWords(asked)} that ${framework.title} could place`)
  const found = remember(snapshot, framework, `segment ${item.which} ${period.id}`, () =>
    framework.kind === 'scores'
      ? byScores(framework, snapshot, period, item.which)
      : byGrounds(framework, snapshot, period),
  )
  return code => found.get(code) ?? { missing: `${framework.title} does not place it in ${periodWords(period)}` }
}

/** Periods for which a framework has anything to place organisations by, oldest first. */
export function assessedPeriods(framework: Framework, snapshot: Snapshot): readonly Period[] {
  return remember(snapshot, framework, 'periods', () =>
    framework.kind === 'scores' ? assessablePeriods(framework, snapshot) : periodsOf(framework, snapshot),
  )
}

function byScores(
  framework: ScoresFramework,
  snapshot: Snapshot,
  period: Period,
  which: Which,
): ReadonlyMap<string, Found> {
  const worked = remember(snapshot, framework, `work ${period.id}`, () =>
    work(framework, snapshot, period.id, { replicates: 0 }),
  )
  return new Map(
    worked.assessment.organisations.map(result => [
      result.code,
      scoredSegment(framework, worked, result, period, which),
    ]),
  )
}

function scoredSegment(
  framework: ScoresFramework,
  { assessment }: Worked,
  result: OrganisationResult,
  period: Period,
  which: Which,
): Found {
  const segment = {
    unadjusted: result.unadjustedSegment,
    adjusted: result.adjustedSegment,
    final: result.segment,
  }[which]
  if (segment === null) {
    const why =
      result.unadjustedSegment === null
        ? 'it has no average there'
        : 'nobody has said whether the override applies, and it could change the segment'
    return { missing: `no segment by ${framework.title} for ${periodWords(period)}: ${why}` }
  }
  const relative = assessment.cuts?.basis === 'quartiles-computed'
  const moved =
    which !== 'unadjusted' && result.overrideMoved ? `, moved from ${result.unadjustedSegment} by the override` : ''
  const shown = which === 'final' && result.overlay ? `, shown for a status over segment ${result.adjustedSegment}` : ''
  const metrics = [...result.metrics.values()].flatMap(({ value, published, counts }) =>
    counts ? [value ?? published].filter(one => one !== null) : [],
  )
  const evidence = [
    ...metrics,
    ...(which === 'unadjusted' ? [] : result.overrideEvidence),
    ...(which === 'final' ? result.overlayEvidence : []),
  ]
  return {
    value: segment,
    words: `Segment ${segment} by ${framework.title} for ${periodWords(period)}, calculated on an average of ${result.averageScore?.toFixed(2) ?? 'unknown'}${moved}${shown}${relative ? '; the cuts are quarters of all organisations, so it is relative' : ''}.`,
    period: period.id,
    relative,
    inputs: evidence.map(inputOf),
  }
}

function byGrounds(framework: GroundsFramework, snapshot: Snapshot, period: Period): ReadonlyMap<string, Found> {
  const assessment: GroundsAssessment = remember(snapshot, framework, `grounds ${period.id}`, () =>
    assessGrounds(framework, snapshot, period.id),
  )
  return new Map(
    assessment.organisations.map(result => [
      result.code,
      {
        value: result.segment,
        words: `Segment ${result.segment} by ${framework.title} for ${periodWords(period)}, ${result.by === 'default' ? 'where everyone starts' : 'by its grounds'}${result.open.length > 0 ? `; grounds for segment ${result.open.join(' and ')} are neither established nor ruled out` : ''}.`,
        period: period.id,
        relative: false,
        inputs: result.grounds.get(result.segment)?.children.flatMap(child => child.inputs) ?? [],
      },
    ]),
  )
}

/** Whether an outlier measure calls it an outlier, by the rule that decides. Known once its last period is over. */
export function outlierColumn(
  item: Item<'outlier'>,
  framework: Framework | undefined,
  snapshot: Snapshot,
  asked: Period,
): Column {
  if (framework?.kind !== 'grounds') return always(`the framework ${item.framework} is not at hand`)
  const measure = framework.outliers[item.measure]
  if (!measure) return always(`${framework.title} has no outlier measure ${item.measure}`)
  const lastEnd = snapshot.periods(measure.observed).find(period => period.id === measure.periods.at(-1))?.end
  if (lastEnd !== undefined && lastEnd > asked.end)
    return always(`the counts of ${measure.name} run to ${isoWords(lastEnd)}, after ${periodWords(asked)}`)
  const standings = remember(snapshot, framework, `outliers ${item.measure}`, () => {
    const compared = compareOutliers(item.measure, measure, snapshot)
    return new Map(compared.standings.map((one): [string, OutlierStanding] => [one.code, one]))
  })
  const title = measure.rules[measure.decides]?.title ?? measure.decides
  const span = measure.periods.join(' and ')
  return code => {
    const standing = standings.get(code)
    const taken = standing?.answers.get(measure.decides)?.taken ?? null
    if (!standing || taken === null) return { missing: `no counts of ${measure.name} in each of ${span}` }
    return {
      value: taken,
      words: `${taken ? 'An outlier' : 'Not an outlier'} in each of ${span} by “${title}”${standing.ratio === null ? '' : `, observed over expected ${standing.ratio.toFixed(3)}`}.`,
      period: measure.periods.at(-1) ?? null,
      relative: false,
      inputs: standing.evidence.map(inputOf),
    }
  }
}

function always(missing: string): Column {
  const found = { missing }
  return () => found
}

const remembered = new WeakMap<Snapshot, WeakMap<Framework, Map<string, unknown>>>()

/** What one framework makes of one snapshot: pure, so it is worked out once. */
function remember<Result>(snapshot: Snapshot, framework: Framework, key: string, make: () => Result): Result {
  let frameworks = remembered.get(snapshot)
  if (!frameworks) remembered.set(snapshot, (frameworks = new WeakMap()))
  let results = frameworks.get(framework)
  if (!results) frameworks.set(framework, (results = new Map()))
  if (!results.has(key)) results.set(key, make())
  return results.get(key) as Result
}
