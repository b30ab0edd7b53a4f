/**
 * What FunnelPlotR 0.6.0 does differently, so that a reader who used it can compare. Behaviour as observed of the
 * running package; none of it is recommended.
 */
import { deviateOf, poissonLimits, scaleLimits, tailOf, type Limits } from './funnel-limits.ts'
import type { FunnelSettings, LimitPairs } from './funnel-model.ts'
import { funnelScales, type FunnelScale } from './funnel-scale.ts'
import type { FunnelCounts } from './funnel-units.ts'

type Pair = { readonly limits: LimitPairs; readonly adjustedLimits: LimitPairs }

/** Expected counts of the SHMI method rounded to two decimals, unless told not to; its ratios stay those of the counts given. */
export function countsAsFunnelPlotR(
  counts: readonly FunnelCounts[],
  { method, rounding }: FunnelSettings,
): readonly FunnelCounts[] {
  if (method !== 'shmi' || !rounding) return counts
  return counts.map(one => ({ ...one, denominator: roundAsFunnelPlotR(one.denominator) }))
}

/** The package writes its two deviates to seven figures. */
const deviates: Readonly<Record<string, number>> = { 95: 1.959964, 99.8: 3.090232 }

/** Two decimals as R 4 rounds: the nearer of the two candidates in binary, the even one where they are equally near. */
function roundAsFunnelPlotR(value: number): number {
  const floor = Math.floor(value * 100)
  const low = floor / 100
  const high = Math.ceil(value * 100) / 100
  if (value - low === high - value) return floor % 2 === 0 ? low : high
  return value - low < high - value ? low : high
}

/** The scales with that package's own standard errors and, for CQC, limits never squared back. */
function scaleAsFunnelPlotR(method: FunnelSettings['method']): FunnelScale {
  const scale = funnelScales[method]
  if (method === 'cqc') return { ...scale, back: y => y }
  if (method === 'ratio') return { ...scale, limitError: d => 1 / (2 * Math.sqrt(d)) }
  if (method === 'proportion') return { ...scale, back: y => Math.sin(y) ** 2 }
  return scale
}

/** Limits at a denominator, given the denominators of all units (proportions depend on the grid of the plot). */
export function funnelPlotRLimits(
  settings: FunnelSettings,
  denominators: readonly number[],
  target: number,
  tau2: number,
): (d: number) => Pair {
  const { method, levels, multiplier } = settings
  const scale = scaleAsFunnelPlotR(method)
  const next = method === 'proportion' ? nextOnGrid(denominators) : null
  const pair = (d: number, level: number, variance: number): Limits => {
    const limits = (at: number) => scaleLimits(scale, at, target, deviates[level] ?? deviateOf(level), variance)
    const [low, high] = limits(d)
    const after = next?.get(d)
    if (next === null || after === undefined) return [low * multiplier, high * multiplier]
    const [nextLow, nextHigh] = limits(after)
    return [(low > nextLow ? 0 : low) * multiplier, (high < nextHigh ? 1 : high) * multiplier]
  }
  const all = (of: (level: number) => Limits): LimitPairs =>
    Object.fromEntries(levels.map(level => [String(level), of(level)]))
  const exact = method === 'shmi' || method === 'cqc'
  return d => ({
    limits: all(level => {
      if (!exact) return pair(d, level, 0)
      const [low, high] = poissonLimits(tailOf(level))(d)
      return [low * multiplier, high * multiplier]
    }),
    adjustedLimits: all(level => pair(d, level, tau2)),
  })
}

/** For each denominator the next point of the plotting grid: 1,000 steps from 3 to the largest, and the denominators. */
function nextOnGrid(denominators: readonly number[]): ReadonlyMap<number, number> {
  const known = denominators.filter(d => Number.isFinite(d))
  const most = Math.ceil(Math.max(...known))
  const steps = Array.from({ length: 1000 }, (_, i) => 3 + (i * (most - 3)) / 999)
  const grid = Float64Array.from(new Set([...steps, ...known])).sort()
  const next = new Map<number, number>()
  for (let i = 0; i + 1 < grid.length; i++) next.set(grid[i] as number, grid[i + 1] as number)
  return next
}

/** Its defects that touch these settings, in words. */
export function funnelPlotRDefects({ method, rounding }: FunnelSettings): readonly string[] {
  const defects: Readonly<Record<FunnelSettings['method'], readonly string[]>> = {
    shmi: rounding
      ? ['FunnelPlotR rounds expected counts to 2 decimals before anything else (its SHMI_rounding).']
      : [],
    cqc: [
      'FunnelPlotR leaves adjusted CQC limits on the square-root scale, about half as wide as they should be (its issue 33, open since 2021).',
    ],
    proportion: [
      'FunnelPlotR sets limits of small units to 0 or 1 by comparing neighbours on its plotting grid, so they depend on the other units.',
    ],
    ratio: [
      'FunnelPlotR draws limits of a ratio of counts from 1/(4D), which is not the variance its z-scores use: about 1/(TD) + 1/D.',
    ],
  }
  return defects[method]
}
