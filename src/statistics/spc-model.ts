/** What control charts take and give: readonly plain data, numbers never rounded, unknown as null. */

/**
 * Whose rules: `making-data-count` is NHS England's SQL tool v2.4 (August 2022); `nhsrplotthedots` gives the figures of
 * that R package, version 0.2.2, its defects included and told in `warnings`.
 */
export type SpcProfile = 'making-data-count' | 'nhsrplotthedots'

export type Improvement = 'increase' | 'decrease' | 'neutral'

export type Variation =
  | 'improvement-high'
  | 'improvement-low'
  | 'concern-high'
  | 'concern-low'
  | 'neutral-high'
  | 'neutral-low'
  | 'common-cause'
  | 'none'

export type Assurance = 'pass' | 'fail' | 'hit-or-miss' | 'none'

/** The special causes, each with its side; `trend-up` is a rise, whatever side of the mean it is on. */
export type SpecialCause =
  | 'above-limit'
  | 'below-limit'
  | 'trend-up'
  | 'trend-down'
  | 'two-in-three-above'
  | 'two-in-three-below'
  | 'shift-above'
  | 'shift-below'

export interface SpcPoint {
  /** ISO text (`2026-05-01`, `2026-05`, `2026`): sorts as it reads. */
  readonly date: string
  /** In the metric's unit; null where it is missing. */
  readonly value: number | null
  /** Drawn, but left out of every calculation, run and icon. */
  readonly ghost?: boolean
  /** The row of the source, for messages; otherwise the place in the list, from 1. */
  readonly row?: number
}

export interface DatedTarget {
  /** First and last date it holds for, both included; null is open. */
  readonly from: string | null
  readonly to: string | null
  readonly value: number
}

export interface Rebase {
  readonly date: string
  /** Why a person confirmed it: `Ward moved to the new building`. */
  readonly reason: string
}

export interface SpcOptions {
  readonly profile?: SpcProfile
  /** Which way is better; `increase` unless told. */
  readonly improvement?: Improvement
  readonly target?: number | readonly DatedTarget[] | null
  /** Limits from the first N known points, or from those up to a date; the rest is judged by them. */
  readonly baseline?: number | string | null
  readonly rebases?: readonly Rebase[]
  /** Leave moving ranges above 3.267 times their average out of the limits; off in making-data-count, on in nhsrplotthedots. */
  readonly screen?: boolean
  /** Points in a shift and in a trend, 6 to 8; 7 unless told. */
  readonly shift?: number
  readonly trend?: number
  /** Whether a point outside the limits counts among two in three, as NHS England has it since November 2023. */
  readonly twoSigma?: 'until-2023-10' | 'from-2023-11'
  /** Which side wins where a point is both improvement and concern; `improvement` unless told. */
  readonly conflict?: 'improvement' | 'concern'
  /** Fewer known points than this are shown as a run chart; 15 in making-data-count, 0 in nhsrplotthedots. */
  readonly minimumPoints?: number
}

/** The lines of a chart at a point, in the metric's unit; null where one cannot be computed. */
export interface SpcLines {
  readonly mean: number | null
  readonly lowerLimit: number | null
  readonly upperLimit: number | null
  /** Two thirds of the way to the limits: two sigma. */
  readonly lowerNear: number | null
  readonly upperNear: number | null
  /** One third of the way. */
  readonly lowerOne: number | null
  readonly upperOne: number | null
}

export interface SpcSeriesPoint {
  readonly date: string
  readonly value: number | null
  readonly movingRange: number | null
  readonly mean: number | null
  readonly lowerLimit: number | null
  readonly upperLimit: number | null
  readonly lowerNear: number | null
  readonly upperNear: number | null
  readonly target: number | null
  /** The special cause that decides, null for none; in the profile nhsrplotthedots, that package's label. */
  readonly rule: string | null
  /** What the point is: a word of Variation; in the profile nhsrplotthedots, that package's point type. */
  readonly type: string
  /** What the point is, in our words under every profile. */
  readonly variation: Variation
  /** Every special cause that holds. */
  readonly rules: readonly SpecialCause[]
  readonly ghost: boolean
  /** Improvement by one rule and concern by another; the conflict rule decided. */
  readonly conflict: boolean
  /** Index into `phases`. */
  readonly phase: number
}

/** A stretch of points that share limits. */
export interface SpcPhase extends SpcLines {
  readonly from: string
  readonly to: string
  /** Known points, ghosts left out. */
  readonly points: number
  /** How many of them the limits rest on. */
  readonly limitsFrom: number
  readonly averageMovingRange: number | null
  readonly screenedRanges: number
  readonly kind: 'first' | 'baseline' | 'after-baseline' | 'rebased'
  readonly reason: string | null
}

export interface SpcWarning {
  readonly code:
    | 'short-series'
    | 'trial-limits'
    | 'missing-values'
    | 'rebase-without-effect'
    | 'baseline-short'
    | 'baseline-special-cause'
    | 'conflict'
    | 'low-mean'
    | 'no-limits'
    | 'screening-undone'
    | 'zero-width-limits'
    | 'peer-defect'
    | 'constant'
  readonly message: string
}

/** A chart without its points. */
export interface SpcSummary {
  readonly profile: SpcProfile
  readonly chart: 'xmr' | 't' | 'g'
  /** A run chart has too few points for limits: its centre line is the median, which is null for any other chart. */
  readonly display: 'spc' | 'run-chart'
  readonly improvement: Improvement
  /** The lines at the last known point. */
  readonly mean: number | null
  readonly lowerLimit: number | null
  readonly upperLimit: number | null
  readonly median: number | null
  readonly target: number | null
  readonly variation: Variation
  readonly assurance: Assurance
  readonly phases: readonly SpcPhase[]
  readonly warnings: readonly SpcWarning[]
}

export interface SpcSeries extends SpcSummary {
  /** One for each given, sorted by date. */
  readonly points: readonly SpcSeriesPoint[]
}
