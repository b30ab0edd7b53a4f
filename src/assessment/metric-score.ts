/** The score of each organisation on one metric, by the rule the framework gives it. */
import type { Observation } from '../evidence/model.ts'
import { bandInWords, inBand } from './bands.ts'
import { compare, fraction, type Fraction } from './fraction.ts'
import type { FrameworkMetric, RankedRule, ScoresFramework } from './framework.ts'
import type { MetricResult } from './model.ts'
import { decimal, placeScore, placesOf, poolOf, rankedPart, type Pool } from './ranked-score.ts'
import type { MetricEvidence, Roster } from './roster.ts'

/** A ranked metric's pool as used for one peer group. */
export interface PoolUse {
  readonly groups: readonly string[]
  /** Everyone in the pool is loaded, so places come from values. */
  readonly whole: boolean
  readonly pool: Pool
  /** How many stand in the pool: those loaded where it is whole, else as the framework file declares; null if unknown. */
  readonly size: number | null
  /** Positions in the roster of the pool's ranked members. */
  readonly members: readonly number[]
}

export interface ScoredMetric {
  readonly evidence: MetricEvidence
  readonly results: readonly MetricResult[]
  /** For ranked metrics: the pool that ranks a peer group. */
  poolFor(peerGroup: string): PoolUse | null
}

/** Scores every metric of the framework; matrices last, since they read other metrics' scores. */
export function scoreMetrics(framework: ScoresFramework, roster: Roster): ReadonlyMap<string, ScoredMetric> {
  const scored = new Map<string, ScoredMetric>()
  const byNeed = [...roster.metrics].sort((a, b) => matrixDepth(framework, a.id) - matrixDepth(framework, b.id))
  for (const evidence of byNeed) scored.set(evidence.id, scoreMetric(framework, roster, evidence, scored))
  return new Map(roster.metrics.map(({ id }) => [id, scored.get(id) as ScoredMetric]))
}

function matrixDepth(framework: ScoresFramework, id: string): number {
  const rule = framework.metrics[id]?.score
  if (!rule || !('matrix' in rule)) return 0
  return 1 + Math.max(matrixDepth(framework, rule.matrix.rows), matrixDepth(framework, rule.matrix.columns))
}

function scoreMetric(
  framework: ScoresFramework,
  roster: Roster,
  evidence: MetricEvidence,
  scored: ReadonlyMap<string, ScoredMetric>,
): ScoredMetric {
  const { id, metric } = evidence
  const rule = metric.score
  const weight = decimal(metric.weight)
  const blank = (index: number): MetricResult => ({
    metric: id,
    basis: 'not-scored',
    value: evidence.values[index] ?? null,
    published: evidence.published[index] ?? null,
    score: null,
    rank: null,
    pool: null,
    tie: null,
    weight,
    counts: metric.counts,
  })
  const positions = roster.members.map((_, index) => index)
  if ('ranked' in rule) {
    const pools = poolsOf(framework, roster, evidence, rule.ranked)
    const results = positions.map(index => {
      const use = pools.get(roster.members[index]?.peerGroup ?? '')
      return use ? { ...blank(index), ...rankedResult(rule.ranked, metric, use, evidence, index) } : blank(index)
    })
    return { evidence, results, poolFor: group => pools.get(group) ?? null }
  }
  const results = positions.map(index => {
    const result = blank(index)
    if ('banded' in rule) {
      const value = numberOf(result.value)
      const band = value === null ? undefined : rule.banded.find(one => inBand(one, value))
      return band ? { ...result, basis: 'computed' as const, score: decimal(band.score) } : withPublished(result)
    }
    if ('matrix' in rule) {
      const row = wholeScore(scored.get(rule.matrix.rows)?.results[index])
      const column = wholeScore(scored.get(rule.matrix.columns)?.results[index])
      const cell = row === null || column === null ? undefined : rule.matrix.scores[row - 1]?.[column - 1]
      return cell === undefined
        ? withPublished(result)
        : { ...result, basis: 'computed' as const, score: decimal(cell) }
    }
    return withPublished(result)
  })
  return { evidence, results, poolFor: () => null }
}

/** The published score as it stands; 0 means "not scored", never "worst" (methodology manual). */
function withPublished(result: MetricResult): MetricResult {
  const published = numberOf(result.published)
  if (published === null || published === 0) return result
  return { ...result, basis: 'published', score: exact(result.published as Observation) }
}

function poolsOf(
  framework: ScoresFramework,
  roster: Roster,
  evidence: MetricEvidence,
  rule: RankedRule,
): Map<string, PoolUse> {
  const reporters = evidence.metric['reported-by'] ?? Object.keys(framework['peer-groups'])
  const uses = new Map<string, PoolUse>()
  const shared = new Map<string, PoolUse>()
  for (const group of Object.keys(framework['peer-groups'])) {
    const groups = rule.pool === 'peer-group' ? [group] : rule.pool === 'all-reporters' ? reporters : rule.pool
    if (!groups.includes(group)) continue
    const key = groups.join(' ')
    let use = shared.get(key)
    if (!use) {
      use = poolUse(roster, evidence, rule, groups)
      shared.set(key, use)
    }
    uses.set(group, use)
  }
  return uses
}

