/**
 * Assurance: whether the process, as it now runs, can be relied on to meet a target. The limits of the latest point hold
 * nearly all values to come, so a target wholly on one side of them is always met or never; one between them is met by luck.
 */
import type { Assurance, Improvement } from './spc-model.ts'

export interface AssuranceGiven {
  readonly improvement: Improvement
  readonly target: number | null
  /** NaN where they cannot be computed. */
  readonly lowerLimit: number
  readonly upperLimit: number
}

/**
 * NHS England's tool: a target on a limit counts as beyond it, and passing is asked first, so that a constant series on its
 * target passes. `none` without target, limits or direction.
 */
export function assurance({ improvement, target, lowerLimit, upperLimit }: AssuranceGiven): Assurance {
  if (target === null || improvement === 'neutral' || Number.isNaN(lowerLimit) || Number.isNaN(upperLimit))
    return 'none'
  if (improvement === 'increase') return target <= lowerLimit ? 'pass' : target >= upperLimit ? 'fail' : 'hit-or-miss'
  return target >= upperLimit ? 'pass' : target <= lowerLimit ? 'fail' : 'hit-or-miss'
}

/** NHSRplotthedots 0.2.2: a target on a limit is hit or miss, and so is one where there are no limits at all. */
export function strictAssurance({ improvement, target, lowerLimit, upperLimit }: AssuranceGiven): Assurance {
  if (target === null || improvement === 'neutral') return 'none'
  if (target > upperLimit) return improvement === 'increase' ? 'fail' : 'pass'
  if (target < lowerLimit) return improvement === 'increase' ? 'pass' : 'fail'
  return 'hit-or-miss'
}
