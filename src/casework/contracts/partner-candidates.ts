/** Who could be a partner: the test that the rules publish, need against strength, consent, conflicts, and days to give. Pure. */
import type { Snapshot } from '../../evidence/snapshot.ts'
import type { MetricToFreeze } from '../baseline/baseline-metrics.ts'

/** A metric in which the organisation that needs help is in the worst quarter of its kind. */
export interface Need {
  readonly metric: string
  readonly title: string
  readonly period: string
}

export interface Candidate {
  readonly organisation: string
  readonly name: string
  readonly region: string | null
  /** `no-test` where the rules publish none. */
  readonly test: 'met' | 'not-met' | 'not-known' | 'no-test'
  /** Metrics of the need in which it is in the best quarter of its kind. */
  readonly strengths: readonly string[]
  readonly consent: 'yes' | 'no' | 'not-asked'
  readonly conflicts: readonly string[]
  /** Senior days that it offers, none where it did not say, and that other contracts have of it at most. */
  readonly days: { readonly offered: number | null; readonly committed: number }
}

/** What is known of an organisation outside its figures. */
export interface Elsewhere {
  /** Titles of regimes in which it has an open case. */
  readonly cases: readonly string[]
  /** Contracts in force in which it is a partner, with their caps of days. */
  readonly partnerships: readonly { readonly caseId: string; readonly days: number | null }[]
}

/** Metrics in which any of some organisations is in the worst quarter of those of its kind, in the latest period that was over on a day (ISO). */
export function needsOf(
  snapshot: Snapshot,
  metrics: readonly MetricToFreeze[],
  codes: readonly string[],
  on: string,
): readonly Need[] {
  return metrics.flatMap(({ metric, title, better }) => {
    const standing = quarters(snapshot, { metric, better }, kindOf(snapshot, codes), on)
    return standing !== null && codes.some(code => standing.quarterOf(code) === 4)
      ? [{ metric, title, period: standing.period }]
      : []
  })
}

/** Metrics of a need in which an organisation is in the best quarter, in the latest period that was over on a day (ISO). */
export function strengthsIn(
  snapshot: Snapshot,
  metrics: readonly MetricToFreeze[],
  needs: readonly Need[],
  codes: readonly string[],
  on: string,
): (code: string) => readonly string[] {
  const needed = new Set(needs.map(({ metric }) => metric))
  const standings = metrics.flatMap(({ metric, better }) => {
    const standing = needed.has(metric) ? quarters(snapshot, { metric, better }, kindOf(snapshot, codes), on) : null
    return standing === null ? [] : [{ metric, standing }]
  })
  return code => standings.flatMap(({ metric, standing }) => (standing.quarterOf(code) === 1 ? [metric] : []))
}

/**
 * What stands in the way of a partner, in words. Being in the same region is said, and forbids nothing.
 * @param regions Those of the organisations that need help.
 */
export function conflictsOf(
  region: string | null,
  regions: readonly (string | null)[],
  { cases, partnerships }: Elsewhere,
): readonly string[] {
  const many = partnerships.length
  return [
    ...cases.map(title => `It has an open case of its own: ${title}.`),
    ...(many === 0 ? [] : [`It is a partner in ${many === 1 ? 'another contract' : `${many} other contracts`}.`]),
    ...(region !== null && regions.includes(region)
      ? ['It is in the same region: a neighbour, perhaps a competitor.']
      : []),
  ]
}

/** Days that contracts in force have of an organisation, as far as they have a cap. */
export function committedDays({ partnerships }: Elsewhere): number {
  return partnerships.reduce((sum, { days }) => sum + (days ?? 0), 0)
}

const order = ['met', 'no-test', 'not-known', 'not-met']

/** Who meets the test first, then who is strong in more of what is needed, then who is free of conflicts; then by code. */
export function byFitness(a: Candidate, b: Candidate): number {
  return (
    order.indexOf(a.test) - order.indexOf(b.test) ||
    b.strengths.length - a.strengths.length ||
    a.conflicts.length - b.conflicts.length ||
    (a.organisation < b.organisation ? -1 : 1)
  )
}

/** Organisations of the kinds of some others. */
export function kindOf(snapshot: Snapshot, codes: readonly string[]): ReadonlySet<string> {
  const types = new Set(codes.map(code => snapshot.organisations.get(code)?.type ?? null))
  return new Set([...snapshot.organisations.values()].filter(({ type }) => types.has(type)).map(({ code }) => code))
}

/** Fewer than these make no quarters. */
const least = 8

/** By rank in the latest period that was over: 1 the best quarter, 4 the worst; ties share the better rank. Null where too few are known. */
function quarters(
  snapshot: Snapshot,
  { metric, better }: Pick<MetricToFreeze, 'metric' | 'better'>,
  among: ReadonlySet<string>,
  on: string,
) {
  const period = snapshot.periods(metric).findLast(({ end }) => end <= on)
  if (period === undefined || better === 'none') return null
  const sign = better === 'high' ? -1 : 1
  const values = [...snapshot.values(metric, period.id)].flatMap(([code, { value }]) =>
    value !== null && among.has(code) ? [{ code, value: sign * value }] : [],
  )
  if (values.length < least) return null
  const sorted = values.map(({ value }) => value).toSorted((a, b) => a - b)
  const ranks = new Map<number, number>()
  for (const [at, value] of sorted.entries()) if (!ranks.has(value)) ranks.set(value, at)
  const byCode = new Map(values.map(({ code, value }) => [code, ranks.get(value) as number]))
  return {
    period: period.id,
    quarterOf(code: string): number | null {
      const rank = byCode.get(code)
      return rank === undefined ? null : Math.floor((rank * 4) / sorted.length) + 1
    },
  }
}
