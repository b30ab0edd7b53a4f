/** The limits of a funnel at any denominator: at its units, and along the curves that a chart draws. */
import { chanceLimits, deviateOf, scaleLimits, type Limits } from './funnel-limits.ts'
import type { Funnel, FunnelSettings, LimitPairs } from './funnel-model.ts'
import { funnelPlotRLimits } from './funnel-plot-r.ts'
import { funnelScales } from './funnel-scale.ts'

export interface LimitsAtDenominator {
  readonly limits: LimitPairs
  readonly adjustedLimits: LimitPairs
}

/** Limits of a finished funnel as a function of the denominator, times its multiplier. */
export function limitsAt(funnel: Funnel): (d: number) => LimitsAtDenominator {
  const denominators = funnel.units.map(unit => unit.denominator ?? Number.NaN)
  const target = (funnel.target ?? Number.NaN) / funnel.multiplier
  return limitCurve(funnel.settings, denominators, target, funnel.tau2 ?? Number.NaN)
}

/** As `limitsAt`, from the parts: `target` before the multiplier and `tau2` NaN where not estimated. */
export function limitCurve(
  settings: FunnelSettings,
  denominators: readonly number[],
  target: number,
  tau2: number,
): (d: number) => LimitsAtDenominator {
  const { method, levels } = settings
  const none = keyed(levels, [])
  if (!(target > 0) || (method === 'proportion' && target >= 1)) return () => ({ limits: none, adjustedLimits: none })
  const at =
    settings.profile === 'funnelplotr'
      ? funnelPlotRLimits(settings, denominators, target, tau2)
      : ownLimits(settings, target, tau2, none)
  return d => (d > 0 ? at(d) : { limits: none, adjustedLimits: none })
}

function ownLimits(settings: FunnelSettings, target: number, tau2: number, none: LimitPairs) {
  const { method, levels, limits: kind, multiplier } = settings
  const scale = funnelScales[method]
  const lines = levels.map(level => ({
    level,
    deviate: deviateOf(level),
    chance: chanceLimits(method, kind, target, level),
  }))
  return (d: number): LimitsAtDenominator => ({
    limits: keyed(
      levels,
      lines.map(({ chance }) => times(chance(d), multiplier)),
    ),
    adjustedLimits: Number.isNaN(tau2)
      ? none
      : keyed(
          levels,
          lines.map(line => times(scaleLimits(scale, d, target, line.deviate, tau2), multiplier)),
        ),
  })
}

function times([low, high]: Limits, multiplier: number): Limits {
  return [low * multiplier, high * multiplier]
}

/** Pairs by level. The usual two are written out: an engine makes room for 95 elements when "95" is added to an object. */
function keyed(levels: readonly number[], pairs: readonly (Limits | null)[]): LimitPairs {
  const [first = null, second = null] = pairs
  if (levels.length === 2 && levels[0] === 95 && levels[1] === 99.8) return { '95': first, '99.8': second }
  return Object.fromEntries(levels.map((level, i) => [String(level), pairs[i] ?? null]))
}
