/**
 * Who is an outlier on observed against expected counts in each of several periods, by several rules side by side: what a
 * list owes to the method shows only where the methods stand together. Calculated, never decided.
 */
import type { Observation } from '../evidence/model.ts'
import type { Snapshot } from '../evidence/snapshot.ts'
import { consecutiveOutliers, type OutlierSide } from '../statistics/consecutive-outliers.ts'
import { funnel } from '../statistics/funnel.ts'
import type { Funnel } from '../statistics/funnel-model.ts'
import type { OutlierMeasure, OutlierRule } from './framework.ts'
import { numberOf } from './metric-score.ts'

export interface OutlierPeriod {
  readonly id: string
  readonly label: string
  /** By rule with limits; empty where nothing is loaded for the period. */
  readonly funnels: ReadonlyMap<string, Funnel>
}

export interface OutlierStanding {
  readonly code: string
  readonly name: string
  /** By period, oldest first; nulls where the counts are not known. */
  readonly counts: readonly OutlierCounts[]
  /** Observed over expected, all periods together; null unless every period is known. */
  readonly ratio: number | null
  /** By rule: the side in each period (null for a ranking, or where unknown), and whether the rule takes it. */
  readonly answers: ReadonlyMap<
    string,
    { readonly sides: readonly (OutlierSide | null)[]; readonly taken: boolean | null }
  >
  readonly evidence: readonly Observation[]
}

export interface OutlierCounts {
  readonly period: string
  readonly observed: number | null
  readonly expected: number | null
  readonly ratio: number | null
}

export interface OutlierComparison {
  readonly id: string
  readonly measure: OutlierMeasure
  /** False where no period has both counts: the measure's evidence is missing. */
  readonly loaded: boolean
  readonly periods: readonly OutlierPeriod[]
  readonly rules: readonly {
    readonly id: string
    readonly title: string
    /** The method in words, as funnels print it. */
    readonly method: string
    /** Codes taken, by code. */
    readonly taken: readonly string[]
    /** Organisations that it cannot settle, for want of a period. */
    readonly unknown: number
  }[]
  /** By code. */
  readonly standings: readonly OutlierStanding[]
}

type LimitRule = Extract<OutlierRule, { funnel: string }>

/** Runs every rule of one measure on what a snapshot knows. Complexity: a funnel a rule and period. */
export function compareOutliers(id: string, measure: OutlierMeasure, snapshot: Snapshot): OutlierComparison {
  const labels = new Map(
    [measure.observed, measure.expected].flatMap(metric =>
      snapshot.periods(metric).map(period => [period.id, period.label] as const),
    ),
  )
  const known = measure.periods.map(period => countsOf(measure, snapshot, period))
  const periods = measure.periods.map(
    (period, at): OutlierPeriod => ({
      id: period,
      label: labels.get(period) ?? period,
      funnels: funnelsOf(measure, known[at] as ReadonlyMap<string, Counts>),
    }),
  )
  const codes = [...new Set(known.flatMap(counts => [...counts.keys()]))].sort()
  const settled = codes.map(code => {
    const counts = known.map(one => one.get(code) ?? null)
    const answers = new Map<string, { sides: (OutlierSide | null)[]; taken: boolean | null }>()
    for (const [rule] of limitRules(measure)) {
      const sides = periods.map(period => sideOf(period.funnels.get(rule), code))
      answers.set(rule, { sides, taken: consecutiveOutliers(sides, measure.side, measure.periods.length) })
    }
    return { code, counts, ratio: ratioOver(counts), answers }
  })
  for (const [rule, { 'as-many-as': other }] of rankings(measure)) {
    const many = settled.filter(one => one.answers.get(other)?.taken).length
    const ranked = settled
      .filter(one => one.ratio !== null)
      .sort((a, b) => ((b.ratio as number) - (a.ratio as number)) * (measure.side === 'high' ? 1 : -1))
    const first = new Set(ranked.slice(0, many))
    for (const one of settled)
      one.answers.set(rule, {
        sides: measure.periods.map(() => null),
        taken: one.ratio === null ? null : first.has(one),
      })
  }
  const standings = settled.map(
    (one): OutlierStanding => ({
      code: one.code,
      name: snapshot.organisations.get(one.code)?.name ?? one.code,
      counts: measure.periods.map((period, at) => {
        const counts = one.counts[at] ?? null
        return {
          period,
          observed: counts?.observed ?? null,
          expected: counts?.expected ?? null,
          ratio: counts && counts.expected > 0 ? counts.observed / counts.expected : null,
        }
      }),
      ratio: one.ratio,
      answers: one.answers,
      evidence: one.counts.flatMap(counts => counts?.evidence ?? []),
    }),
  )
  return {
    id,
    measure,
    loaded: codes.length > 0,
    periods,
    rules: Object.entries(measure.rules).map(([rule, given]) => ({
      id: rule,
      title: given.title,
      method: methodOf(rule, given, measure, periods),
      taken: standings.filter(one => one.answers.get(rule)?.taken).map(one => one.code),
      unknown: standings.filter(one => one.answers.get(rule)?.taken === null).length,
    })),
    standings,
  }
}

