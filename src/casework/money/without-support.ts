/**
 * What support that an organisation pays for itself is of its deficit, and its assessment had it not paid. Pure. The method, and
 * what it cannot say, stand in docs/reference/methods-money.md.
 */
import { work } from '../../assessment/assess.ts'
import type { Framework, ScoresFramework } from '../../assessment/framework.ts'
import type { OrganisationResult } from '../../assessment/model.ts'
import type { Observation, Period } from '../../evidence/model.ts'
import type { Snapshot } from '../../evidence/snapshot.ts'
import type { FinanceFigures } from '../records/finance-figures.ts'

/** Support as a share of the deficit, 0.25 for a quarter; null where the year ended without one. */
export function shareOfDeficit({ result }: Pick<FinanceFigures, 'result'>, support: number): number | null {
  return result < 0 ? support / -result : null
}

export interface Standing {
  /** Average score as published, two decimals. */
  readonly average: number | null
  readonly unadjusted: number | null
  /** Whether the override holds; null where that cannot be told. */
  readonly override: boolean | null
  /** Segment with the override, before any overlay; null where that cannot be told. */
  readonly segment: number | null
}

export interface BothStandings {
  readonly now: Standing
  readonly without: Standing
}

/** A period in which what a year's support did can be told, and the framework by which it is assessed. */
export interface AssessedYear {
  readonly framework: ScoresFramework
  readonly period: Period
}

/**
 * The latest period of a financial year that a framework of scores was in force for; null where there is none by a day (ISO).
 * A plan is of the whole year, in each of its quarters; what is measured for the year to date has all of the year's support
 * in it at the year's end alone.
 */
export function assessedIn(
  frameworks: Iterable<Framework>,
  snapshot: Snapshot,
  year: Period,
  code: string,
  figures: Pick<FinanceFigures, 'in-plan'>,
  by: string,
): AssessedYear | null {
  const known = [...frameworks].flatMap(framework => {
    if (framework.kind !== 'scores') return []
    const { from, to } = framework['in-force']
    return shownIn(framework, figures).flatMap(metric =>
      snapshot
        .periods(metric)
        .flatMap(period =>
          period.start >= year.start &&
          (figures['in-plan'] ? period.end <= year.end : period.end === year.end) &&
          period.end <= by &&
          period.end >= from &&
          (to === null || period.start <= to) &&
          hasValue(snapshot, metric, period.id, code)
            ? [{ framework, period }]
            : [],
        ),
    )
  })
  const when = ({ framework, period }: AssessedYear) => `${period.end} ${framework['in-force'].from}`
  return known.toSorted((a, b) => (when(a) < when(b) ? -1 : 1)).at(-1) ?? null
}

/** Metrics of a framework in which support shows: in the plan's, or in the variance from it. */
function shownIn(framework: ScoresFramework, { 'in-plan': inPlan }: Pick<FinanceFigures, 'in-plan'>) {
  const measured = inPlan ? 'financial year' : 'year to date'
  return Object.entries(framework.metrics)
    .filter(([, metric]) => metric.unit === '% of turnover' && metric.measured === measured)
    .map(([id]) => id)
}

function hasValue(snapshot: Snapshot, metric: string, period: string, code: string): boolean {
  return typeof snapshot.values(metric, period).get(code)?.value === 'number'
}

/** Evidence without periods that ended after a day (ISO). */
export function upTo(snapshot: Snapshot, day: string): Snapshot {
  return { ...snapshot, periods: metric => snapshot.periods(metric).filter(({ end }) => end <= day) }
}

/** An organisation in one period by a framework, with and without its support of that year, in pence; null where its finances are not in the evidence. */
export function standWithout(
  framework: ScoresFramework,
  snapshot: Snapshot,
  period: string,
  code: string,
  figures: FinanceFigures,
  support: number,
): (BothStandings & { readonly snapshot: Snapshot }) | null {
  const adjusted = withoutSupport(framework, snapshot, period, code, figures, support)
  if (adjusted === null) return null
  const of = (one: Snapshot) =>
    work(framework, one, period, { replicates: 0 }).assessment.organisations.find(found => found.code === code)
  const [now, without] = [of(snapshot), of(adjusted)]
  if (now === undefined || without === undefined) return null
  // The flag says "a deficit, or support given", and not which: without a deficit it may be for the other reason.
  const untold = now.override === true && figures.result + support >= 0
  return {
    now: standingOf(now),
    without: untold ? untoldStanding(framework, without) : standingOf(without),
    snapshot: adjusted,
  }
}

/** The evidence with the support taken out of the metrics that it shows in. */
function withoutSupport(
  framework: ScoresFramework,
  snapshot: Snapshot,
  period: string,
  code: string,
  figures: FinanceFigures,
  support: number,
): Snapshot | null {
  const moved = shownIn(framework, figures)
  const points = (100 * support) / figures.turnover
  if (!moved.some(metric => hasValue(snapshot, metric, period, code))) return null
  return {
    ...snapshot,
    values(metric, of) {
      const values = snapshot.values(metric, of)
      const own = values.get(code)
      if (own === undefined || own.value === null || of !== period || !moved.includes(metric)) return values
      return new Map([...values, [code, raised(own, own.value + points)]])
    },
  }
}

function raised(own: Observation, value: number): Observation {
  const text = value.toFixed(6)
  return { ...own, value: Number(text), text }
}

function standingOf({ averageScore, unadjustedSegment, override, adjustedSegment }: OrganisationResult): Standing {
  return { average: averageScore, unadjusted: unadjustedSegment, override, segment: adjustedSegment }
}

/** With an override that cannot be told: the segment stands only where it could not change it. */
function untoldStanding({ overrides }: ScoresFramework, found: OrganisationResult): Standing {
  const atBest = Math.max(1, ...overrides.map(one => one['at-best']))
  const { averageScore: average, unadjustedSegment: unadjusted } = found
  const segment = unadjusted !== null && unadjusted >= atBest ? unadjusted : null
  return { average, unadjusted, override: null, segment }
}
