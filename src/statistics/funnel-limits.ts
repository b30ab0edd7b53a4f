/** Control limits of a funnel at one denominator, as [lower, upper] on the scale of the published value. */
import { betaQuantile, gammaQuantileAt, normalQuantile } from './distributions.ts'
import { funnelScales, type FunnelMethod, type FunnelScale } from './funnel-scale.ts'

export type Limits = readonly [number, number]
/** `exact`: no normal approximation. `approximate`: normal on the method's scale. `wilson`: normal on the proportion. */
export type LimitKind = 'exact' | 'approximate' | 'wilson'

/** The share below the lower limit: 0.025 for 95. */
export function tailOf(level: number): number {
  return (100 - level) / 200
}

/**
 * Exact Poisson limits of a ratio to target as a function of the expected events E, which need not be whole:
 * χ²(α/2; 2E)/2E and χ²(1 − α/2; 2(E + 1))/2E. Source: SHMI methodology; Ulm 1990.
 */
export function poissonLimits(tail: number): (expected: number) => Limits {
  const low = gammaQuantileAt(tail)
  const high = gammaQuantileAt(1 - tail)
  return expected => [low(expected) / expected, high(expected + 1) / expected]
}

/** Exact binomial limits of a proportion around a target: the Clopper–Pearson interval of n·t events in n. */
export function binomialLimits(n: number, target: number, tail: number): Limits {
  const events = n * target
  return [
    events <= 0 ? 0 : betaQuantile(tail, events, n - events + 1),
    events >= n ? 1 : betaQuantile(1 - tail, events + 1, n - events),
  ]
}

/** Where the Wilson interval of a unit just touches the target: t ± z√(t(1 − t)/n), within 0 and 1. */
export function wilsonLimits(n: number, target: number, tail: number): Limits {
  const reach = normalQuantile(1 - tail) * Math.sqrt((target * (1 - target)) / n)
  return [Math.max(0, target - reach), Math.min(1, target + reach)]
}

/** The normal deviate of a level: 1.96 for 95. */
export function deviateOf(level: number): number {
  return normalQuantile(1 - tailOf(level))
}

/** Normal limits on the method's scale, widened by the between-unit variance: back(target ± z√(s² + τ²)). */
export function scaleLimits(scale: FunnelScale, d: number, target: number, deviate: number, tau2: number): Limits {
  const middle = scale.target(target)
  const reach = deviate * Math.sqrt(scale.limitError(d, target) ** 2 + tau2)
  return [scale.back(middle - reach), scale.back(middle + reach)]
}

/** Limits without overdispersion at a level, as a function of the denominator. For `ratio`, exact takes it as fixed (a population). */
export function chanceLimits(
  method: FunnelMethod,
  kind: LimitKind,
  target: number,
  level: number,
): (d: number) => Limits {
  const tail = tailOf(level)
  if (kind === 'approximate') {
    const deviate = deviateOf(level)
    return d => scaleLimits(funnelScales[method], d, target, deviate, 0)
  }
  if (method === 'proportion')
    return kind === 'wilson' ? d => wilsonLimits(d, target, tail) : d => binomialLimits(d, target, tail)
  const exact = poissonLimits(tail)
  return d => {
    const [low, high] = exact(d * target)
    return [low * target, high * target]
  }
}
