/** From special causes to what they mean: improvement or concern, by which way is better. */
import { causesOf, downward, upward } from './special-causes.ts'
import type { Improvement, SpecialCause, Variation } from './spc-model.ts'

export interface PointVariation {
  readonly variation: Variation
  /** The first special cause on the side that decided. */
  readonly rule: SpecialCause | null
  readonly conflict: boolean
}

const common: PointVariation = { variation: 'common-cause', rule: null, conflict: false }

/** A mask of special causes as improvement or concern; where it is both, `conflict` decides; neutral: high beats low. */
export function pointVariation(
  mask: number,
  improvement: Improvement,
  conflict: 'improvement' | 'concern',
): PointVariation {
  if (mask === 0) return common
  const up = (mask & upward) !== 0
  const down = (mask & downward) !== 0
  if (improvement === 'neutral') {
    return {
      variation: up ? 'neutral-high' : 'neutral-low',
      rule: first(mask & (up ? upward : downward)),
      conflict: false,
    }
  }
  const both = up && down
  const better = both ? conflict === 'improvement' : up === (improvement === 'increase')
  const high = better === (improvement === 'increase')
  return {
    variation: `${better ? 'improvement' : 'concern'}-${high ? 'high' : 'low'}`,
    rule: first(mask & (high ? upward : downward)),
    conflict: both,
  }
}

function first(mask: number): SpecialCause | null {
  return causesOf(mask)[0] ?? null
}

const labels: Readonly<Record<SpecialCause, string>> = {
  'above-limit': 'Above UCL',
  'below-limit': 'Below LCL',
  'trend-up': '7 Point Trend (Increasing)',
  'trend-down': '7 Point Trend (Decreasing)',
  'two-in-three-above': '2 in 3 Above CL',
  'two-in-three-below': '2 in 3 Below CL',
  'shift-above': '7 Points Above CL',
  'shift-below': '7 Points Below CL',
}

/** The label that NHSRplotthedots gives a special cause. */
export function nhsrLabel(rule: SpecialCause | undefined): string {
  return rule === undefined ? 'Common Cause' : labels[rule]
}

/** The point type of NHSRplotthedots: which side only where neither is better. */
export function nhsrPointType(variation: Variation): string {
  if (variation === 'common-cause' || variation === 'none') return 'common_cause'
  return `special_cause_${variation.startsWith('neutral') ? variation.replace('-', '_') : variation.split('-')[0]}`
}