interface Counts {
  readonly observed: number
  readonly expected: number
  readonly evidence: readonly Observation[]
}

/** Those with both counts in a period. */
function countsOf(measure: OutlierMeasure, snapshot: Snapshot, period: string): ReadonlyMap<string, Counts> {
  const expected = snapshot.values(measure.expected, period)
  return new Map(
    [...snapshot.values(measure.observed, period)].flatMap(([code, observation]) => {
      const against = expected.get(code)
      const observedCount = numberOf(observation)
      const expectedCount = numberOf(against)
      if (!against || observedCount === null || expectedCount === null) return []
      return [[code, { observed: observedCount, expected: expectedCount, evidence: [observation, against] }]]
    }),
  )
}

function funnelsOf(measure: OutlierMeasure, counts: ReadonlyMap<string, Counts>): ReadonlyMap<string, Funnel> {
  if (counts.size === 0) return new Map()
  const rows = [...counts].map(([group, one]) => ({ group, numerator: one.observed, denominator: one.expected }))
  return new Map(
    limitRules(measure).map(([id, rule]) => [
      id,
      funnel(rows, {
        method: rule.funnel,
        overdispersion: rule.overdispersion,
        levels: [...new Set([95, 99.8, rule.level])].sort((a, b) => a - b),
        decide: { level: rule.level, limits: rule.overdispersion === 'none' ? 'unadjusted' : 'adjusted' },
      }),
    ]),
  )
}

function limitRules(measure: OutlierMeasure): [string, LimitRule][] {
  return Object.entries(measure.rules).flatMap(([id, rule]) =>
    'funnel' in rule ? [[id, rule] as [string, LimitRule]] : [],
  )
}

function rankings(measure: OutlierMeasure): [string, Exclude<OutlierRule, LimitRule>][] {
  return Object.entries(measure.rules).flatMap(([id, rule]) =>
    'funnel' in rule ? [] : [[id, rule] as [string, Exclude<OutlierRule, LimitRule>]],
  )
}

const indexes = new WeakMap<Funnel, ReadonlyMap<string, OutlierSide | null>>()

function sideOf(found: Funnel | undefined, code: string): OutlierSide | null {
  if (!found) return null
  let index = indexes.get(found)
  if (!index) indexes.set(found, (index = new Map(found.units.map(unit => [unit.group, unit.outlier]))))
  return index.get(code) ?? null
}

function ratioOver(counts: readonly (Counts | null)[]): number | null {
  if (counts.some(one => one === null)) return null
  const sum = (part: 'observed' | 'expected') => counts.reduce((total, one) => total + (one?.[part] ?? 0), 0)
  return sum('expected') > 0 ? sum('observed') / sum('expected') : null
}

function methodOf(id: string, rule: OutlierRule, measure: OutlierMeasure, periods: readonly OutlierPeriod[]): string {
  if ('as-many-as' in rule)
    return `The ${measure.side === 'high' ? 'highest' : 'lowest'} ratios of observed to expected over all periods together, as many as “${measure.rules[rule['as-many-as']]?.title ?? rule['as-many-as']}” takes. Ranking knows no chance: somebody is always first.`
  const words = periods.flatMap(period => {
    const description = period.funnels.get(id)?.description
    return description ? [`${period.label}: ${description}`] : []
  })
  return words.length > 0 ? words.join(' ') : 'Not run: no counts are loaded.'
}
