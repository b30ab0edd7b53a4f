/** What a funnel is asked for, and what it answers. */
import type { Limits, LimitKind } from './funnel-limits.ts'
import type { FunnelMethod } from './funnel-scale.ts'
import type { DispersionEstimator, Trimming } from './overdispersion.ts'

export interface FunnelOptions {
  /**
   * `shmi`: observed over expected as the SHMI is published (log scale, 10% truncated, adjusted limits decide at 95%).
   * `cqc`: observed over expected on the square-root scale, winsorised. `proportion`: part of a whole, arcsine scale.
   * `ratio`: one count over another, log scale.
   */
  readonly method: FunnelMethod
  /** `funnelplotr` reproduces that R package's numbers, defects included and named in `warnings`. */
  readonly profile?: 'turnaround' | 'funnelplotr'
  /** How extremes are kept from widening the funnel; `none` takes chance alone. Default: truncate for `shmi`, else winsorise. */
  readonly overdispersion?: Trimming | 'none'
  /** `corrected` undoes the shrinking that trimming does to φ. Default `published`. */
  readonly estimator?: DispersionEstimator
  /** Share trimmed on either side: 0.1 unless told. */
  readonly trim?: number
  /** Coverage of each pair of limits, in per cent: 95 and 99.8 unless told. */
  readonly levels?: readonly number[]
  /** Values and limits are multiplied by this: 100 for per cent. */
  readonly multiplier?: number
  /** What units are held against, before the multiplier: 1 for `shmi` and `cqc`, else the pooled value. */
  readonly target?: number
  /** Limits without overdispersion: exact for `shmi` and `cqc`, approximate for `proportion` and `ratio`. */
  readonly limits?: LimitKind
  /** Which pair of limits makes an outlier. Default: adjusted 95 for `shmi`; else 99.8, adjusted where φ is above 1. */
  readonly decide?: { readonly level?: number; readonly limits?: 'adjusted' | 'unadjusted' }
  /** An interval of τ² as well: from all units (Q-profile), or by drawing units again through the same estimator. */
  readonly tau2Interval?: 'q-profile' | 'bootstrap'
  /** In the `funnelplotr` profile: whether expected counts are rounded to 2 decimals, as that package does by default. */
  readonly rounding?: boolean
}

export type LimitPairs = Readonly<Record<string, Limits | null>>

export interface FunnelUnit {
  readonly group: string
  readonly numerator: number | null
  readonly denominator: number | null
  /** Numerator over denominator, times the multiplier; null where it cannot be computed. */
  readonly value: number | null
  /** Standard score on the method's scale, before trimming. */
  readonly z: number | null
  /** The score that φ rests on: pulled in where winsorised, null where left out. */
  readonly usedZ: number | null
  /** Limits of chance alone, keyed by level. */
  readonly limits: LimitPairs
  /** Limits widened by the between-unit variance; null pairs where it was not estimated. */
  readonly adjustedLimits: LimitPairs
  readonly outlier: 'high' | 'low' | 'none' | null
}

export interface Funnel {
  readonly method: FunnelMethod
  readonly profile: 'turnaround' | 'funnelplotr'
  /** Times the multiplier; null where no unit gives one. */
  readonly target: number | null
  /** Between-unit variance on the method's scale; null where not estimated. */
  readonly tau2: number | null
  readonly tau2Interval: Limits | null
  readonly phi: number | null
  /** The limits that made the outliers. */
  readonly decidedBy: { readonly level: number; readonly limits: 'adjusted' | 'unadjusted' }
  /** The method in words; belongs on every chart and export. */
  readonly description: string
  readonly warnings: readonly string[]
  readonly multiplier: number
  readonly levels: readonly number[]
  readonly settings: FunnelSettings
  readonly units: readonly FunnelUnit[]
}

/** The options with every default filled in. */
export interface FunnelSettings {
  readonly method: FunnelMethod
  readonly profile: 'turnaround' | 'funnelplotr'
  readonly overdispersion: Trimming | 'none'
  readonly estimator: DispersionEstimator
  readonly trim: number
  readonly levels: readonly number[]
  readonly multiplier: number
  readonly target: number | null
  readonly limits: LimitKind
  readonly decideLevel: number
  readonly decideLimits: 'adjusted' | 'unadjusted' | null
  readonly tau2Interval: 'q-profile' | 'bootstrap' | null
  readonly rounding: boolean
}
