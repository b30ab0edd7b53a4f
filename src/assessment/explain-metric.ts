/** The branch of an explanation for one metric: its score, how it came about, its pool, its value, its row. */
import type { Worked } from './assess.ts'
import { bandInWords, inBand } from './bands.ts'
import { toFixed, toNumber, toText } from './fraction.ts'
import type { ScoresFramework } from './framework.ts'
import { inputOf, known } from './input-ref.ts'
import { numberOf, type PoolUse, type ScoredMetric } from './metric-score.ts'
import type { Explanation, InputRef, MetricResult } from './model.ts'

export function explainMetric(framework: ScoresFramework, worked: Worked, code: string, id: string): Explanation {
  const metric = framework.metrics[id]
  const scored = worked.scored.get(id)
  const result = scored?.results[worked.positions.get(code) ?? -1]
  if (!metric || !scored || !result) throw new RangeError(`No metric ${id} for ${code}`)
  const pool = poolUse(worked, scored, code)
  const rule = metric.score
  const children: Explanation[] = []
  if (result.value) children.push(valueNode('value', 'Value', result.value))
  if (result.published && result.published !== result.value)
    children.push(valueNode('published-score', 'Published score', result.published))
  if (pool && result.basis === 'computed' && result.rank !== null) children.push(poolNode(worked, scored, pool))
  if ('matrix' in rule) {
    for (const part of [rule.matrix.rows, rule.matrix.columns])
      children.push(explainMetric(framework, worked, code, part))
  }
  return {
    kind: 'metric-score',
    title: metric.name,
    sentence: sentenceOf(framework, worked, result, pool),
    figures: known({
      score: result.score && toFixed(result.score),
      exact: result.score && toText(result.score),
      place: result.rank,
      pool: result.pool,
      weight: metric.weight === 1 ? null : metric.weight,
      basis: result.basis,
      scoreId: metric['score-id'] ?? id,
    }),
    clause: metric.clause ?? null,
    confidence: cellUnverified(framework, worked, result) ? 'unverified' : (metric.confidence ?? null),
    inputs: [],
    children,
  }
}

function poolUse(worked: Worked, scored: ScoredMetric, code: string): PoolUse | null {
  const group = worked.roster.members[worked.positions.get(code) ?? -1]?.peerGroup
  return group ? scored.poolFor(group) : null
}

function sentenceOf(framework: ScoresFramework, worked: Worked, result: MetricResult, pool: PoolUse | null): string {
  const metric = framework.metrics[result.metric]
  const rule = metric?.score
  const score = result.score ? toFixed(result.score) : ''
  const value =
    result.value?.status === 'value'
      ? `${result.value.text} ${result.value.unit === 'score' ? '' : (metric?.unit ?? '')}`.trim()
      : (result.value?.status ?? 'no value')
  if (result.basis === 'not-scored') {
    if (result.value?.status === 'value' && pool && !pool.whole)
      return `The value of ${value} is not scored: only ${pool.members.length} of the organisations it is ranked among are loaded, and no score is published.`
    return `Not scored (${result.value?.status ?? result.published?.status ?? 'no value'}), so it is left out of the average.`
  }
  if (result.basis === 'published') {
    if (rule && 'published' in rule)
      return `Scores ${score}, as published; the framework takes the published score as it stands.`
    return `Scores ${score}, as published: it could not be computed from what is loaded, nor put back on one exact place.`
  }
  if (result.basis === 'restored')
    return `Scores ${score}, restored from the published score: only place ${result.rank} of ${result.pool} rounds to it (exactly ${toText(result.score as { n: bigint; d: bigint })}).`
  if (rule && 'ranked' in rule) {
    if (result.rank === null) {
      const outright =
        rule.ranked.floor && toNumber(result.score as { n: bigint; d: bigint }) === rule.ranked.floor.score
          ? `is worse than the floor of ${rule.ranked.floor.value}`
          : `meets the standard of ${rule.ranked.standard?.value}`
      return `The value of ${value} ${outright}, which scores ${score} outright.`
    }
    return `The value of ${value} is in place ${result.rank} of ${result.pool}, which scores ${score}.${tieWords(result)}`
  }
  if (rule && 'banded' in rule) {
    const number = numberOf(result.value)
    const band = number === null ? undefined : rule.banded.find(one => inBand(one, number))
    return `The value of ${value} is ${band ? bandInWords(band) : 'in a band'}, which scores ${score}.`
  }
  return `Looked up from its two parts: ${score}.${cellUnverified(framework, worked, result) ? ' Nobody has seen this cell of the table in published data.' : ''}`
}

function tieWords(result: MetricResult): string {
  const tie = result.tie
  if (!tie) return ''
  const others = tie.to - tie.from
  const shared = ` ${others === 1 ? 'One other has' : `${others} others have`} the same value as printed`
  if (tie.settledBy === 'published-rank')
    return `${shared}, so places ${tie.from} to ${tie.to} are possible; the published rank settles it.`
  if (tie.settledBy === 'published-score')
    return `${shared}, so places ${tie.from} to ${tie.to} are possible; the published score settles it.`
  return `${shared}; ties share the best place, and if rounding hides an order, places ${tie.from} to ${tie.to} are possible.`
}

function cellUnverified(framework: ScoresFramework, worked: Worked, result: MetricResult): boolean {
  const rule = framework.metrics[result.metric]?.score
  if (!rule || !('matrix' in rule) || result.basis !== 'computed') return false
  const index = worked.scored.get(result.metric)?.results.indexOf(result) ?? -1
  const part = (id: string) => {
    const score = worked.scored.get(id)?.results[index]?.score
    return score ? toNumber(score) : null
  }
  return rule.matrix.unverified.some(
    ([row, column]) => row === part(rule.matrix.rows) && column === part(rule.matrix.columns),
  )
}

function valueNode(kind: string, title: string, observation: NonNullable<MetricResult['value']>): Explanation {
  const measured = observation.measured ?? observation.period
  return {
    kind,
    title,
    sentence: `${observation.status === 'value' ? `${observation.text}${observation.unit === '%' ? '%' : ` ${observation.unit}`}` : observation.status}, for ${measured.label}.`,
    figures: known({
      value: observation.status === 'value' ? observation.text : observation.status,
      unit: observation.unit,
      period: measured.label,
    }),
    clause: null,
    confidence: null,
    inputs: [inputOf(observation)],
    children: [],
  }
}

const poolNodes = new WeakMap<PoolUse, Explanation>()

function poolNode(worked: Worked, scored: ScoredMetric, use: PoolUse): Explanation {
  const existing = poolNodes.get(use)
  if (existing) return existing
  // Everyone with a value or a reason for none: a missing value that became known would change the pool too.
  const groups = new Set(use.groups)
  const inputs: InputRef[] = worked.roster.members.flatMap(({ peerGroup }, index) => {
    const observation = scored.evidence.values[index]
    return groups.has(peerGroup) && observation ? [inputOf(observation)] : []
  })
  const node: Explanation = {
    kind: 'pool',
    title: 'Ranking pool',
    sentence: `${use.pool.size} organisations are ranked together${inputs.length > use.pool.size ? `; ${inputs.length - use.pool.size} more report it but stand outside the ranking` : ''}.`,
    figures: { ranked: String(use.pool.size), reporting: String(inputs.length) },
    clause: null,
    confidence: null,
    inputs,
    children: [],
  }
  poolNodes.set(use, node)
  return node
}
