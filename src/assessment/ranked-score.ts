/**
 * Percentile scores: an organisation's competition place in its pool, spread evenly between a best and a worst score.
 *
 *   score = best + (worst − best) × (place − 1) / (pool − 1)
 *
 * Meeting a standard or failing a floor takes an organisation out of the ranked pool and gives it a score outright.
 * Source: NHS Oversight Framework 2025/26 methodology manual, standard scoring models; the exact arithmetic is fitted to
 * the published scores, all of which lie on this lattice.
 */
import { countAtMost, countLess } from '../statistics/competition-rank.ts'
import {
  add,
  compare,
  divide,
  fraction,
  multiply,
  parseFraction,
  roundHalfUp,
  subtract,
  type Fraction,
} from './fraction.ts'
import type { FrameworkMetric, RankedRule } from './framework.ts'

/** Which part of the rule decides a value: outside the pool by standard or floor, or ranked in it. */
export type RankedPart = 'meets-standard' | 'fails-floor' | 'ranked'

export function rankedPart(rule: RankedRule, better: FrameworkMetric['better'], value: number): RankedPart {
  const atLeastAsGood = (bound: number) => (better === 'low' ? value <= bound : value >= bound)
  if (rule.standard && atLeastAsGood(rule.standard.value)) return 'meets-standard'
  if (rule.floor && !atLeastAsGood(rule.floor.value)) return 'fails-floor'
  return 'ranked'
}

/** The exact score of a place in a pool. A pool of one scores best: there is nobody to be behind. */
export function placeScore(rule: RankedRule, place: number, pool: number): Fraction {
  const best = decimal(rule.best)
  if (pool <= 1) return best
  return add(best, multiply(subtract(decimal(rule.worst), best), fraction(place - 1, pool - 1)))
}

/**
 * The places whose exact score rounds half-up to a published 2-decimal score: one for pools up to 301, several beyond,
 * none where the score does not lie on the lattice of that pool.
 */
export function placesOf(rule: RankedRule, published: Fraction, pool: number): number[] {
  if (pool <= 1) return compare(published, decimal(rule.best)) === 0 ? [1] : []
  const steps = divide(subtract(published, decimal(rule.best)), subtract(decimal(rule.worst), decimal(rule.best)))
  const near = Number((steps.n * BigInt(pool - 1)) / steps.d) + 1
  const reach = Math.ceil((0.005 * (pool - 1)) / Math.abs(rule.worst - rule.best)) + 1
  const places = []
  for (let place = Math.max(1, near - reach); place <= Math.min(pool, near + reach + 1); place++) {
    if (compare(roundHalfUp(placeScore(rule, place, pool)), published) === 0) places.push(place)
  }
  return places
}

/** A pool ready to be ranked in: its values as keys that ascend from the best. */
export interface Pool {
  readonly size: number
  /** The competition place of a value, and the last place its tied cluster covers. */
  place(value: number): { readonly from: number; readonly to: number }
}

export function poolOf(values: Iterable<number>, better: FrameworkMetric['better']): Pool {
  const sign = better === 'low' ? 1 : -1
  const keys = Float64Array.from(values, value => sign * value).sort()
  return {
    size: keys.length,
    place: value => ({ from: countLess(keys, sign * value) + 1, to: countAtMost(keys, sign * value) }),
  }
}

/** A number written in a framework file, exactly. */
export function decimal(value: number | string): Fraction {
  return parseFraction(String(value))
}
