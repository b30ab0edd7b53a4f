/**
 * Funnel plots: which units differ from a target by more than chance, given their size, and by more than units of this
 * kind differ anyway. Sources: Spiegelhalter 2005 ("Funnel plots for comparing institutional performance"),
 * Spiegelhalter et al. 2012, SHMI methodology (NHS England), DerSimonian and Laird 1986.
 */
import { compensatedSum } from './compensated-sum.ts'
import { limitCurve } from './funnel-curve.ts'
import type { Limits } from './funnel-limits.ts'
import type { Funnel, FunnelOptions, FunnelSettings, FunnelUnit } from './funnel-model.ts'
import { countsAsFunnelPlotR, funnelPlotRDefects } from './funnel-plot-r.ts'
import { funnelScales } from './funnel-scale.ts'
import { settle } from './funnel-settings.ts'
import { checkProportions, sumByGroup, type FunnelCounts, type FunnelRow } from './funnel-units.ts'
import { describeFunnel } from './funnel-words.ts'
import { bootstrapInterval, dispersion, qProfileInterval, type Dispersion } from './overdispersion.ts'

/**
 * Value, z-score, limits and classification of each group, in the order in which groups first appear.
 *
 * Complexity: O(rows + groups log groups); exact limits cost a few hundred nanoseconds a level.
 * Limits of use: counts must be independent between groups; τ² from fewer than about ten groups is a guess; the default
 * φ is biased down by trimming. Throws FunnelInputError, naming the row, for counts below 0 or infinite and for
 * proportions above 1. Missing counts and zero denominators give nulls and take no part.
 */
export function funnel(rows: readonly FunnelRow[], options: FunnelOptions): Funnel {
  const settings = settle(options)
  const { method, profile, multiplier, levels } = settings
  const given = sumByGroup(rows)
  if (method === 'proportion') checkProportions(given, rows)
  const counts = profile === 'funnelplotr' ? countsAsFunnelPlotR(given, settings) : given
  const known = counts.filter(({ numerator, denominator }) => Number.isFinite(numerator) && denominator > 0)
  const target = settings.target ?? pooled(known)
  const usable = target > 0 && (method !== 'proportion' || target < 1)
  const scores = counts.map(one => (usable ? score(one, target, settings) : { z: Number.NaN, s: Number.NaN }))
  const spread = measure(scores, known.length, settings)
  const adjusts =
    settings.decideLimits === 'adjusted' || (settings.decideLimits === null && spread.phi > 1)
      ? 'adjusted'
      : 'unadjusted'
  const decidedBy = { level: settings.decideLevel, limits: Number.isNaN(spread.tau2) ? 'unadjusted' : adjusts } as const
  const limitsOf = limitCurve(
    settings,
    counts.map(one => one.denominator),
    target,
    spread.tau2,
  )
  const units = counts.map((one, i): FunnelUnit => {
    const pairs = limitsOf(one.denominator)
    const computed = one.denominator > 0 && !Number.isNaN(one.numerator)
    const value = computed ? ratioOf(given[i] as FunnelCounts) * multiplier : null
    return {
      group: one.group,
      numerator: orNull(one.numerator),
      denominator: orNull(one.denominator),
      value,
      z: orNull((scores[i] as Score).z),
      usedZ: orNull(spread.used[i] as number),
      ...pairs,
      outlier: classify(value, pairs[decidedBy.limits === 'adjusted' ? 'adjustedLimits' : 'limits'][decidedBy.level]),
    }
  })
  const found = {
    method,
    profile,
    target: orNull(target * multiplier),
    tau2: orNull(spread.tau2),
    tau2Interval: intervalOf(scores, known.length, settings),
    phi: orNull(spread.phi),
    decidedBy,
    multiplier,
    levels,
    settings,
    warnings: warningsOf(counts, known, scores, usable, settings),
    units,
  }
  return { ...found, description: describeFunnel(found) }
}

interface Score {
  readonly z: number
  readonly s: number
}

function ratioOf({ numerator, denominator }: FunnelCounts): number {
  return numerator / denominator
}

function pooled(known: readonly FunnelCounts[]): number {
  return compensatedSum(known.map(one => one.numerator)) / compensatedSum(known.map(one => one.denominator))
}

/** z = (Y − target) / s on the method's scale; a zero numerator on the log scale gives −Infinity. */
function score({ numerator, denominator }: FunnelCounts, target: number, { method }: FunnelSettings): Score {
  if (!(denominator > 0) || Number.isNaN(numerator)) return { z: Number.NaN, s: Number.NaN }
  const scale = funnelScales[method]
  const s = scale.error(numerator, denominator, target)
  return { z: (scale.transform(numerator, denominator) - scale.target(target)) / s, s }
}

const notMeasured: Omit<Dispersion, 'used'> = { phi: Number.NaN, tau2: Number.NaN }

function measure(scores: readonly Score[], known: number, settings: FunnelSettings): Dispersion {
  const { overdispersion, profile } = settings
  const peer = profile === 'funnelplotr'
  const z = scores.map(one => one.z)
  if (overdispersion === 'none') return { ...(peer ? { phi: 0, tau2: 0 } : notMeasured), used: z }
  const s = scores.map(one => one.s)
  const options = { ...settings, trimming: overdispersion, ...(peer ? { ranked: scores.length } : {}) }
  const measured = dispersion(z, s, options)
  if (peer || Number.isFinite(measured.phi) || known < 2) return measured
  // Zero events on the log scale that trimming did not take out: they keep their rank and leave the sum.
  return dispersion(
    z.map((one, i) => (Number.isFinite(measured.used[i] as number) ? one : Number.NaN)),
    s,
    { ...options, trim: 0 },
  )
}

function classify(value: number | null, limits: Limits | null | undefined): FunnelUnit['outlier'] {
  if (value === null || !limits) return null
  return value > limits[1] ? 'high' : value < limits[0] ? 'low' : 'none'
}

function intervalOf(scores: readonly Score[], known: number, settings: FunnelSettings): Limits | null {
  const { tau2Interval, overdispersion, target } = settings
  if (tau2Interval === null || overdispersion === 'none') return null
  const s = scores.map(one => one.s)
  const interval =
    tau2Interval === 'bootstrap'
      ? bootstrapInterval(
          scores.map(one => one.z),
          s,
          { ...settings, trimming: overdispersion },
        )
      : qProfileInterval(
          scores.map(one => one.z * one.s),
          s,
          target === null ? known - 1 : known,
        )
  return Number.isNaN(interval[0]) ? null : interval
}

function warningsOf(
  counts: readonly FunnelCounts[],
  known: readonly FunnelCounts[],
  scores: readonly Score[],
  usable: boolean,
  settings: FunnelSettings,
): readonly string[] {
  const left = counts.length - known.length
  const zeros = scores.filter(({ z }) => z === -Infinity).length
  return [
    ...(left > 0
      ? [`${left} of ${counts.length} groups lack a count or have a zero denominator and take no part.`]
      : []),
    ...(zeros > 0 ? [`${zeros} groups have no events: their z-score has no value on the log scale.`] : []),
    ...(usable ? [] : ['There is no target to hold units against: no events, or nothing but events.']),
    ...(usable && known.length < 10 && settings.overdispersion !== 'none'
      ? [`Dispersion is estimated from only ${known.length} groups.`]
      : []),
    ...(settings.profile === 'funnelplotr' ? funnelPlotRDefects(settings) : []),
  ]
}

function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
