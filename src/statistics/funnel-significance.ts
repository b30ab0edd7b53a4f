/** Significance bands of public health funnels, where each unit is told apart at two levels at once. */
import { wilsonLimits, type Limits } from './funnel-limits.ts'
import { exactCountInterval } from './rate-interval.ts'

export type SignificanceBand = 'Low (0.001)' | 'Low (0.025)' | 'Not significant' | 'High (0.025)' | 'High (0.001)'

/** Band of a proportion against the pooled one: outside where its Wilson interval misses it. */
export function proportionBand(x: number, n: number, target: number): SignificanceBand {
  return band(level => {
    const [low, high] = wilsonLimits(n, target, (100 - level) / 200)
    return x / n > high ? 1 : x / n < low ? -1 : 0
  })
}

/** Band of a count against the number expected: outside where its exact Poisson interval misses it. */
export function countBand(observed: number, expected: number): SignificanceBand {
  return band(level => {
    const [low, high] = exactCountInterval(observed, level)
    return expected < low ? 1 : expected > high ? -1 : 0
  })
}

/**
 * Limits of a rate funnel drawn over the number of events: the populations at which this count would just be low or
 * high, and the rates there. `baseline` is the pooled rate per head.
 */
export function rateLimitsAtEvents(
  events: number,
  baseline: number,
  level: number,
): { readonly populations: Limits; readonly rates: Limits } {
  const [low, high] = exactCountInterval(events, level)
  const populations = [high / baseline, low / baseline] as const
  return { populations, rates: [events / populations[0], events / populations[1]] }
}

function band(side: (level: number) => number): SignificanceBand {
  const outer = side(99.8)
  if (outer !== 0) return outer > 0 ? 'High (0.001)' : 'Low (0.001)'
  const inner = side(95)
  return inner > 0 ? 'High (0.025)' : inner < 0 ? 'Low (0.025)' : 'Not significant'
}
