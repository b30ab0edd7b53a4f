/**
 * What support that an organisation pays for itself is of its deficit, and its assessment had it not paid. Pure. The method, and
 * what it cannot say, stand in docs/reference/methods-money.md.
 */
import { work } from '../../assessment/assess.ts'
import type { ScoresFramework } from '../../assessment/framework.ts'
import type { OrganisationResult } from '../../assessment/model.ts'
import type { Observation } from '../../evidence/model.ts'
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

/** An organisation in one period by a framework, with and without its support; null where its finances are not in the evidence. */
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

/** The evidence with the support taken out of the metric that it shows in: in the plan's, or in the variance from it. */
function withoutSupport(
  framework: ScoresFramework,
  snapshot: Snapshot,
  period: string,
  code: string,
  { turnover, 'in-plan': inPlan }: FinanceFigures,
  support: number,
): Snapshot | null {
  const measured = inPlan ? 'financial year' : 'year to date'
  const moved = Object.entries(framework.metrics)
    .filter(([, metric]) => metric.unit === '% of turnover' && metric.measured === measured)
    .map(([id]) => id)
  const points = (100 * support) / turnover
  if (!moved.some(id => typeof snapshot.values(id, period).get(code)?.value === 'number')) return null
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
