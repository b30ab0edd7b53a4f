/** The shapes of an assessment: one run of one framework, for one period, on evidence as known at one instant. */
import type { Finding, Observation } from '../evidence/model.ts'
import type { Fraction } from './fraction.ts'

export type Segment = number

/** How a metric score came about. */
export type ScoreBasis =
  /** from values: ranked in a whole pool, banded, or looked up */
  | 'computed'
  /** the pool is only partly loaded: the published 2-decimal score, put back on its exact place */
  | 'restored'
  /** the framework takes the published score as it stands */
  | 'published'
  /** nothing to score: missing, suppressed, or the organisation does not report it */
  | 'not-scored'

export interface MetricResult {
  /** Key of the metric in the framework: its value id, else its score id. */
  readonly metric: string
  readonly basis: ScoreBasis
  /** The value scored, if one is known. */
  readonly value: Observation | null
  /** The published score, if one is loaded. */
  readonly published: Observation | null
  readonly score: Fraction | null
  /** Competition place within the ranked pool (1 is best; ties share the best place) and how many stand in it. */
  readonly rank: number | null
  readonly pool: number | null
  /** When published rounding hides the order: the places that are possible, and what settled it. */
  readonly tie: {
    readonly from: number
    readonly to: number
    readonly settledBy: 'published-rank' | 'published-score' | null
  } | null
  /** Weight in the average (1 for most). */
  readonly weight: Fraction
  /** Whether it counts in the average (sub-scores do not). */
  readonly counts: boolean
}

export interface DomainResult {
  /** Unrounded mean, null where nothing in the domain is scored. */
  readonly mean: Fraction | null
  readonly score: number | null
  readonly segment: Segment | null
}

export interface OrganisationResult {
  readonly code: string
  readonly name: string
  /** Key of the peer group in the framework. */
  readonly peerGroup: string
  readonly region: string | null
  readonly metrics: ReadonlyMap<string, MetricResult>
  readonly metricsScored: number
  readonly average: Fraction | null
  /** The average rounded half-up to 2 decimals: what is published, ranked and cut. */
  readonly averageScore: number | null
  readonly unadjustedSegment: Segment | null
  /** Whether the override is on: true, false, or null where nobody has said. */
  readonly override: boolean | null
  /** Whether the override moved the segment. */
  readonly overrideMoved: boolean
  readonly overrideEvidence: readonly (Finding | Observation)[]
  readonly adjustedSegment: Segment | null
  /** Final segment, with any status such as programme membership shown over it. */
  readonly segment: Segment | null
  readonly overlay: string | null
  readonly overlayEvidence: readonly (Finding | Observation)[]
  /** Place in the league table of its peer group; null where unplaced. */
  readonly rank: number | null
  readonly rankTied: boolean
  readonly likelyScore: readonly [number, number] | null
  readonly likelyRank: readonly [number, number] | null
  /** Chance of each final (adjusted) segment under resampling of its own metric scores, best first. */
  readonly segmentProbabilities: readonly number[] | null
  readonly domains: ReadonlyMap<string, DomainResult>
}

/** The cuts between segments for one score. */
export interface Cuts {
  /** Upper bound (inclusive) of each segment but the last. */
  readonly at: readonly Fraction[]
  readonly basis: 'quartiles-computed' | 'inferred-from-data' | 'thresholds'
  /** For inferred cuts: the published scores between which each must lie. */
  readonly intervals: readonly (readonly [string, string])[] | null
  readonly verified: boolean
  /** Averages the quartiles were taken over. */
  readonly over: number | null
}

export interface Assessment {
  readonly framework: string
  readonly period: string
  readonly asKnownAt: string | null
  readonly recordKind: 'real' | 'fictional' | 'exercise'
  /** By peer group, then code. */
  readonly organisations: readonly OrganisationResult[]
  readonly cuts: Cuts | null
  readonly domainCuts: ReadonlyMap<string, Cuts>
  /** What a reader must be told: parameters nobody has verified, pools that are not whole, organisations left out. */
  readonly caveats: readonly string[]
}

/** One step of an explanation. Every node says what was found, by which clause, from which rows. */
export interface Explanation {
  /** Stable kind: `segment`, `overlay`, `override`, `cut`, `average`, `metric-score`, `pool`, `value`, `finding` … */
  readonly kind: string
  readonly title: string
  /** One sentence in plain words. */
  readonly sentence: string
  /** Exact figures: `{ place: '28', pool: '121', score: '67/40' }`. */
  readonly figures: Readonly<Record<string, string>>
  readonly clause: string | null
  readonly confidence: string | null
  /** Metric, organisation and rows this node read directly. */
  readonly inputs: readonly InputRef[]
  readonly children: readonly Explanation[]
}

export interface InputRef {
  readonly organisation: string
  readonly metric: string
  readonly period: string
  readonly value: string
  /** Index into the snapshot's imports, and row. */
  readonly import: number
  readonly row: number
}

/** What would move an organisation to another segment, one change at a time, all else held. */
export interface Movement {
  readonly nearestCut: {
    readonly towards: 'better' | 'worse'
    readonly segment: Segment
    readonly cut: number
    readonly gap: number
  } | null
  /** Metrics that would cross a cut alone, if their score went to its best (or worst). */
  readonly metrics: readonly {
    readonly metric: string
    readonly score: number
    /** Contribution to the average, in score points, against the average itself. */
    readonly effect: number
    readonly neededScore: number | null
    readonly crossesAlone: boolean
  }[]
  readonly withoutOverride: Segment | null
  readonly withOverride: Segment | null
}
