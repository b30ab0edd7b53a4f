/**
 * Averages of metric scores: unrounded scores are averaged with their weights, and the mean is rounded half-up once.
 * Metrics that a period is declared to round early (a quirk of one published quarter) are rounded before.
 */
import { roundHalfUp, toNumber, weightedMean, type Fraction } from './fraction.ts'
import type { ScoresFramework } from './framework.ts'
import type { MetricResult } from './model.ts'
import type { Roster } from './roster.ts'

export interface Average {
  readonly mean: Fraction | null
  /** Rounded half-up to the framework's decimals. */
  readonly rounded: Fraction | null
  readonly score: number | null
  readonly metrics: number
}

/** What a metric brings to an average: its score, rounded first where the period says so. */
export function scoreForAverage(result: MetricResult, roster: Roster): Fraction | null {
  if (!result.counts || result.score === null) return null
  return roster.period?.['rounded-before-averaging'].includes(result.metric)
    ? roundHalfUp(result.score, 2)
    : result.score
}

export function averageOf(framework: ScoresFramework, roster: Roster, results: Iterable<MetricResult>): Average {
  const terms = []
  for (const result of results) {
    const value = scoreForAverage(result, roster)
    if (value !== null) terms.push({ value, weight: result.weight })
  }
  const metrics = terms.length
  if (metrics < framework.average['minimum-metrics']) return { mean: null, rounded: null, score: null, metrics }
  const mean = weightedMean(terms)
  const rounded = roundHalfUp(mean, framework.average.decimals)
  return { mean, rounded, score: toNumber(rounded), metrics }
}
