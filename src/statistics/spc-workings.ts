/** A chart being made: its options settled by profile, its points judged, its phases as they are shown. */
import { type SpcColumns, SpcInputError } from './spc-input.ts'
import type { Judged } from './spc-judged.ts'
import { judgeMakingDataCount } from './spc-making-data-count.ts'
import type { SpcLines, SpcOptions, SpcPhase, SpcProfile } from './spc-model.ts'
import { judgeNhsrPlotTheDots } from './spc-nhsrplotthedots.ts'
import type { Lines } from './xmr-lines.ts'

export interface SpcWorkings {
  readonly profile: SpcProfile
  readonly chart: 'xmr' | 't' | 'g'
  readonly display: 'spc' | 'run-chart'
  readonly columns: SpcColumns
  readonly judged: Judged
  /** As shown: a run chart's have no limits. */
  readonly phases: readonly SpcPhase[]
  readonly options: SpcOptions
}

/** What each profile does unless told otherwise. */
const profiles: Readonly<Record<SpcProfile, { readonly screen: boolean; readonly minimumPoints: number }>> = {
  'making-data-count': { screen: false, minimumPoints: 15 },
  nhsrplotthedots: { screen: true, minimumPoints: 0 },
}

/** Settles the options and judges the points. Throws SpcInputError for options out of their range. */
export function workOut(columns: SpcColumns, chart: 'xmr' | 't' | 'g', options: SpcOptions): SpcWorkings {
  const profile = options.profile ?? 'making-data-count'
  checkOptions(profile, chart, options)
  const { baseline = null, rebases = [] } = options
  const rules = {
    shift: options.shift ?? 7,
    trend: options.trend ?? 7,
    twoSigma: options.twoSigma ?? 'until-2023-10',
    screen: options.screen ?? profiles[profile].screen,
    rebases,
  } as const
  const judged =
    profile === 'nhsrplotthedots'
      ? judgeNhsrPlotTheDots(columns, { ...rules, trendCrosses: false, baseline: baseline as number | null })
      : judgeMakingDataCount(columns, { ...rules, trendCrosses: true, baseline, chart })
  const display = columns.known < (options.minimumPoints ?? profiles[profile].minimumPoints) ? 'run-chart' : 'spc'
  const phases = judged.phases.map(phase => publicPhase(phase, columns.dates))
  const shown = display === 'spc' ? phases : phases.map(withoutLimits)
  return { profile, chart, display, columns, judged, phases: shown, options }
}

/** The target in force at a date; the later of two that overlap. */
export function targetAt(target: SpcOptions['target'], date: string): number | null {
  if (target === null || target === undefined) return null
  if (typeof target === 'number') return target
  return (
    target.findLast(({ from, to }) => (from === null || from <= date) && (to === null || date <= to))?.value ?? null
  )
}

function publicPhase(phase: Judged['phases'][number], dates: readonly string[]): SpcPhase {
  const { lines, first, last, points, limitsFrom, averageMovingRange, screenedRanges, kind, reason } = phase
  return {
    from: dates[first] as string,
    to: dates[last] as string,
    points,
    limitsFrom,
    averageMovingRange: known(averageMovingRange),
    screenedRanges,
    kind,
    reason,
    ...publicLines(lines),
  }
}

function publicLines(lines: Lines): SpcLines {
  return {
    mean: known(lines.mean),
    lowerLimit: known(lines.lowerLimit),
    upperLimit: known(lines.upperLimit),
    lowerNear: known(lines.lowerNear),
    upperNear: known(lines.upperNear),
    lowerOne: known(lines.lowerOne),
    upperOne: known(lines.upperOne),
  }
}

/** A run chart keeps the mean, which is only an average, and has no limits. */
function withoutLimits(phase: SpcPhase): SpcPhase {
  return {
    ...phase,
    lowerLimit: null,
    upperLimit: null,
    lowerNear: null,
    upperNear: null,
    lowerOne: null,
    upperOne: null,
  }
}

// A line too large for a number is as unknown as one without points.
function known(line: number): number | null {
  return Number.isFinite(line) ? line : null
}

function checkOptions(profile: SpcProfile, chart: 'xmr' | 't' | 'g', options: SpcOptions): void {
  if (!(profile in profiles))
    throw new SpcInputError(`Found the profile "${profile}"; expected ${Object.keys(profiles).join(' or ')}.`)
  for (const name of ['shift', 'trend'] as const) {
    const length = options[name]
    if (length !== undefined && ![6, 7, 8].includes(length))
      throw new SpcInputError(`Found a ${name} of ${length} points; expected 6, 7 or 8.`)
  }
  const { baseline, target } = options
  if (typeof baseline === 'number' && !(Number.isInteger(baseline) && baseline > 0))
    throw new SpcInputError(`Found a baseline of ${baseline} points; expected a whole number above 0.`)
  if (profile === 'nhsrplotthedots' && typeof baseline === 'string')
    throw new SpcInputError('The profile nhsrplotthedots takes a baseline as a number of points, not as a date.')
  if (profile === 'nhsrplotthedots' && chart !== 'xmr')
    throw new SpcInputError(
      'The profile nhsrplotthedots has XmR charts only; use making-data-count for T and G charts.',
    )
  if (typeof target === 'number' && !Number.isFinite(target))
    throw new SpcInputError(`Found the target ${target}; expected a finite number.`)
}
