/** How a metric is read in a chart: which way is better, what it speaks of, and the standard it is held to. */
import type { ScoresFramework } from '../assessment/framework.ts'
import type { Aspect } from '../assessment/balance.ts'
import type { Improvement } from '../statistics/spc-model.ts'

/** What a source description says of metrics that no framework describes. */
export interface SourceReading {
  readonly matches: string
  readonly better: 'high' | 'low'
  readonly of: Aspect
  readonly standard?: number | undefined
  readonly because?: string | undefined
}

export interface MetricReading {
  readonly improvement: Improvement
  /** Null where nobody says: such a series stays out of the balance rule. */
  readonly aspect: Aspect | null
  readonly target: number | null
  readonly targetBecause: string | null
  /** Slug of the framework's domain, or null. */
  readonly domain: string | null
}

const ways = { high: 'increase', low: 'decrease', none: 'neutral' } as const

/** The framework's word first, else the first source reading that matches, else neutral and without a target. */
export function readingOf(
  framework: ScoresFramework,
  readings: readonly SourceReading[],
  metric: string,
): MetricReading {
  const scored = framework.metrics[metric]
  if (scored) {
    return {
      improvement: ways[scored.better],
      aspect: aspectOf(scored['sub-domain']),
      target: null,
      targetBecause: null,
      domain: scored.domain,
    }
  }
  const said = readings.find(({ matches }) => new RegExp(matches).test(metric))
  return {
    improvement: said ? ways[said.better] : 'neutral',
    aspect: said?.of ?? null,
    target: said?.standard ?? null,
    targetBecause: said?.because ?? null,
    domain: null,
  }
}

/** Frameworks tell finance and productivity by the sub-domain; everything else is quality, access included. */
export function aspectOf(subDomain: string): Aspect {
  return /financ/i.test(subDomain) ? 'finance' : /productiv/i.test(subDomain) ? 'productivity' : 'quality'
}