function poolUse(roster: Roster, evidence: MetricEvidence, rule: RankedRule, groups: readonly string[]): PoolUse {
  const inGroups = new Set(groups)
  const members: number[] = []
  const values: number[] = []
  roster.members.forEach(({ peerGroup }, index) => {
    const value = numberOf(evidence.values[index])
    if (value === null || !inGroups.has(peerGroup) || rankedPart(rule, evidence.metric.better, value) !== 'ranked')
      return
    members.push(index)
    values.push(value)
  })
  const declared = declaredSize(roster, evidence.id, groups)
  const whole =
    values.length > 0 && (values.length === declared || groups.every(group => roster.wholeGroups.has(group)))
  return {
    groups,
    whole,
    pool: poolOf(values, evidence.metric.better),
    size: whole ? values.length : declared,
    members,
  }
}

function declaredSize(roster: Roster, id: string, groups: readonly string[]): number | null {
  const declared = roster.period?.pools[id]
  if (declared === undefined || typeof declared === 'number') return declared ?? null
  return groups.length === 1 ? (declared[groups[0] as string] ?? null) : null
}

function rankedResult(
  rule: RankedRule,
  metric: FrameworkMetric,
  use: PoolUse,
  evidence: MetricEvidence,
  index: number,
): Partial<MetricResult> {
  const value = numberOf(evidence.values[index])
  const published = evidence.published[index]
  if (value !== null) {
    const part = rankedPart(rule, metric.better, value)
    if (part === 'meets-standard')
      return { basis: 'computed', score: decimal((rule.standard as { score: number }).score) }
    if (part === 'fails-floor') return { basis: 'computed', score: decimal((rule.floor as { score: number }).score) }
  }
  if (use.whole && value !== null) return placed(rule, use, value, evidence.values[index] as Observation, published)
  const printed = numberOf(published)
  if (printed === null || printed === 0) return {}
  const score = exact(published as Observation)
  const outright = [rule.standard?.score, rule.floor?.score].some(one => one !== undefined && one === printed)
  const places = use.size === null ? [] : placesOf(rule, score, use.size)
  if (places.length === 1 && use.size !== null) {
    const place = places[0] as number
    return { basis: 'restored', score: placeScore(rule, place, use.size), rank: place, pool: use.size }
  }
  // Off the lattice, or more than one place rounds to it: nothing exact can be said, so the published figure stands.
  return { basis: 'published', score, pool: outright ? null : use.size }
}

/** Places an organisation in a whole pool; published evidence settles an order that rounding hides. */
function placed(
  rule: RankedRule,
  use: PoolUse,
  value: number,
  source: Observation,
  published: Observation | undefined,
): Partial<MetricResult> {
  const { from, to } = use.pool.place(value)
  const pool = use.pool.size
  const at = (place: number, tie: MetricResult['tie']) =>
    ({ basis: 'computed', score: placeScore(rule, place, pool), rank: place, pool, tie }) as const
  if (from === to) return at(from, null)
  // The printed rank is within the trust type, so it speaks of this pool only where the pool is one type.
  const printedRank = use.groups.length === 1 ? Number(source.attributes?.['rank'] ?? Number.NaN) : Number.NaN
  if (printedRank >= from && printedRank <= to) return at(printedRank, { from, to, settledBy: 'published-rank' })
  if (numberOf(published) !== null) {
    const places = placesOf(rule, exact(published as Observation), pool).filter(place => place >= from && place <= to)
    if (places.length === 1) return at(places[0] as number, { from, to, settledBy: 'published-score' })
  }
  return at(from, { from, to, settledBy: null })
}

/** The number of an observation, or null where there is none to reason with. */
export function numberOf(observation: Observation | undefined | null): number | null {
  return observation?.status === 'value' ? observation.value : null
}

/** The exact value of an observation as printed. */
export function exact(observation: Observation): Fraction {
  return decimal(observation.text)
}

function wholeScore(result: MetricResult | undefined): number | null {
  if (!result?.score) return null
  return compare(result.score, fraction(result.score.n / result.score.d)) === 0
    ? Number(result.score.n / result.score.d)
    : null
}

/** The rule of a metric in one plain sentence. */
export function ruleInWords(framework: ScoresFramework, metric: FrameworkMetric): string {
  const rule = metric.score
  const good = metric.better === 'low' ? 'Lower is better' : 'Higher is better'
  if ('ranked' in rule) {
    const { pool, best, worst, standard, floor } = rule.ranked
    const titles = (keys: readonly string[]) =>
      keys.map(key => (framework['peer-groups'][key]?.title ?? key).toLowerCase()).join(' and ')
    const who =
      pool === 'all-reporters'
        ? 'all organisations that report it'
        : pool === 'peer-group'
          ? 'organisations of the same type'
          : titles(pool)
    const parts = [
      `${good}. Ranked among ${who}: the best scores ${best.toFixed(2)}, the worst ${worst.toFixed(2)}, the rest evenly between by place`,
    ]
    if (standard) parts.push(`a value of ${standard.value} or better scores ${standard.score.toFixed(2)} outright`)
    if (floor) parts.push(`a value worse than ${floor.value} scores ${floor.score.toFixed(2)} outright`)
    return `${parts.join('; ')}.`
  }
  if ('banded' in rule)
    return `${good}. ${rule.banded.map(band => `${bandInWords(band)} scores ${band.score}`).join('; ')}.`
  if ('matrix' in rule) {
    const name = (id: string) => framework.metrics[id]?.name ?? id
    return `Looked up in a table from the scores of “${name(rule.matrix.rows)}” (rows) and “${name(rule.matrix.columns)}” (columns).`
  }
  return `The published score is taken as it stands (${rule.published.allowed.join(', ')}); the publisher does not give the values behind it.`
}
