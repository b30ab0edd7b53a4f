/** What would move an organisation to another segment: the nearest cut, and which metrics would cross it alone. */
import type { Worked } from './assess.ts'
import { scoreForAverage } from './average.ts'
import { segmentOf } from './cuts.ts'
import { resultOf } from './explain.ts'
import {
  add,
  compare,
  divide,
  fraction,
  multiply,
  roundHalfUp,
  subtract,
  toNumber,
  zero,
  type Fraction,
} from './fraction.ts'
import type { FrameworkMetric, ScoresFramework } from './framework.ts'
import type { Movement } from './model.ts'
import { decimal } from './ranked-score.ts'

/** One change at a time, everything else held, including the places of all other organisations. */
export function whatWouldMove(framework: ScoresFramework, worked: Worked, code: string): Movement {
  const { assessment } = worked
  const result = resultOf(assessment, code)
  const cuts = assessment.cuts
  const atBest = Math.max(1, ...framework.overrides.map(one => one['at-best']))
  const capped = (segment: number | null) => (segment === null ? null : Math.max(segment, atBest))
  const overrides = {
    withoutOverride: result.unadjustedSegment,
    withOverride: framework.overrides.length > 0 ? capped(result.unadjustedSegment) : null,
  }
  if (!cuts || result.average === null || result.averageScore === null || result.unadjustedSegment === null) {
    return { nearestCut: null, metrics: [], ...overrides }
  }
  const counted = [...result.metrics.values()].flatMap(metric => {
    const score = scoreForAverage(metric, worked.roster)
    return score ? [{ id: metric.metric, score, weight: metric.weight }] : []
  })
  const weights = counted.reduce((sum, one) => add(sum, one.weight), zero)
  const mean = result.average
  const rounded = roundHalfUp(mean, framework.average.decimals)
  const segment = result.unadjustedSegment
  const better = cuts.at[segment - 2]
  const worse = cuts.at[segment - 1]
  const gap = (cut: Fraction) => Math.abs(toNumber(subtract(rounded, cut)))
  const towards = better !== undefined && (worse === undefined || gap(better) <= gap(worse)) ? 'better' : 'worse'
  const cut = (towards === 'better' ? better : worse) as Fraction
  const step = fraction(1, 10 ** framework.average.decimals)
  // The mean that just rounds across the cut: half a step above the last hundredth at or below it.
  const lastInside = multiply(fraction(divide(cut, step).n / divide(cut, step).d), step)
  const edge = add(lastInside, divide(step, fraction(2)))
  const metrics = counted.map(({ id, score, weight }) => {
    const extreme = extremeScore(framework.metrics[id] as FrameworkMetric, towards)
    const shifted = (to: Fraction) => add(mean, divide(multiply(subtract(to, score), weight), weights))
    const crossesAlone = segmentOf(roundHalfUp(shifted(extreme), framework.average.decimals), cuts) !== segment
    const needed = add(score, divide(multiply(subtract(edge, mean), weights), weight))
    return {
      metric: id,
      score: toNumber(score),
      effect: toNumber(divide(multiply(subtract(score, mean), weight), weights)),
      neededScore: crossesAlone ? toNumber(needed) : null,
      crossesAlone,
    }
  })
  metrics.sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect))
  return {
    nearestCut: {
      towards,
      segment: towards === 'better' ? segment - 1 : segment + 1,
      cut: toNumber(cut),
      gap: Number(gap(cut).toFixed(4)),
    },
    metrics,
    ...overrides,
  }
}

/** The best or worst score a metric's rule can give. */
export function extremeScore(metric: FrameworkMetric, towards: 'better' | 'worse'): Fraction {
  const rule = metric.score
  const all =
    'ranked' in rule
      ? [
          rule.ranked.best,
          rule.ranked.worst,
          ...[rule.ranked.standard, rule.ranked.floor].flatMap(one => (one ? [one.score] : [])),
        ]
      : 'banded' in rule
        ? rule.banded.map(band => band.score)
        : 'matrix' in rule
          ? rule.matrix.scores.flat()
          : rule.published.allowed
  const sorted = all.map(decimal).sort(compare)
  return (towards === 'better' ? sorted[0] : sorted[sorted.length - 1]) as Fraction
}

/** A movement in plain words. */
export function movementText(framework: ScoresFramework, movement: Movement): string {
  const { nearestCut } = movement
  if (!nearestCut) return 'There is no cut to measure a distance from.'
  const alone = movement.metrics.filter(one => one.crossesAlone)
  const names = alone.map(
    one =>
      `${framework.metrics[one.metric]?.name ?? one.metric} (now ${one.score.toFixed(2)}, would need ${one.neededScore?.toFixed(2)})`,
  )
  const lines = [
    `The nearest cut is ${nearestCut.cut.toFixed(4).replace(/0{1,2}$/, '')}, ${nearestCut.gap.toFixed(2)} away: beyond it lies segment ${nearestCut.segment}, which is ${nearestCut.towards}.`,
    alone.length > 0
      ? `With all else held, ${alone.length === 1 ? 'one metric' : `any one of ${alone.length} metrics`} could cross it alone: ${names.join('; ')}.`
      : 'With all else held, no single metric could cross it alone.',
  ]
  if (movement.withOverride !== movement.withoutOverride) {
    lines.push(
      `Without the override it would be in segment ${movement.withoutOverride}; with it, in segment ${movement.withOverride}.`,
    )
  }
  return lines.join('\n')
}
